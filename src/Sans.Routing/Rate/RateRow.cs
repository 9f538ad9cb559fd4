using Sans.Reports.Tables;

namespace Sans.Routing.Rate;

/// <summary>The curves of one subspace, over all seeds.</summary>
/// <param name="Plan">The planned trials of the row, at least one, which differ in their seed only.</param>
/// <param name="Seeds">The results of completed trials, in the order of the plan.</param>
internal sealed record RateRow(IReadOnlyList<RateTrial> Plan, IReadOnlyList<RateResult> Seeds)
{
    /// <summary>The first trial of the row. The trials differ only in their seed.</summary>
    public RateTrial Trial => Plan[0];

    /// <summary>Whether all trainings of the row failed. Such a row has no measures and is in no figure.</summary>
    public bool IsFailed => Seeds.Count == 0;

    /// <summary>The exponent -1/k that T4.1 predicts with Lemma 4.2, where L is inside the power.</summary>
    public double Promised => -1.0 / Trial.Subspace;

    /// <summary>The rows of a plan, in its order. A row whose trials all failed is included. An unfinished row is not.</summary>
    /// <param name="plan">Every trial.</param>
    /// <param name="results">The results of completed trials.</param>
    /// <param name="failures">The reasons of failed trials, by their keys.</param>
    public static IReadOnlyList<RateRow> Of(
        IEnumerable<RateTrial> plan, IEnumerable<RateResult> results, IReadOnlyDictionary<string, string> failures)
    {
        var byKey = results.ToDictionary(r => r.Trial.Key, StringComparer.Ordinal);
        return
        [
            .. plan.GroupBy(t => t with { Seed = 0 })
                .Select(g => new RateRow([.. g], [.. g.Select(t => byKey.GetValueOrDefault(t.Key)).OfType<RateResult>()]))
                .Where(r => PlannedRow.IsShown(r.Plan, r.Seeds.Count, failures)),
        ];
    }

    /// <summary>The mean of a slope, or <see langword="null"/> where a seed has none.</summary>
    public SeedStatistic? Slope(Func<RatePayload, double?> slope) =>
        Seeds.Count > 0 && Seeds.All(r => slope(r.Payload).HasValue)
            ? SeedStatistic.Of([.. Seeds.Select(r => slope(r.Payload)!.Value)])
            : null;

    /// <summary>
    /// The mean over seeds of a measure at the narrowest admitted cells, or <see langword="null"/> where a seed has none.
    /// </summary>
    public SeedStatistic? AtNarrowest(Func<RatePoint, double> measure) =>
        Seeds.Count > 0 && Seeds.All(r => r.Payload.Points.Any(p => p.IsAdmitted))
        ? SeedStatistic.Of([.. Seeds.Select(r => measure(r.Payload.Points.Last(p => p.IsAdmitted)))])
        : null;
}
