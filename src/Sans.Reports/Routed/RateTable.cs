using Sans.Configuration;
using Sans.Core.Training;
using Sans.Reports.Measures;
using Sans.Routing.Rate;

namespace Sans.Reports.Routed;

/// <summary>The tables of error against number of buckets.</summary>
public static class RateTable
{
    private static readonly string[] PointColumns =
        ["ambient", "subspace", "directions", "anchors", "seed", "state", "failure", "width", "buckets", "rmse", "sup_error", "miss_rate", "is_admitted", "choices_of_ours", "digest", "key", "seconds"];

    /// <summary>A row for each subspace, over all seeds.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="run">Where.</param>
    /// <param name="plan">Every trial.</param>
    /// <param name="results">What came of those that ended well, in the order of the plan.</param>
    /// <param name="failures">Why the others failed.</param>
    public static MeasureTable<RateRow> Of(
        RoutedRate experiment, TableContext run, IReadOnlyList<ITrial> plan, IReadOnlyList<RateResult> results, IReadOnlyDictionary<string, string> failures)
    {
        IReadOnlyList<RateRow> rows = RateRow.Of(results);
        string choices = string.Join("; ", RoutedChoices.Of(experiment));
        bool hasSpread = rows.Any(r => r.Seeds.Count > 1);
        return new MeasureTable<RateRow>(
            RoutedTable.HeadOf(experiment, run),
            [
                Measure<RateRow>.Text("inputs", "inputs", "Ambient dimension d and dimension k of the subspace.", r => r.Trial.Dataset),
                Measure<RateRow>.Whole("k", "subspace", "Dimension of the subspace.", r => r.Trial.Subspace),
                Measure<RateRow>.Whole("D", "directions", "Directions of the hash.", r => r.Trial.Directions),
                Measure<RateRow>.Whole("anchors", "anchors", "Points that the target is made of.", r => r.Trial.Anchors) with { IsForPrograms = experiment.Anchors.Values.Count == 1 },
                Measure<RateRow>.Whole("seeds", "seed_count", "Number of seeds.", r => r.Seeds.Count) with { IsForPrograms = !hasSpread },
                Measure<RateRow>.Mean("-1/k", "promised_slope", "The slope that T4.1 with Lemma 4.2 promises, L inside the power.", "F3", false, r => new SeedStatistic(r.Promised, null)),
                Measure<RateRow>.Mean("slope RMSE", "slope_rmse", "Least-squares slope of ln RMSE on ln buckets.", "F3", hasSpread, r => r.Slope(o => o.RootMeanSquareSlope)),
                Measure<RateRow>.Mean("slope sup", "slope_sup", "The same of the largest error in a bucket that has training points.", "F3", hasSpread, r => r.Slope(o => o.SupSlope)),
                Measure<RateRow>.Mean("buckets", "buckets", "Non-empty buckets of the narrowest cells that count.", "F0", false, r => r.AtNarrowest(p => p.Buckets)),
                Measure<RateRow>.Mean("RMSE", "rmse", "Error there.", "F5", false, r => r.AtNarrowest(p => p.RootMeanSquareError)),
                Measure<RateRow>.Mean("sup", "sup_error", "Largest error there, in a bucket that has training points.", "F4", false, r => r.AtNarrowest(p => p.SupError)),
                Measure<RateRow>.Mean("misses", "miss_rate", "Share of test inputs there in a bucket without training points.", "F4", false, r => r.AtNarrowest(p => p.MissRate)),
                Measure<RateRow>.Text("", "choices_of_ours", "What is ours and not the paper's.", _ => choices) with { IsForPrograms = true },
            ],
            rows,
            [
                FormattableString.Invariant(
                    $"slopes over the points of a curve with at least {experiment.FitPoints.MinimumBuckets} buckets and {experiment.FitPoints.MinimumSamplesPerBucket} training points in each on average; buckets, RMSE, sup and misses at the last of them"),
                "T4.1 prints the table size as L √d^k / ε^k, T4.3 as (√d L)^k: whether L stands inside the power is ambiguous; -1/k, with L inside, follows from cells of diameter ε / L",
                "sup: over test inputs whose bucket has training points; RMSE: over all, misses among them",
                .. rows.Any(r => r.Slope(o => o.RootMeanSquareSlope) is null) ? (string[])["no slope: a curve of the row has fewer than two points that count"] : [],
                RoutedChoices.Label + choices,
                .. FailureNotes.Of(plan, failures),
            ]);
    }

    /// <summary><c>trials.csv</c>: a line per point of each curve; a failed curve has one line with its reason.</summary>
    public static string Trials(RoutedRate experiment, IReadOnlyList<ITrial> plan, IReadOnlyList<RateResult> results, IReadOnlyDictionary<string, string> failures)
    {
        var byKey = results.ToDictionary(r => r.Trial.Key, StringComparer.Ordinal);
        string choices = string.Join("; ", RoutedChoices.Of(experiment));
        return CsvTable.Write(PointColumns, plan.Cast<RateTrial>().SelectMany(trial => byKey.GetValueOrDefault(trial.Key) is { } result
            ? result.Outcome.Points.Select(p => (string[])
            [
                .. Named(trial), "completed", "", CsvTable.Number(p.Width), CsvTable.Number(p.Buckets), CsvTable.Number(p.RootMeanSquareError), CsvTable.Number(p.SupError),
                CsvTable.Number(p.MissRate), p.IsAdmitted ? "true" : "false", choices, result.Digest, trial.Key, CsvTable.Number(result.Duration.TotalSeconds),
            ])
            : [[.. Named(trial), "failed", failures.GetValueOrDefault(trial.Key) ?? "", "", "", "", "", "", "", choices, "", trial.Key, ""]]));
    }

    private static string[] Named(RateTrial trial) =>
        [CsvTable.Number(trial.Ambient), CsvTable.Number(trial.Subspace), CsvTable.Number(trial.Directions), CsvTable.Number(trial.Anchors), CsvTable.Number(trial.Seed)];
}
