using Sans.Configuration;
using Sans.Penalties;

namespace Sans.Reports.SparsityPenalty;

/// <summary>Results for other programs: <c>table.csv</c> and <c>trials.csv</c>. Numbers read back to the same bits.</summary>
internal static class PenaltyCsv
{
    private static readonly (string Name, Func<CodeMeasures, double?> Measure)[] Measures =
    [
        ("zeros", m => m.Zeros),
        ("near_zeros", m => m.NearZeros),
        ("l0", m => m.NonZeroCount),
        ("dead", m => m.Dead),
        ("dead_in_training", m => m.DeadInTraining),
        ("dense_units", m => m.DenseUnits),
        ("loss", m => m.Loss),
        ("fvu", m => m.UnexplainedVariance),
        ("fvu_centred", m => m.CentredUnexplainedVariance),
        ("mean_activation", m => m.MeanActivation),
        ("shrinkage", m => m.Shrinkage),
        ("phi_amortised", m => m.AmortisedPhi),
    ];

    private static readonly string[] MethodColumns = ["unit", "penalty", "weight", "dropout", "target", "transform", "hidden"];

    /// <summary><c>table.csv</c>: a line per row of the table, after the columns that all kinds have.</summary>
    public static string Table(PenaltyTable table)
    {
        string[] settings = table.SweptSettings;
        string[] columns =
        [
            .. CsvTable.CommonColumns, .. MethodColumns, .. Measures.Select(m => m.Name), "bias_only_loss", .. Measures.Select(m => m.Name + "_std"), "bias_only_loss_std", "flags", .. settings,
        ];
        return CsvTable.Write(columns, table.Rows.Select(row => (string[])
        [
            row.Trial.Dataset, row.Method.ToString(), "", CsvTable.Number(row.Seeds.Count), "", "", "", "", "", CsvTable.Number(row.Trial.Training.Epochs), "", "", "",
            .. Method(row.Trial),
            .. Measures.Select(m => CsvTable.Number(Statistic(row, m.Measure)?.Mean)),
            CsvTable.Number(row.BiasOnlyLoss.Mean),
            .. Measures.Select(m => CsvTable.Number(Statistic(row, m.Measure)?.StandardDeviation)),
            CsvTable.Number(row.BiasOnlyLoss.StandardDeviation),
            row.Flags,
            .. settings.Select(name => Value(row.Trial.Settings, name)),
        ]));
    }

    /// <summary><c>trials.csv</c>: a line per trial of the plan, the failed ones with their reason and empty measures.</summary>
    public static string Trials(PenaltyOutcomes outcomes)
    {
        string[] settings = [.. outcomes.Plan.SelectMany(t => t.Settings).Select(s => s.Name).Distinct()];
        string[] columns =
        [
            "dataset", "method", .. MethodColumns, "seed", "state", "failure", .. Measures.Select(m => "test_" + m.Name), "bias_only_loss", "on_at_start", "flags", "digest", "key", "seconds", .. settings,
        ];
        return CsvTable.Write(columns, outcomes.Plan.Select(trial =>
        {
            PenaltyResult? result = outcomes.Results.GetValueOrDefault(trial.Key);
            return (string[])
            [
                trial.Dataset, trial.Method.ToString(), .. Method(trial), CsvTable.Number(trial.Seed),
                result is null ? "failed" : "completed", outcomes.Failures.GetValueOrDefault(trial.Key) ?? "",
                .. Measures.Select(m => CsvTable.Number(result is null ? null : m.Measure(result.Measures))),
                CsvTable.Number(result?.Findings.BiasOnlyLoss), CsvTable.Number(result?.Findings.OnAtStart), string.Join(" ", result?.Findings.Warnings() ?? []),
                result?.Digest ?? "", trial.Key, CsvTable.Number(result?.Duration.TotalSeconds),
                .. settings.Select(name => Value(trial.Settings, name)),
            ];
        }));
    }

    /// <summary>The cells of <see cref="MethodColumns"/>.</summary>
    private static string[] Method(PenaltyTrial trial)
    {
        PenaltyConfig penalty = trial.Method.Penalty;
        return
        [
            trial.Method.Unit, PenaltySchemas.NameOf(penalty.Kind), CsvTable.Number(penalty.Weight), CsvTable.Number(trial.Method.Dropout), CsvTable.Number(penalty.Target),
            PenaltySchemas.NameOf(penalty.Transform), CsvTable.Number(trial.Model.HiddenUnits),
        ];
    }

    /// <summary>A measure over the seeds that have it; <see langword="null"/> where none has.</summary>
    private static SeedStatistic? Statistic(PenaltyRow row, Func<CodeMeasures, double?> measure)
    {
        double[] values = [.. row.Seeds.Select(r => measure(r.Measures)).OfType<double>()];
        return values.Length == 0 ? null : SeedStatistic.Of(values);
    }

    private static string Value(ValueList<Parameter> settings, string name) => settings.FirstOrDefault(s => s.Name == name)?.Text ?? "";
}
