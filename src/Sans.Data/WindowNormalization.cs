namespace Sans.Data;

/// <summary>Standardises examples.</summary>
internal static class WindowNormalization
{
    private const int LaneCount = 16;

    /// <summary>Brings a window to mean 0 and standard deviation 1, in place.</summary>
    /// <remarks>
    /// Standardisation in single precision throughout, as in the authors' code (docs/method/san-paper.md, 5.A): mean and variance (n - 1) are float32 sums in 16 lanes and
    /// a fixed tree. The precision matters: it decides which samples become exactly zero, and those cost nothing in φ. An exactly rounded mean would hit
    /// 34 samples of one window of mitdb 100; the published table has none there.
    /// </remarks>
    /// <param name="window"><c>[n] float32</c>, finite.</param>
    /// <returns>What is wrong with the window, after the words "samples a to b"; <see langword="null"/> when it was done.</returns>
    public static string? Standardize(Span<float> window)
    {
        // Asked first: a mean off by a rounding would give a constant window some variance.
        if (!window.ContainsAnyExcept(window[0]))
        {
            return "are all equal; a window without variance cannot be standardized";
        }

        float mean = LaneSum(window, 0, isSquared: false) / window.Length;
        float deviation = MathF.Sqrt(LaneSum(window, mean, isSquared: true) / (window.Length - 1));
        if (deviation == 0 || !float.IsFinite(deviation))
        {
            return "have no standard deviation that float32 can hold";
        }

        foreach (ref float sample in window)
        {
            sample = (sample - mean) / deviation;
        }

        return null;
    }

    /// <summary>Sum of <c>x - origin</c> or of its square: lane i takes the samples i, i + 16, ...; then lane i takes lane i + 8, i + 4, i + 2, i + 1.</summary>
    private static float LaneSum(ReadOnlySpan<float> window, float origin, bool isSquared)
    {
        Span<float> lanes = stackalloc float[LaneCount];
        lanes.Clear();
        for (int t = 0; t < window.Length; t++)
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
