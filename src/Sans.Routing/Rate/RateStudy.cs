using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Routing.Rate;
using Sans.Routing.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Routing.Rate;

/// <summary>Error of a Euclidean hash table against its number of buckets.</summary>
/// <param name="experiment">What is run.</param>
/// <param name="jobs">Trials at the same time.</param>
public sealed class RateStudy(RoutedRate experiment, int jobs) : Study
{
    private readonly IReadOnlyList<RateTrial> _plan =
    [
        .. from ambient in experiment.Ambient.Values
           from subspace in experiment.Subspaces
           from directions in subspace.Directions.Values
           from anchors in experiment.Anchors.Values
           from seed in experiment.Seeds.Values
           select new RateTrial(
               ambient,
               subspace.Dimension,
               directions,
               experiment.Widths.From,
               experiment.Widths.Factor,
               anchors,
               experiment.Points.Train,
               experiment.Points.Test,
               experiment.FitPoints.MinimumBuckets,
               experiment.FitPoints.MinimumSamplesPerBucket,
               seed,
               experiment.Anchors.IsSwept ? new(new Parameter("anchors", (long)anchors)) : default),
    ];

    /// <inheritdoc/>
    public override ExperimentConfig Experiment => experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<ITrial> Plan => _plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets => [.. _plan.Select(t => t.Dataset).Distinct()];

    /// <inheritdoc/>
    public override string Engine => Processor;

    /// <inheritdoc/>
    public override JournalFormat Journal { get; } =
        new PayloadJournal<RateResult, RatePayload>(r => r.Payload, (trial, outcome, duration) => new RateResult((RateTrial)trial, outcome, duration));

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) => this;

    /// <summary>Nothing: a curve draws its own inputs, which are too many to keep.</summary>
    public override LoadedDatasets Load(DataFolder folder, bool skipMissing) => new NoInputs();

    /// <inheritdoc/>
    public override long Cost(ITrial trial) => trial is RateTrial rate ? (long)rate.Train * (rate.Ambient + (30L * rate.Directions)) : 0;

    /// <inheritdoc/>
    public override void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken) =>
        TrialWorkers.Run([.. trials.Cast<RateTrial>()], jobs, () => trial => RateTraining.Train(trial, cancellationToken), sink, cancellationToken);

    /// <inheritdoc/>
    public override Table Table(TableContext context, JournalContent content) => Table(context, content, RateRow.Of(_plan, Results(content), content.Failures));

    /// <inheritdoc/>
    public override Table Trials(JournalContent content) => RateTable.Trials(experiment, _plan, Results(content), content.Failures);

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        if (content.Completed.Count == 0)
        {
            return base.Report(context, content, data);
        }

        IReadOnlyList<RateRow> rows = RateRow.Of(_plan, Results(content), content.Failures);
        IReadOnlyList<string> choices = RoutedChoices.Of(experiment);
        return new StudyReport(RoutedPage.Of(Table(context, content, rows), RateFigures.Of(rows, choices), choices) with
        {
            Warning = Page.WarningOf(_plan.Count, content.Completed.Count, content.Failures),
        });
    }

    private Table Table(TableContext context, JournalContent content, IReadOnlyList<RateRow> rows) => RateTable.Of(experiment, context, _plan, rows, content.Failures);

    private static IEnumerable<RateResult> Results(JournalContent content) => content.Completed.Values.Cast<RateResult>();

    private sealed record NoInputs() : LoadedDatasets(new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>());
}
