using Sans.Configuration;
using Sans.Penalties;

namespace Sans.Reports.SparsityPenalty;

/// <summary>The table of a run of <c>kind: sparsity_penalty</c>: what every format of it is printed from.</summary>
/// <param name="Head">Lines that say what was run.</param>
/// <param name="Rows">The rows, in the order of the plan.</param>
/// <param name="Readings">What the rows show, in sentences.</param>
/// <param name="Notes">What a reader must know of the rows: failures, data left out.</param>
public sealed record PenaltyTable(IReadOnlyList<string> Head, IReadOnlyList<PenaltyRow> Rows, IReadOnlyList<string> Readings, IReadOnlyList<string> Notes)
{
    private const int MostFailuresListed = 10;

    /// <summary>The settings of training that rows differ in, by their keys.</summary>
    internal string[] SweptSettings => [.. Rows.SelectMany(r => r.Trial.Settings).Select(s => s.Name).Distinct()];

    /// <summary>Whether rows differ in their number of hidden units.</summary>
    internal bool HasSweptUnits => Rows.Select(r => r.Trial.Model.HiddenUnits).Distinct().Count() > 1;

    /// <summary>Makes the table of a finished run.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="run">Where and on what.</param>
    /// <param name="outcomes">How every trial ended.</param>
    public static PenaltyTable Of(SparsityExperiment experiment, TableContext run, PenaltyOutcomes outcomes)
    {
        PenaltyRow[] rows =
        [
            .. outcomes.Plan
                .Where(t => outcomes.Results.ContainsKey(t.Key))
                .Select(t => outcomes.Results[t.Key])
                .GroupBy(r => r.Trial with { Seed = 0 })
                .Select(seeds => new PenaltyRow([.. seeds])),
        ];
        return new PenaltyTable(HeadOf(experiment, run), rows, PenaltyReadings.Of(rows), NotesOf(experiment, run, outcomes));
    }

    private static List<string> HeadOf(SparsityExperiment experiment, TableContext run)
    {
        string seeds = experiment.Seeds.Values.Count == 1 ? $"seed {experiment.Seeds}" : $"seeds {experiment.Seeds} (mean ± deviation)";
        AutoencoderGrid model = experiment.Model;
        TrainingGrid training = experiment.Training;
        return
        [
            experiment.Title,
            $"experiment {experiment.Name}, engine {run.Engine}, {seeds}",
            $"autoencoder: {model.HiddenUnits} hidden units, {(model.IsTied ? "tied" : model.IsUnitNorm ? "untied, decoder of unit norm" : "untied")}, {(model.Output == OutputUnit.Sigmoid ? "sigmoid output, cross-entropy in nats" : "identity output, squared error")}",
            $"training: epochs {training.Epochs}, batch size {training.BatchSize}, adam with learning rate {training.Adam.LearningRate}",
            .. experiment.ExpandDatasets().Where(d => run.DataDigests.ContainsKey(d.Label)).Select(d => $"data {d.Label}: {d.Name}, digest {run.DataDigests[d.Label]}"),
        ];
    }

    private static List<string> NotesOf(SparsityExperiment experiment, TableContext run, PenaltyOutcomes outcomes)
    {
        List<string> notes = run.SkippedDatasets.Count == 0 ? [] : [$"left out, because their files were missing: {string.Join(", ", run.SkippedDatasets)}"];
        notes.AddRange(run.DataNotes.Select(note => $"{note.Key}: {note.Value}"));
        if (!experiment.Model.IsTied && !experiment.Model.IsUnitNorm && experiment.ExpandMethods().Any(m => m.Penalty.Kind is PenaltyKind.L1 or PenaltyKind.StudentT))
        {
            notes.Add("untied without 'unit_norm': under l1 and student_t the code can shrink while the decoder grows, so that their weights mean little");
        }

        List<PenaltyTrial> failed = [.. outcomes.Plan.Where(t => outcomes.Failures.ContainsKey(t.Key))];
        if (failed.Count > 0)
        {
            notes.Add(FormattableString.Invariant($"{failed.Count} of {outcomes.Plan.Count} trials failed and are in no row:"));
            notes.AddRange(failed.Take(MostFailuresListed).Select(t => $"  {t.Key}: {outcomes.Failures[t.Key]}"));
            if (failed.Count > MostFailuresListed)
            {
                notes.Add(FormattableString.Invariant($"  and {failed.Count - MostFailuresListed} more, in trials.csv"));
            }
        }

        return notes;
    }
}
