using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Networks.Figures;
using Sans.Networks.Paper;
using Sans.Networks.Tables;
using Sans.Networks.Weights;
using Sans.Reports.Comparison;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>Sparsely activated networks, alone or with a classifier: what both have in common.</summary>
/// <param name="experiment">What is run.</param>
/// <param name="activations">The activations that trials can name.</param>
public abstract class PhiStudy(SanExperiment experiment, IActivationRegistry activations) : Study
{
    /// <inheritdoc/>
    public override SanExperiment Experiment => experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; } = [.. experiment.ExpandDatasets().Select(d => d.Label)];

    /// <inheritdoc/>
    public override LoadedDatasets Load(DataFolder folder, bool skipMissing) => ExperimentData.Load(experiment, folder, skipMissing);

    /// <summary>The rows of its table.</summary>
    /// <param name="content">How the trials ended that have ended.</param>
    protected abstract IReadOnlyList<PhiRow> Rows(JournalContent content);

    /// <summary>The table of these rows.</summary>
    protected abstract Table Table(TableContext context, JournalContent content, IReadOnlyList<PhiRow> rows);

    /// <inheritdoc/>
    public override Table Table(TableContext context, JournalContent content) => Table(context, content, Rows(content));

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        IReadOnlyList<PhiRow> rows = Rows(content);
        var examples = data.Loaded is LoadedData { Data: { } splits } ? ExampleChoice.Of(rows, splits, activations) : [];
        string? warning = Page.WarningOf(Plan.Count, content.Completed.Count, content.Failures);
        Page page = SanReport.Of(
            experiment, Table(context, content, rows), rows, Outcomes(content), examples, data.WhyNot, PaperComparison.Of(Measured(rows, content)), Classifiers(content)) with
        { Warning = warning };
        return new StudyReport(page, 
        [
            ("weights/table.safetensors", TableWeights.Write(experiment, rows, context.Engine)),
            .. TableModels.Write(experiment, rows, data.Loaded as LoadedData, activations),
        ]);
    }

    /// <inheritdoc/>
    public override PublishedComparison? Published(JournalContent content) => PaperComparison.Of(Measured(Rows(content), content)) is { } comparison
        ? new PublishedComparison(ComparisonTables.Text(comparison), ComparisonTables.Csv(comparison), ComparisonTables.Markdown(comparison), comparison.Share)
        : null;

    private IReadOnlyList<MeasuredRow> Measured(IReadOnlyList<PhiRow> rows, JournalContent content) => MeasuredRows.Of(experiment, rows, Accuracies(content));

    /// <summary>How the networks ended.</summary>
    protected abstract NetworkOutcomes Outcomes(JournalContent content);

    /// <summary>Accuracy and baseline of each network in percent, by the key of its trial; empty without classifiers.</summary>
    protected virtual IReadOnlyDictionary<string, (double? Accuracy, double? Baseline)> Accuracies(JournalContent content) => new Dictionary<string, (double?, double?)>();

    /// <summary>How the classifiers ended; <see langword="null"/> without any.</summary>
    protected virtual ClassificationOutcomes? Classifiers(JournalContent content) => null;

    /// <summary>The activations that trials can name.</summary>
    protected IActivationRegistry Activations => activations;

    /// <summary>The experiment without the datasets of the given labels.</summary>
    protected SanExperiment ExperimentWithout(IReadOnlyCollection<string> datasets) => experiment.Without(datasets);
}
