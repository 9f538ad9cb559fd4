using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Figures;

namespace Sans.Tests.Networks.Figures;

public sealed class TracedExampleTests
{
    /// <summary>The whole model of docs/method/san-paper.md, 2.5.</summary>
    [Fact]
    public void The_test_vector_of_the_whole_model()
    {
        var traced = TracedExample.Of(
            Result("extrema_pool_indices", 2, [0.5f, 1]), ActivationRegistry.Instance, [1, 2, 0, -1], ExampleShape.Signal(4));
        Assert.Equal([2.5f, 1, -1, -0.5f], traced.Kernels[0].Similarity);
        Assert.Equal([2.5f, 0, -1, 0], traced.Kernels[0].ActivationMap);
        Assert.Equal([1.25f, -1, -0.5f, 0], traced.Reconstruction);
    }

    /// <summary>
    /// On an image, a spike produces the kernel rotated by 180 degrees. An even kernel has its extra row and column
    /// above and at the left (3.2).
    /// </summary>
    [Fact]
    public void An_image_is_correlated_in_both_directions()
    {
        float[] spike = new float[16];
        spike[(1 * 4) + 2] = 1;
        var traced = TracedExample.Of(Result("identity", 2, [1, 2, 3, 4]), ActivationRegistry.Instance, spike, new ExampleShape(4, 4));
        Assert.True(traced.IsImage);
        Assert.Equal([0, 4, 3, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], traced.Kernels[0].Similarity);
        var kept = TracedExample.Of(
            Result("extrema_pool_indices", 2, [1, 2, 3, 4]), ActivationRegistry.Instance, spike, new ExampleShape(4, 4));
        Assert.Equal([0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], kept.Kernels[0].ActivationMap);
    }

    [Fact]
    public void Parts_add_up_to_the_reconstruction()
    {
        var traced = TracedExample.Of(
            Result("identity", 3, [1, 2, 3], [-1, 0, 0.5f]), ActivationRegistry.Instance, [1, 2, 0, -1, 4], ExampleShape.Signal(5));
        Assert.Equal(
            traced.Reconstruction, traced.Kernels[0].PartialReconstruction.Zip(traced.Kernels[1].PartialReconstruction, (a, b) => a + b));
    }

    /// <summary>
    /// A spike puts the reversed kernel into the reconstruction (3.2). Pictures show that atom as the kernel.
    /// </summary>
    [Fact]
    public void The_atom_is_what_a_spike_leaves()
    {
        NetworkResult result = Result("identity", 4, [1, 2, 4, 8]);
        Assert.Equal([8, 4, 2, 1], KernelGlyph.Of(result).Atoms[0].Values);
        NetworkResult picture = Result("identity", 2, [1, 2, 3, 4]);
        Assert.Equal([4, 3, 2, 1], KernelGlyph.Of(picture).Atoms[0].Values);
        Assert.Equal(2, KernelGlyph.Of(picture).Atoms[0].Columns);
    }

    /// <summary>
    /// Several sums together, and sums without their zeros, have the bits of one sum after another. The lengths are around
    /// multiples of four, and kernels are even, odd, and longer than the signal.
    /// </summary>
    [Theory]
    [InlineData("identity", 41, 6)]
    [InlineData("identity", 44, 7)]
    [InlineData("extrema_pool_indices", 43, 6)]
    [InlineData("extrema_pool_indices", 40, 7)]
    [InlineData("identity", 9, 12)]
    public void Sums_have_the_bits_of_plain_loops(string activation, int length, int size)
    {
        Random random = new(length);
        float[] x = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
        float[] kernel = [.. Enumerable.Range(0, size).Select(_ => (float)random.NextDouble() - 0.5f)];
        foreach (KernelDecoder decoder in Enum.GetValues<KernelDecoder>())
        {
            NetworkResult result = Result(activation, size, kernel);
            result = result with
            {
                Trial = result.Trial with { Readings = new ReadingsConfig(KernelInitialization.Normal, false, decoder) },
            };
            TracedKernel traced = TracedExample.Of(result, ActivationRegistry.Instance, x, ExampleShape.Signal(length)).Kernels[0];
            Assert.Equal(Sums(x, kernel, 1), traced.Similarity);
            Assert.Equal([traced.ActivationMap], TracedExample.MapsOf(result, ActivationRegistry.Instance, x, ExampleShape.Signal(length)));
            Assert.Equal(Sums(traced.ActivationMap, kernel, decoder == KernelDecoder.Transposed ? -1 : 1), traced.PartialReconstruction);
        }
    }

    private static float[] Sums(float[] x, float[] kernel, int step)
    {
        float[] y = new float[x.Length];
        for (int p = 0; p < x.Length; p++)
        {
            double sum = 0;
            for (int u = 0; u < kernel.Length; u++)
            {
                int t = p + (step * (u - ((kernel.Length - 1) / 2)));
                sum += t >= 0 && t < x.Length ? (double)kernel[u] * x[t] : 0;
            }

            y[p] = (float)sum;
        }

        return y;
    }

    private static NetworkResult Result(string activation, int size, params float[][] kernels)
    {
        NetworkTrial trial = new("data", new ActivationConfig(activation, new()), activation, kernels.Length, size, 0, TestExperiments.Read(
            "name: a\ndatasets: [synthetic_ecg]\nmodel: { kernel_size: 2 }\nactivations: "
                + "[identity]").Training.Expand().First().Value, Protocol.Honest);
        PhiMean mean = new(1, 1, 1, 0);
        return new NetworkResult(trial, 1, mean, mean, [1], kernels, "", TimeSpan.Zero);
    }
}
