using System.Globalization;
using System.Text;
using Sans.Configuration;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Reports;

/// <summary>Results for other programs: <c>table.csv</c> and <c>trials.csv</c>. Numbers read back to the same bits.</summary>
public static class CsvTable
{
    /// <summary>The first columns of every <c>table.csv</c>, empty where a kind of experiment has no such number.</summary>
    internal static readonly string[] CommonColumns =
    [
        "dataset", "activation", "kernel_size", "seed_count", "inverse_compression_ratio", "normalized_reconstruction_loss", "mean_phi",
        "accuracy", "baseline_accuracy", "epoch",
        "inverse_compression_ratio_std", "normalized_reconstruction_loss_std", "mean_phi_std",
    ];

    private static readonly string[] AccuracyColumns =
        ["accuracy_std", "baseline_accuracy_std", "accuracy_difference", "accuracy_difference_std", "baseline_test_accuracy", "classifier_count", "collapsed_classifier_count"];

    private static readonly string[] KernelAreaColumns = ["inverse_compression_ratio_by_area", "mean_phi_by_area"];

    private static readonly string[] ChoiceColumns = ["validation_mean_phi", "validation_mean_phi_std", "chosen"];

    private static readonly string[] TrialColumns =
    [
        "dataset", "activation", "kernel_count", "kernel_size", "seed", "state", "failure",
        "validation_inverse_compression_ratio", "validation_normalized_reconstruction_loss", "validation_mean_phi",
        "test_inverse_compression_ratio", "test_normalized_reconstruction_loss", "test_mean_phi",
        "epoch", "digest", "key", "seconds",
    ];

    private static readonly string[] ClassifierColumns =
        ["validation_accuracy", "test_accuracy", "pooled_accuracy", "predicted_class_count", "classifier_epoch", "classifier_loss"];

    /// <summary>
    /// <c>table.csv</c>: a line per row of the table; what an experiment sweeps beyond the kernel size stands in columns at its end, and before them what only some kinds have.
    /// Accuracies and their differences are shares in [0, 1].
    /// </summary>
    public static string Write(PhiTable table)
    {
        string[] settings = table.SweptSettings;
        bool hasCounts = table.HasKernelCounts, hasAccuracies = table.Rows.Any(r => r.Accuracy is not null), hasAreas = table.HasKernelAreas;
        return Write(
            [.. CommonColumns, .. hasAccuracies ? AccuracyColumns : [], .. hasAreas ? KernelAreaColumns : [], .. hasCounts ? (string[])["kernel_count"] : [], .. ChoiceColumns, .. settings],
            table.Rows.Select(row => (string[])
            [
                row.Dataset,
                row.Activation,
                row.KernelSizeText,
                Number(row.SeedCount),
                Number(row.InverseCompressionRatio.Mean),
                Number(row.NormalizedReconstructionLoss.Mean),
                Number(row.MeanPhi.Mean),
                Number(row.Accuracy?.Accuracy.Mean),
                Number(row.Accuracy?.Baseline?.Mean),
                Number(row.Epoch),
                Number(row.InverseCompressionRatio.StandardDeviation),
                Number(row.NormalizedReconstructionLoss.StandardDeviation),
                Number(row.MeanPhi.StandardDeviation),
                .. hasAccuracies ? Accuracies(row.Accuracy) : [],
                .. hasAreas ? (string[])[Number(row.InverseCompressionRatioByKernelArea?.Mean), Number(row.MeanPhiByKernelArea?.Mean)] : [],
                .. hasCounts ? (string[])[Number(row.KernelCount)] : [],
                Number(row.ValidationMeanPhi.Mean), Number(row.ValidationMeanPhi.StandardDeviation), row.IsChosen ? "true" : "false",
                .. settings.Select(name => Value(row.Settings, name)),
            ]));
    }

    /// <summary><c>trials.csv</c>: a line per trial of the plan, the failed ones with their reason and empty measures.</summary>
    public static string Write(TrialOutcomes outcomes)
    {
        string[] settings = SettingsOf(outcomes.Plan);
        return Write(
            [.. TrialColumns, .. settings],
            outcomes.Plan.Select(trial => (string[])
            [
                .. Cells(trial, trial.Seed, outcomes.Results.GetValueOrDefault(trial.Key), outcomes.Results.GetValueOrDefault(trial.Key), trial, outcomes.Failures),
                .. settings.Select(name => Value(trial.Settings, name)),
            ]));
    }

    /// <summary><c>trials.csv</c> with classifiers: the baselines are lines of their own, without network.</summary>
    public static string Write(ClassificationOutcomes outcomes)
    {
        string[] settings = SettingsOf(outcomes.Plan.Select(t => t.San).OfType<Trial>());
        return Write(
            [.. TrialColumns, .. ClassifierColumns, .. settings],
            outcomes.Plan.Select(trial =>
            {
                ClassificationResult? result = outcomes.Results.GetValueOrDefault(trial.Key);
                ClassifierScore? score = result?.Classifier.Score;
                return (string[])
                [
                    .. Cells(trial, trial.Seed, result, result?.San, trial.San, outcomes.Failures),
                    Number(score?.ValidationAccuracy), Number(score?.TestAccuracy), Number(score?.PooledAccuracy), Number(score?.PredictedClassCount),
                    Number(result?.Classifier.Epoch), Number(result?.Classifier.FinalLoss),
                    .. settings.Select(name => trial.San is null ? "" : Value(trial.San.Settings, name)),
                ];
            }));
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

    private static string[] Cells(ITrial trial, int seed, ITrialResult? result, TrialResult? san, Trial? network, IReadOnlyDictionary<string, string> failures) =>
    [
        trial.Dataset, network?.ActivationLabel ?? "baseline", Number(network?.KernelCount), network?.KernelSizeText ?? "", Number(seed),
        result is null ? "failed" : "completed", failures.GetValueOrDefault(trial.Key) ?? "",
        .. Measures(san?.Validation), .. Measures(san?.Test),
        Number(san?.Epoch), result?.Digest ?? "", trial.Key, Number(result?.Duration.TotalSeconds),
    ];

    private static string[] Accuracies(AccuracyStatistic? accuracy) =>
    [
        Number(accuracy?.Accuracy.StandardDeviation),
        Number(accuracy?.Baseline?.StandardDeviation),
        Number(accuracy?.Difference?.Mean),
        Number(accuracy?.Difference?.StandardDeviation),
        Number(accuracy?.BaselineTest?.Mean),
        Number(accuracy?.Count),
        Number(accuracy?.CollapsedCount),
    ];

    private static string[] SettingsOf(IEnumerable<Trial> plan) => [.. plan.SelectMany(t => t.Settings).Select(s => s.Name).Distinct()];

    private static string[] Measures(PhiMean? mean) =>
        [Number(mean?.InverseCompressionRatio), Number(mean?.NormalizedReconstructionLoss), Number(mean?.MeanPhi)];

    private static string Value(ValueList<Parameter> settings, string name) => settings.FirstOrDefault(s => s.Name == name)?.Text ?? "";

    private static void AppendLine(StringBuilder text, params string[] cells) => text.AppendJoin(',', cells.Select(Quote)).Append('\n');

    internal static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
