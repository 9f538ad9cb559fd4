using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Data;
using Sans.Networks.Measures;
using Sans.Networks.Tables;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>The study of sparsely activated networks that reconstruct their input.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="engine">The engine.</param>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="device">The requested device, or <see langword="null"/>.</param>
public sealed class SanStudy(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations, string? device = null)
    : PhiStudy<NetworkTrial, NetworkResult>(experiment, engine, activations, device)
{
    private readonly Func<NetworkTrial, long> _cost = TrialCost.Of(experiment);

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTrial> Plan { get; } = NetworkPlan.Of(experiment);

    /// <inheritdoc/>
    public override JournalFormat<NetworkTrial, NetworkResult> Journal { get; } = new SanJournal();

    /// <inheritdoc/>
    public override Study<NetworkTrial, NetworkResult> Without(IReadOnlyCollection<string> datasets) =>
        new SanStudy(Experiment.Without(datasets), Trainer, Activations, Device);

    /// <inheritdoc/>
    public override long Cost(NetworkTrial trial) => _cost(trial);

    /// <inheritdoc/>
    public override Table Trials(Outcomes<NetworkTrial, NetworkResult> outcomes) => PhiTrials.Of(NestedOutcomes.Of(outcomes));

    /// <inheritdoc/>
    protected override NetworkResult? NetworkOf(NetworkResult result) => result;

    /// <inheritdoc/>
    protected override void Train(
        IReadOnlyList<NetworkTrial> trials,
        LoadedData data,
        ITrialSink<NetworkTrial, NetworkResult> sink,
        CancellationToken cancellationToken) =>
        Trainer.Run(
            trials,
            data.Data,
            Experiment.Measures.Count == 0 ? sink : new MeasuringSink(sink, new NetworkMeasurement(Experiment, data, Activations)),
            cancellationToken);

    /// <inheritdoc/>
    protected override IReadOnlyList<PhiRow> Rows(Outcomes<NetworkTrial, NetworkResult> outcomes) =>
        PhiRow.Of(Experiment, NestedOutcomes.Of(outcomes));

    /// <inheritdoc/>
    protected override Table Table(TableContext context, Outcomes<NetworkTrial, NetworkResult> outcomes, IReadOnlyList<PhiRow> rows) =>
        PhiTable.Of(Experiment, context, outcomes, rows);

    /// <inheritdoc/>
    protected override Outcomes<NetworkTrial, NetworkResult> Networks(Outcomes<NetworkTrial, NetworkResult> outcomes) =>
        NestedOutcomes.Of(outcomes);
}
