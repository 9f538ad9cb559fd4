using Sans.Reports.Tables;
using Sans.Routing.Models;

namespace Sans.Routing.Tables;

/// <summary>A model of one size on a target, over all seeds.</summary>
/// <param name="Plan">The planned trials of the row, at least one, which differ in their seed only.</param>
/// <param name="Seeds">The results of completed trials, in the order of the plan.</param>
internal sealed record RoutedRow(IReadOnlyList<RoutedTrial> Plan, IReadOnlyList<RoutedResult> Seeds)
{
    /// <summary>The first trial of the row. The trials differ only in their seed.</summary>
    public RoutedTrial Trial => Plan[0];

    /// <summary>The addition to its name in pictures, such as <c>, wide</c>, or empty where there are no variants.</summary>
    internal string InVariant => string.Concat(Trial.Settings.Select(s => $", {s.Text}"));

    /// <summary>Whether all trainings of the row failed. Such a row has no measures and is in no figure.</summary>
    public bool IsFailed => Seeds.Count == 0;

    /// <summary>The distinct fits that validation chose.</summary>
    public string Fit => string.Join("; ", Seeds.GroupBy(r => r.Payload.Fit).Select(g => g.Key));

    /// <summary>The rows of a plan, in its order. A row whose trials all failed is included. An unfinished row is not.</summary>
    /// <param name="plan">Every trial.</param>
    /// <param name="results">The results of completed trials.</param>
    /// <param name="failures">The reasons of failed trials, by their keys.</param>
    public static IReadOnlyList<RoutedRow> Of(
        IEnumerable<RoutedTrial> plan, IEnumerable<RoutedResult> results, IReadOnlyDictionary<string, string> failures)
    {
        var byKey = results.ToDictionary(r => r.Trial.Key, StringComparer.Ordinal);
        return
        [
            .. plan.GroupBy(t => t with { Seed = 0 })
                .Select(g => new RoutedRow([.. g], [.. g.Select(t => byKey.GetValueOrDefault(t.Key)).OfType<RoutedResult>()]))
                .Where(r => PlannedRow.IsShown(r.Plan, r.Seeds.Count, failures)),
        ];
    }

    /// <summary>The mean of a measure, for a row with results.</summary>
    public SeedStatistic Mean(Func<RoutedMeasures, double> measure) =>
        SeedStatistic.Of([.. Seeds.Select(r => measure(r.Payload.Measures))]);

    /// <summary>
    /// The mean of a measure, or <see langword="null"/> where no trial completed, or the router has no such measure.
    /// </summary>
    public SeedStatistic? Over(Func<RoutedMeasures, double?> measure) =>
        Seeds.Count > 0 && Seeds.All(r => measure(r.Payload.Measures).HasValue) ? Mean(m => measure(m)!.Value) : null;
}
