using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>One row of a φ table: a dataset, an activation, a kernel size, over all seeds.</summary>
/// <param name="Plan">The planned trials of the row, at least one, which differ in their seed only.</param>
/// <param name="Results">The results of completed trials, in the order of the plan.</param>
public sealed record PhiRow(IReadOnlyList<NetworkTrial> Plan, IReadOnlyList<NetworkResult> Results)
{
    /// <summary>The first trial of the row. The trials differ only in their seed.</summary>
    public NetworkTrial Trial => Plan[0];

    /// <summary>Label of the dataset.</summary>
    public string Dataset => Trial.Dataset;

    /// <summary>Label of the activation.</summary>
    public string Activation => Trial.ActivationLabel;

    /// <summary>Number of kernels q.</summary>
    public int KernelCount => Trial.KernelCount;

    /// <summary>
    /// The number m of samples of each kernel, or of its side for images. Where sizes differ, it is the largest.
    /// </summary>
    public int KernelSize => Trial.KernelSize;

    /// <summary>The sizes of the kernels in one word: <c>8</c>, or <c>3+5</c> where they differ.</summary>
    public string KernelSizeText => Trial.KernelSizeText;

    /// <summary>The settings of training that differ between rows, by their keys, or empty where none is swept.</summary>
    public ValueList<Parameter> Settings => Trial.Settings;

    /// <summary>The protocol of its trainings. It decides whether validation or test examples choose.</summary>
    public Protocol Protocol => Trial.Protocol;

    /// <summary>Number of seeds in its means.</summary>
    public int SeedCount => Results.Count;

    /// <summary>
    /// Whether all trainings of the row failed. Such a row has no measures, is never chosen, and is in no figure.
    /// </summary>
    public bool IsFailed => Results.Count == 0;

    /// <summary>CR⁻¹ on the test examples. A failed row has no value here and none in the measures below.</summary>
    public SeedStatistic InverseCompressionRatio => Over(r => r.Test.InverseCompressionRatio)!.Value;

    /// <summary>L̃ on the test examples.</summary>
    public SeedStatistic NormalizedReconstructionLoss => Over(r => r.Test.NormalizedReconstructionLoss)!.Value;

    /// <summary>φ̄ on the test examples.</summary>
    public SeedStatistic MeanPhi => Over(r => r.Test.MeanPhi)!.Value;

    /// <summary>φ̄ on the validation examples.</summary>
    public SeedStatistic ValidationMeanPhi => Over(r => r.Validation.MeanPhi)!.Value;

    /// <summary>Whether its protocol chooses it among the rows of its dataset.</summary>
    public bool IsChosen { get; init; }

    /// <summary>
    /// The candidates of the choice, including this row. The list is empty if nothing was chosen. No candidate failed.
    /// </summary>
    public IReadOnlyList<PhiRow> Candidates { get; init; } = [];

    /// <summary>The accuracy of classifiers of the reconstructions, or <see langword="null"/> without any.</summary>
    public AccuracyStatistic? Accuracy { get; init; }

    /// <summary>
    /// The rows of a run, in the order of the plan, with kernel sizes ascending. Of a selection, only the chosen row is shown.
    /// A row whose trainings all failed is included. An unfinished row is not.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="outcomes">The outcomes of its trials so far.</param>
    public static IReadOnlyList<PhiRow> Of(SanExperiment experiment, Outcomes<NetworkTrial, NetworkResult> outcomes) =>
        Of(experiment, outcomes, row => row);

    /// <summary>The rows of a run with classifiers.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="outcomes">The outcomes of its trials so far.</param>
    public static IReadOnlyList<PhiRow> Of(SanExperiment experiment, Outcomes<ClassificationTrial, ClassificationResult> outcomes) =>
        Of(experiment, outcomes.Networks, row => row with
        {
            Accuracy = row.IsFailed
            ? null
            : AccuracyStatistic.Of([.. row.Results.Select(r => outcomes.Results[r.Trial.Key])], outcomes, experiment.Protocol.Value),
        });

    /// <summary>
    /// A measure over its seeds, or <see langword="null"/> where no trial completed, or one lacks the measure.
    /// </summary>
    public SeedStatistic? Over(Func<NetworkResult, double?> measure)
    {
        double[] values = [.. Results.Select(measure).OfType<double>()];
        return values.Length == 0 || values.Length < Results.Count ? null : SeedStatistic.Of(values);
    }

    /// <summary>φ with W = Σ m² over its seeds, or <see langword="null"/> where it was not requested.</summary>
    public SeedStatistic? OverByKernelArea(Func<PhiMean, double?> measure) =>
        Results.All(r => r.TestByKernelArea is not null) ? Over(r => measure(r.TestByKernelArea!.Value)) : null;

    /// <summary>Every row of a plan, before any choice, unfinished rows included.</summary>
    /// <param name="outcomes">The outcomes of its trials so far.</param>
    internal static IEnumerable<PhiRow> All(Outcomes<NetworkTrial, NetworkResult> outcomes) => outcomes.Plan
        .GroupBy(t => (t.Dataset, t.ActivationLabel, t.KernelCount, t.Settings))
        .SelectMany(cell => cell.GroupBy(t => t.KernelSize).OrderBy(g => g.Key).Select(g => OfSeeds([.. g], outcomes)));

    private static List<PhiRow> Of(
        SanExperiment experiment, Outcomes<NetworkTrial, NetworkResult> outcomes, Func<PhiRow, PhiRow> completed) => RowChoice.Mark(
        All(outcomes)
            .GroupBy(r => RowChoice.GroupOf(r, experiment.Selection))
            .SelectMany(group => Shown([.. group], outcomes.Failures, experiment.Selection))
            .Select(completed));

    private static PhiRow OfSeeds(IReadOnlyList<NetworkTrial> plan, Outcomes<NetworkTrial, NetworkResult> outcomes) =>
        new(plan, [.. outcomes.ResultsOf(plan)]);

    /// <summary>The shown rows of a group: the chosen one where something is selected.</summary>
    private static IEnumerable<PhiRow> Shown(PhiRow[] group, IReadOnlyDictionary<string, string> failures, SelectionConfig selection)
    {
        PhiRow[] shown = [.. group.Where(r => PlannedRow.IsShown(r.Plan, r.SeedCount, failures))];
        if (selection.Names.Count == 0)
        {
            return shown;
        }

        // Where all failed, none can be chosen, and one row says so.
        PhiRow[] measured = [.. shown.Where(r => !r.IsFailed)];
        return measured.Length > 0 ? [RowChoice.Of(measured) with { Candidates = measured }]
            : shown.Length == group.Length ? [group[0]]
            : [];
    }
}
