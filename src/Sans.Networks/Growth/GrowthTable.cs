using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Networks.Growth;

/// <summary>The tables of networks that grow on a dataset.</summary>
internal static class GrowthTable
{
    /// <summary>A row for each dataset, activation and setting, over all seeds.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="head">The lines above it.</param>
    /// <param name="run">The run: its data, engine and build.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    /// <param name="rows">Its rows.</param>
    public static Table Of(
        SanExperiment experiment,
        IReadOnlyList<HeadLine> head,
        TableContext run,
        Outcomes<GrownTrial, GrowthResult> outcomes,
        IReadOnlyList<GrowthRow> rows) => Table.Of(
        experiment.Title,
        head,
        Columns(rows),
        rows,
        [
            "CR⁻¹ of Eq. (4), loss of Eq. (5), φ of Eq. (6): means over test examples",
            "φ of 1: with the first kernel alone. d: the difference of φ to it at the same seed, less than 0 where growing helps",
            "a kernel is added where φ on validation falls; m: the sizes of the first seed",
            .. rows.Any(r => r.Results.Count > 1) ? (string[])["± standard deviation over seeds, n - 1 in its denominator"] : [],
            .. run.Notes(),
            .. FailureNotes.Of(outcomes.Plan, outcomes.Failures),
        ],
        isFailed: row => row.Results.Count == 0) with
        {
            Finding = GrownFinding.Of(rows),
        };

    /// <summary><c>trials.csv</c>: a line for each number of kernels that was tried. A failed trial has one line.</summary>
    /// <param name="outcomes">The outcomes of the trials.</param>
    public static Table Trials(Outcomes<GrownTrial, GrowthResult> outcomes)
    {
        Line[] lines =
        [
            .. outcomes.Plan.SelectMany(trial => outcomes.Results.GetValueOrDefault(trial.Key) is { } result
                ? result.Stages.Select(stage => new Line(trial, result, stage))
                : [new Line(trial, null, null)]),
        ];
        return Table.Of(
            "",
            [],
            [
                InFiles("dataset", ColumnRole.Key, l => Cell.Of(l.Trial.Dataset)),
                InFiles("activation", ColumnRole.Key, l => Cell.Of(l.Trial.First.ActivationLabel)),
                InFiles("kernel_count", ColumnRole.Key, l => Cell.Of(l.Stage?.KernelSizes.Count)),
                InFiles("kernel_size", ColumnRole.Result, l => Cell.Of(l.Stage is { } stage ? TextOf(stage.KernelSizes) : "")),
                InFiles("seed", ColumnRole.Key, l => Cell.Of(l.Trial.First.Seed)),
                InFiles("state", ColumnRole.Result, l => Cell.Of(l.Result is null ? "failed" : "completed")),
                InFiles("failure", ColumnRole.Note, l => Cell.Of(outcomes.Failures.GetValueOrDefault(l.Trial.Key) ?? "")),
                InFiles("is_kept", ColumnRole.Result, l => l.Stage is { } stage ? Cell.Of(stage.IsKept) : Cell.None),
                .. PhiMeasure.All.Select(m => InFiles("validation_" + m.Name, ColumnRole.Measure, l => Cell.Of(
                    l.Stage is { } stage ? m.Of(stage.Validation) : null))),
                .. PhiMeasure.All.Select(m => InFiles("test_" + m.Name, ColumnRole.Measure, l => Cell.Of(
                    l.Stage is { } stage ? m.Of(stage.Test) : null))),
                InFiles("epoch", ColumnRole.Result, l => Cell.Of(l.Stage?.Epoch)),
                InFiles("digest", ColumnRole.Result, l => Cell.Of(l.Result?.Digest ?? "")),
                InFiles("key", ColumnRole.Key, l => Cell.Of(l.Trial.Key)),
                InFiles("seconds", ColumnRole.Result, l => Cell.Of(l.Result?.Duration.TotalSeconds)),
                .. Column<Line>.SettingsInFiles(outcomes.Plan.Select(t => t.First.Settings), l => l.Trial.First.Settings),
            ],
            lines,
            []);
    }

    private static string TextOf(IEnumerable<int> sizes) => string.Join('+', sizes);

    private static IReadOnlyList<Column<GrowthRow>> Columns(IReadOnlyList<GrowthRow> rows)
    {
        bool hasCounts = rows.Any(r => r.Results.Count > 1 || r.Results.Count < r.Plan.Count);
        return
        [
            Column<GrowthRow>.Key("dataset", "dataset", "The dataset, by its label.", r => r.First.Dataset),
            Column<GrowthRow>.Key("activation", "activation", "The sparse activation.", r => r.First.ActivationLabel),
            .. Column<GrowthRow>.Settings(rows, r => r.First.Settings, r => r.First.Settings),
            new("seed_count", "seeds", ColumnRole.Result, "Number of seeds.", r => Cell.Count(r.Results.Count, r.Plan.Count))
            {
                Readers = hasCounts ? Readers.All : Readers.Programs,
            },
            new("kernel_count", "q", ColumnRole.Result, "Number of kernels that was kept, as a mean over seeds.", r => Cell.Of(
                r.Over(t => t.Network.Kernels.Count)?.Mean))
            {
                Format = hasCounts ? NumberFormat.Digits(1) : NumberFormat.Whole,
            },
            new("kernel_size", "m", ColumnRole.Result, "The size of each kernel of the first seed.", r => r.Results.Count == 0
                ? Cell.None
                : Cell.Of(TextOf(r.Results[0].Network.Trial.KernelSizes))),
            .. from measure in PhiMeasure.All
               from cells in Column<GrowthRow>.WithSpread(measure.Column, r => r.Over(t => measure.Of(t.Network.Test)!.Value))
               select cells,
            .. Column<GrowthRow>.WithSpread(
                Measure("first_mean_phi", "φ of 1", "Mean φ with the first kernel alone."), r => r.Over(t => t.Stages[0].Test.MeanPhi)),
            .. Column<GrowthRow>.WithSpread(
                Measure("difference", "d", "Mean φ minus that with the first kernel alone."),
                r => r.Over(t => t.Network.Test.MeanPhi - t.Stages[0].Test.MeanPhi)),
            .. Column<GrowthRow>.WithSpread(
                new("validation_mean_phi", "", ColumnRole.Measure, "") { Readers = Readers.Programs },
                r => r.Over(t => t.Network.Validation.MeanPhi),
                Readers.Programs),
        ];
    }

    private static Column Measure(string name, string title, string explanation) =>
        new(name, title, ColumnRole.Measure, explanation) { Format = PhiColumns.Number, Better = Better.Lower };

    private static Column<Line> InFiles(string name, ColumnRole role, Func<Line, Cell> cell) => Column<Line>.InFiles(name, role, cell);

    /// <summary>A number of kernels, or <see langword="null"/> where the trial failed.</summary>
    private sealed record Line(GrownTrial Trial, GrowthResult? Result, GrowthStage? Stage);
}
