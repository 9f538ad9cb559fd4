using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Autoencoders.Tables;

/// <summary>The tables of a run of <c>kind: sparsity_penalty</c>.</summary>
internal static class AutoencoderTable
{
    /// <summary>Makes the table of a run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run: its folder, engine and time.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    /// <param name="rows">Its rows.</param>
    public static Table Of(
        AutoencoderExperiment experiment,
        TableContext run,
        Outcomes<AutoencoderTrial, AutoencoderResult> outcomes,
        IReadOnlyList<AutoencoderRow> rows)
    {
        AutoencoderRow[] measured = [.. rows.Where(r => !r.IsFailed)];
        string[] notes = [.. Legend(experiment, measured), .. AutoencoderReadings.Of(measured), .. NotesOf(experiment, run, outcomes)];
        return Table.Of(experiment.Title, HeadOf(experiment, run), AutoencoderColumns.Of(rows), rows, notes, isFailed: r => r.IsFailed) with
        {
            FileOrder = AutoencoderColumns.FileOrder,
            Question = new("phi_amortised", "φ amortised"),
        };
    }

    /// <summary><c>trials.csv</c>: a line per trial of the plan. Failed trials have their reason and empty measures.</summary>
    public static Table Trials(Outcomes<AutoencoderTrial, AutoencoderResult> outcomes) => Table.OfTrials(
        AutoencoderColumns.OfTrials(outcomes),
        (AutoencoderRow[])[
            .. outcomes.Plan.Select(trial => new AutoencoderRow([trial], outcomes.Results.GetValueOrDefault(trial.Key) is { } result
                ? [result]
                : [])),
        ]);

    private static IReadOnlyList<HeadLine> HeadOf(AutoencoderExperiment experiment, TableContext run)
    {
        AutoencoderConfig model = experiment.Model;
        TrainingConfig training = experiment.Training;
        return
        [
            run.HeadOf(experiment),
            .. TableContext.VariantsOf(experiment),
            new("autoencoder", $"{model.HiddenUnits} hidden units, "
                + $"{(model.IsTied ? "tied" : model.IsUnitNorm ? "untied, decoder of unit norm" : "untied")}, "
                    + $"{(model.Output == OutputUnit.Sigmoid ? "sigmoid output, cross-entropy in nats" : "identity output, squared error")}", ": "),
            new("training", $"epochs {training.Epochs}, batch size {training.BatchSize}, adam with learning rate "
                + $"{training.Adam.LearningRate}", ": "),
            .. experiment.ExpandDatasets().Where(d => run.DataDigests.ContainsKey(d.Label)).SelectMany(run.HeadOf),
        ];
    }

    private static IEnumerable<string> Legend(AutoencoderExperiment experiment, IReadOnlyList<AutoencoderRow> rows)
    {
        if (rows.Count == 0)
        {
            yield break;
        }

        yield return FormattableString.Invariant(
            $"on test examples, dropout off: zeros and near zeros (up to {experiment.Measures.NearZero}) as shares of the code, L0 ")
                + FormattableString.Invariant($"units on, dead and dense (on in more than half) as shares of units, loss per example");
        yield return "φ amortised: weights shared out over the training examples; a measure of ours, not the φ of a SAN";
        if (rows.Any(r => r.Seeds.Count > 1))
        {
            yield return "± standard deviation over seeds, n - 1 in its denominator";
        }
    }

    private static IEnumerable<string> NotesOf(
        AutoencoderExperiment experiment, TableContext run, Outcomes<AutoencoderTrial, AutoencoderResult> outcomes)
    {
        bool canShrink = experiment.ExpandVariants().Any(v => !v.Experiment.Model.IsTied && !v.Experiment.Model.IsUnitNorm
            && v.Experiment.ExpandMethods().Any(m => m.Penalty.Kind is PenaltyKind.L1 or PenaltyKind.StudentT));
        return
        [
            .. run.Notes(),
            .. canShrink ? (string[])["untied without 'unit_norm': under l1 and student_t the code can shrink while the decoder grows, "
                + "so that their weights mean little"] : [],
            .. FailureNotes.Of(outcomes.Plan, outcomes.Failures),
        ];
    }
}
