using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Data;
using Sans.Networks.Tables;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>
/// The study of sparsely activated networks and a classifier of the reconstructions of each. The same classifier is trained on
/// the original data of each dataset and seed.
/// </summary>
/// <param name="experiment">The experiment, which has a classifier.</param>
/// <param name="engine">The engine.</param>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="device">The requested device, or <see langword="null"/>.</param>
public sealed class ClassificationStudy(
    SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations, string? device = null)
    : PhiStudy<ClassificationTrial, ClassificationResult>(experiment, engine, activations, device)
{
    private readonly Func<NetworkTrial, long> _networkCost = TrialCost.Of(experiment);
    private readonly Func<string, long> _classifierCost = TrialCost.OfClassifier(experiment);

    /// <inheritdoc/>
    public override IReadOnlyList<ClassificationTrial> Plan { get; } = NetworkPlan.WithClassifiers(experiment);

    /// <inheritdoc/>
    public override JournalFormat<ClassificationTrial, ClassificationResult> Journal { get; } =
        new PayloadJournal<ClassificationTrial, ClassificationResult, ClassificationPayload>(
            ClassificationPayload.Of, (trial, payload, duration) => payload.ToResult(trial, duration), ClassificationPayload.Released);

    /// <inheritdoc/>
    public override Study<ClassificationTrial, ClassificationResult> Without(IReadOnlyCollection<string> datasets) =>
        new ClassificationStudy(Experiment.Without(datasets), Trainer, Activations, Device);

    /// <inheritdoc/>
    public override long Cost(ClassificationTrial trial) => _classifierCost(trial.Dataset) + (trial.San is { } san ? _networkCost(san) : 0);

    /// <inheritdoc/>
    public override Table Trials(Outcomes<ClassificationTrial, ClassificationResult> outcomes) => PhiTrials.Of(outcomes);

    /// <inheritdoc/>
    protected override NetworkResult? NetworkOf(ClassificationResult result) => result.San;

    /// <inheritdoc/>
    protected override void Train(
        IReadOnlyList<ClassificationTrial> trials,
        LoadedData data,
        ITrialSink<ClassificationTrial, ClassificationResult> sink,
        CancellationToken cancellationToken) =>
        Trainer.Run(trials, Experiment.Classifier!, Experiment.Protocol.Value, data.Data, sink, cancellationToken);

    /// <inheritdoc/>
    protected override IReadOnlyList<PhiRow> Rows(Outcomes<ClassificationTrial, ClassificationResult> outcomes) =>
        PhiRow.Of(Experiment, outcomes);

    /// <inheritdoc/>
    protected override Table Table(
        TableContext context, Outcomes<ClassificationTrial, ClassificationResult> outcomes, IReadOnlyList<PhiRow> rows) =>
        PhiTable.Of(Experiment, context, outcomes, rows);

    /// <inheritdoc/>
    protected override Outcomes<NetworkTrial, NetworkResult> Networks(Outcomes<ClassificationTrial, ClassificationResult> outcomes) =>
        outcomes.Networks;

    /// <inheritdoc/>
    protected override Outcomes<ClassificationTrial, ClassificationResult> Classifiers(
        Outcomes<ClassificationTrial, ClassificationResult> outcomes) => outcomes;
}
