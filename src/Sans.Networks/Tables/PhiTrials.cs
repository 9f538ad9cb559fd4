using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Applications;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>
/// <c>trials.csv</c> of networks: a line per trial of the plan. Failed trials have their reason and empty measures.
/// </summary>
internal static class PhiTrials
{
    // The first columns. Those of classifiers, of swept settings, and later additions follow them.
    private static readonly string[] FirstInFiles =
    [
        "dataset", "activation", "kernel_count", "kernel_size", "seed", "state", "failure",
        "validation_inverse_compression_ratio", "validation_normalized_reconstruction_loss", "validation_mean_phi",
        "test_inverse_compression_ratio", "test_normalized_reconstruction_loss", "test_mean_phi", "epoch", "digest", "key", "seconds",
    ];

    private static IEnumerable<Column<Line>> Classifiers =>
    [
        InFiles("validation_accuracy", ColumnRole.Measure, l => Cell.Of(l.Classifier?.Score.ValidationAccuracy)),
        InFiles("test_accuracy", ColumnRole.Measure, l => Cell.Of(l.Classifier?.Score.TestAccuracy)),
        InFiles("pooled_accuracy", ColumnRole.Measure, l => Cell.Of(l.Classifier?.Score.PooledAccuracy)),
        InFiles("predicted_class_count", ColumnRole.Result, l => Cell.Of(l.Classifier?.Score.PredictedClassCount)),
        InFiles("classifier_epoch", ColumnRole.Result, l => Cell.Of(l.Classifier?.Epoch)),
        InFiles("classifier_loss", ColumnRole.Measure, l => Cell.Of(l.Classifier?.FinalLoss)),
    ];

    /// <summary>The trials of networks.</summary>
    public static Table Of(Outcomes<NetworkTrial, NetworkResult> outcomes)
    {
        return Of([.. outcomes.Plan.Select(LineOf)], []);

        Line LineOf(NetworkTrial trial)
        {
            NetworkResult? result = outcomes.Results.GetValueOrDefault(trial.Key);
            return new(trial, trial.Seed, trial, result, result, null, outcomes.Failures.GetValueOrDefault(trial.Key));
        }
    }

    /// <summary>The trials of networks with classifiers. The baselines are lines of their own, without a network.</summary>
    public static Table Of(Outcomes<ClassificationTrial, ClassificationResult> outcomes)
    {
        return Of([.. outcomes.Plan.Select(LineOf)], Classifiers);

        Line LineOf(ClassificationTrial trial)
        {
            ClassificationResult? result = outcomes.Results.GetValueOrDefault(trial.Key);
            return new(
                trial, trial.Seed, trial.San, result, result?.San, result?.Classifier, outcomes.Failures.GetValueOrDefault(trial.Key));
        }
    }

    /// <summary>
    /// The trials of networks that were applied, with a column for each number of each method. The baselines are lines of their
    /// own.
    /// </summary>
    public static Table Of(Outcomes<AppliedTrial, AppliedResult> outcomes)
    {
        var values = outcomes.ResultsOf(outcomes.Plan)
            .SelectMany(r => r.Scores)
            .SelectMany(s => s.Values.Keys.Select(name => (s.Method, Name: name)))
            .Distinct();
        return Of(
            [.. outcomes.Plan.Select(LineOf)],
            values.Select(v => InFiles($"{v.Method}_{v.Name}", ColumnRole.Measure, l => Cell.Of(
                l.Scores.FirstOrDefault(s => s.Method == v.Method)?.Values is { } own && own.TryGetValue(v.Name, out double value)
                    ? value
                    : null))));

        Line LineOf(AppliedTrial trial)
        {
            AppliedResult? result = outcomes.Results.GetValueOrDefault(trial.Key);
            return new(
                trial, trial.San?.Seed, trial.San, result, result?.San, null, outcomes.Failures.GetValueOrDefault(trial.Key))
            {
                Scores = result?.Scores ?? [],
            };
        }
    }

    private static Table Of(IReadOnlyList<Line> lines, IEnumerable<Column<Line>> classifier)
    {
        string[] settings = [.. lines.SelectMany(l => l.Network?.Settings ?? []).Select(s => s.Name).Distinct()];
        Column<Line>[] classifiers = [.. classifier];
        return Table.OfTrials(Columns(classifiers, settings, lines.Select(l => l.San).OfType<NetworkResult>()), lines) with
        { FileOrder = [.. FirstInFiles, .. classifiers.Select(c => c.Name), .. settings] };
    }

    private static IReadOnlyList<Column<Line>> Columns(
        IEnumerable<Column<Line>> classifiers, string[] settings, IEnumerable<NetworkResult> results) =>
    [
        InFiles("dataset", ColumnRole.Key, l => Cell.Of(l.Trial.Dataset)),
        InFiles("activation", ColumnRole.Key, l => Cell.Of(l.Network?.ActivationLabel ?? "baseline")),
        InFiles("kernel_count", ColumnRole.Key, l => Cell.Of(l.Network?.KernelCount)),
        InFiles("kernel_size", ColumnRole.Key, l => Cell.Of(l.Network?.KernelSizeText ?? "")),
        InFiles("seed", ColumnRole.Key, l => Cell.Of(l.Seed)),
        InFiles("state", ColumnRole.Result, l => Cell.Of(l.Result is null ? "failed" : "completed")),
        InFiles("failure", ColumnRole.Note, l => Cell.Of(l.Failure ?? "")),
        .. PhiMeasure.All.Select(m => InFiles("validation_" + m.Name, ColumnRole.Measure, l => Of(m, l.San?.Validation))),
        .. PhiMeasure.All.Select(m => InFiles("test_" + m.Name, ColumnRole.Measure, l => Of(m, l.San?.Test))),
        InFiles("epoch", ColumnRole.Result, l => Cell.Of(l.San?.Epoch)),
        InFiles("digest", ColumnRole.Result, l => Cell.Of(l.Result?.Digest ?? "")),
        InFiles("key", ColumnRole.Key, l => Cell.Of(l.Trial.Key)),
        InFiles("seconds", ColumnRole.Result, l => Cell.Of(l.Result?.Duration.TotalSeconds)),
        .. classifiers,
        .. RequestedMeasure.In(results).Select(m => InFiles("test_" + m.Name, ColumnRole.Measure, l => Cell.Of(m.Of(l.San)))),
        .. settings.Select(
            name => InFiles(name, ColumnRole.Key, l => l.Network is { } network ? Cell.Of(network.Settings, name) : Cell.None)),
    ];

    private static Cell Of(PhiMeasure measure, PhiMean? mean) => Cell.Of(mean is { } some ? measure.Of(some) : null);

    private static Column<Line> InFiles(string name, ColumnRole role, Func<Line, Cell> cell) => Column<Line>.InFiles(name, role, cell);

    /// <summary>A trial and its result.</summary>
    private sealed record Line(
        ITrial Trial,
        int? Seed,
        NetworkTrial? Network,
        ITrialResult? Result,
        NetworkResult? San,
        ClassifierResult? Classifier,
        string? Failure)
    {
        public IReadOnlyList<MethodScore> Scores { get; init; } = [];
    }
}
