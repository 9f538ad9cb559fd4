using Sans.Configuration;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Reports.Measures;

namespace Sans.Reports;

/// <summary>The φ table of a run: what every format of it is printed from.</summary>
/// <param name="Head">Lines that say what was run.</param>
/// <param name="Rows">The rows: datasets and activations in the order of the plan, kernel sizes ascending.</param>
/// <param name="Notes">What a reader must know of the rows: failures, examples left out.</param>
public sealed record PhiTable(IReadOnlyList<string> Head, IReadOnlyList<PhiRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The settings of training that rows differ in, by their keys.</summary>
    internal string[] SweptSettings => [.. Rows.SelectMany(r => r.Settings).Select(s => s.Name).Distinct()];

    /// <summary>Whether rows differ in their number of kernels.</summary>
    internal bool HasKernelCounts => Rows.Select(r => r.KernelCount).Distinct().Count() > 1;

    /// <summary>Whether rows tell φ with W = Σ m² too.</summary>
    internal bool HasKernelAreas => Rows.Any(r => r.MeanPhiByKernelArea is not null);

    /// <summary>Makes the table of a finished run.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="run">Where and on what.</param>
    /// <param name="outcomes">How every trial ended.</param>
    public static PhiTable Of(SanExperiment experiment, TableContext run, TrialOutcomes outcomes) =>
        new(HeadOf(experiment, run), RowsOf(experiment, outcomes, PhiRow.Of), NotesOf(run, outcomes.Plan, outcomes));

    /// <summary>Makes the table of a finished run with classifiers.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="run">Where and on what.</param>
    /// <param name="outcomes">How every trial ended.</param>
    public static PhiTable Of(SanExperiment experiment, TableContext run, ClassificationOutcomes outcomes)
    {
        TrialOutcomes networks = outcomes.Networks;
        List<PhiRow> rows = RowsOf(experiment, networks, seeds => PhiRow.Of(seeds) with
        {
            Accuracy = AccuracyStatistic.Of([.. seeds.Select(r => outcomes.Results[r.Trial.Key])], outcomes, experiment.Protocol.Value),
        });
        string[] head = [.. HeadOf(experiment, run), $"classifier {string.Join(", ", experiment.Classifier!.Layers)}"];
        return new PhiTable(head, rows, [.. NotesOf(run, outcomes.Plan, networks), .. BaselineNotes.Of(outcomes, experiment.Protocol.Value)]);
    }

    /// <summary>The protocol in words, as it stands above every table.</summary>
    private static string Describe(Protocol protocol, KernelSizeSelection selection) => (protocol, selection) switch
    {
        (Protocol.Honest, KernelSizeSelection.MeanPhi) => "honest: epoch and kernel size chosen on validation, measured on test",
        (Protocol.Honest, _) => "honest: epoch chosen on validation, every kernel size measured on test",
        (_, KernelSizeSelection.MeanPhi) => "as_published: last epoch, kernel size chosen on test, as in the paper",
        _ => "as_published: last epoch, every kernel size measured on test",
    };

    private static List<PhiRow> RowsOf(SanExperiment experiment, TrialOutcomes outcomes, Func<List<TrialResult>, PhiRow> toRow) => RowChoice.Mark(
        outcomes.Plan
            .Where(t => outcomes.Results.ContainsKey(t.Key))
            .Select(t => outcomes.Results[t.Key])
            .GroupBy(r => (r.Trial.Dataset, r.Trial.ActivationLabel, r.Trial.KernelCount, r.Trial.Settings))
            .SelectMany(cell => SizesOf(cell, experiment.Selection, toRow)));

    private static IEnumerable<PhiRow> SizesOf(IEnumerable<TrialResult> cell, SelectionConfig selection, Func<List<TrialResult>, PhiRow> toRow)
    {
        var sizes = cell.GroupBy(r => r.Trial.KernelSize).OrderBy(g => g.Key).Select(g => toRow([.. g]));
        return selection.KernelSize == KernelSizeSelection.MeanPhi ? [RowChoice.Of(sizes)] : sizes;
    }

    private static List<string> HeadOf(SanExperiment experiment, TableContext run)
    {
        List<ActivationConfig> activations = [.. experiment.ExpandActivations()];
        string seeds = experiment.Seeds.Values.Count == 1 ? $"seed {experiment.Seeds}" : $"seeds {experiment.Seeds} (mean ± deviation)";
        return
        [
            experiment.Title,
            $"experiment {experiment.Name}, engine {run.Engine}, {seeds}",
            .. experiment.Protocol.Values.Select(p => $"protocol {Describe(p, experiment.Selection.KernelSize)}"),
            .. activations.Where(a => a.Parameters.Count > 0 && IsNamedOnce(a)).Select(a => $"activation {a}"),
            .. experiment.ExpandDatasets().Where(d => run.DataDigests.ContainsKey(d.Label)).Select(d => $"data {d.Label}: {d.Name}, digest {run.DataDigests[d.Label]}"),
        ];

        // Where a name is listed several times, the rows tell the parameters themselves.
        bool IsNamedOnce(ActivationConfig activation) => activations.Count(a => a.Name == activation.Name) == 1;
    }

    private static List<string> NotesOf(TableContext run, IReadOnlyList<ITrial> plan, TrialOutcomes outcomes)
    {
        List<string> notes = run.SkippedDatasets.Count == 0 ? [] : [$"left out, because their files were missing: {string.Join(", ", run.SkippedDatasets)}"];
        notes.AddRange(run.DataNotes.Select(note => $"{note.Key}: {note.Value}"));
        notes.AddRange(FailureNotes.Of(plan, outcomes.Failures));
        foreach (var dataset in outcomes.Results.Values.Where(r => r.Test.LeftOutCount > 0).GroupBy(r => r.Trial.Dataset).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            notes.Add(FormattableString.Invariant(
                $"{dataset.Key}: {dataset.First().Test.LeftOutCount} test examples are zero everywhere and in none of the means"));
        }

        return notes;
    }
}

/// <summary>Where and on what a table was made.</summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="DataDigests">Fingerprint of each dataset, by label.</param>
/// <param name="SkippedDatasets">Labels of the datasets that were left out because their files were missing.</param>
/// <param name="DataNotes">What had to be done about invalid data, by label.</param>
public sealed record TableContext(
    string Engine, IReadOnlyDictionary<string, string> DataDigests, IReadOnlyList<string> SkippedDatasets, IReadOnlyDictionary<string, string> DataNotes);

/// <summary>One row: a dataset, an activation, a kernel size, over all seeds.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Activation">Label of the activation.</param>
/// <param name="KernelCount">Number of kernels q.</param>
/// <param name="KernelSize">Samples m of each kernel, of images its side; of the largest one where they differ.</param>
/// <param name="Settings">The settings of training that differ between rows, by their keys; empty where none is swept.</param>
/// <param name="SeedCount">Seeds that the row is a mean of.</param>
/// <param name="InverseCompressionRatio">CR⁻¹ on the test examples.</param>
/// <param name="NormalizedReconstructionLoss">L̃ on the test examples.</param>
/// <param name="MeanPhi">φ̄ on the test examples.</param>
/// <param name="Epoch">Mean over seeds of the epoch whose weights were tested.</param>
public sealed record PhiRow(
    string Dataset,
    string Activation,
    int KernelCount,
    int KernelSize,
    ValueList<Parameter> Settings,
    int SeedCount,
    SeedStatistic InverseCompressionRatio,
    SeedStatistic NormalizedReconstructionLoss,
    SeedStatistic MeanPhi,
    double Epoch)
{
    /// <summary>What the row is a mean of, in the order of the seeds.</summary>
    public IReadOnlyList<TrialResult> Results { get; init; } = [];

    /// <summary>The sizes of the kernels in a word: <c>8</c>, or <c>3+5</c> where they differ.</summary>
    public required string KernelSizeText { get; init; }

    /// <summary>CR⁻¹ with W = Σ m² on the test images; <see langword="null"/> where nobody asked for it.</summary>
    public SeedStatistic? InverseCompressionRatioByKernelArea { get; init; }

    /// <summary>φ̄ with W = Σ m² on the test images; <see langword="null"/> where nobody asked for it.</summary>
    public SeedStatistic? MeanPhiByKernelArea { get; init; }

    /// <summary>The protocol that its trainings followed: it says on which examples a choice is made.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>φ̄ on the validation examples.</summary>
    public required SeedStatistic ValidationMeanPhi { get; init; }

    /// <summary>Whether it is the row that its protocol chooses of those of its dataset.</summary>
    public bool IsChosen { get; init; }

    /// <summary>How well the reconstructions serve a classifier; <see langword="null"/> where there is none.</summary>
    public AccuracyStatistic? Accuracy { get; init; }

    /// <summary>The row of trials that differ in their seed only.</summary>
    internal static PhiRow Of(List<TrialResult> seeds)
    {
        Trial trial = seeds[0].Trial;
        return new PhiRow(
            trial.Dataset,
            trial.ActivationLabel,
            trial.KernelCount,
            trial.KernelSize,
            trial.Settings,
            seeds.Count,
            SeedStatistic.Of([.. seeds.Select(r => r.Test.InverseCompressionRatio)]),
            SeedStatistic.Of([.. seeds.Select(r => r.Test.NormalizedReconstructionLoss)]),
            SeedStatistic.Of([.. seeds.Select(r => r.Test.MeanPhi)]),
            seeds.Average(r => r.Epoch))
        {
            Results = seeds,
            Protocol = trial.Protocol,
            ValidationMeanPhi = SeedStatistic.Of([.. seeds.Select(r => r.Validation.MeanPhi)]),
            KernelSizeText = trial.KernelSizeText,
            InverseCompressionRatioByKernelArea = ByArea(mean => mean.InverseCompressionRatio),
            MeanPhiByKernelArea = ByArea(mean => mean.MeanPhi),
        };

        SeedStatistic? ByArea(Func<PhiMean, double> measure) =>
            seeds.All(r => r.TestByKernelArea is not null) ? SeedStatistic.Of([.. seeds.Select(r => measure(r.TestByKernelArea!.Value))]) : null;
    }
}
