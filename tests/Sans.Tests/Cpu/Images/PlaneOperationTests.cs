using Sans.Core.Losses;
using Sans.Core.Random;
using Sans.Cpu.Operations;
using Sans.Cpu.Operations.Images;

namespace Sans.Tests.Cpu.Images;

/// <summary>
/// Each operation on images against a scalar loop in the documented order. Both are equal to the bit, for sizes on both
/// sides of vectors and tiles.
/// </summary>
public sealed class PlaneOperationTests
{
    private const int LargestKernel = 18;

    public static TheoryData<int> KernelSizes => [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17];

    private static IEnumerable<(int Height, int Width)> Sizes =>
        from height in new[] { 1, 2, 3, 4, 5, 7, 8, 11 }
        from width in new[] { 1, 2, 15, 16, 17, 28, 31, 32, 33, 48, 50 }
        select (height, width);

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void Correlation_is_one_chain_per_output_in_blocks_of_rows(int m)
    {
        foreach ((int height, int width) in Sizes)
        {
            foreach (int shift in new[] { (m - 1) / 2, m / 2 })
            {
                (float[,] x, float[,] y) = (Random(height, width, "x"), Random(height, width, "y"));
                (float[] v, float[] w) = (Random(m * m, "v"), Random(m * m, "w"));
                float[,] start = Random(height, width, "start");
                (float[,] xv, float[,] xw, float[,] yw) = (Chains(x, v, m, shift), Chains(x, w, m, shift), Chains(y, w, m, shift));
                (Plane px, Plane py, PaddedBuffer pv, PaddedBuffer pw) = (PlaneOf(x), PlaneOf(y), Buffer(v), Buffer(w));
                RowRange rows = new(0, height);

                Plane output = PlaneOf(start);
                PlaneCorrelation.Run(px, pv, m, shift, output, rows, isAccumulating: false);
                AssertEqual(xv, output);
                output = PlaneOf(start);
                PlaneCorrelation.Run(px, pv, m, shift, output, rows, isAccumulating: true);
                AssertEqual(Map(start, xv, (s, c) => s + c), output);

                (output, Plane second) = (PlaneOf(start), PlaneOf(start));
                PlaneCorrelation.Run(px, pv, pw, m, shift, output, second, rows);
                AssertEqual(xv, output);
                AssertEqual(xw, second);

                PlaneCorrelation.Run(px, py, pv, pw, m, shift, output, rows, isAccumulating: false);
                AssertEqual(Map(xv, yw, (a, b) => a + b), output);
                output = PlaneOf(start);
                PlaneCorrelation.Run(px, py, pv, pw, m, shift, output, rows, isAccumulating: true);
                AssertEqual(Map(Map(start, xv, (s, c) => s + c), yw, (s, c) => s + c), output);
            }
        }
    }

    [Fact]
    public void Correlation_leaves_rows_outside_of_the_range_as_they_are()
    {
        (float[,] x, float[,] start, float[] w) = (Random(11, 20, "x"), Random(11, 20, "start"), Random(9, "w"));
        for (int first = 0; first <= 11; first++)
        {
            for (int end = first; end <= 11; end++)
            {
                Plane output = PlaneOf(start);
                PlaneCorrelation.Run(PlaneOf(x), Buffer(w), 3, 1, output, new RowRange(first, end), isAccumulating: false);
                float[,] expected = Chains(x, w, 3, 1);
                AssertEqual(Map(start, expected, (s, c) => s, (row, _) => row < first || row >= end, expected), output);
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void The_gradient_over_a_whole_map_is_a_dot_product_in_sixteen_lanes(int m)
    {
        int shift = m / 2;
        foreach ((int height, int width) in Sizes)
        {
            (float[,] a, float[,] b, float[,] x) = (Random(height, width, "a"), Random(height, width, "b"), Random(height, width, "x"));
            (float[] start, float[] other) = (Random(m * m * 16, "s"), Random(m * m * 16, "t"));
            (PaddedBuffer single, PaddedBuffer first, PaddedBuffer second) = (Buffer(start), Buffer(start), Buffer(other));
            PlaneKernelGradient.Add(PlaneOf(a), null, new RowRange(0, height), PlaneOf(x), m, shift, single, single);
            PlaneKernelGradient.Add(PlaneOf(a), PlaneOf(b), new RowRange(0, height), PlaneOf(x), m, shift, first, second);
            float[] expected = LaneSums(a, x, m, shift, start);
            Assert.Equal(expected, single.Span.ToArray());
            Assert.Equal(expected, first.Span.ToArray());
            Assert.Equal(LaneSums(b, x, m, shift, other), second.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void Operations_over_a_support_are_chains_in_its_order(int m)
    {
        int shift = m / 2;
        int left = (m - 1) / 2;
        int stride = PlaneScatter.AtomStride(m);
        foreach ((int height, int width) in Sizes)
        {
            (float[,] s, float[,] x, float[,] g, float[,] start) = (
                Random(height, width, "s"), Random(height, width, "x"), Random(height, width, "g"), Random(height, width, "r"));
            float[] atom = Random(m * m, "atom");
            Plane similarity = PlaneOf(s);
            (int Row, int Column)[] kept =
            [
                .. Enumerable.Range(0, height * width).Where(p => (p * 7) % 3 == 0).Select(p => (p / width, p % width)),
            ];
            int[] support = [.. kept.Select(p => (p.Row * similarity.Layout.Stride) + p.Column)];
            PaddedBuffer rows = Buffer(InRows(atom, m, stride));

            Plane reconstruction = PlaneOf(start);
            PlaneScatter.Add(support, similarity, rows, m, shift, reconstruction);
            float[,] expected = (float[,])start.Clone();
            foreach ((int row, int column) in kept)
            {
                for (int tap = 0; tap < m * m; tap++)
                {
                    (int r, int c) = (row - shift + (tap / m), column - shift + (tap % m));
                    if (IsInside(expected, r, c))
                    {
                        expected[r, c] = MathF.FusedMultiplyAdd(s[row, column], atom[tap], expected[r, c]);
                    }
                }
            }

            AssertEqual(expected, reconstruction);

            Plane delta = PlaneOf(new float[height, width]);
            PlaneMapGradient.Run(support, rows, m, shift, PlaneOf(g), delta);
            foreach ((int row, int column) in kept)
            {
                float sum = ScalarReference.LaneSumOf(
                    Enumerable.Range(0, m * m).Select(
                        tap => (tap % m % 16, atom[tap], At(g, row - shift + (tap / m), column - shift + (tap % m)))));
                Assert.Equal(sum, delta.At(row, column));
            }

            (float[] e, float[] d) = (Random(m * m, "e"), Random(m * m, "d"));
            (PaddedBuffer encoder, PaddedBuffer decoder) = (Buffer(InRows(e, m, stride)), Buffer(InRows(d, m, stride)));
            PlaneSupportGradient.Add(support, similarity, delta, PlaneOf(x), PlaneOf(g), m, shift, encoder, decoder);
            foreach ((int row, int column) in kept)
            {
                for (int tap = 0; tap < m * m; tap++)
                {
                    e[tap] = MathF.FusedMultiplyAdd(
                        delta.At(row, column), At(x, row - left + (tap / m), column - left + (tap % m)), e[tap]);
                    d[tap] = MathF.FusedMultiplyAdd(s[row, column], At(g, row - shift + (tap / m), column - shift + (tap % m)), d[tap]);
                }
            }

            for (int tap = 0; tap < m * m; tap++)
            {
                Assert.Equal(e[tap], encoder.At((tap / m * stride) + (tap % m)));
                Assert.Equal(d[tap], decoder.At((tap / m * stride) + (tap % m)));
            }

            // Adding whole maps gives the same as adding supports, with lanes in their tree.
            float[] lanes = Random(m * m * 16, "lanes");
            PaddedBuffer gradient = Buffer(new float[m * m]);
            PlaneGradientSum.Combine(Buffer(lanes), encoder, m, gradient);
            for (int tap = 0; tap < m * m; tap++)
            {
                Assert.Equal(e[tap] + ScalarReference.LaneSum(16, (l, _) => lanes[(tap * 16) + l]), gradient.At(tap));
            }
        }
    }

    [Fact]
    public void Error_and_sign_go_by_the_number_of_the_row()
    {
        foreach ((int height, int width) in Sizes)
        {
            (float[,] r, float[,] x) = (Random(height, width, "r"), Random(height, width, "x"));
            x[0, 0] = r[0, 0];
            Plane sign = PlaneOf(new float[height, width]);
            float error = PlaneError.Run(default(MeanAbsoluteError), PlaneOf(r), PlaneOf(x), sign, new RowRange(0, height));
            float[,] lanes = new float[4, 16];
            foreach ((int row, int column) in InVectors(height, width))
            {
                lanes[row % 4, column % 16] += MathF.Abs(r[row, column] - x[row, column]);
            }

            Assert.Equal(ScalarReference.LaneSum(16, (l, _) => (lanes[0, l] + lanes[1, l]) + (lanes[2, l] + lanes[3, l])), error);
            AssertEqual(Map(r, x, (a, b) => Math.Sign(a - b)), sign);
        }
    }

    [Fact]
    public void Reading_finds_the_rows_that_are_not_zero()
    {
        foreach ((int height, int width) in Sizes)
        {
            for (int first = 0; first <= height; first++)
            {
                // After the example come other examples, or the end of memory.
                float[,] x = Map(
                    Random(height, width, "x"), new float[height, width], (v, _) => v, (row, _) => row >= first, new float[height, width]);
                float[] flat = [.. x.Cast<float>()];
                Plane plane = PlaneOf(Random(height, width, "before"));
                RowRange rows = PlaneReader.Read(flat, plane);
                Assert.Equal(first == height ? default : new RowRange(first, height), rows);
                AssertEqual(x, plane);
                Assert.Equal(
                    ScalarReference.LaneSumOf(InVectors(height, width).Select(p => (p.Column % 16, MathF.Abs(x[p.Row, p.Column]), 1f))),
                    PlaneSum.OfMagnitudes(plane, rows));

                float[] back = new float[flat.Length];
                PlaneReader.Write(plane, back);
                Assert.Equal(flat, back);
            }
        }
    }

    /// <summary>
    /// Positions in the order of the vectors: columns from left to right, each downwards, lane by lane.
    /// </summary>
    private static IEnumerable<(int Row, int Column)> InVectors(int height, int width) =>
        from vector in Enumerable.Range(0, (width + 15) / 16)
        from row in Enumerable.Range(0, height)
        from column in Enumerable.Range(16 * vector, Math.Min(16, width - (16 * vector)))
        select (row, column);

    private static float[,] Chains(float[,] input, float[] taps, int m, int shift)
    {
        float[,] output = new float[input.GetLength(0), input.GetLength(1)];
        (int U, int V)[] order = [.. Blocks(m).SelectMany(block => from v in Enumerable.Range(0, m) from u in block select (u, v))];
        for (int row = 0; row < output.GetLength(0); row++)
        {
            for (int column = 0; column < output.GetLength(1); column++)
            {
                foreach ((int u, int v) in order)
                {
                    output[row, column] = MathF.FusedMultiplyAdd(
                        taps[(u * m) + v], At(input, row + u - shift, column + v - shift), output[row, column]);
                }
            }
        }

        return output;
    }

    /// <summary>Rows of taps in groups of three, or of two if one row would be left over.</summary>
    private static IEnumerable<int[]> Blocks(int m)
    {
        for (int row = 0, count; row < m; row += count)
        {
            int rest = m - row;
            count = rest == 1 ? 1 : rest is 2 or 4 ? 2 : 3;
            yield return [.. Enumerable.Range(row, count)];
        }
    }

    private static float[] LaneSums(float[,] map, float[,] input, int m, int shift, float[] start)
    {
        float[] sums = [.. start];
        foreach ((int row, int column) in InVectors(map.GetLength(0), map.GetLength(1)))
        {
            for (int tap = 0; tap < m * m; tap++)
            {
                ref float sum = ref sums[(tap * 16) + (column % 16)];
                sum = MathF.FusedMultiplyAdd(map[row, column], At(input, row + (tap / m) - shift, column + (tap % m) - shift), sum);
            }
        }

        return sums;
    }

    private static float At(float[,] image, int row, int column) => IsInside(image, row, column) ? image[row, column] : 0;

    private static bool IsInside(float[,] image, int row, int column) =>
        row >= 0 && row < image.GetLength(0) && column >= 0 && column < image.GetLength(1);

    private static float[] InRows(float[] kernel, int m, int stride)
    {
        float[] rows = new float[(m + PlaneSupportGradient.RowsTogether) * stride];
        for (int tap = 0; tap < m * m; tap++)
        {
            rows[(tap / m * stride) + (tap % m)] = kernel[tap];
        }

        return rows;
    }

    private static float[,] Map(
        float[,] a, float[,] b, Func<float, float, float> value, Func<int, int, bool>? isMapped = null, float[,]? otherwise = null)
    {
        float[,] result = new float[a.GetLength(0), a.GetLength(1)];
        for (int row = 0; row < a.GetLength(0); row++)
        {
            for (int column = 0; column < a.GetLength(1); column++)
            {
                result[row, column] = isMapped?.Invoke(row, column) ?? true
                    ? value(a[row, column], b[row, column])
                    : otherwise![row, column];
            }
        }

        return result;
    }

    private static Plane PlaneOf(float[,] image)
    {
        Plane plane = new(new PlaneLayout(image.GetLength(0), image.GetLength(1), LargestKernel));
        for (int row = 0; row < image.GetLength(0); row++)
        {
            for (int column = 0; column < image.GetLength(1); column++)
            {
                plane.At(row, column) = image[row, column];
            }
        }

        return plane;
    }

    private static void AssertEqual(float[,] expected, Plane actual)
    {
        for (int row = 0; row < expected.GetLength(0); row++)
        {
            for (int column = 0; column < expected.GetLength(1); column++)
            {
                Assert.Equal(expected[row, column], actual.At(row, column));
            }
        }
    }

    private static PaddedBuffer Buffer(float[] values)
    {
        PaddedBuffer buffer = new(values.Length, 64);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    private static float[,] Random(int height, int width, string name)
    {
        RandomStream stream = new("test", FormattableString.Invariant($"{name} {height} {width}"));
        float[,] image = new float[height, width];
        for (int p = 0; p < image.Length; p++)
        {
            image[p / width, p % width] = (float)stream.NextNormal();
        }

        return image;
    }

    private static float[] Random(int length, string name)
    {
        RandomStream stream = new("test", FormattableString.Invariant($"{name} {length}"));
        return [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextNormal())];
    }
}
