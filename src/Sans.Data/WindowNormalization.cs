using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Data;

/// <summary>Standardises examples.</summary>
internal static class WindowNormalization
{
    private const int LaneCount = 16;

    /// <summary>Standardises a window to mean 0 and standard deviation 1, in float32.</summary>
    /// <remarks>
    /// The computation is in single precision throughout, as in the authors' code (docs/method/san-paper.md, 5.A). Mean and
    /// variance (n - 1) are float32 sums in 16 lanes and a fixed tree. The precision decides which samples become exactly zero,
    /// and those cost nothing in φ. An exactly rounded mean would hit 34 samples of one window of mitdb 100. The published
    /// table has none there. Samples are first scaled by the power of two that brings the largest magnitude into [1, 2). That
    /// changes no bit where squares and sums stay within float32, and keeps all others within it.
    /// </remarks>
    /// <param name="samples"><c>[n] float64</c>, finite.</param>
    /// <param name="window">Receives the window, <c>[n] float32</c>.</param>
    /// <returns>The fault of the window, to follow the words "samples a to b", or <see langword="null"/> on success.</returns>
    public static string? Standardize(ReadOnlySpan<double> samples, Span<float> window) => Standardize(samples, window, out _, out _);

    /// <summary>Standardises a window in float32, and gives the inverse: <c>x = mean + deviation · window</c>.</summary>
    /// <inheritdoc cref="Standardize(ReadOnlySpan{double}, Span{float})"/>
    public static string? Standardize(ReadOnlySpan<double> samples, Span<float> window, out double mean, out double deviation)
    {
        int exponent = ExponentOf(samples);
        // A power of two that a double can hold changes no bit. Otherwise the slow way is taken.
        double scale = Math.ScaleB(1, -exponent);
        bool isNormal = double.IsNormal(scale);
        int converted = isNormal ? ScaleVectors(samples, scale, window) : 0;
        for (int t = converted; t < samples.Length; t++)
        {
            window[t] = (float)(isNormal ? samples[t] * scale : Math.ScaleB(samples[t], -exponent));
        }

        (mean, deviation) = (samples[0], 0);

        // This is checked first: a rounded mean would give a constant window some variance.
        if (!window.ContainsAnyExcept(window[0]))
        {
            return samples.ContainsAnyExcept(samples[0])
                ? "are all equal after rounding to float32; subtract a constant from the signal to keep its variation"
                : "are all equal; a window without variance cannot be standardized";
        }

        float center = LaneSum(window, 0, isSquared: false) / window.Length;
        float width = MathF.Sqrt(LaneSum(window, center, isSquared: true) / (window.Length - 1));
        int t16 = 0;
        ref float first = ref MemoryMarshal.GetReference(window);
        for (; t16 <= window.Length - LaneCount; t16 += LaneCount)
        {
            ((Vector512.LoadUnsafe(ref first, (nuint)t16)
                - Vector512.Create(center)) / Vector512.Create(width)).StoreUnsafe(ref first, (nuint)t16);
        }

        for (; t16 < window.Length; t16++)
        {
            window[t16] = (window[t16] - center) / width;
        }

        (mean, deviation) = (Math.ScaleB(center, exponent), Math.ScaleB(width, exponent));

        return null;
    }

    /// <summary>Scales and rounds whole vectors.</summary>
    /// <returns>The number of samples in them.</returns>
    private static int ScaleVectors(ReadOnlySpan<double> samples, double scale, Span<float> window)
    {
        int t = 0;
        for (; t <= samples.Length - LaneCount; t += LaneCount)
        {
            Vector512.Narrow(
                Vector512.LoadUnsafe(in samples[t]) * scale,
                Vector512.LoadUnsafe(in samples[t + (LaneCount / 2)]) * scale).StoreUnsafe(ref window[t]);
        }

        return t;
    }

    /// <summary>The exponent of the largest magnitude, 0 where all samples are 0.</summary>
    private static int ExponentOf(ReadOnlySpan<double> samples)
    {
        Vector512<double> lanes = default;
        int t = 0;
        for (; t <= samples.Length - Vector512<double>.Count; t += Vector512<double>.Count)
        {
            lanes = Vector512.Max(lanes, Vector512.Abs(Vector512.LoadUnsafe(in samples[t])));
        }

        double largest = 0;
        for (int i = 0; i < Vector512<double>.Count; i++)
        {
            largest = Math.Max(largest, lanes[i]);
        }

        for (; t < samples.Length; t++)
        {
            largest = Math.Max(largest, Math.Abs(samples[t]));
        }

        return largest == 0 ? 0 : Math.ILogB(largest);
    }

    /// <summary>
    /// The sum of <c>x - origin</c> or of its square. Lane i takes the samples i, i + 16, and so on. Then lane i takes lane i +
    /// 8, i + 4, i + 2, i + 1.
    /// </summary>
    private static float LaneSum(ReadOnlySpan<float> window, float origin, bool isSquared)
    {
        Span<float> lanes = stackalloc float[LaneCount];
        Vector512<float> sums = default;
        int t = 0;
        for (; t <= window.Length - LaneCount; t += LaneCount)
        {
            Vector512<float> differences = Vector512.LoadUnsafe(in window[t]) - Vector512.Create(origin);
            sums += isSquared ? differences * differences : differences;
        }

        sums.CopyTo(lanes);
        for (; t < window.Length; t++)
        {
            float difference = window[t] - origin;
            lanes[t % LaneCount] += isSquared ? difference * difference : difference;
        }

        for (int half = LaneCount / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }
}
