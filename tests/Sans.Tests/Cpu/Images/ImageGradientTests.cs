using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu.Images;
using Sans.Tests.Core;

namespace Sans.Tests.Cpu.Images;

/// <summary>
/// Forward pass and gradient on images against the formulas of docs/method/san-paper.md, 3.2 and 3.4.
/// </summary>
public sealed class ImageGradientTests
{
    private static readonly ExampleShape[] Shapes = [new(9, 11), new(7, 33), new(13, 16), new(5, 50)];

    // One, two and three kernels with equal and different sides, even and odd. One is longer than half a vector.
    private static readonly int[][] Models = [[1], [2], [3], [4, 4], [5, 5], [6, 6], [7], [3, 3, 3], [1, 2, 5], [2, 6], [9, 9], [17]];

    [Fact]
    public void Gradient_of_identity() => CheckAll(new Identity());

    [Fact]
    public void Gradient_of_relu() => CheckAll(new Relu());

    [Fact]
    public void Gradient_of_top_k() => CheckAll(new TopKAbsolutes());

    [Fact]
    public void Gradient_of_extrema_pool() => CheckAll(new ExtremaPoolIndices());

    [Fact]
    public void Gradient_of_extrema() => CheckAll(new Extrema(BorderTolerance: 2));

    /// <summary>Images with zeros outside of some rows, and images of zeros. Operations skip empty rows.</summary>
    [Theory]
    [InlineData(4, 6)]
    [InlineData(0, 1)]
    [InlineData(12, 13)]
    [InlineData(0, 0)]
    public void Empty_rows_change_nothing(int first, int end)
    {
        ExampleShape shape = new(13, 20);
        float[] image = Random(shape.Length, "empty rows");
        image.AsSpan(0, first * shape.Width).Clear();
        image.AsSpan(end * shape.Width).Clear();
        Check(new Identity(), image, shape, [3, 3], isTransposed: false);
        Check(new TopKAbsolutes(), image, shape, [3, 6], isTransposed: false);
        Check(new ExtremaPoolIndices(), image, shape, [2, 2], isTransposed: true);
        Check(new Extrema(1), image, shape, [4, 4], isTransposed: true);
    }

    [Theory]
    [MemberData(nameof(LossTests.All), MemberType = typeof(LossTests))]
    public void Gradient_of_every_loss(LossConfig loss)
    {
        ExampleShape shape = new(13, 20);
        float[] image = Random(shape.Length, "losses");
        Check(new Identity(), image, shape, [4, 4], isTransposed: false, loss);
        Check(new TopKAbsolutes(), image, shape, [3], isTransposed: true, loss);
        Check(new Extrema(1), image, shape, [2, 5], isTransposed: false, loss);
    }

    private static void CheckAll<T>(T activation)
        where T : struct, ISparseActivation
    {
        foreach (ExampleShape shape in Shapes)
        {
            foreach (int[] sizes in Models.Where(m => m.Max() <= Math.Max(shape.Height, shape.Width)))
            {
                float[] image = Random(shape.Length, $"image {shape}");
                Check(activation, image, shape, sizes, isTransposed: false);
                Check(activation, image, shape, sizes, isTransposed: true);
            }
        }
    }

    /// <summary>
    /// Central differences of the double-precision error, with a new selection at each point. They give the gradient of
    /// the real function. They are valid if no selection or sign of a residual changes within the step.
    /// </summary>
    private static void Check<T>(T activation, float[] image, ExampleShape shape, int[] sizes, bool isTransposed, LossConfig? loss = null)
        where T : struct, ISparseActivation
    {
        const double step = 1e-6;
        float[][] kernels = [.. sizes.Select((m, i) => Random(m * m, FormattableString.Invariant($"kernel {i} of {m} for {shape}"))
            .Select(w => 0.3f * w)
            .ToArray())];
        ImageNetwork<T> network = NetworkOf(activation, image, shape, kernels, isTransposed, loss);

        // A second pass gives the same, so the first one left the buffers in order.
        float error = network.Learn(0, 0);
        network.ClearGradients();
        Assert.Equal(error, network.Learn(0, 0));
        double expected = Error(0, 0, 0);
        Assert.Equal(expected, network.LossOf(0, error), 1e-5 * Math.Max(1, expected));
        for (int i = 0; i < sizes.Length; i++)
        {
            ReadOnlySpan<float> gradient = network.Gradient(i, 1).Span;

            // Every tap of small kernels, some of large ones.
            for (int tap = 0; tap < kernels[i].Length; tap += kernels[i].Length > 36 ? 7 : 1)
            {
                double slope = (Error(i, tap, step) - Error(i, tap, -step)) / (2 * step);
                Assert.Equal(slope, gradient[tap], 2e-4 * Math.Max(1, Math.Abs(slope)));
            }
        }

        double Error(int kernel, int tap, double change)
        {
            double[][] moved = [.. kernels.Select(k => k.Select(w => (double)w).ToArray())];
            moved[kernel][tap] += change;
            return ReferenceImageNetwork.Error(activation, image, shape, moved, isTransposed, loss);
        }
    }

    private static ImageNetwork<T> NetworkOf<T>(
        T activation, float[] image, ExampleShape shape, float[][] kernels, bool isTransposed, LossConfig? loss)
        where T : struct, ISparseActivation
    {
        NetworkTrial trial = TestTrials.Of(shape, kernels, ReadingsConfig.None with
        {
            Decoder = isTransposed
            ? KernelDecoder.Transposed
            : KernelDecoder.Correlation
        }, loss);
        ImageNetwork<T> network = new(
            activation,
            trial,
            new PreparedImages(TestTrials.SplitOf(image, shape)),
            new ImageWorkspace(shape, kernels.Length, trial.KernelSize));
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i].CopyTo(network.Kernel(i).Span);
        }

        network.KernelsChanged();
        return network;
    }

    private static float[] Random(int length, string name)
    {
        RandomStream stream = new("test", name);
        return [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextNormal())];
    }
}
