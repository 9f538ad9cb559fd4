namespace Sans.Reports.Tables;

/// <summary>Mean and standard deviation of a measure over the seeds of a table row, or over the results at one place of a figure.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">
/// The standard deviation with n - 1 in its denominator, or <see langword="null"/> for a single seed.
/// </param>
public readonly record struct SeedStatistic(double Mean, double? StandardDeviation)
{
    /// <summary>Computes the statistic of at least one value.</summary>
    public static SeedStatistic Of(IReadOnlyCollection<double> values)
    {
        // A rounded mean would give equal values a deviation, and another value.
        double first = values.First();
        double mean = values.All(v => v == first) ? first : values.Sum() / values.Count;
        return values.Count == 1
            ? new SeedStatistic(mean, null)
            : new SeedStatistic(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }
}
