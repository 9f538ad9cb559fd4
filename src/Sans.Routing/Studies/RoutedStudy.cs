using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Routing.Models;
using Sans.Routing.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Routing.Studies;

/// <summary>Routed networks that approximate a function, or experts behind routers.</summary>
public sealed class RoutedStudy : Study
{
    private readonly IReadOnlyList<RoutedTrial> _plan;
    private readonly PointCounts _points;
    private readonly IReadOnlyList<string> _choices;
    private readonly int _jobs;

    private RoutedStudy(ExperimentConfig experiment, IReadOnlyList<RoutedTrial> plan, PointCounts points, IReadOnlyList<string> choices, int jobs)
    {
        Experiment = experiment;
        (_plan, _points, _choices, _jobs) = (plan, points, choices, jobs);
        Datasets = [.. plan.Select(t => t.Dataset).Distinct()];
    }

    /// <inheritdoc/>
    public override ExperimentConfig Experiment { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ITrial> Plan => _plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; }

    /// <inheritdoc/>
    public override string Engine => Processor;

    /// <inheritdoc/>
    public override JournalFormat Journal { get; } =
        new PayloadJournal<RoutedResult, RoutedPayload>(r => r.Payload, (trial, outcome, duration) => new RoutedResult((RoutedTrial)trial, outcome, duration));

    /// <summary>The study of an approximation.</summary>
    public static RoutedStudy Of(RoutedApproximation experiment, int jobs) =>
        new(experiment, RoutedPlan.Of(experiment), experiment.Points, RoutedChoices.Of(experiment), jobs);

    /// <summary>The study of experts.</summary>
    public static RoutedStudy Of(RoutedExperts experiment, int jobs) =>
        new(experiment, RoutedPlan.Of(experiment), experiment.Points, RoutedChoices.Of(experiment), jobs);

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) =>
        new RoutedStudy(Experiment, [.. _plan.Where(t => !datasets.Contains(t.Dataset))], _points, _choices, _jobs);

    /// <inheritdoc/>
    public override LoadedDatasets Load(DataFolder folder, bool skipMissing) => RoutedInputs.Load(_plan, _points, folder, skipMissing);

    /// <summary>The normal matrix of a ridge is what costs; of the rest, the epochs or cycles over listed entries.</summary>
    public override long Cost(ITrial trial)
    {
        var routed = (RoutedTrial)trial;
        long width = routed.Active * (routed.Router.Parameters.Has("width_factor") ? routed.Router.Integer("width_factor") : 1);
        long passes = routed.Fit.Name == "ridge" ? width * width / 8 : 100L * routed.Active;
        return _points.Train * Math.Max(1, passes);
    }

    /// <inheritdoc/>
    public override void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken)
    {
        var inputs = (RoutedInputs)data;
        TrialWorkers.Run(
            [.. trials.Cast<RoutedTrial>()],
            _jobs,
            () => trial => RoutedTraining.Train(trial, inputs.Points[(trial.Dataset, trial.Seed)], cancellationToken),
            sink,
            cancellationToken);
    }

    /// <inheritdoc/>
    public override Table Table(TableContext context, JournalContent content) => Table(context, content, RoutedRow.Of(_plan, Results(content), content.Failures));

    /// <inheritdoc/>
    public override Table Trials(JournalContent content) => RoutedTable.Trials(_choices, _plan, Results(content), content.Failures);

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        if (content.Completed.Count == 0)
        {
            return base.Report(context, content, data);
        }

        IReadOnlyList<RoutedRow> rows = RoutedRow.Of(_plan, Results(content), content.Failures);
        return new StudyReport(RoutedPage.Of(Table(context, content, rows), RoutedFigures.Of(rows, _choices), _choices) with
        {
            Warning = Page.WarningOf(_plan.Count, content.Completed.Count, content.Failures),
        });
    }

    private Table Table(TableContext context, JournalContent content, IReadOnlyList<RoutedRow> rows) =>
        RoutedTable.Of(Experiment, _choices, context, _plan, rows, content.Failures);

    private static IEnumerable<RoutedResult> Results(JournalContent content) => content.Completed.Values.Cast<RoutedResult>();
}
