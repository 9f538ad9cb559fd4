using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Data.Synthetic;
using Sans.Networks.Paper;
using Sans.Networks.Tables;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Networks.Figures;

/// <summary>The report of a run of sparsely activated networks.</summary>
internal static class SanReport
{
    private static readonly string[] HowToRead =
    [
        "φ = √(CR⁻¹² + L̃²) is the distance from a description that is free and exact. Less is better, and 0 cannot be reached.",
        "CR⁻¹ is the size of the description beside the data, and the loss is what it leaves out. φ = 1 is no gain.",
        "A dot is a mean over the test examples, its line one deviation over seeds to each side. The large dot is the chosen row.",
    ];

    /// <summary>Makes the page.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="table">Its φ table.</param>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="outcomes">The outcomes of its trials so far.</param>
    /// <param name="examples">Traced examples, which may be empty.</param>
    /// <param name="noExamples">The reason why there are no examples, or <see langword="null"/>.</param>
    /// <param name="comparison">
    /// The comparison with the paper, or <see langword="null"/> where the paper has none of the rows.
    /// </param>
    /// <param name="classifiers">The outcomes of its classifiers, or <see langword="null"/> without any.</param>
    /// <param name="truths">The truth of each synthetic dataset, by its label, or <see langword="null"/>.</param>
    public static Page Of(
        SanExperiment experiment, Table table, IReadOnlyList<PhiRow> rows, Outcomes<NetworkTrial, NetworkResult> outcomes,
        IReadOnlyList<ShownExamples> examples, string? noExamples, PaperComparison? comparison,
        Outcomes<ClassificationTrial, ClassificationResult>? classifiers = null,
        IReadOnlyDictionary<string, SyntheticTruth>? truths = null)
    {
        PhiRow[] measured = [.. rows.Where(r => !r.IsFailed)];
        SeriesTones tones = new(outcomes.Plan.Select(t => t.ActivationLabel));
        SweptSettings swept = new(experiment, outcomes.Plan);
        return new Page(experiment.Title, Page.HeadOf(table.Head.Where(l => l.Name != TableContext.Data).Select(Named)), [.. Sections()])
        {
            Answers = TableAnswer.Sentences(table),
            Summary = TableAnswer.Summary(table),
            Verdict = comparison is { JudgedCount: > 0 }
                ? FormattableString.Invariant($"{comparison.AgreeingCount} of {comparison.JudgedCount} judged cells agree with the paper.")
                : null,
            Warning = Page.WarningOf(outcomes.Plan.Count, outcomes.Results.Count, outcomes.Failures),
        };

        IEnumerable<PageSection> Sections()
        {
            yield return new PageSection("φ table", measured.Length == 0
                ? [new TextBlock(["No training has succeeded."]), .. rows.Count == 0
                    ? (PageBlock[])[]
                    : [new TableBlock(table)], new NotesBlock(table.Notes)]
                : [new NotesBlock(HowToRead), new TableBlock(table), new NotesBlock(table.Notes)]);
            if (comparison is not null)
            {
                yield return ComparisonSection.Of(comparison);
            }

            if (measured.Length > 0)
            {
                yield return Pictures("Loss against CR⁻¹", [RatioFigure.Of(measured, outcomes, swept, tones)]);
                if (AggregateFigures.Of(measured, outcomes, swept, tones).ToArray() is { Length: > 0 } aggregates)
                {
                    yield return Pictures("Over datasets, epochs and kernel sizes", aggregates);
                }

                if (AccuracyFigure.Of(measured, swept, tones) is { } accuracy)
                {
                    yield return Pictures("Accuracy against the baseline", [accuracy]);
                }

                if (classifiers is not null
                    && ConfusionFigure.Of(experiment, measured, classifiers).ToArray() is { Length: > 0 } confusions)
                {
                    yield return Pictures("Confusion of classes", confusions);
                }

                if (SeedFigure.Of(measured, tones) is { } seeds)
                {
                    yield return Pictures("Seeds", [seeds]);
                }

                if (KernelFigure.Of(measured, tones) is { } kernels)
                {
                    yield return Pictures("Learned kernels", [kernels, .. KernelCards.Of(examples, tones)]);
                }

                if (truths is not null && KnownAtomsFigure.Of(measured, truths, tones) is { } atoms)
                {
                    yield return Pictures("Known atoms", [atoms]);
                }

                PageBlock[] shown =
                [
                    .. ExampleFigures.Of(examples, tones).Select(f => new FigureBlock(f)),
                    .. noExamples is null ? (PageBlock[])[] : [new TextBlock([noExamples])],
                ];
                if (shown.Length > 0)
                {
                    yield return new PageSection("Examples", shown);
                }
            }

            if (table.Head.Where(l => l.Name == TableContext.Data).ToArray() is { Length: > 0 } data)
            {
                yield return new PageSection("Data", [new NotesBlock([.. data.Select(d => d.Text)])]);
            }
        }
    }

    /// <summary>A line of the head. An activation with its parameters is told by them.</summary>
    private static HeadLine Named(HeadLine line) => line.Name == "activation" && line.Text.Split('(') is [var name, var parameters]
        ? new HeadLine("parameters", $"{name}: {parameters.TrimEnd(')')}")
        : line;

    /// <summary>A section of pictures. Those of one panel come first, since they stand side by side.</summary>
    private static PageSection Pictures(string title, IEnumerable<Figure> figures) =>
        new(title, [.. figures.OrderBy(f => f.Panels.Count > 1).Select(f => new FigureBlock(f))]);
}
