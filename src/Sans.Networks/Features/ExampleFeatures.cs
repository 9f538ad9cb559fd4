using Sans.Core.Numerics;

namespace Sans.Networks.Features;

/// <summary>The features of an example under a trained network (docs/method/extensions.md, 7.1).</summary>
internal static class ExampleFeatures
{
    // This is added before a logarithm.
    private const double Floor = 1e-4;

    private static readonly string[] OfKernel =
        ["count", "mean", "mean_magnitude", "magnitude_deviation", "largest_magnitude", "mean_interval", "interval_deviation"];

    private static readonly bool[] IsMagnitude = [false, false, true, true, true, false, false];

    /// <summary>The number of features: seven for each kernel of a signal, five for each of an image, and one more.</summary>
    /// <param name="kernelCount">Number of kernels q.</param>
    /// <param name="isImage">Whether examples are images, which have no intervals.</param>
    public static int CountOf(int kernelCount, bool isImage = false) => (PerKernel(isImage) * kernelCount) + 1;

    /// <summary>The names of the features, such as <c>kernel_0_count</c>, in order. The last one is <c>error</c>.</summary>
    /// <param name="kernelCount">Number of kernels q.</param>
    /// <param name="isImage">Whether examples are images.</param>
    public static IReadOnlyList<string> NamesOf(int kernelCount, bool isImage = false) =>
    [
        .. Enumerable.Range(0, kernelCount).SelectMany(
            i => OfKernel.Take(PerKernel(isImage)).Select(name => FormattableString.Invariant($"kernel_{i}_{name}"))),
        "error",
    ];

    /// <summary>
    /// Computes the features of each kernel: the number of activations, mean a, mean |a|, deviation of |a| with n in its
    /// denominator, and max |a|. A signal also has mean and deviation of the intervals between neighbours. The mean error is
    /// last. Undefined features are 0.
    /// </summary>
    /// <param name="kernels">The activations of each kernel, ascending by position.</param>
    /// <param name="error">Mean |x̂ - x| over the example.</param>
    /// <param name="isImage">Whether the example is an image.</param>
    /// <param name="usesLogarithm">Whether magnitudes and the error are converted to <c>log(1e-4 + v)</c>.</param>
    public static double[] Of(
        IReadOnlyList<IReadOnlyList<(long Position, float Amplitude)>> kernels,
        double error,
        bool isImage = false,
        bool usesLogarithm = false)
    {
        List<double> features = [];
        foreach (IReadOnlyList<(long Position, float Amplitude)> kernel in kernels)
        {
            double[] magnitudes = [.. kernel.Select(a => Math.Abs((double)a.Amplitude))];
            double[] intervals = [.. kernel.Zip(kernel.Skip(1), (a, b) => (double)(b.Position - a.Position))];
            double[] own =
            [
                kernel.Count, Mean([.. kernel.Select(a => (double)a.Amplitude)]),
                Mean(magnitudes), Deviation(magnitudes), magnitudes.DefaultIfEmpty(0).Max(),
                Mean(intervals), Deviation(intervals),
            ];
            features.AddRange(own.Take(PerKernel(isImage)).Select((v, i) => usesLogarithm && IsMagnitude[i] ? Logarithm(v) : v));
        }

        features.Add(usesLogarithm ? Logarithm(error) : error);
        return [.. features];
    }

    /// <summary><c>log(1e-4 + v)</c></summary>
    internal static double Logarithm(double value) => PortableMath.Log(Floor + value);

    private static int PerKernel(bool isImage) => isImage ? 5 : 7;

    private static double Mean(double[] values) => values.Length == 0 ? 0 : values.Sum() / values.Length;

    private static double Deviation(double[] values)
    {
        double mean = Mean(values);
        return values.Length == 0 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
    }
}
