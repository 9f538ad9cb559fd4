using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Reports;
using Sans.Reports.Pages;
using Sans.Reports.Paper;
using Sans.Reports.Runs;

namespace Sans.Runner.Running;

/// <summary>Sparsely activated networks, alone or with a classifier: what both have in common.</summary>
/// <param name="experiment">What is run.</param>
/// <param name="activations">The activations that trials can name.</param>
internal abstract class PhiStudy(SanExperiment experiment, IActivationRegistry activations) : Study
{
    // Measures do not depend on it.
    private static readonly TableContext Nowhere = new("", new Dictionary<string, string>(), [], new Dictionary<string, string>());

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
        return new StudyFiles(
            text,
            [
                ("table.txt", text), ("table.md", MarkdownTable.Write(table)), ("table.csv", CsvTable.Write(table)), ("table.tex", LatexTable.Write(experiment, table)),
                ("trials.csv", TrialsCsv(content)),
            ])
        {
            Warnings = LatexTable.WhatIsLost(experiment, table) is { } lost ? [lost] : [],
        };
    }

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        PhiTable table = Table(context, content);
        var examples = data.Loaded is LoadedData { Data: { } splits } ? ExampleChoice.Of(table, splits, activations) : [];
        string? warning = Page.NotEnded(content.Completed.Count, content.Failures.Count, Plan.Count - content.Completed.Count - content.Failures.Count);
        Page page = SanReport.Of(experiment, table, Outcomes(content), examples, data.WhyNot, PaperComparison.Of(Measured(table, content)), Classifiers(content)) with { Warning = warning };
        return new StudyReport(page, [("weights/table.safetensors", TableWeights.Write(experiment, table, context.Engine))]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MeasuredRow> Measured(JournalContent content) => Measured(Table(Nowhere, content), content);

    private IReadOnlyList<MeasuredRow> Measured(PhiTable table, JournalContent content) => MeasuredRows.Of(experiment, table, Accuracies(content));

    /// <summary>How the networks ended.</summary>
    protected abstract TrialOutcomes Outcomes(JournalContent content);

    /// <summary>Accuracy and baseline of each network in percent, by the key of its trial; empty without classifiers.</summary>
    protected virtual IReadOnlyDictionary<string, (double? Accuracy, double? Baseline)> Accuracies(JournalContent content) => new Dictionary<string, (double?, double?)>();

    /// <summary>How the classifiers ended; <see langword="null"/> without any.</summary>
    protected virtual ClassificationOutcomes? Classifiers(JournalContent content) => null;

    /// <summary><c>trials.csv</c> of a finished run.</summary>
    protected abstract string TrialsCsv(JournalContent content);

    /// <summary>The activations that trials can name.</summary>
    protected IActivationRegistry Activations => activations;

    /// <summary>The experiment without the datasets of the given labels.</summary>
    protected SanExperiment ExperimentWithout(IReadOnlyCollection<string> datasets) =>
        experiment with { Datasets = new(experiment.ExpandDatasets().Where(d => !datasets.Contains(d.Label))) };
}
