namespace Sans.Reports;

/// <summary>A measure over the seeds of a table row.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">With n - 1 in its denominator; <see langword="null"/> for a single seed.</param>
public readonly record struct SeedStatistic(double Mean, double? StandardDeviation)
{
    /// <summary>Over the given values, at least one.</summary>
    public static SeedStatistic Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Sum() / values.Count;
        return values.Count == 1
            ? new SeedStatistic(mean, null)
            : new SeedStatistic(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }
}
