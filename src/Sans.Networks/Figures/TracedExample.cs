using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Networks.Figures;

/// <summary>
/// One example with its steps through a trained network (Eqs 8-13), computed for pictures by plain loops in float64. A digit
/// may thus differ from the engine's, and a tie between two positions may be decided otherwise.
/// </summary>
/// <param name="Result">The training.</param>
/// <param name="Width">Samples of a signal, or of a row of an image.</param>
/// <param name="Input">x</param>
/// <param name="Kernels">The steps of each kernel.</param>
/// <param name="Reconstruction">x̂, the sum of the partial reconstructions.</param>
public sealed record TracedExample(
    NetworkResult Result, int Width, float[] Input, IReadOnlyList<TracedKernel> Kernels, float[] Reconstruction)
{
    /// <summary>Whether it is an image.</summary>
    public bool IsImage => Input.Length > Width;

    /// <summary>The number of non-zero values in all activation maps.</summary>
    public int KeptCount => Kernels.Sum(k => k.ActivationMap.Count(v => v != 0));

    /// <summary>φ of the example and its parts. They are not a number where the example is zero everywhere.</summary>
    public PhiScore Score => new(
        PhiScore.InverseCompressionRatioOf(
            Result.Trial.WeightCountOf(Result.Trial.KernelCount), KeptCount, IsImage ? 2 : 1, Input.Length, Result.Trial.FurtherNumbers),
        Input.Zip(Reconstruction, (x, y) => Math.Abs((double)y - x)).Sum() / Input.Sum(x => Math.Abs((double)x)));

    /// <summary>Traces an example.</summary>
    /// <param name="result">The training, whose kernels are used.</param>
    /// <param name="activations">The activations that trials can name.</param>
    /// <param name="input">x, row by row.</param>
    /// <param name="shape">Height and width of the example.</param>
    public static TracedExample Of(NetworkResult result, IActivationRegistry activations, ReadOnlySpan<float> input, ExampleShape shape)
    {
        float[] x = input.ToArray();
        (IReadOnlyList<float[]> copies, float[][] similarities, float[][] maps) = Activate(result, activations, x, shape);
        bool isTransposed = result.Trial.Readings is { UseTransposedDecoder: true };
        IReadOnlyList<int> sizes = result.Trial.CopySizes;
        List<TracedKernel> traced = [];
        float[] sum = new float[x.Length];
        for (int i = 0; i < copies.Count; i++)
        {
            float[] part = Correlate(maps[i], shape.Width, copies[i], sizes[i], isTransposed);
            traced.Add(new TracedKernel(similarities[i], maps[i], part));
            for (int p = 0; p < sum.Length; p++)
            {
                sum[p] += part[p];
            }
        }

        int copyCount = copies.Count / result.Kernels.Count;
        List<TracedKernel> kernels = copyCount == 1 ? traced : [];
        for (int first = 0; copyCount > 1 && first < copies.Count; first += copyCount)
        {
            kernels.Add(Together(traced.GetRange(first, copyCount), [.. copies.Skip(first).Take(copyCount)]));
        }

        return new TracedExample(result, shape.Width, x, kernels, sum);
    }

    /// <summary>The activation map of each kernel, without reconstructions.</summary>
    /// <inheritdoc cref="Of"/>
    internal static float[][] MapsOf(NetworkResult result, IActivationRegistry activations, ReadOnlySpan<float> input, ExampleShape shape)
    {
        float[][] maps = Activate(result, activations, input.ToArray(), shape).Maps;
        int copyCount = maps.Length / result.Kernels.Count;
        return copyCount == 1 ? maps : [.. maps.Chunk(copyCount).Select(SumOf)];
    }

    private static (IReadOnlyList<float[]> Copies, float[][] Similarities, float[][] Maps) Activate(
        NetworkResult result, IActivationRegistry activations, float[] x, ExampleShape shape)
    {
        IReadOnlyList<int> sizes = result.Trial.CopySizes;
        IReadOnlyList<float[]> copies = KernelScaling.CopiesOf(result.Kernels, result.Trial.Scales);
        float[][] similarities = [.. copies.Select((kernel, i) => Correlate(x, shape.Width, kernel, sizes[i], isReversed: false))];
        ActivatedMap[] activated = activations.Visit(result.Trial.Activation, new Selection(result, copies, x, similarities, shape));
        return (copies, similarities, [.. activated.Select(a => a.Map(x.Length))]);
    }

    private static float[] SumOf(float[][] maps) => [.. Enumerable.Range(0, maps[0].Length).Select(p => maps.Sum(m => m[p]))];

    /// <summary>The copies of one kernel together. The similarity at a position is that of its best copy.</summary>
    private static TracedKernel Together(List<TracedKernel> traced, float[][] copies)
    {
        double[] norms = [.. copies.Select(v => Math.Sqrt(v.Sum(w => (double)w * w)))];
        int length = traced[0].Similarity.Length;
        return new TracedKernel(
            [.. Enumerable.Range(0, length).Select(p => traced[BestAt(p)].Similarity[p])],
            SumOf([.. traced.Select(t => t.ActivationMap)]),
            SumOf([.. traced.Select(t => t.PartialReconstruction)]));

        int BestAt(int position) => Enumerable.Range(0, norms.Length).MaxBy(
            k => norms[k] == 0 ? 0 : Math.Abs(traced[k].Similarity[position]) / norms[k]);
    }

    /// <summary>
    /// Same-size correlation with zeros around (docs/method/san-paper.md, 3.2). The extra sample of an even kernel goes to the
    /// right and below.
    /// </summary>
    internal static float[] Correlate(float[] x, int width, float[] kernel, int size, bool isReversed)
    {
        int height = x.Length / width;
        int rows = kernel.Length / size;
        int above = (rows - 1) / 2;
        int left = (size - 1) / 2;
        float[] y = new float[x.Length];
        if (rows == 1 && height == 1)
        {
            int[] positions = [.. Enumerable.Range(0, x.Length).Where(p => x[p] != 0)];
            if (positions.Length < x.Length / 2)
            {
                Scatter(x, positions, kernel, isReversed, y);
            }
            else
            {
                CorrelateSignal(x, kernel, isReversed, y);
            }

            return y;
        }

        for (int p = 0; p < x.Length; p++)
        {
            (int row, int column) = (p / width, p % width);
            double sum = 0;
            for (int u = 0; u < kernel.Length; u++)
            {
                // The transpose reads on the other side of the position.
                (int down, int right) = ((u / size) - above, (u % size) - left);
                (int r, int c) = isReversed ? (row - down, column - right) : (row + down, column + right);
                if (r >= 0 && r < height && c >= 0 && c < width)
                {
                    sum += (double)kernel[u] * x[(r * width) + c];
                }
            }

            y[p] = (float)sum;
        }

        return y;
    }

    /// <summary>
    /// The sums for signals, which have one row. Each sum goes over the taps in ascending order. Those of several positions
    /// grow together, because one sum alone waits for itself.
    /// </summary>
    private static void CorrelateSignal(float[] x, float[] kernel, bool isReversed, float[] y)
    {
        const int together = 4;
        int left = (kernel.Length - 1) / 2, step = isReversed ? -1 : 1;
        int p = 0;
        while (p < x.Length)
        {
            int start = p - (step * left);
            int last = start + (step * (kernel.Length - 1));
            if (Math.Min(start, last) >= 0 && Math.Max(start, last) + together <= x.Length)
            {
                double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
                for (int u = 0; u < kernel.Length; u++)
                {
                    ReadOnlySpan<float> four = x.AsSpan(start + (step * u), together);
                    double weight = kernel[u];
                    s0 += weight * four[0];
                    s1 += weight * four[1];
                    s2 += weight * four[2];
                    s3 += weight * four[3];
                }

                (y[p], y[p + 1], y[p + 2], y[p + 3]) = ((float)s0, (float)s1, (float)s2, (float)s3);
                p += together;
                continue;
            }

            int first = isReversed ? Math.Max(0, start - x.Length + 1) : Math.Max(0, -start);
            int end = Math.Min(kernel.Length, isReversed ? start + 1 : x.Length - start);
            double sum = 0;
            for (int u = first; u < end; u++)
            {
                sum += (double)kernel[u] * x[start + (step * u)];
            }

            y[p++] = (float)sum;
        }
    }

    /// <summary>The sums for a signal of few values. Products with zeros are left out, which changes no bit of a sum.</summary>
    private static void Scatter(float[] map, ReadOnlySpan<int> positions, float[] kernel, bool isReversed, float[] y)
    {
        double[] sums = new double[y.Length];
        int left = (kernel.Length - 1) / 2;
        for (int i = 0; i < positions.Length; i++)
        {
            // Ascending taps read ascending positions, and descending ones where the kernel is reversed.
            int position = positions[isReversed ? positions.Length - 1 - i : i];
            double value = map[position];
            int origin = isReversed ? position - left : position + left;
            for (int u = 0; u < kernel.Length; u++)
            {
                int p = isReversed ? origin + u : origin - u;
                if (p >= 0 && p < sums.Length)
                {
                    sums[p] += kernel[u] * value;
                }
            }
        }

        for (int p = 0; p < sums.Length; p++)
        {
            y[p] = (float)sums[p];
        }
    }

    private sealed class Selection(
        NetworkResult result,
        IReadOnlyList<float[]> copies,
        float[] x,
        float[][] similarities,
        ExampleShape shape) : IActivationVisitor<ActivatedMap[]>
    {
        public ActivatedMap[] Visit<T>(T activation)
            where T : struct, ISparseActivation =>
            result.Trial.Scales.Count > 0 && activation is Extrema extrema
                ? Activate(new ScaledExtrema(extrema, result.Trial.Scales.Count))
                : Activate(activation);

        private ActivatedMap[] Activate<T>(T activation)
            where T : struct, ISparseActivation =>
            activation.Activate(
                similarities,
                shape,
                result.Trial.CopySizes,
                copies,
                result.ActivationState,
                x,
                result.Trial.Readings is { UseTransposedDecoder: true });
    }
}

/// <summary>The maps and the reconstruction of one kernel on an example.</summary>
/// <param name="Similarity">s of Eq. (10).</param>
/// <param name="ActivationMap">α of Eq. (11): zero where nothing is kept.</param>
/// <param name="PartialReconstruction">r of Eq. (12).</param>
public sealed record TracedKernel(float[] Similarity, float[] ActivationMap, float[] PartialReconstruction);
