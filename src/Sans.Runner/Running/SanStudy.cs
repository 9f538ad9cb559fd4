using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports;

namespace Sans.Runner.Running;

/// <summary>Sparsely activated networks that reconstruct their input.</summary>
/// <param name="experiment">What is run.</param>
/// <param name="engine">What trains.</param>
/// <param name="device">The device that was asked for, where one was.</param>
internal sealed class SanStudy(SanExperiment experiment, IEngine engine, string? device = null) : Study
{
    private readonly IReadOnlyList<Trial> _plan = Running.Plan.Of(experiment);
    private readonly Func<Trial, long> _cost = TrialCost.Of(experiment);

    /// <inheritdoc/>
    public override ExperimentConfig Experiment => experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<ITrial> Plan => _plan;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; } = [.. experiment.ExpandDatasets().Select(d => d.Label)];

    /// <inheritdoc/>
    public override string Engine => engine.Name;

    /// <inheritdoc/>
    public override string? Device => device;

    /// <inheritdoc/>
    public override string? EngineDetails => engine.Details;

    /// <inheritdoc/>
    public override JournalFormat Journal { get; } = new SanJournal();

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) =>
        new SanStudy(experiment with { Datasets = new(experiment.ExpandDatasets().Where(d => !datasets.Contains(d.Label))) }, engine, device);

    /// <inheritdoc/>
    public override LoadedDatasets Load(DataFolder folder, bool skipMissing) => ExperimentData.Load(experiment, folder, skipMissing);

    /// <inheritdoc/>
    public override long Cost(ITrial trial) => _cost((Trial)trial);

    /// <inheritdoc/>
    public override void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken) =>
        engine.Run([.. trials.Cast<Trial>()], ((LoadedData)data).Data, sink, cancellationToken);

    /// <inheritdoc/>
    public override StudyFiles Files(TableContext context, JournalContent content)
    {
        TrialOutcomes outcomes = new(_plan, content.Completed.ToDictionary(r => r.Key, r => (TrialResult)r.Value, StringComparer.Ordinal), content.Failures);
        var table = PhiTable.Of(experiment, context, outcomes);
        string text = TextTable.Write(table);
        return new StudyFiles(text, [("table.txt", text), ("table.md", MarkdownTable.Write(table)), ("table.csv", CsvTable.Write(table)), ("trials.csv", CsvTable.Write(outcomes))]);
    }
}
