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
public sealed class AutoencoderStudy : Study
{
    private readonly AutoencoderExperiment _experiment;
    private readonly IReadOnlyList<AutoencoderTrial> _plan;
    private readonly int _jobs;

    /// <summary>The study of an experiment.</summary>
    /// <param name="experiment">What is run.</param>
    /// <param name="jobs">Trials at the same time.</param>
    public AutoencoderStudy(AutoencoderExperiment experiment, int jobs)
    {
        (_experiment, _jobs) = (experiment, jobs);
        _plan = AutoencoderPlan.Of(experiment);
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
    public override JournalFormat Journal { get; } = new PayloadJournal<AutoencoderResult, AutoencoderPayload>(
        result => result.Payload, (trial, findings, duration) => new AutoencoderResult((AutoencoderTrial)trial, Whole(findings, (AutoencoderTrial)trial), duration));

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) =>
        new AutoencoderStudy(_experiment.Without(datasets), _jobs);

    /// <inheritdoc/>
    public override LoadedDatasets Load(DataFolder folder, bool skipMissing) => AutoencoderData.Load(_experiment, folder, skipMissing);

    /// <inheritdoc/>
    public override long Cost(ITrial trial)
    {
        // Examples and features are those of the dataset, which a plan does not know; the trials of one dataset share them.
        var own = (AutoencoderTrial)trial;
        return (long)own.Training.Epochs * own.Model.HiddenUnits;
    }

    /// <inheritdoc/>
    public override void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken)
    {
        var splits = ((AutoencoderInputs)data).Splits;
        TrialWorkers.Run(
            [.. trials.Cast<AutoencoderTrial>()],
            _jobs,
            () => trial => AutoencoderTrainer.Train(trial, splits[AutoencoderData.OwnerOf(trial.Dataset, trial.Seed)], cancellationToken),
            sink,
            cancellationToken);
    }

    /// <inheritdoc/>
    public override Table Table(TableContext context, JournalContent content) => Table(context, Outcomes(content));

    /// <inheritdoc/>
    public override Table Trials(JournalContent content) => AutoencoderTable.Trials(Outcomes(content));

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        AutoencoderOutcomes outcomes = Outcomes(content);
        return new StudyReport(AutoencoderReport.Of(_experiment, Table(context, outcomes), AutoencoderRow.Of(outcomes)) with
        {
            Warning = Page.WarningOf(_plan.Count, content.Completed.Count, content.Failures),
        });
    }

    private Table Table(TableContext context, AutoencoderOutcomes outcomes) => AutoencoderTable.Of(_experiment, context, outcomes, AutoencoderRow.Of(outcomes));

    private AutoencoderOutcomes Outcomes(JournalContent content) =>
        new(_plan, content.Completed.ToDictionary(r => r.Key, r => (AutoencoderResult)r.Value, StringComparer.Ordinal), content.Failures);

    /// <summary>Findings with a number for each unit.</summary>
    /// <exception cref="FormatException">They are none of this trial.</exception>
    private static AutoencoderPayload Whole(AutoencoderPayload findings, AutoencoderTrial trial) =>
        findings is { Measures: not null, WeightsDigest: not null } && findings.MeanActivations?.Count == trial.Model.HiddenUnits && findings.FiringRates?.Count == trial.Model.HiddenUnits
            ? findings
            : throw new FormatException("its findings are not those of a training of its trial");
}
