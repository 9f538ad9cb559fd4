using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Networks.Paper;
using Sans.Networks.Tables;
using Sans.Networks.Weights;
using Sans.Reports.Comparison;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs;

namespace Sans.Networks.Studies;

/// <summary>The common part of studies of sparsely activated networks, with or without a classifier.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="experiment">The experiment.</param>
/// <param name="engine">The engine.</param>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="device">The requested device, or <see langword="null"/>.</param>
public abstract class PhiStudy<TTrial, TResult>(
    SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations, string? device) : Study<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <inheritdoc/>
    public override SanExperiment Experiment => experiment;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Datasets { get; } = [.. experiment.ExpandDatasets().Select(d => d.Label)];

    /// <inheritdoc/>
    public override string Engine => engine.Name;

    /// <inheritdoc/>
    public override string? Device => device;

    /// <inheritdoc/>
    public override string? EngineDetails => engine.Details;

    /// <inheritdoc/>
    public override string LeastSoFar => ComparesOnTest ? "least φ on test" : "least φ on validation";

    /// <summary>The engine.</summary>
    protected INetworkEngine Trainer => engine;

    /// <summary>The activations that trials can name.</summary>
    protected IActivationRegistry Activations => activations;

    // Validation is compared wherever a trial follows the honest protocol.
    private bool ComparesOnTest => experiment.Protocol.Values.All(p => p == Protocol.AsPublished);

    /// <inheritdoc/>
    public override StudyData<TTrial, TResult> Load(DataFolder folder, bool skipMissing)
    {
        LoadedData data = ExperimentData.Load(experiment, folder, skipMissing);
        return new StudyData<TTrial, TResult>(data, (trials, sink, cancellationToken) => Train(trials, data, sink, cancellationToken))
        {
            Files = data.TruthFiles,
            Report = (context, outcomes) => Report(context, outcomes, data, null),
        };
    }

    /// <inheritdoc/>
    public override Table Table(TableContext context, Outcomes<TTrial, TResult> outcomes) => Table(context, outcomes, Rows(outcomes));

    /// <inheritdoc/>
    public override StudyReport Report(TableContext context, Outcomes<TTrial, TResult> outcomes, string? whyNoExamples) =>
        Report(context, outcomes, null, whyNoExamples);

    /// <inheritdoc/>
    public override PublishedComparison? Published(Outcomes<TTrial, TResult> outcomes) =>
        PaperComparison.Of(Measured(Rows(outcomes), outcomes)) is { } comparison
        ? new PublishedComparison(
            ComparisonTables.Text(comparison), ComparisonTables.Csv(comparison), ComparisonTables.Markdown(comparison), comparison.Share)
        {
            Table = ComparisonTables.TableOf(comparison),
        }
        : null;

    /// <inheritdoc/>
    public override double? ComparedOf(TResult result) => NetworkOf(result) is not { } network ? null
        : ComparesOnTest ? network.Test.MeanPhi
        : network.Validation.MeanPhi;

    /// <summary>The network of a trial, or <see langword="null"/> where it has none.</summary>
    protected abstract NetworkResult? NetworkOf(TResult result);

    /// <summary>Trains some trials of the plan.</summary>
    protected abstract void Train(
        IReadOnlyList<TTrial> trials, LoadedData data, ITrialSink<TTrial, TResult> sink, CancellationToken cancellationToken);

    /// <summary>The rows of its table.</summary>
    protected abstract IReadOnlyList<PhiRow> Rows(Outcomes<TTrial, TResult> outcomes);

    /// <summary>The φ table of these rows.</summary>
    protected abstract Table Table(TableContext context, Outcomes<TTrial, TResult> outcomes, IReadOnlyList<PhiRow> rows);

    /// <summary>The outcomes of the networks.</summary>
    protected abstract Outcomes<NetworkTrial, NetworkResult> Networks(Outcomes<TTrial, TResult> outcomes);

    /// <summary>The first blocks of a report, before the φ table.</summary>
    protected virtual IReadOnlyList<PageSection> FirstSections(TableContext context, Outcomes<TTrial, TResult> outcomes) => [];

    /// <summary>The outcomes of the classifiers, or <see langword="null"/> without any.</summary>
    protected virtual Outcomes<ClassificationTrial, ClassificationResult>? Classifiers(Outcomes<TTrial, TResult> outcomes) => null;

    private StudyReport Report(TableContext context, Outcomes<TTrial, TResult> outcomes, LoadedData? data, string? whyNoExamples)
    {
        IReadOnlyList<PhiRow> rows = Rows(outcomes);
        Page page = SanReport.Of(
            experiment,
            Table(context, outcomes, rows),
            rows,
            Networks(outcomes),
            data is null ? [] : ExampleChoice.Of(experiment, rows, data, activations),
            whyNoExamples,
            PaperComparison.Of(Measured(rows, outcomes)),
            Classifiers(outcomes),
            data?.Truths) with
        { Warning = WarningOf(outcomes) };
        return new StudyReport(
            page with { Sections = [.. FirstSections(context, outcomes), .. page.Sections] },
            [
                ("weights/table.safetensors", () => TableWeights.Write(experiment, rows, context.Engine)),
                .. TableModels.Of(experiment, rows, data, activations),
            ]);
    }

    private IReadOnlyList<MeasuredRow> Measured(IReadOnlyList<PhiRow> rows, Outcomes<TTrial, TResult> outcomes) => MeasuredRows.Of(
        experiment,
        rows,
        Classifiers(outcomes)?.PercentByNetwork(experiment.Protocol.Value) ?? new Dictionary<string, (double?, double?)>());
}
