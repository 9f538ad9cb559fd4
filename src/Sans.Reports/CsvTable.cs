using System.Globalization;
using System.Text;
using Sans.Configuration;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Reports;

/// <summary>Results for other programs: <c>table.csv</c> and <c>trials.csv</c>. Numbers read back to the same bits.</summary>
public static class CsvTable
{
    private static readonly string[] TableColumns =
    [
        "dataset", "activation", "kernel_size", "seed_count", "inverse_compression_ratio", "normalized_reconstruction_loss", "mean_phi",
        "accuracy", "baseline_accuracy", "epoch",
        "inverse_compression_ratio_std", "normalized_reconstruction_loss_std", "mean_phi_std",
    ];

    private static readonly string[] TrialColumns =
    [
        "dataset", "activation", "kernel_count", "kernel_size", "seed", "state", "failure",
        "validation_inverse_compression_ratio", "validation_normalized_reconstruction_loss", "validation_mean_phi",
        "test_inverse_compression_ratio", "test_normalized_reconstruction_loss", "test_mean_phi",
        "epoch", "digest", "key", "seconds",
    ];

    /// <summary><c>table.csv</c>: a line per row of the table; what an experiment sweeps beyond the kernel size stands in columns at its end.</summary>
    public static string Write(PhiTable table)
    {
        StringBuilder text = new();
        string[] settings = table.SweptSettings;
        bool hasCounts = table.Rows.Select(r => r.KernelCount).Distinct().Count() > 1;
        AppendLine(text, [.. TableColumns, .. hasCounts ? (string[])["kernel_count"] : [], .. settings]);
        foreach (PhiRow row in table.Rows)
        {
            AppendLine(
                text,
                [
                    row.Dataset,
                    row.Activation,
                    Number(row.KernelSize),
                    Number(row.SeedCount),
                    Number(row.InverseCompressionRatio.Mean),
                    Number(row.NormalizedReconstructionLoss.Mean),
                    Number(row.MeanPhi.Mean),
                    "",
                    "",
                    Number(row.Epoch),
                    Number(row.InverseCompressionRatio.StandardDeviation),
                    Number(row.NormalizedReconstructionLoss.StandardDeviation),
                    Number(row.MeanPhi.StandardDeviation),
                    .. hasCounts ? (string[])[Number(row.KernelCount)] : [],
                    .. settings.Select(name => Value(row.Settings, name)),
                ]);
        }

        return text.ToString();
    }

    /// <summary><c>trials.csv</c>: a line per trial of the plan, the failed ones with their reason and empty measures.</summary>
    public static string Write(TrialOutcomes outcomes)
    {
        StringBuilder text = new();
        string[] settings = [.. outcomes.Plan.SelectMany(t => t.Settings).Select(s => s.Name).Distinct()];
        AppendLine(text, [.. TrialColumns, .. settings]);
        foreach (Trial trial in outcomes.Plan)
        {
            TrialResult? result = outcomes.Results.GetValueOrDefault(trial.Key);
            AppendLine(
                text,
                [
                    trial.Dataset, trial.ActivationLabel, Number(trial.KernelCount), Number(trial.KernelSize), Number(trial.Seed),
                    result is null ? "failed" : "completed", outcomes.Failures.GetValueOrDefault(trial.Key) ?? "",
                    .. Measures(result?.Validation), .. Measures(result?.Test),
                    Number(result?.Epoch), result?.Digest ?? "", trial.Key, Number(result?.Duration.TotalSeconds),
                    .. settings.Select(name => Value(trial.Settings, name)),
                ]);
        }

        return text.ToString();
    }

    /// <summary>Any table: a line of column names, then the rows. Numbers are written by <see cref="Number"/>.</summary>
    public static string Write(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        StringBuilder text = new();
        AppendLine(text, [.. columns]);
        foreach (string[] row in rows)
        {
            AppendLine(text, row);
        }

        return text.ToString();
    }

    /// <summary>A number that reads back to the same bits; empty where there is none.</summary>
    public static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string[] Measures(PhiMean? mean) =>
        [Number(mean?.InverseCompressionRatio), Number(mean?.NormalizedReconstructionLoss), Number(mean?.MeanPhi)];

    private static string Value(ValueList<Parameter> settings, string name) => settings.FirstOrDefault(s => s.Name == name)?.Text ?? "";

    private static void AppendLine(StringBuilder text, params string[] cells) => text.AppendJoin(',', cells.Select(Quote)).Append('\n');

    internal static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
