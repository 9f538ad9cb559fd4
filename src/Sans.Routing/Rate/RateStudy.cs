using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;
using Sans.Routing.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Routing.Rate;

/// <summary>The study of the error of a Euclidean hash table against its number of buckets.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="jobs">Number of trials at the same time.</param>
public sealed class RateStudy(RoutedRate experiment, int jobs) : Study<RateTrial, RateResult>
{
    private readonly IReadOnlyList<RateTrial> _plan = VariantPlan.Of<RoutedRate, RateTrial>(experiment, Trials);

    /// <inheritdoc/>
    public override ExperimentConfig Experiment => experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<RateTrial> Plan => _plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets => [.. _plan.Select(t => t.Dataset).Distinct()];

    /// <inheritdoc/>
    public override JournalFormat<RateTrial, RateResult> Journal { get; } =
        new PayloadJournal<RateTrial, RateResult, RatePayload>(
            r => r.Payload, (trial, payload, duration) => new RateResult(trial, payload, duration));

    /// <inheritdoc/>
    public override Study<RateTrial, RateResult> Without(IReadOnlyCollection<string> datasets) => this;

    /// <summary>Loads nothing. A curve draws its own inputs, which are too many to keep.</summary>
    public override StudyData<RateTrial, RateResult> Load(DataFolder folder, bool skipMissing) => new(
        new LoadedDatasets(new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>()),
        (trials, sink, cancellationToken) => TrialWorkers.Run(
            trials, jobs, () => trial => RateTraining.Train(trial, cancellationToken), sink, cancellationToken));

    /// <inheritdoc/>
    public override long Cost(RateTrial trial) => (long)trial.Train * (trial.Ambient + (30L * trial.Directions));

    /// <inheritdoc/>
    public override Table Table(TableContext context, Outcomes<RateTrial, RateResult> outcomes) =>
        Table(context, outcomes, RateRow.Of(_plan, outcomes.Results.Values, outcomes.Failures));

    /// <inheritdoc/>
    public override Table Trials(Outcomes<RateTrial, RateResult> outcomes) =>
        RateTable.Trials(experiment, _plan, outcomes.Results.Values, outcomes.Failures);

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, Outcomes<RateTrial, RateResult> outcomes, string? whyNoExamples)
    {
        if (outcomes.Results.Count == 0)
        {
            return base.Report(context, outcomes, whyNoExamples);
        }

        IReadOnlyList<RateRow> rows = RateRow.Of(_plan, outcomes.Results.Values, outcomes.Failures);
        IReadOnlyList<string> choices = RoutedChoices.Of(experiment);
        return new StudyReport(RoutedPage.Of(Table(context, outcomes, rows), RateFigures.Of(rows, choices), choices) with
        {
            Warning = WarningOf(outcomes),
        });
    }

    /// <summary>The curves of one variant: inputs, hashes, anchors and seeds, each as listed.</summary>
    private static IEnumerable<RateTrial> Trials(RoutedRate experiment, ValueList<Parameter> variant) =>
        from ambient in experiment.Ambient.Values
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
            new([.. variant, .. experiment.Anchors.IsSwept ? [new("anchors", (long)anchors)] : (Parameter[])[]]));

    private Table Table(TableContext context, Outcomes<RateTrial, RateResult> outcomes, IReadOnlyList<RateRow> rows) =>
        RateTable.Of(experiment, context, _plan, rows, outcomes.Failures);
}
