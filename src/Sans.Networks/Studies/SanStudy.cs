using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Tables;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>Sparsely activated networks that reconstruct their input.</summary>
/// <param name="experiment">What is run.</param>
/// <param name="engine">What trains.</param>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="device">The device that was asked for, where one was.</param>
public sealed class SanStudy(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations, string? device = null) : PhiStudy(experiment, activations)
{
    private readonly IReadOnlyList<NetworkTrial> _plan = NetworkPlan.Of(experiment);
    private readonly Func<NetworkTrial, long> _cost = TrialCost.Of(experiment);

    /// <inheritdoc/>
    public override IReadOnlyList<ITrial> Plan => _plan;

    /// <inheritdoc/>
    public override string Engine => engine.Name;

    /// <inheritdoc/>
    public override string? Device => device;

    /// <inheritdoc/>
    public override string? EngineDetails => engine.Details;

    /// <inheritdoc/>
    public override JournalFormat Journal { get; } = new SanJournal();

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) => new SanStudy(ExperimentWithout(datasets), engine, Activations, device);

    /// <inheritdoc/>
    public override long Cost(ITrial trial) => _cost((NetworkTrial)trial);

    /// <inheritdoc/>
    public override void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken) =>
        engine.Run([.. trials.Cast<NetworkTrial>()], ((LoadedData)data).Data, sink, cancellationToken);

    /// <inheritdoc/>
    public override Table Trials(JournalContent content) => PhiTrials.Of(Outcomes(content));

    /// <inheritdoc/>
    protected override IReadOnlyList<PhiRow> Rows(JournalContent content) => PhiRow.Of(Experiment, Outcomes(content));

    /// <inheritdoc/>
    protected override Table Table(TableContext context, JournalContent content, IReadOnlyList<PhiRow> rows) => PhiTable.Of(Experiment, context, Outcomes(content), rows);

    /// <inheritdoc/>
    protected override NetworkOutcomes Outcomes(JournalContent content) =>
        new(_plan, content.Completed.ToDictionary(r => r.Key, r => (NetworkResult)r.Value, StringComparer.Ordinal), content.Failures);
}
