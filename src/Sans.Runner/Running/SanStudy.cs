using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports;
using Sans.Reports.Paper;
using Sans.Reports.Runs;

namespace Sans.Runner.Running;

/// <summary>Sparsely activated networks that reconstruct their input.</summary>
/// <param name="experiment">What is run.</param>
/// <param name="engine">What trains.</param>
/// <param name="activations">The activations that trials can name.</param>
internal sealed class SanStudy(SanExperiment experiment, IEngine engine, IActivationRegistry activations) : Study
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
    public override JournalFormat Journal { get; } = new SanJournal();

    /// <inheritdoc/>
    public override Study Without(IReadOnlyCollection<string> datasets) =>
        new SanStudy(experiment with { Datasets = new(experiment.ExpandDatasets().Where(d => !datasets.Contains(d.Label))) }, engine, activations);

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
        TrialOutcomes outcomes = Outcomes(content);
        var table = PhiTable.Of(experiment, context, outcomes);
        string text = TextTable.Write(table);
        return new StudyFiles(
            text,
            [
                ("table.txt", text),
                ("table.md", MarkdownTable.Write(table)),
                ("table.csv", CsvTable.Write(table)),
                ("table.tex", LatexTable.Write(experiment, table)),
                ("trials.csv", CsvTable.Write(outcomes)),
            ]);
    }

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        TrialOutcomes outcomes = Outcomes(content);
        var table = PhiTable.Of(experiment, context, outcomes);
        var examples = data.Loaded is LoadedData { Data: { } splits } ? ExampleChoice.Of(table, splits, activations) : [];
        var page = SanReport.Of(experiment, table, outcomes, examples, data.WhyNot, PaperComparison.Of(Measured(content)));
        return new StudyReport(page, [("weights/table.safetensors", TableWeights.Write(experiment, table, context.Engine))]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MeasuredRow> Measured(JournalContent content) =>
        MeasuredRows.Of(experiment, PhiTable.Of(experiment, new TableContext("", new Dictionary<string, string>(), [], new Dictionary<string, string>()), Outcomes(content)));

    private TrialOutcomes Outcomes(JournalContent content) =>
        new(_plan, content.Completed.ToDictionary(r => r.Key, r => (TrialResult)r.Value, StringComparer.Ordinal), content.Failures);
}
