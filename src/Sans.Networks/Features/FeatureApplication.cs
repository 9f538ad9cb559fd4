using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Applications;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Reports.Tables;

namespace Sans.Networks.Features;

/// <summary>
/// A linear classifier of the features of examples, beside the same classifier of raw samples, components and statistics.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="config">The settings of the features.</param>
internal sealed class FeatureApplication(SanExperiment experiment, FeaturesConfig config) : Application
{
    private const string Numbers = "numbers", Validation = "validation_accuracy", Test = "accuracy";

    private static readonly NumberFormat Percent = new("F2", Scale: 100);

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns { get; } =
    [
        new(Numbers, "numbers", ColumnRole.Measure, "Numbers that the classifier sees of an example."),
        new(Validation, "validation %", ColumnRole.Measure, "Share of the validation examples that the classifier gets right.")
        {
            Format = Percent,
            Better = Better.Higher,
        },
        new(Test, "accuracy %", ColumnRole.Measure, "Share of the test examples that the classifier gets right.")
        {
            Format = Percent,
            Better = Better.Higher,
        },
    ];

    /// <inheritdoc/>
    public override string Choice => Validation;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Legend =>
    [
        "multinomial logistic regression of standardised features; validation chooses the step",
        "statistics: mean, deviation, max - mean, mean - min, mean step, crossings of the mean. What does not beat them is no gain",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<MethodScore> Baselines(string dataset, LoadedData data, CancellationToken cancellationToken)
    {
        SignalSplit split = data.Data[dataset];
        Parts raw = Parts.Of(part => Rows(split.Part(part), x => [.. x.Select(v => (double)v)]));
        PrincipalComponents components = new(raw.Train, cancellationToken);
        bool isImage = split.Train.Shape.Height > 1;
        int[] counts =
        [
            .. experiment.ExpandVariants().SelectMany(v => v.Experiment.ExpandDatasets()
                .Where(d => d.Label == dataset)
                .SelectMany(d => v.Experiment.For(d).Model.KernelCount.Values))
                .Select(q => Math.Min(ExampleFeatures.CountOf(q, isImage), split.Train.Length)).Distinct().Order(),
        ];
        return
        [
            Score("raw", raw),
            .. counts.Select(count => Score(
                FormattableString.Invariant($"pca_{count}"),
                new(components.Project(raw.Train, count), components.Project(raw.Validation, count), components.Project(raw.Test, count)))),
            Score("statistics", Parts.Of(part => Rows(split.Part(part), x => SimpleStatistics.Of(x, config.UsesLogarithm)))),
        ];

        MethodScore Score(string method, Parts parts) => ScoreOf(method, parts, split.Labels!, cancellationToken);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MethodScore> Of(NetworkResult network, LoadedData data, IActivationRegistry activations)
    {
        SignalSplit split = data.Data[network.Trial.Dataset];
        bool isImage = split.Train.Shape.Height > 1;
        var parts = Parts.Of(part => Rows(split.Part(part), x =>
        {
            var traced = TracedExample.Of(network, activations, x, split.Train.Shape);
            double error = traced.Reconstruction.Zip(x, (r, v) => Math.Abs((double)r - v)).Sum() / x.Length;
            return ExampleFeatures.Of([.. traced.Kernels.Select(ActivationsOf)], error, isImage, config.UsesLogarithm);
        }));
        return [ScoreOf("features", parts, split.Labels!, CancellationToken.None)];
    }

    private static IReadOnlyList<(long Position, float Amplitude)> ActivationsOf(TracedKernel kernel) =>
        [.. kernel.ActivationMap.Index().Where(a => a.Item != 0).Select(a => ((long)a.Index, a.Item))];

    private static MethodScore ScoreOf(string method, Parts parts, ClassLabels labels, CancellationToken cancellationToken)
    {
        (double validation, double test) = LogisticRegression.Accuracies(
            parts.Train, parts.Validation, parts.Test, labels, cancellationToken);
        return Score(method, (Numbers, parts.Train.ColumnCount), (Validation, validation), (Test, test));
    }

    private static FeatureTable Rows(SignalWindows examples, Func<float[], double[]> features) =>
        FeatureTable.Of([.. Enumerable.Range(0, examples.Count).Select(i => features(examples[i].ToArray()))]);

    private sealed record Parts(FeatureTable Train, FeatureTable Validation, FeatureTable Test)
    {
        public static Parts Of(Func<SplitPart, FeatureTable> rows) =>
            new(rows(SplitPart.Train), rows(SplitPart.Validation), rows(SplitPart.Test));
    }
}
