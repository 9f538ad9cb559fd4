using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>The φ table of a run.</summary>
internal static class PhiTable
{
    /// <summary>Makes the table of a run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run: its folder, engine and time.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    /// <param name="rows">Its rows.</param>
    public static Table Of(
        SanExperiment experiment, TableContext run, Outcomes<NetworkTrial, NetworkResult> outcomes, IReadOnlyList<PhiRow> rows) =>
        Of(experiment, HeadOf(experiment, run), rows, [.. NestedNotes(outcomes.Plan), .. NotesOf(run, outcomes.Plan, outcomes)]);

    /// <summary>Makes the table of a run with classifiers.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run: its folder, engine and time.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    /// <param name="rows">Its rows.</param>
    public static Table Of(
        SanExperiment experiment,
        TableContext run,
        Outcomes<ClassificationTrial, ClassificationResult> outcomes,
        IReadOnlyList<PhiRow> rows) => Of(
        experiment,
        [.. HeadOf(experiment, run), new HeadLine("classifier", string.Join(", ", experiment.Classifier!.Layers))],
        rows,
        [.. NotesOf(run, outcomes.Plan, outcomes.Networks), .. BaselineNotes.Of(outcomes, experiment.Protocol.Value)]);

    private static Table Of(SanExperiment experiment, IReadOnlyList<HeadLine> head, IReadOnlyList<PhiRow> rows, List<string> notes) =>
        Table.Of(
            experiment.Title,
            head,
            PhiColumns.Of(rows, experiment.Selection),
            rows,
            [
                .. rows.All(r => r.IsFailed) ? [] : PhiColumns.Legend(rows),
                .. SelectionNotes.Ends(rows, experiment.Selection),
                .. SilentKernelNotes.Of(rows),
                .. notes,
            ],
            row => row.IsChosen,
            row => row.IsFailed) with
        {
            FileOrder = PhiColumns.FileOrder(rows),
            Headline = rows.All(r => r.IsFailed)
                ? null
                : FormattableString.Invariant($"best φ {rows.Where(r => r.IsChosen).Min(r => r.MeanPhi.Mean):F4}"),
            Question = new(
                PhiMeasure.MeanPhi.Name,
                "test φ",
                rows.All(r => r.Protocol == Protocol.AsPublished) ? PhiMeasure.MeanPhi.Name : "validation_mean_phi")
            {
                Trivial = ("an empty description", 1),
            },
        };

    /// <summary>The protocol in words, for the line above every table.</summary>
    private static string Describe(Protocol protocol, SelectionConfig selection)
    {
        string chosen = SelectionNotes.Chosen(selection, protocol == Protocol.Honest ? "epoch" : null);
        string measured = selection.Has(SelectionConfig.KernelSize) ? "" : "every kernel size ";
        return protocol == Protocol.Honest ? $"honest: {chosen} chosen on validation, {measured}measured on test"
            : "as_published: last epoch, "
                + (selection.Names.Count == 0 ? "" : $"{chosen} chosen on test, as in the paper")
                + (measured.Length == 0 ? "" : $"{(selection.Names.Count == 0 ? "" : ", ")}{measured}measured on test");
    }

    /// <summary>The lines above a table of networks.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run: its data, engine and build.</param>
    internal static IReadOnlyList<HeadLine> HeadOf(SanExperiment experiment, TableContext run)
    {
        SanExperiment[] variants = [.. experiment.ExpandVariants().Select(v => v.Experiment)];
        ActivationConfig[] activations = [.. variants.SelectMany(v => v.ExpandActivations()).Distinct()];
        return
        [
            run.HeadOf(experiment),
            .. TableContext.VariantsOf(experiment),
            .. variants
                .SelectMany(v => v.Protocol.Values)
                .Distinct()
                .Select(p => new HeadLine("protocol", Describe(p, experiment.Selection))),
            .. activations.Where(a => a.Parameters.Count > 0 && IsNamedOnce(a)).Select(a => new HeadLine("activation", a.ToString())),
            .. experiment.ExpandDatasets().Where(d => run.DataDigests.ContainsKey(d.Label)).SelectMany(run.HeadOf),
        ];

        // Where a name is listed several times, the rows or the line of a variant show the parameters.
        bool IsNamedOnce(ActivationConfig activation) => activations.Count(a => a.Name == activation.Name) == 1;
    }

    private static IEnumerable<string> NestedNotes(IReadOnlyList<NetworkTrial> plan) => plan
        .Select(t => t.Nested)
        .Where(n => n.Count > 0)
        .Distinct()
        .Select(n => $"nested: the rows of q = {string.Join(", ", n)} are the first kernels of one training; its epoch has the least "
            + "mean of their φ on validation");

    private static List<string> NotesOf(TableContext run, IReadOnlyList<ITrial> plan, Outcomes<NetworkTrial, NetworkResult> outcomes)
    {
        List<string> notes = [.. run.Notes(), .. FailureNotes.Of(plan, outcomes.Failures)];
        foreach (var dataset in outcomes.Results.Values
            .Where(r => r.Test.LeftOutCount > 0)
            .GroupBy(r => r.Trial.Dataset)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            notes.Add(FormattableString.Invariant(
                $"{dataset.Key}: {dataset.First().Test.LeftOutCount} test examples are zero everywhere and in none of the means"));
        }

        return notes;
    }
}
