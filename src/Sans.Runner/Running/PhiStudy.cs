using Sans.Configuration;
using Sans.Data;
using Sans.Reports;

namespace Sans.Runner.Running;

/// <summary>Sparsely activated networks, alone or with a classifier: what both have in common.</summary>
/// <param name="experiment">What is run.</param>
internal abstract class PhiStudy(SanExperiment experiment) : Study
{
    /// <inheritdoc/>
    public override SanExperiment Experiment => experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; } = [.. experiment.ExpandDatasets().Select(d => d.Label)];

    /// <inheritdoc/>
    public override LoadedDatasets Load(DataFolder folder, bool skipMissing) => ExperimentData.Load(experiment, folder, skipMissing);

    /// <summary>The φ table of a finished run.</summary>
    /// <param name="context">Where and on what it ran.</param>
    /// <param name="content">How every trial ended.</param>
    public abstract PhiTable Table(TableContext context, JournalContent content);

    /// <inheritdoc/>
    public override StudyFiles Files(TableContext context, JournalContent content)
    {
        PhiTable table = Table(context, content);
        string text = TextTable.Write(table);
        return new StudyFiles(text, [("table.txt", text), ("table.md", MarkdownTable.Write(table)), ("table.csv", CsvTable.Write(table)), ("trials.csv", TrialsCsv(content))]);
    }

    /// <summary><c>trials.csv</c> of a finished run.</summary>
    protected abstract string TrialsCsv(JournalContent content);

    /// <summary>The experiment without the datasets of the given labels.</summary>
    protected SanExperiment ExperimentWithout(IReadOnlyCollection<string> datasets) =>
        experiment with { Datasets = new(experiment.ExpandDatasets().Where(d => !datasets.Contains(d.Label))) };
}
