using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Tests.Core;

/// <summary>Copies of kernels, and the extrema that are kept of them.</summary>
public sealed class KernelScalingTests
{
    [Theory]
    [InlineData(1, new[] { 2f })]
    [InlineData(2, new[] { 1f, 4 })]
    [InlineData(3, new[] { 1f, 2, 4 })]
    [InlineData(4, new[] { 1f, 5 / 3f, 8 / 3f, 4 })]
    [InlineData(5, new[] { 1f, 1.5f, 2, 3, 4 })]
    [InlineData(6, new[] { 1f, 1.4f, 1.8f, 2.4f, 3.2f, 4 })]
    public void A_kernel_is_stretched_along_straight_lines(int length, float[] expected)
    {
        float[] copy = new float[length];
        KernelScaling.Stretch([1, 2, 4], copy);
        Assert.Equal(expected, copy, (e, a) => Math.Abs(e - a) < 1e-6f);
    }

    [Fact]
    public void The_gradient_of_a_copy_is_that_of_its_kernel()
    {
        float[] gradient = new float[3];
        KernelScaling.AddGradient([1, 1, 1, 1, 1], gradient);
        Assert.Equal([1.5f, 2, 1.5f], gradient);

        // The transpose: <stretch w, g> = <w, gradient of g>.
        RandomStream stream = new("test", "transpose of stretching");
        for (int size = 1; size <= 9; size++)
        {
            for (int length = 1; length <= 20; length++)
            {
                float[] w = Draw(size), g = Draw(length), copy = new float[length], back = new float[size];
                KernelScaling.Stretch(w, copy);
                KernelScaling.AddGradient(g, back);
                Assert.Equal(Product(copy, g), Product(w, back), 1e-5);
            }
        }

        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)stream.NextNormal())];

        static double Product(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();
    }

    [Fact]
    public void Copies_have_the_lengths_of_their_scales()
    {
        Assert.Equal([7, 10, 14, 2, 3, 4], KernelScaling.LengthsOf([10, 3], [0.7, 1, 1.4]));
        Assert.Equal([1, 1, 1], KernelScaling.LengthsOf([1], [0.1, 1, 1.4]));
        Assert.Equal([10, 3], KernelScaling.LengthsOf([10, 3], []));
        Assert.Equal(
            [[5f], [5, 5, 5], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5]], KernelScaling.CopiesOf([[5]], [1, 3, 10]));

        // The kernel itself is among its copies.
        float[] kernel = [0.3f, -1, 2.5f, 7, 0.1f];
        Assert.Equal(kernel, KernelScaling.CopiesOf([kernel], [0.7, 1, 1.4])[1]);
    }

    [Theory]
    [InlineData(new[] { 1.0 }, null)]
    [InlineData(new[] { 0.7, 1, 1.4 }, null)]
    [InlineData(new[] { 1, 0.7 }, "the scale 0.7 stands behind 1; scales ascend, each once")]
    [InlineData(new[] { 1.0, 1.0 }, "the scale 1 stands behind 1; scales ascend, each once")]
    [InlineData(new[] { 0.5, 2 }, "1 is not among the scales; it stands for the kernel itself")]
    [InlineData(new[] { 0.01, 1 }, "the scale 0.01 is not a number from 0.1 to 10")]
    [InlineData(new[] { 1, double.NaN }, "the scale NaN is not a number from 0.1 to 10")]
    public void A_mistake_in_a_list_of_scales_is_named(double[] scales, string? mistake) =>
        Assert.Equal(mistake, KernelScales.MistakeIn(scales));

    /// <summary>The selection in its slow form, on random maps of copies of unequal lengths.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Copies_compete_by_their_quotients(int tolerance)
    {
        RandomStream stream = new("test", "scaled extrema");
        for (int attempt = 0; attempt < 50; attempt++)
        {
            int[] lengths = [4, 7, 12, 3, 5, 9];
            float[][] kernels = [.. lengths.Select(m => Enumerable.Range(0, m).Select(_ => (float)stream.NextNormal()).ToArray())];
            float[][] maps = [.. lengths.Select(_ => Enumerable.Range(0, 80)
                .Select(_ => stream.NextUniform() < 0.1 ? 0 : MathF.Round((float)(4 * stream.NextNormal())))
                .ToArray())];

            // A copy of zeros has no say.
            kernels[attempt % 6].AsSpan().Clear();
            ActivatedMap[] kept = new ScaledExtrema(new Extrema(tolerance), 3).Activate(
                maps, ExampleShape.Signal(80), lengths, kernels);
            for (int kernel = 0; kernel < 2; kernel++)
            {
                (int, int)[] expected = Expected(
                    maps[(3 * kernel)..((3 * kernel) + 3)], kernels[(3 * kernel)..((3 * kernel) + 3)], tolerance);
                Assert.Equal(
                    expected, Enumerable.Range(0, 3).SelectMany(k => kept[(3 * kernel) + k].Positions.Select(p => (p, k))).Order());
            }
        }
    }

    private static (int Position, int Copy)[] Expected(float[][] maps, float[][] kernels, int tolerance)
    {
        double[] norms = [.. kernels.Select(k => Math.Sqrt(k.Sum(w => (double)w * w)))];
        int n = maps[0].Length;
        int[] copies = new int[n];
        float[] b = new float[n];
        for (int p = 0; p < n; p++)
        {
            double[] quotients = [.. maps.Select((m, k) => norms[k] == 0 ? 0 : m[p] / norms[k])];
            copies[p] = Array.IndexOf([.. quotients.Select(Math.Abs)], quotients.Max(Math.Abs));
            b[p] = (float)quotients[copies[p]];
        }

        List<int> kept = [];
        foreach (int p in ReferenceActivations.ExtremaCandidates(b)
            .Where(p => b[p] != 0)
            .OrderByDescending(p => Math.Abs(b[p]))
            .ThenBy(p => p))
        {
            if (kept.TrueForAll(e => Math.Abs(e - p) > Math.Max(1, kernels[copies[e]].Length - tolerance)))
            {
                kept.Add(p);
            }
        }

        return [.. kept.Order().Select(p => (p, copies[p])).Order()];
    }
}
