using System.Diagnostics;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Networks.Weights;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs;

namespace Sans.Networks.Growth;

/// <summary>The common part of the studies of networks that grow.</summary>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="experiment">The experiment.</param>
/// <param name="engine">The engine.</param>
/// <param name="activations">The activations that it can name.</param>
internal abstract class GrownStudy<TResult>(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations)
    : Study<GrownTrial, TResult>
    where TResult : class, ITrialResult
{
    private readonly Func<NetworkTrial, long> _cost = TrialCost.Of(experiment);

    /// <inheritdoc/>
    public override SanExperiment Experiment => experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<GrownTrial> Plan { get; } =
        GrownTrial.Of(NetworkPlan.Of(experiment), isOfPhases: experiment.Application is ContinualConfig);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; } = [.. experiment.ExpandDatasets().Select(d => d.Label)];

    /// <inheritdoc/>
    public override string Engine => engine.Name;

    /// <inheritdoc/>
    public override string? EngineDetails => engine.Details;

    /// <summary>The engine.</summary>
    protected INetworkEngine Trainer => engine;

    /// <summary>The activations that it can name.</summary>
    protected IActivationRegistry Activations => activations;

    /// <inheritdoc/>
    public override StudyData<GrownTrial, TResult> Load(DataFolder folder, bool skipMissing)
    {
        LoadedData data = ExperimentData.Load(experiment, folder, skipMissing);
        return new StudyData<GrownTrial, TResult>(data, Train)
        {
            Files = data.TruthFiles,
            Report = (context, outcomes) => Report(context, outcomes, data),
        };

        // The networks of a trial train at the same time.
        void Train(IReadOnlyList<GrownTrial> trials, ITrialSink<GrownTrial, TResult> sink, CancellationToken cancellationToken) =>
            TrialWorkers.Run(
                trials,
                jobs: 1,
                () => trial =>
                {
                    long start = Stopwatch.GetTimestamp();
                    return Run(
                        trial,
                        ConfigOf(trial),
                        new Trainings(engine, sink, cancellationToken),
                        data.Data,
                        () => Stopwatch.GetElapsedTime(start));
                },
                sink,
                cancellationToken);
    }

    /// <inheritdoc/>
    public override long Cost(GrownTrial trial) => trial.Networks.Sum(_cost);

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, Outcomes<GrownTrial, TResult> outcomes, string? whyNoExamples) =>
        Report(context, outcomes, null);

    /// <summary>Trains one trial.</summary>
    protected abstract TResult Run(
        GrownTrial trial, ApplicationConfig config, Trainings trainings, NetworkData data, Func<TimeSpan> elapsed);

    /// <summary>The networks of a result that can be applied.</summary>
    protected abstract IReadOnlyList<NetworkResult> NetworksOf(TResult result);

    /// <summary>The picture of the results.</summary>
    protected abstract Figure FigureOf(Outcomes<GrownTrial, TResult> outcomes);

    /// <summary>The lines above a table. The kernel size is always chosen.</summary>
    protected IReadOnlyList<HeadLine> HeadOf(TableContext context) =>
    [
        .. PhiTable.HeadOf(experiment, context).Select(line => line.Name == "protocol"
            ? line with { Text = "honest: epoch and kernel size chosen on validation, measured on test" }
            : line),
    ];

    /// <summary>The trials that differ in their seed only, group by group.</summary>
    protected IEnumerable<IReadOnlyList<GrownTrial>> Rows() =>
        Plan.GroupBy(t => (t.Dataset, t.First.ActivationLabel, t.First.KernelCount, t.First.Settings)).Select(g => g.ToArray());

    private ApplicationConfig ConfigOf(GrownTrial trial) => experiment.ExpandVariants()
        .First(v => v.Settings == new ValueList<Parameter>(trial.First.Settings.OfVariant()))
        .Experiment.Application!;

    private StudyReport Report(TableContext context, Outcomes<GrownTrial, TResult> outcomes, LoadedData? data)
    {
        Table table = Table(context, outcomes);
        PhiRow[] networks =
        [
            .. outcomes.ResultsOf(Plan)
                .SelectMany(NetworksOf)
                .DistinctBy(n => n.Trial.Key)
                .Select(n => new PhiRow([n.Trial], [n])),
        ];
        return new StudyReport(
            new Page(experiment.Title, Page.HeadOf(table.Head), [.. Sections(table, outcomes)])
            {
                Answers = TableAnswer.Sentences(table),
                Summary = TableAnswer.Summary(table),
                Warning = WarningOf(outcomes),
            },
            [.. TableModels.Of(experiment, networks, data, activations)]);
    }

    private IEnumerable<PageSection> Sections(Table table, Outcomes<GrownTrial, TResult> outcomes)
    {
        yield return new PageSection("Table", [new TableBlock(table), new NotesBlock(table.Notes)]);
        if (outcomes.Results.Count > 0)
        {
            yield return new PageSection("Course", [new FigureBlock(FigureOf(outcomes))]);
        }
    }
}
