using Sans.Routing.Models;

namespace Sans.Reports.Routed;

/// <summary>A model of one size on a target, over all seeds.</summary>
/// <param name="Seeds">Its results, at least one, in the order of the plan.</param>
public sealed record RoutedRow(IReadOnlyList<RoutedResult> Seeds)
{
    /// <summary>What they have in common but the seed.</summary>
    public RoutedTrial Trial => Seeds[0].Trial;

    /// <summary>The distinct fits that validation chose, with the seeds that they were chosen for where there are several.</summary>
    public string Fit => string.Join("; ", Seeds.GroupBy(r => r.Outcome.Fit).Select(g => g.Key));

    /// <summary>The rows of a plan, in its order.</summary>
    public static IReadOnlyList<RoutedRow> Of(IEnumerable<RoutedResult> results) =>
        [.. results.GroupBy(r => (r.Trial.Dataset, r.Trial.Model, r.Trial.Experts, r.Trial.Active)).Select(g => new RoutedRow([.. g]))];

    /// <summary>The mean of a measure.</summary>
    public SeedStatistic Mean(Func<RoutedMeasures, double> measure) => SeedStatistic.Of([.. Seeds.Select(r => measure(r.Outcome.Measures))]);

    /// <summary>The mean of a measure that not every router has; <see langword="null"/> where it has not.</summary>
    public SeedStatistic? MeanOrNone(Func<RoutedMeasures, double?> measure) =>
        Seeds.All(r => measure(r.Outcome.Measures).HasValue) ? Mean(m => measure(m)!.Value) : null;
}
