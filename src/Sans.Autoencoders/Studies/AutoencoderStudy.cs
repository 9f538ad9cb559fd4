using Sans.Autoencoders.Data;
using Sans.Autoencoders.Tables;
using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Autoencoders.Studies;

/// <summary>The study of autoencoders with sparse codes.</summary>
public sealed class AutoencoderStudy : Study<AutoencoderTrial, AutoencoderResult>
{
    private readonly AutoencoderExperiment _experiment;
    private readonly IReadOnlyList<AutoencoderTrial> _plan;
    private readonly int _jobs;

    /// <summary>Makes the study of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="jobs">Number of trials at the same time.</param>
    public AutoencoderStudy(AutoencoderExperiment experiment, int jobs)
    {
        (_experiment, _jobs) = (experiment, jobs);
        _plan = AutoencoderPlan.Of(experiment);
        Datasets = [.. experiment.ExpandDatasets().Select(d => d.Label)];
    }

    /// <inheritdoc/>
    public override ExperimentConfig Experiment => _experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<AutoencoderTrial> Plan => _plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; }

    /// <inheritdoc/>
    public override JournalFormat<AutoencoderTrial, AutoencoderResult> Journal { get; } =
        new PayloadJournal<AutoencoderTrial, AutoencoderResult, AutoencoderPayload>(
        result => result.Payload, (trial, payload, duration) => new AutoencoderResult(trial, Whole(payload, trial), duration));

    /// <inheritdoc/>
    public override Study<AutoencoderTrial, AutoencoderResult> Without(IReadOnlyCollection<string> datasets) =>
        new AutoencoderStudy(_experiment.Without(datasets), _jobs);

    /// <inheritdoc/>
    public override StudyData<AutoencoderTrial, AutoencoderResult> Load(DataFolder folder, bool skipMissing)
    {
        AutoencoderInputs inputs = AutoencoderData.Load(_experiment, folder, skipMissing);
        return new(inputs, (trials, sink, cancellationToken) => TrialWorkers.Run(
            trials,
            _jobs,
            () => trial => AutoencoderTrainer.Train(
                trial, inputs.Splits[AutoencoderData.OwnerOf(trial.Dataset, trial.Seed)], cancellationToken),
            sink,
            cancellationToken));
    }

    /// <inheritdoc/>
    public override long Cost(AutoencoderTrial trial)
    {
        // Examples and features belong to the dataset, which a plan does not know. The trials of one dataset share them.
        return (long)trial.Training.Epochs * trial.Model.HiddenUnits;
    }

    /// <inheritdoc/>
    public override Table Table(TableContext context, Outcomes<AutoencoderTrial, AutoencoderResult> outcomes) =>
        AutoencoderTable.Of(_experiment, context, outcomes, AutoencoderRow.Of(outcomes));

    /// <inheritdoc/>
    public override Table Trials(Outcomes<AutoencoderTrial, AutoencoderResult> outcomes) => AutoencoderTable.Trials(outcomes);

    /// <inheritdoc/>
    public override StudyReport Report(
        TableContext context, Outcomes<AutoencoderTrial, AutoencoderResult> outcomes, string? whyNoExamples) =>
        new(AutoencoderReport.Of(
            _experiment, Table(context, outcomes), AutoencoderRow.Of(outcomes)) with
        { Warning = WarningOf(outcomes) });

    /// <summary>The stored result, with a number for each unit.</summary>
    /// <exception cref="FormatException">The numbers do not fit the trial.</exception>
    private static AutoencoderPayload Whole(AutoencoderPayload payload, AutoencoderTrial trial) =>
        payload is { Measures: not null, WeightsDigest: not null }
            && payload.MeanActivations?.Count == trial.Model.HiddenUnits
            && payload.FiringRates?.Count == trial.Model.HiddenUnits
            ? payload
            : throw new FormatException("its findings do not fit its trial");
}
