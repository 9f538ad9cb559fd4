using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Reports.Tables;
using Sans.Routing.Tables;

namespace Sans.Routing.Rate;

/// <summary>The tables of error against number of buckets.</summary>
internal static class RateTable
{
    private static NumberFormat Slope { get; } = NumberFormat.Digits(3);

    /// <summary>A row for each subspace, over all seeds.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run: its folder, engine and time.</param>
    /// <param name="plan">Every trial.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="failures">The reasons of failed trials.</param>
    public static Table Of(
        RoutedRate experiment,
        TableContext run,
        IReadOnlyList<ITrial> plan,
        IReadOnlyList<RateRow> rows,
        IReadOnlyDictionary<string, string> failures)
    {
        string choices = string.Join("; ", RoutedChoices.Of(experiment));
        return Table.Of(
            experiment.Title,
            RoutedTable.HeadOf(experiment, run),
            Columns(experiment, choices, rows, hasCounts: rows.Any(r => r.Seeds.Count > 1 || r.Seeds.Count < r.Plan.Count)),
            rows,
            [
                FormattableString.Invariant(
                    $"slopes over the points of a curve with at least {experiment.FitPoints.MinimumBuckets} buckets and ")
                        + FormattableString.Invariant($"{experiment.FitPoints.MinimumSamplesPerBucket} training points in each on ")
                            + FormattableString.Invariant($"average; buckets, RMSE, sup and misses at the last of them"),
                "T4.1 prints the table size as L √d^k / ε^k, T4.3 as (√d L)^k: whether L stands inside the power is ambiguous; -1/k, "
                    + "with L inside, follows from cells of diameter ε / L",
                "sup: over test inputs whose bucket has training points; RMSE: over all, misses among them",
                .. rows.Any(r => !r.IsFailed && r.Slope(o => o.RootMeanSquareSlope) is null) ? (string[])[
                    "no slope: a curve of the row has fewer than two points that count",
                ] : [],
                RoutedChoices.Label + choices,
                .. FailureNotes.Of(plan, failures),
            ],
            isFailed: r => r.IsFailed) with
        {
            Finding = RateFinding.Of(rows),
        };
    }

    /// <summary><c>trials.csv</c>: a line per point of each curve. A failed curve has one line with its reason.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="plan">Every trial.</param>
    /// <param name="results">The results of completed trials.</param>
    /// <param name="failures">The reasons of failed trials.</param>
    public static Table Trials(
        RoutedRate experiment, IReadOnlyList<RateTrial> plan, IEnumerable<RateResult> results, IReadOnlyDictionary<string, string> failures)
    {
        var byKey = results.ToDictionary(r => r.Trial.Key, StringComparer.Ordinal);
        string choices = string.Join("; ", RoutedChoices.Of(experiment));
        return Table.OfTrials(
            [
                InFiles("ambient", ColumnRole.Key, l => Cell.Of(l.Trial.Ambient)),
                InFiles("subspace", ColumnRole.Key, l => Cell.Of(l.Trial.Subspace)),
                InFiles("directions", ColumnRole.Key, l => Cell.Of(l.Trial.Directions)),
                InFiles("anchors", ColumnRole.Key, l => Cell.Of(l.Trial.Anchors)),
                InFiles("seed", ColumnRole.Key, l => Cell.Of(l.Trial.Seed)),
                InFiles("state", ColumnRole.Result, l => Cell.Of(l.Result is null ? "failed" : "completed")),
                InFiles("failure", ColumnRole.Note, l => Cell.Of(failures.GetValueOrDefault(l.Trial.Key) ?? "")),
                InFiles("width", ColumnRole.Key, l => Cell.Of(l.Point?.Width)),
                InFiles("buckets", ColumnRole.Measure, l => Cell.Of(l.Point?.Buckets)),
                InFiles("rmse", ColumnRole.Measure, l => Cell.Of(l.Point?.RootMeanSquareError)),
                InFiles("sup_error", ColumnRole.Measure, l => Cell.Of(l.Point?.SupError)),
                InFiles("miss_rate", ColumnRole.Measure, l => Cell.Of(l.Point?.MissRate)),
                InFiles("is_admitted", ColumnRole.Result, l => l.Point is { } point ? Cell.Of(point.IsAdmitted) : Cell.None),
                InFiles("choices_of_ours", ColumnRole.Note, _ => Cell.Of(choices)),
                InFiles("digest", ColumnRole.Result, l => Cell.Of(l.Result?.Digest ?? "")),
                InFiles("key", ColumnRole.Key, l => Cell.Of(l.Trial.Key)),
                InFiles("seconds", ColumnRole.Result, l => Cell.Of(l.Result?.Duration.TotalSeconds)),
                .. Column<Line>.SettingsInFiles(plan.Select(t => t.Variant), l => l.Trial.Variant),
            ],
            (Line[])[.. plan.SelectMany(trial => byKey.GetValueOrDefault(trial.Key) is { } result
                ? result.Payload.Points.Select(p => new Line(trial, result, p))
                : [new Line(trial, null, null)])]);
    }

    private static IReadOnlyList<Column<RateRow>> Columns(
        RoutedRate experiment, string choices, IReadOnlyList<RateRow> rows, bool hasCounts) =>
    [
        Column<RateRow>.Key("inputs", "inputs", "Ambient dimension d and dimension k of the subspace.", r => r.Trial.Dataset),
        .. Column<RateRow>.Settings(rows, r => r.Trial.Variant, r => r.Trial.Variant),
        new("subspace", "k", ColumnRole.Key, "Dimension of the subspace.", r => Cell.Of(r.Trial.Subspace)) { LatexTitle = "$k$" },
        new("directions", "D", ColumnRole.Key, "Directions of the hash.", r => Cell.Of(r.Trial.Directions)) { LatexTitle = "$D$" },
        new("anchors", "anchors", ColumnRole.Key, "Points that the target is made of.", r => Cell.Of(r.Trial.Anchors))
        {
            Readers = experiment.Anchors.Values.Count == 1 ? Readers.Programs : Readers.All,
        },
        new("seed_count", "seeds", ColumnRole.Result, "Number of seeds.", r => Cell.Count(r.Seeds.Count, r.Plan.Count))
        {
            Readers = hasCounts ? Readers.All : Readers.Programs,
        },
        new("promised_slope", "-1/k", ColumnRole.Result, "The slope of T4.1 with Lemma 4.2, with L inside the power.", r =>
            Cell.Of(r.Promised)) { Format = Slope, LatexTitle = "$-1/k$" },
        .. Column<RateRow>.WithSpread(
            new Column("slope_rmse", "slope RMSE", ColumnRole.Measure, "Least-squares slope of ln RMSE on ln buckets.") { Format = Slope },
            r => r.Slope(o => o.RootMeanSquareSlope),
            Readers.People),
        .. Column<RateRow>.WithSpread(
            new Column("slope_sup", "slope sup", ColumnRole.Measure, "Slope of the largest error in a bucket that has "
                + "training points.") { Format = Slope }, r => r.Slope(o => o.SupSlope), Readers.People),
        Mean("buckets", "buckets", "Non-empty buckets of the narrowest cells that count.", 0, p => p.Buckets),
        Mean("rmse", "RMSE", "Root mean square error at the narrowest cells that count.", 5, p =>
            p.RootMeanSquareError) with { Better = Better.Lower },
        Mean("sup_error", "sup", "Largest error at the narrowest cells that count, in a bucket that has training points.", 4, p =>
            p.SupError) with { Better = Better.Lower },
        Mean("miss_rate", "misses", "Share of test inputs at these cells that fall into a bucket without training points.", 4, p =>
            p.MissRate) with { Better = Better.Lower },
        Column<RateRow>.InFiles("choices_of_ours", ColumnRole.Note, _ => Cell.Of(choices)) with
        {
            Explanation = "Our choices, which are not in the paper.",
        },
    ];

    private static Column<RateRow> Mean(string name, string title, string explanation, int digits, Func<RatePoint, double> measure) =>
        new(name, title, ColumnRole.Measure, explanation, r => Cell.Of(
            r.AtNarrowest(measure)?.Mean))
        { Format = NumberFormat.Digits(digits) };

    private static Column<Line> InFiles(string name, ColumnRole role, Func<Line, Cell> cell) => Column<Line>.InFiles(name, role, cell);

    /// <summary>A point of a curve, or <see langword="null"/> where the curve failed.</summary>
    private sealed record Line(RateTrial Trial, RateResult? Result, RatePoint? Point);
}
