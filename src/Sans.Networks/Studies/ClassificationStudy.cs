using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Tables;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>Sparsely activated networks, a classifier of the reconstructions of each, and the same classifier on the original data of each dataset and seed.</summary>
/// <param name="experiment">What is run; it has a classifier.</param>
/// <param name="engine">What trains.</param>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="device">The device that was asked for, where one was.</param>
public sealed class ClassificationStudy(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations, string? device = null) : PhiStudy(experiment, activations)
{
    private readonly IReadOnlyList<ClassificationTrial> _plan = NetworkPlan.WithClassifiers(experiment);
    private readonly Func<NetworkTrial, long> _networkCost = TrialCost.Of(experiment);
    private readonly Func<string, long> _classifierCost = TrialCost.OfClassifier(experiment);

    /// <inheritdoc/>
    public override IReadOnlyList<ITrial> Plan => _plan;

    /// <inheritdoc/>
    public override string Engine => engine.Name;

    /// <inheritdoc/>
    public override string? Device => device;

    /// <inheritdoc/>
    public override string? EngineDetails => engine.Details;

    /// <inheritdoc/>
    public override JournalFormat Journal { get; } =
        new PayloadJournal<ClassificationResult, ClassificationPayload>(ClassificationPayload.Of, (trial, payload, duration) => payload.ToResult(trial, duration));

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) => new ClassificationStudy(ExperimentWithout(datasets), engine, Activations, device);

    /// <inheritdoc/>
    public override long Cost(ITrial trial) => _classifierCost(trial.Dataset) + (((ClassificationTrial)trial).San is { } san ? _networkCost(san) : 0);

    /// <inheritdoc/>
    public override void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken) =>
        engine.Run([.. trials.Cast<ClassificationTrial>()], Experiment.Classifier!, Experiment.Protocol.Value, ((LoadedData)data).Data, sink, cancellationToken);

    /// <inheritdoc/>
    public override Table Trials(JournalContent content) => PhiTrials.Of(All(content));

    /// <inheritdoc/>
    protected override IReadOnlyList<PhiRow> Rows(JournalContent content) => PhiRow.Of(Experiment, All(content));

    /// <inheritdoc/>
    protected override Table Table(TableContext context, JournalContent content, IReadOnlyList<PhiRow> rows) => PhiTable.Of(Experiment, context, All(content), rows);

    /// <inheritdoc/>
    protected override NetworkOutcomes Outcomes(JournalContent content) => All(content).Networks;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, (double? Accuracy, double? Baseline)> Accuracies(JournalContent content) => All(content).PercentByNetwork(Experiment.Protocol.Value);

    /// <inheritdoc/>
    protected override ClassificationOutcomes Classifiers(JournalContent content) => All(content);

    private ClassificationOutcomes All(JournalContent content) =>
        new(_plan, content.Completed.ToDictionary(r => r.Key, r => (ClassificationResult)r.Value, StringComparer.Ordinal), content.Failures);
}
