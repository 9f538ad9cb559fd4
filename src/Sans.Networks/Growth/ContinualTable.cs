using System.Globalization;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Networks.Growth;

/// <summary>The tables of networks that learn datasets one after another: the matrix of φ, and what was forgotten.</summary>
internal static class ContinualTable
{
    /// <summary>A row for each phase of each activation and setting, over all seeds.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="head">The lines above it.</param>
    /// <param name="run">The run: its data, engine and build.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    /// <param name="rows">Its rows.</param>
    public static Table Of(
        SanExperiment experiment,
        IReadOnlyList<HeadLine> head,
        TableContext run,
        Outcomes<GrownTrial, ContinualResult> outcomes,
        IReadOnlyList<ContinualRow> rows)
    {
        string[] phases = [.. experiment.ExpandDatasets().Select(d => d.Label)];
        bool hasTrigger = rows.Any(r => r.Over(p => p.Phases[r.Phase].AlarmCount) is not null);
        return Table.Of(
            experiment.Title,
            head,
            Columns(rows, phases, hasTrigger),
            rows,
            [
                "φ of Eq. (6) on the test examples of a phase, after each phase; W of all kernels is charged in every φ",
                "forgetting: φ after the last phase minus φ after its own. charge: what the weights of later kernels cost, which is all "
                    + "of it where no reconstruction has changed",
                "changed: test examples whose reconstruction differs from that after their own phase",
                .. hasTrigger ? (string[])["delay: training examples of the phase until the trigger created its mode; alarms: modes that "
                    + "the trigger would create on the test examples of the phase"] : [],
                .. rows.Any(r => r.Results.Count > 1) ? (string[])["± standard deviation over seeds, n - 1 in its denominator"] : [],
                .. run.Notes(),
                .. FailureNotes.Of(outcomes.Plan, outcomes.Failures),
            ],
            isFailed: row => row.Results.Count == 0) with
        {
            Finding = GrownFinding.Of(rows, phases.Length),
        };
    }

    /// <summary><c>trials.csv</c>: a line for each phase. A failed trial has one line.</summary>
    /// <param name="phases">The labels of the phases.</param>
    /// <param name="outcomes">The outcomes of the trials.</param>
    public static Table Trials(IReadOnlyList<string> phases, Outcomes<GrownTrial, ContinualResult> outcomes)
    {
        Line[] lines =
        [
            .. outcomes.Plan.SelectMany(trial => outcomes.Results.GetValueOrDefault(trial.Key) is { } result
                ? phases.Select((label, phase) => new Line(trial, label, result, result.Payload, phase))
                : [new Line(trial, trial.Dataset, null, null, 0)]),
        ];
        return Table.Of(
            "",
            [],
            [
                InFiles("phase", ColumnRole.Key, l => Cell.Of(l.Label)),
                InFiles("activation", ColumnRole.Key, l => Cell.Of(l.Trial.First.ActivationLabel)),
                InFiles("kernel_count", ColumnRole.Key, l => Cell.Of(l.Trial.First.KernelCount)),
                InFiles("kernel_size", ColumnRole.Result, l => Cell.Of(
                    l.Payload is { } payload ? string.Join('+', payload.Phases[l.Phase].KernelSizes) : "")),
                InFiles("seed", ColumnRole.Key, l => Cell.Of(l.Trial.First.Seed)),
                InFiles("state", ColumnRole.Result, l => Cell.Of(l.Result is null ? "failed" : "completed")),
                InFiles("failure", ColumnRole.Note, l => Cell.Of(outcomes.Failures.GetValueOrDefault(l.Trial.Key) ?? "")),
                InFiles("weight_count", ColumnRole.Result, l => Cell.Of(l.Payload?.Phases[l.Phase].WeightCount)),
                .. phases.Select((_, after) => InFiles(After(after), ColumnRole.Measure, l => Cell.Of(
                    l.Payload?.Phi[l.Phase][after].MeanPhi))),
                InFiles("forgetting", ColumnRole.Measure, l => Cell.Of(l.Payload?.Forgetting(l.Phase))),
                InFiles("charge", ColumnRole.Measure, l => Cell.Of(l.Payload?.Charges[l.Phase])),
                InFiles("changed_count", ColumnRole.Result, l => Cell.Of(l.Payload?.ChangedCounts[l.Phase])),
                InFiles("delay", ColumnRole.Result, l => Cell.Of(l.Payload?.Phases[l.Phase].Delay)),
                InFiles("alarm_count", ColumnRole.Result, l => Cell.Of(l.Payload?.Phases[l.Phase].AlarmCount)),
                InFiles("digest", ColumnRole.Result, l => Cell.Of(l.Result?.Digest ?? "")),
                InFiles("key", ColumnRole.Key, l => Cell.Of(l.Trial.Key)),
                InFiles("seconds", ColumnRole.Result, l => Cell.Of(l.Result?.Duration.TotalSeconds)),
                .. Column<Line>.SettingsInFiles(outcomes.Plan.Select(t => t.First.Settings), l => l.Trial.First.Settings),
            ],
            lines,
            []);
    }

    private static IReadOnlyList<Column<ContinualRow>> Columns(IReadOnlyList<ContinualRow> rows, string[] phases, bool hasTrigger)
    {
        bool hasCounts = rows.Any(r => r.Results.Count > 1 || r.Results.Count < r.Plan.Count);
        return
        [
            Column<ContinualRow>.Key("activation", "activation", "The sparse activation.", r => r.First.ActivationLabel),
            .. Column<ContinualRow>.Settings(rows, r => r.First.Settings, r => r.First.Settings),
            new("kernel_count", "q", ColumnRole.Key, "Number of kernels of a mode.", r => Cell.Of(r.First.KernelCount))
            {
                Readers = rows.Select(r => r.First.KernelCount).Distinct().Count() > 1 ? Readers.All : Readers.Programs,
            },
            Column<ContinualRow>.Key("phase", "phase", "The phase that is measured, by the label of its dataset.", r => r.Dataset),
            new("kernel_size", "m", ColumnRole.Result, "The kernel sizes of its mode, one after another where seeds differ.", r =>
                r.Results.Count == 0 ? Cell.None : Cell.Of(r.KernelSizeText)),
            new("seed_count", "seeds", ColumnRole.Result, "Number of seeds.", r => Cell.Count(r.Results.Count, r.Plan.Count))
            {
                Readers = hasCounts ? Readers.All : Readers.Programs,
            },
            Number("weight_count", "W", "Weights of all kernels after the phase.", p => p.Phases, (r, x) => x[r.Phase].WeightCount),
            .. phases.SelectMany((label, after) => Column<ContinualRow>.WithSpread(
                new(After(after), "φ after " + label, ColumnRole.Measure, $"Mean φ of the phase after the phase '{label}'.")
                {
                    Format = PhiColumns.Number,
                    Better = Better.Lower,
                },
                r => r.After(after))),
            .. Column<ContinualRow>.WithSpread(
                new("forgetting", "forgetting", ColumnRole.Measure, "φ after the last phase minus φ after its own phase.")
                {
                    Format = PhiColumns.Number,
                    Better = Better.Lower,
                },
                r => r.Over(p => p.Forgetting(r.Phase))),
            .. Column<ContinualRow>.WithSpread(
                new("charge", "charge", ColumnRole.Measure, "What the weights of later kernels cost.")
                {
                    Format = PhiColumns.Number,
                },
                r => r.Over(p => p.Charges[r.Phase]),
                Readers.Programs),
            Number(
                "changed_count",
                "changed",
                "Test examples whose reconstruction differs from that after their own phase.",
                p => p.ChangedCounts,
                (r, x) => x[r.Phase]),
            .. hasTrigger
                ? (Column<ContinualRow>[])[
                    Number("delay", "delay", "Training examples until the trigger created the mode.", p => p.Phases, (r, x) =>
                        x[r.Phase].Delay),
                    Number("alarm_count", "alarms", "Modes that the trigger would create on the test examples.", p => p.Phases, (r, x) =>
                        x[r.Phase].AlarmCount),
                ]
                : [],
        ];

        Column<ContinualRow> Number<T>(
            string name, string title, string explanation, Func<ContinualPayload, T> part, Func<ContinualRow, T, double?> of) =>
            new(name, title, ColumnRole.Result, explanation, r => Cell.Of(r.Over(p => of(r, part(p)))?.Mean))
            {
                Format = hasCounts ? NumberFormat.Digits(1) : NumberFormat.Whole,
            };
    }

    private static string After(int phase) => "mean_phi_after_" + (phase + 1).ToString(CultureInfo.InvariantCulture);

    private static Column<Line> InFiles(string name, ColumnRole role, Func<Line, Cell> cell) => Column<Line>.InFiles(name, role, cell);

    /// <summary>A phase of a trial, or the trial where it failed.</summary>
    private sealed record Line(GrownTrial Trial, string Label, ContinualResult? Result, ContinualPayload? Payload, int Phase);
}
