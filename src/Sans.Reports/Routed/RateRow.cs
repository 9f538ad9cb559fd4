using Sans.Routing.Rate;

namespace Sans.Reports.Routed;

/// <summary>The curves of one subspace, over all seeds.</summary>
/// <param name="Seeds">Its results, at least one, in the order of the plan.</param>
public sealed record RateRow(IReadOnlyList<RateResult> Seeds)
{
    /// <summary>What they have in common but the seed.</summary>
    public RateTrial Trial => Seeds[0].Trial;

    /// <summary>The exponent that T4.1 promises with Lemma 4.2, read with L inside the power: -1/k.</summary>
    public double Promised => -1.0 / Trial.Subspace;

    /// <summary>The rows of a plan, in its order.</summary>
    public static IReadOnlyList<RateRow> Of(IEnumerable<RateResult> results) =>
        [.. results.GroupBy(r => r.Trial with { Seed = 0 }).Select(g => new RateRow([.. g]))];

    /// <summary>The mean of a slope; <see langword="null"/> where a seed has none.</summary>
    public SeedStatistic? Slope(Func<RateOutcome, double?> slope) =>
        Seeds.All(r => slope(r.Outcome).HasValue) ? SeedStatistic.Of([.. Seeds.Select(r => slope(r.Outcome)!.Value)]) : null;

    /// <summary>The mean over seeds of something at the narrowest admitted cells; <see langword="null"/> where a seed has none.</summary>
    public SeedStatistic? AtNarrowest(Func<RatePoint, double> measure) =>
        Seeds.All(r => r.Outcome.Points.Any(p => p.IsAdmitted)) ? SeedStatistic.Of([.. Seeds.Select(r => measure(r.Outcome.Points.Last(p => p.IsAdmitted)))]) : null;
}
