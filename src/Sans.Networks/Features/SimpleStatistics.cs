namespace Sans.Networks.Features;

/// <summary>Six trivial features of an example, as a baseline for features of a network (docs/method/extensions.md, 7.1).</summary>
internal static class SimpleStatistics
{
    /// <summary>The names of the features, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["mean", "deviation", "above_mean", "below_mean", "mean_step", "mean_crossings"];

    /// <summary>
    /// Computes the six statistics: mean, deviation, max - mean, mean - min, mean |x[t + 1] - x[t]|, and number of
    /// crossings of the mean. The deviation has n in its denominator.
    /// </summary>
    /// <param name="samples">The example, at least one sample.</param>
    /// <param name="usesLogarithm">Whether the deviation and the three differences are converted to <c>log(1e-4 + v)</c>.</param>
    public static double[] Of(ReadOnlySpan<float> samples, bool usesLogarithm = false)
    {
        double sum = 0;
        foreach (float sample in samples)
        {
            sum += sample;
        }

        double mean = sum / samples.Length;
        (double squares, double least, double greatest, double steps) = (0, samples[0], samples[0], 0);
        int crossings = 0;
        for (int t = 0; t < samples.Length; t++)
        {
            double sample = samples[t];
            squares += (sample - mean) * (sample - mean);
            (least, greatest) = (Math.Min(least, sample), Math.Max(greatest, sample));
            if (t > 0)
            {
                steps += Math.Abs(sample - samples[t - 1]);
                crossings += sample >= mean != samples[t - 1] >= mean ? 1 : 0;
            }
        }

        double[] statistics =
        [
            mean, Math.Sqrt(squares / samples.Length), greatest - mean, mean - least, steps / Math.Max(1, samples.Length - 1), crossings,
        ];
        for (int i = 1; usesLogarithm && i <= 4; i++)
        {
            statistics[i] = ExampleFeatures.Logarithm(statistics[i]);
        }

        return statistics;
    }
}
