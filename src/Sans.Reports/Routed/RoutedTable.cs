using Sans.Configuration;
using Sans.Core.Training;
using Sans.Reports.Measures;
using Sans.Routing.Models;

namespace Sans.Reports.Routed;

/// <summary>The tables of approximations and experts.</summary>
public static class RoutedTable
{
    /// <summary>A row for each model and size, over all seeds.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="choices">What of it is ours.</param>
    /// <param name="run">Where and on what.</param>
    /// <param name="plan">Every trial.</param>
    /// <param name="results">What came of those that ended well, in the order of the plan.</param>
    /// <param name="failures">Why the others failed.</param>
    public static MeasureTable<RoutedRow> Of(
        ExperimentConfig experiment,
        IReadOnlyList<string> choices,
        TableContext run,
        IReadOnlyList<ITrial> plan,
        IReadOnlyList<RoutedResult> results,
        IReadOnlyDictionary<string, string> failures)
    {
        IReadOnlyList<RoutedRow> rows = RoutedRow.Of(results);
        bool hasSpread = rows.Any(r => r.Seeds.Count > 1);
        return new MeasureTable<RoutedRow>(
            HeadOf(experiment, run),
            Columns(choices, hasSpread, rows.Any(r => r.Trial.Experts is not null), rows.Any(r => r.Mean(m => m.MissRate ?? 0).Mean > 0), rows.Any(r => r.Seeds[0].Outcome.Measures.LoadEntropy is not null)),
            rows,
            [
                "nmse: mean squared error divided by the variance of the target on the test points; s: active units as configured; active: mean number of non-zero units (tables: their number)",
                "flops: of the active units; + routing: with the cost of picking them" + (hasSpread ? "; ± standard deviation over seeds, n - 1 in its denominator" : ""),
                "of a fit with several values those were kept, for each trial, that have the least error on validation (column fit of table.csv)",
                RoutedChoices.PhiNote,
                RoutedChoices.Label + string.Join("; ", choices),
                .. run.SkippedDatasets.Count == 0 ? (string[])[] : [$"left out, because their files were missing: {string.Join(", ", run.SkippedDatasets)}"],
                .. run.DataNotes.Select(note => $"{note.Key}: {note.Value}"),
                .. FailureNotes.Of(plan, failures),
            ]);
    }

    /// <summary><c>trials.csv</c>: a line per trial, the failed ones with their reason.</summary>
    public static string Trials(IReadOnlyList<string> choices, IReadOnlyList<ITrial> plan, IReadOnlyList<RoutedResult> results, IReadOnlyDictionary<string, string> failures)
    {
        var byKey = results.ToDictionary(r => r.Trial.Key, r => new RoutedRow([r]), StringComparer.Ordinal);
        Measure<RoutedRow>[] measures = [.. Columns(choices, false, true, true, true).Where(c => c.Name is not ("target" or "model" or "experts" or "active_configured" or "seed_count"))];
        return CsvTable.Write(
            ["target", "model", "experts", "active_configured", "seed", "state", "failure", .. measures.Select(m => m.Name), "validation_nmse", "digest", "key", "seconds"],
            plan.Cast<RoutedTrial>().Select(trial => byKey.GetValueOrDefault(trial.Key) is var row && row is null
                ? (string[])[.. Named(trial), "failed", failures.GetValueOrDefault(trial.Key) ?? "", .. measures.Select(_ => ""), "", "", trial.Key, ""]
                :
                [
                    .. Named(trial),
                    "completed",
                    "",
                    .. measures.Select(m => m.Value(row).Exact),
                    CsvTable.Number(row.Seeds[0].Outcome.Measures.ValidationNmse),
                    row.Seeds[0].Digest,
                    trial.Key,
                    CsvTable.Number(row.Seeds[0].Duration.TotalSeconds),
                ]));
    }

    /// <summary>What was run, for the head of tables of any routed kind.</summary>
    internal static IReadOnlyList<string> HeadOf(ExperimentConfig experiment, TableContext run) =>
    [
        experiment.Title,
        $"experiment {experiment.Name}, engine {run.Engine}, "
            + (experiment.Seeds.Values.Count == 1 ? $"seed {experiment.Seeds}" : $"seeds {experiment.Seeds} (mean ± deviation)"),
        .. run.DataDigests.Select(d => $"data {d.Key}: digest {d.Value}"),
    ];

    private static string[] Named(RoutedTrial trial) =>
        [trial.Dataset, trial.Model, CsvTable.Number(trial.Experts), CsvTable.Number(trial.Active), CsvTable.Number(trial.Seed)];

    private static List<Measure<RoutedRow>> Columns(IReadOnlyList<string> choices, bool hasSpread, bool hasExperts, bool hasMisses, bool hasLoads)
    {
        return
        [
            Measure<RoutedRow>.Text("target", "target", "What is learned.", r => r.Trial.Dataset),
            Measure<RoutedRow>.Text("model", "model", "The router.", r => r.Trial.Model),
            Measure<RoutedRow>.Whole("E", "experts", "Number of experts.", r => r.Trial.Experts) with { IsForPrograms = !hasExperts },
            Measure<RoutedRow>.Whole("s", "active_configured", "Active units, or tables, as configured.", r => r.Trial.Active),
            Measure<RoutedRow>.Whole("seeds", "seed_count", "Number of seeds.", r => r.Seeds.Count) with { IsForPrograms = !hasSpread },
            Measure<RoutedRow>.Mean("nmse", "nmse", "Mean squared error divided by the variance of the target on the test points.", "F4", hasSpread, r => r.Mean(m => m.Nmse)),
            new("", "nmse_std", "Its deviation over seeds.", r => new MeasureValue("", CsvTable.Number(r.Mean(m => m.Nmse).StandardDeviation), null)) { IsForPrograms = true },
            Measure<RoutedRow>.Mean("mse", "mse", "Mean squared error on the test points.", "0.00e+00", false, r => r.Mean(m => m.Mse)),
            Measure<RoutedRow>.Mean("active", "active_measured", "Mean number of units with mask_j φ_j ≠ 0; for tables, their number.", "F1", false, r => r.Mean(m => m.ActiveMeasured)),
            Measure<RoutedRow>.Mean("parameters", "parameters", "Numbers that are trained.", "F0", false, r => r.Mean(m => m.Parameters)),
            Measure<RoutedRow>.Mean("frozen", "frozen_parameters", "Numbers that are drawn once and never trained.", "F0", false, r => r.Mean(m => m.FrozenParameters)),
            Measure<RoutedRow>.Mean("flops", "flops_active", "2 (n + 1) s for units, 2 s for tables.", "F0", false, r => r.Mean(m => m.FlopsActive)),
            Measure<RoutedRow>.Mean("+ routing", "flops_total", "With routing: 2 n t for top-k, 2 n m s for sign LSH, 2 n E for a learned router, 0 for a hash.", "F0", false, r => r.Mean(m => m.FlopsTotal)),
            Measure<RoutedRow>.Mean("misses", "miss_rate", "Share of lookups of test points that go where no training point went.", "F4", false, r => r.MeanOrNone(m => m.MissRate)) with { IsForPrograms = !hasMisses },
            Measure<RoutedRow>.Mean("load", "load_entropy", "Entropy of the load over buckets or experts, 1 for uniform.", "F3", false, r => r.MeanOrNone(m => m.LoadEntropy)) with { IsForPrograms = !hasLoads },
            Measure<RoutedRow>.Mean("used", "used_share", "Share of buckets or experts that some test point goes to.", "F3", false, r => r.MeanOrNone(m => m.UsedShare)) with { IsForPrograms = !hasLoads },
            Measure<RoutedRow>.Mean("CR⁻¹ (ours)", "compression_ours", "(parameters + 2 · active) / n: our extension, not the paper's.", "F2", false, r => r.Mean(m => m.Compression)),
            Measure<RoutedRow>.Mean("φ (ours)", "phi_ours", "√(CR⁻² + nmse): our extension, not the paper's.", "F2", false, r => r.Mean(m => m.Phi)),
            Measure<RoutedRow>.Text("fit", "fit", "What was fitted; of several values, those that validation chose.", r => r.Fit) with { IsForPrograms = true },
            Measure<RoutedRow>.Text("", "choices_of_ours", "What is ours and not the paper's.", _ => string.Join("; ", choices)) with { IsForPrograms = true },
        ];
    }
}
