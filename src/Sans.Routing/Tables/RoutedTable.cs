using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Reports.Tables;
using Sans.Routing.Models;

namespace Sans.Routing.Tables;

/// <summary>The tables of approximations and experts.</summary>
internal static class RoutedTable
{
    /// <summary>A row for each model and size, over all seeds.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="choices">The choices of this project.</param>
    /// <param name="run">The run: its folder, engine and time.</param>
    /// <param name="plan">Every trial.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="failures">The reasons of failed trials.</param>
    public static Table Of(
        ExperimentConfig experiment,
        IReadOnlyList<string> choices,
        TableContext run,
        IReadOnlyList<ITrial> plan,
        IReadOnlyList<RoutedRow> rows,
        IReadOnlyDictionary<string, string> failures)
    {
        bool hasSpread = rows.Any(r => r.Seeds.Count > 1);
        return Table.Of(
            experiment.Title,
            HeadOf(experiment, run),
            [
                .. Keys(hasExperts: rows.Any(r => r.Trial.Experts is not null), [
                    .. Column<RoutedRow>.Settings(rows, r => r.Trial.Settings, r => r.Trial.Settings),
                ]),
                new("seed_count", "seeds", ColumnRole.Result, "Number of seeds.", r => Cell.Count(r.Seeds.Count, r.Plan.Count))
                {
                    Readers = hasSpread || rows.Any(r => r.Seeds.Count < r.Plan.Count) ? Readers.All : Readers.Programs,
                },
                .. Measures(
                    hasMisses: rows.Any(r => r.Over(m => m.MissRate ?? 0) is { Mean: > 0 }),
                    hasLoads: rows.Any(r => r.Over(m => m.LoadEntropy) is not null)),
                .. Words(choices),
                .. ForComparisons(rows),
            ],
            rows,
            [
                "nmse: mean squared error divided by the variance of the target on the test points; s: active units as configured; "
                    + "active: mean number of non-zero units (tables: their number)",
                "flops: of the active units; + routing: with the cost of picking them" + (hasSpread
                    ? "; ± standard deviation over seeds, n - 1 in its denominator"
                    : ""),
                "of a fit with several values those were kept, for each trial, that have the least error on validation (column fit of "
                    + "table.csv)",
                RoutedChoices.PhiNote,
                RoutedChoices.Label + string.Join("; ", choices),
                .. run.Notes(),
                .. FailureNotes.Of(plan, failures),
            ],
            isFailed: r => r.IsFailed) with
        {
            Question = new("nmse", "nmse") { Trivial = ("a constant", 1) },
        };
    }

    /// <summary><c>trials.csv</c>: a line per trial. Failed trials have their reason.</summary>
    /// <param name="choices">The choices of this project.</param>
    /// <param name="plan">Every trial.</param>
    /// <param name="results">The results of completed trials.</param>
    /// <param name="failures">The reasons of failed trials.</param>
    public static Table Trials(
        IReadOnlyList<string> choices,
        IReadOnlyList<RoutedTrial> plan,
        IEnumerable<RoutedResult> results,
        IReadOnlyDictionary<string, string> failures)
    {
        var byKey = results.ToDictionary(r => r.Trial.Key, StringComparer.Ordinal);
        return Table.OfTrials(
            [
                .. Keys(hasExperts: true, []),
                InFiles("seed", ColumnRole.Key, r => Cell.Of(r.Trial.Seed)),
                InFiles("state", ColumnRole.Result, r => Cell.Of(r.Seeds.Count == 0 ? "failed" : "completed")),
                InFiles("failure", ColumnRole.Note, r => Cell.Of(failures.GetValueOrDefault(r.Trial.Key) ?? "")),
                .. Measures(hasMisses: true, hasLoads: true),
                .. Words(choices),
                InFiles("validation_nmse", ColumnRole.Measure, r => Cell.Of(r.Over(m => m.ValidationNmse)?.Mean)),
                InFiles("digest", ColumnRole.Result, r => Cell.Of(r.Seeds.FirstOrDefault()?.Digest ?? "")),
                InFiles("key", ColumnRole.Key, r => Cell.Of(r.Trial.Key)),
                InFiles("seconds", ColumnRole.Result, r => Cell.Of(r.Seeds.FirstOrDefault()?.Duration.TotalSeconds)),
                .. Column<RoutedRow>.SettingsInFiles(plan.Select(t => t.Settings), r => r.Trial.Settings),
            ],
            (RoutedRow[])[
                .. plan.Select(trial => new RoutedRow([trial], byKey.GetValueOrDefault(trial.Key) is { } result ? [result] : [])),
            ]);
    }

    /// <summary>The head lines of tables of any routed kind.</summary>
    internal static IReadOnlyList<HeadLine> HeadOf(ExperimentConfig experiment, TableContext run) =>
    [
        run.HeadOf(experiment),
        .. TableContext.VariantsOf(experiment),
        .. run.DataDigests.Select(d => new HeadLine(TableContext.Data, $"{d.Key}: digest {d.Value}") { InTerminal = d.Key }),
    ];

    private static IEnumerable<Column<RoutedRow>> Keys(bool hasExperts, IReadOnlyList<Column<RoutedRow>> settings) =>
    [
        Named("target", "target", "What is learned.", r => r.Trial.Dataset, r => r.Trial.Target),
        .. settings,
        Named("model", "model", "The router.", r => r.Trial.Model, r => r.Trial.Router),
        new("experts", "E", ColumnRole.Key, "Number of experts.", r => Cell.Of(r.Trial.Experts)) { Readers = hasExperts
            ? Readers.All
            : Readers.Programs, LatexTitle = "$E$" },
        new("active_configured", "s", ColumnRole.Key, "Active units, or tables, as configured.", r =>
            Cell.Of(r.Trial.Active)) { LatexTitle = "$s$" },
    ];

    /// <summary>The parameters of all parts of a trial, with the part in their names: <c>router_offset</c>.</summary>
    internal static IEnumerable<Parameter> SettingsOf(RoutedTrial trial)
    {
        (string Name, RoutedPart? Part)[] parts =
            [("target", trial.Target), ("domain", trial.Domain), ("bottom", trial.Bottom), ("router", trial.Router)];
        return
            from part in parts
            from parameter in part.Part?.Parameters ?? default
            select new Parameter($"{part.Name}_{parameter.Name}", parameter.Value);
    }

    /// <summary>A column for the label of a part, which includes the swept parameters.</summary>
    private static Column<RoutedRow> Named(
        string name, string title, string explanation, Func<RoutedRow, string> label, Func<RoutedRow, RoutedPart> part) =>
        Column<RoutedRow>.Key(name, title, explanation, label) with { CellOf = r => Cell.Of(label(r)) with { Identity = part(r).Name } };

    /// <summary>
    /// The columns for comparisons, which labels may leave out: every part with its parameters, and last the label of the file.
    /// </summary>
    private static IEnumerable<Column<RoutedRow>> ForComparisons(IReadOnlyList<RoutedRow> rows)
    {
        return
        [
            Hidden("domain_name", r => Cell.Of(r.Trial.Domain?.Name ?? "")),
            Hidden("bottom_name", r => Cell.Of(r.Trial.Bottom.Name)),
            .. from name in rows.SelectMany(r => SettingsOf(r.Trial)).Select(s => s.Name).Distinct()
               select Hidden(name, r => Cell.Of(new ValueList<Parameter>(SettingsOf(r.Trial)), name)),
            Hidden("fit_of_model", r => Cell.Of(r.Trial.Fit.ToString())),
            Hidden("label", r => Cell.Of(r.Trial.Model)),
        ];

        static Column<RoutedRow> Hidden(string name, Func<RoutedRow, Cell> cell) => Column<RoutedRow>.ForComparisons(name, cell);
    }

    private static IEnumerable<Column<RoutedRow>> Measures(bool hasMisses, bool hasLoads) =>
    [
        .. Column<RoutedRow>.WithSpread(
            new Column("nmse", "nmse", ColumnRole.Measure, "Mean squared error divided by the variance of the target on the test points.")
            {
                Format = NumberFormat.Digits(4),
                Better = Better.Lower,
            },
            r => r.Over(m => m.Nmse)),
        Mean("mse", "mse", "Mean squared error on the test points.", new NumberFormat("0.00e+00"), Better.Lower, m => m.Mse),
        Mean("active_measured", "active", "Mean number of units with mask_j φ_j ≠ 0; for tables, "
            + "their number.", NumberFormat.Digits(1), Better.Lower, m => m.ActiveMeasured),
        Mean("parameters", "parameters", "Numbers that are trained.", NumberFormat.Whole, Better.Lower, m => m.Parameters),
        Mean("frozen_parameters", "frozen", "Numbers that are drawn once and never trained.", NumberFormat.Whole, Better.Lower, m =>
            m.FrozenParameters),
        Mean("flops_active", "flops", "2 (n + 1) s for units, 2 s for tables.", NumberFormat.Whole, Better.Lower, m => m.FlopsActive),
        Mean("flops_total", "+ routing", "With routing: 2 n t for top-k, 2 n m s for sign LSH, 2 n E for a learned router, 0 "
            + "for a hash.", NumberFormat.Whole, Better.Lower, m => m.FlopsTotal),
        Mean("miss_rate", "misses", "Share of lookups of test points in buckets or experts without a "
            + "training point.", NumberFormat.Digits(4), Better.Lower, m => m.MissRate) with { Readers = Seen(hasMisses) },
        Mean("load_entropy", "load", "Entropy of the load over buckets or experts, 1 "
            + "for uniform.", NumberFormat.Digits(3), Better.Higher, m => m.LoadEntropy) with { Readers = Seen(hasLoads) },
        Mean("used_share", "used", "Share of buckets or experts with at least one test point.", NumberFormat.Digits(3), Better.Higher, m =>
            m.UsedShare) with { Readers = Seen(hasLoads) },
        Mean("compression_ours", "CR⁻¹ (ours)", "(parameters + 2 · active) / n: our extension, not "
            + "the paper's.", NumberFormat.Digits(2), Better.Lower, m => m.Compression) with { LatexTitle = "$CR^{-1}$ (ours)" },
        Mean("phi_ours", "φ (ours)", "√(CR⁻² + nmse): our extension, not the paper's.", NumberFormat.Digits(2), Better.Lower, m =>
            m.Phi) with { LatexTitle = "$\\varphi$ (ours)" },
    ];

    private static IEnumerable<Column<RoutedRow>> Words(IReadOnlyList<string> choices) =>
    [
        InFiles("fit", ColumnRole.Result, r => Cell.Of(r.Fit)) with
        {
            Explanation = "The fit. If a setting has several values, those that validation chose.",
        },
        InFiles("choices_of_ours", ColumnRole.Note, r => r.Seeds.Count == 0
            ? Cell.None
            : Cell.Of(string.Join("; ", choices))) with { Explanation = "Our choices, which are not in the paper." },
    ];

    private static Column<RoutedRow> Mean(
        string name, string title, string explanation, NumberFormat format, Better better, Func<RoutedMeasures, double?> measure) =>
        new(name, title, ColumnRole.Measure, explanation, r => Cell.Of(r.Over(measure)?.Mean)) { Format = format, Better = better };

    private static Column<RoutedRow> InFiles(string name, ColumnRole role, Func<RoutedRow, Cell> cell) =>
        Column<RoutedRow>.InFiles(name, role, cell);

    private static Readers Seen(bool byPeople) => byPeople ? Readers.All : Readers.Programs;
}
