using Sans.Autoencoders.Data;
using Sans.Autoencoders.Tables;
using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Autoencoders.Studies;

/// <summary>Autoencoders with sparse codes.</summary>
public sealed class SparsityStudy : Study
{
    private readonly SparsityExperiment _experiment;
    private readonly IReadOnlyList<PenaltyTrial> _plan;
    private readonly int _jobs;

    /// <summary>The study of an experiment.</summary>
    /// <param name="experiment">What is run.</param>
    /// <param name="jobs">Trials at the same time.</param>
    public SparsityStudy(SparsityExperiment experiment, int jobs)
    {
        (_experiment, _jobs) = (experiment, jobs);
        _plan = SparsityPlan.Of(experiment);
        Datasets = [.. experiment.ExpandDatasets().Select(d => d.Label)];
    }

    /// <inheritdoc/>
    public override ExperimentConfig Experiment => _experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<ITrial> Plan => _plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; }

    /// <inheritdoc/>
    public override string Engine => Processor;

    /// <inheritdoc/>
    public override JournalFormat Journal { get; } = new PayloadJournal<PenaltyResult, PenaltyFindings>(
        result => result.Findings, (trial, findings, duration) => new PenaltyResult((PenaltyTrial)trial, Whole(findings, (PenaltyTrial)trial), duration));

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) =>
        new SparsityStudy(_experiment.Without(datasets), _jobs);

    /// <inheritdoc/>
    public override LoadedDatasets Load(DataFolder folder, bool skipMissing) => BagData.Load(_experiment, folder, skipMissing);

    /// <inheritdoc/>
    public override long Cost(ITrial trial)
    {
        // Examples and features are those of the dataset, which a plan does not know; the trials of one dataset share them.
        var own = (PenaltyTrial)trial;
        return (long)own.Training.Epochs * own.Model.HiddenUnits;
    }

    /// <inheritdoc/>
    public override void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken)
    {
        var splits = ((LoadedBags)data).Splits;
        TrialWorkers.Run(
            [.. trials.Cast<PenaltyTrial>()],
            _jobs,
            () => trial => AutoencoderTrainer.Train(trial, splits[BagData.OwnerOf(trial.Dataset, trial.Seed)], cancellationToken),
            sink,
            cancellationToken);
    }

    /// <inheritdoc/>
    public override Table Table(TableContext context, JournalContent content) => Table(context, Outcomes(content));

    /// <inheritdoc/>
    public override Table Trials(JournalContent content) => PenaltyTable.Trials(Outcomes(content));

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        PenaltyOutcomes outcomes = Outcomes(content);
        return new StudyReport(PenaltyReport.Of(_experiment, Table(context, outcomes), PenaltyRow.Of(outcomes)) with
        {
            Warning = Page.WarningOf(_plan.Count, content.Completed.Count, content.Failures),
        });
    }

    private Table Table(TableContext context, PenaltyOutcomes outcomes) => PenaltyTable.Of(_experiment, context, outcomes, PenaltyRow.Of(outcomes));

    private PenaltyOutcomes Outcomes(JournalContent content) =>
        new(_plan, content.Completed.ToDictionary(r => r.Key, r => (PenaltyResult)r.Value, StringComparer.Ordinal), content.Failures);

    /// <summary>Findings with a number for each unit.</summary>
    /// <exception cref="FormatException">They are none of this trial.</exception>
    private static PenaltyFindings Whole(PenaltyFindings findings, PenaltyTrial trial) =>
        findings is { Measures: not null, WeightsDigest: not null } && findings.MeanActivations?.Count == trial.Model.HiddenUnits && findings.FiringRates?.Count == trial.Model.HiddenUnits
            ? findings
            : throw new FormatException("its findings are not those of a training of its trial");
}
