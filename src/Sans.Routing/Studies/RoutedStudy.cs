using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;
using Sans.Routing.Models;
using Sans.Routing.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Routing.Studies;

/// <summary>The study of routed networks that approximate a function, or of experts behind routers.</summary>
public sealed class RoutedStudy : Study<RoutedTrial, RoutedResult>
{
    private readonly IReadOnlyList<RoutedTrial> _plan;
    private readonly PointCounts _points;
    private readonly IReadOnlyList<string> _choices;
    private readonly int _jobs;

    private RoutedStudy(
        ExperimentConfig experiment, IReadOnlyList<RoutedTrial> plan, PointCounts points, IReadOnlyList<string> choices, int jobs)
    {
        Experiment = experiment;
        (_plan, _points, _choices, _jobs) = (plan, points, choices, jobs);
        Datasets = [.. plan.Select(t => t.Dataset).Distinct()];
    }

    /// <inheritdoc/>
    public override ExperimentConfig Experiment { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<RoutedTrial> Plan => _plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; }

    /// <inheritdoc/>
    public override JournalFormat<RoutedTrial, RoutedResult> Journal { get; } =
        new PayloadJournal<RoutedTrial, RoutedResult, RoutedPayload>(
            r => r.Payload, (trial, payload, duration) => new RoutedResult(trial, payload, duration));

    /// <summary>Makes the study of an approximation.</summary>
    public static RoutedStudy Of(RoutedApproximation experiment, int jobs) =>
        new(experiment, RoutedPlan.Of(experiment), experiment.Points, RoutedChoices.Of(experiment), jobs);

    /// <summary>Makes the study of experts.</summary>
    public static RoutedStudy Of(RoutedExperts experiment, int jobs) =>
        new(experiment, RoutedPlan.Of(experiment), experiment.Points, RoutedChoices.Of(experiment), jobs);

    /// <inheritdoc/>
    public override Study<RoutedTrial, RoutedResult> Without(IReadOnlyCollection<string> datasets) =>
        new RoutedStudy(Experiment, [.. _plan.Where(t => !datasets.Contains(t.Dataset))], _points, _choices, _jobs);

    /// <inheritdoc/>
    public override StudyData<RoutedTrial, RoutedResult> Load(DataFolder folder, bool skipMissing)
    {
        var inputs = RoutedInputs.Load(_plan, _points, folder, skipMissing);
        return new(inputs, (trials, sink, cancellationToken) => TrialWorkers.Run(
            trials,
            _jobs,
            () => trial => RoutedTraining.Train(trial, inputs.Points[(trial.Dataset, trial.Seed)], cancellationToken),
            sink,
            cancellationToken));
    }

    /// <summary>
    /// The cost of a ridge is that of its normal matrix. Otherwise it is the epochs or cycles over listed entries.
    /// </summary>
    public override long Cost(RoutedTrial trial)
    {
        long width = trial.Active * (trial.Router.Parameters.Has("width_factor") ? trial.Router.Integer("width_factor") : 1);
        long passes = trial.Fit.Name == "ridge" ? width * width / 8 : 100L * trial.Active;
        return _points.Train * Math.Max(1, passes);
    }

    /// <inheritdoc/>
    public override Table Table(TableContext context, Outcomes<RoutedTrial, RoutedResult> outcomes) =>
        Table(context, outcomes, RoutedRow.Of(_plan, outcomes.Results.Values, outcomes.Failures));

    /// <inheritdoc/>
    public override Table Trials(Outcomes<RoutedTrial, RoutedResult> outcomes) =>
        RoutedTable.Trials(_choices, _plan, outcomes.Results.Values, outcomes.Failures);

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, Outcomes<RoutedTrial, RoutedResult> outcomes, string? whyNoExamples)
    {
        if (outcomes.Results.Count == 0)
        {
            return base.Report(context, outcomes, whyNoExamples);
        }

        IReadOnlyList<RoutedRow> rows = RoutedRow.Of(_plan, outcomes.Results.Values, outcomes.Failures);
        return new StudyReport(RoutedPage.Of(Table(context, outcomes, rows), RoutedFigures.Of(rows, _choices), _choices) with
        {
            Warning = WarningOf(outcomes),
        });
    }

    private Table Table(TableContext context, Outcomes<RoutedTrial, RoutedResult> outcomes, IReadOnlyList<RoutedRow> rows) =>
        RoutedTable.Of(Experiment, _choices, context, _plan, rows, outcomes.Failures);
}
