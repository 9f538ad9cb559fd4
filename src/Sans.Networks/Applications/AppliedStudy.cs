using System.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Clusters;
using Sans.Networks.Data;
using Sans.Networks.Features;
using Sans.Networks.Forecasts;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Applications;

/// <summary>Networks that are trained and applied, beside baselines that need no network.</summary>
/// <param name="experiment">The experiment, which has an application.</param>
/// <param name="engine">The engine.</param>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="device">The requested device, or <see langword="null"/>.</param>
public sealed class AppliedStudy(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations, string? device = null)
    : PhiStudy<AppliedTrial, AppliedResult>(experiment, engine, activations, device)
{
    private readonly Func<NetworkTrial, long> _networkCost = TrialCost.Of(experiment);

    private readonly Application _application = experiment.Application switch
    {
        FeaturesConfig features => new FeatureApplication(experiment, features),
        ClustersConfig clusters => new ClusterApplication(clusters),
        ForecastConfig forecast => new ForecastApplication(forecast),
        _ => throw new ArgumentException($"experiments of kind '{experiment.Kind}' apply nothing", nameof(experiment)),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<AppliedTrial> Plan { get; } = PlanOf(experiment);

    /// <inheritdoc/>
    public override JournalFormat<AppliedTrial, AppliedResult> Journal { get; } =
        new PayloadJournal<AppliedTrial, AppliedResult, AppliedPayload>(
            AppliedPayload.Of, (trial, payload, duration) => payload.ToResult(trial, duration), AppliedPayload.Released);

    /// <inheritdoc/>
    public override Study<AppliedTrial, AppliedResult> Without(IReadOnlyCollection<string> datasets) =>
        new AppliedStudy(Experiment.Without(datasets), Trainer, Activations, Device);

    /// <inheritdoc/>
    public override long Cost(AppliedTrial trial) => trial.San is { } san ? _networkCost(san) : 0;

    /// <inheritdoc/>
    public override Table Table(TableContext context, Outcomes<AppliedTrial, AppliedResult> outcomes) =>
        AppliedTable.Of(Experiment, _application, context, outcomes, AppliedRow.Of(_application, Rows(outcomes), outcomes));

    /// <inheritdoc/>
    public override Table Trials(Outcomes<AppliedTrial, AppliedResult> outcomes) => PhiTrials.Of(outcomes);

    /// <inheritdoc/>
    protected override NetworkResult? NetworkOf(AppliedResult result) => result.San;

    /// <inheritdoc/>
    protected override void Train(
        IReadOnlyList<AppliedTrial> trials,
        LoadedData data,
        ITrialSink<AppliedTrial, AppliedResult> sink,
        CancellationToken cancellationToken)
    {
        TrialWorkers.Run([.. trials.Where(t => t.San is null)], 1, () => trial =>
        {
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<MethodScore> scores = _application.Baselines(trial.Dataset, data, cancellationToken);
            return new AppliedResult(trial, null, scores, Stopwatch.GetElapsedTime(start));
        }, sink, cancellationToken);
        Trainer.Run(
            [.. trials.Select(t => t.San).OfType<NetworkTrial>()],
            data.Data,
            new ApplyingSink(sink, network => _application.Of(network, data, Activations)),
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PhiRow> Rows(Outcomes<AppliedTrial, AppliedResult> outcomes) =>
        PhiRow.Of(Experiment, Networks(outcomes));

    /// <inheritdoc/>
    protected override Table Table(
        TableContext context, Outcomes<AppliedTrial, AppliedResult> outcomes, IReadOnlyList<PhiRow> rows) =>
        PhiTable.Of(Experiment, context, Networks(outcomes), rows);

    /// <inheritdoc/>
    protected override Outcomes<NetworkTrial, NetworkResult> Networks(Outcomes<AppliedTrial, AppliedResult> outcomes) => new(
        [.. outcomes.Plan.Select(t => t.San).OfType<NetworkTrial>()],
        outcomes.Results.Where(r => r.Value.San is not null).ToDictionary(r => r.Key, r => r.Value.San!, StringComparer.Ordinal),
        outcomes.Failures);

    /// <inheritdoc/>
    protected override IReadOnlyList<PageSection> FirstSections(TableContext context, Outcomes<AppliedTrial, AppliedResult> outcomes)
    {
        Table table = Table(context, outcomes);
        return [new PageSection("Methods and baselines", [new TableBlock(table), new NotesBlock(table.Notes)])];
    }

    private static AppliedTrial[] PlanOf(SanExperiment experiment)
    {
        ILookup<string, NetworkTrial> networks = NetworkPlan.Of(experiment).ToLookup(t => t.Dataset, StringComparer.Ordinal);
        return
        [
            .. experiment.ExpandDatasets().SelectMany(d => networks[d.Label].Select(t => new AppliedTrial(d.Label, t))
                .Prepend(new AppliedTrial(d.Label, null))),
        ];
    }
}
