using Sans.Configuration;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Paper;

namespace Sans.Reports.Runs;

/// <summary>The report of a run of sparsely activated networks.</summary>
public static class SanReport
{
    /// <summary>Makes the page.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="table">Its φ table.</param>
    /// <param name="outcomes">How its trials ended, as far as they have.</param>
    /// <param name="examples">Examples on their way through trained networks; may be empty.</param>
    /// <param name="noExamples">Why there are none, or <see langword="null"/>.</param>
    /// <param name="comparison">What the paper has, or <see langword="null"/> where it has nothing of it.</param>
    /// <param name="classifiers">How its classifiers ended, where it has some.</param>
    public static Page Of(
        SanExperiment experiment, PhiTable table, TrialOutcomes outcomes, IReadOnlyList<TracedExample> examples, string? noExamples, PaperComparison? comparison,
        ClassificationOutcomes? classifiers = null)
    {
        SeriesTones tones = new(outcomes.Plan.Select(t => t.ActivationLabel));
        PrintedTable printed = PrintedPhi.Of(table);
        int ended = outcomes.Results.Count + outcomes.Failures.Count;
        return new Page(experiment.Title, Head(table), [.. Sections()])
        {
            Warning = Page.NotEnded(outcomes.Results.Count, outcomes.Failures.Count, outcomes.Plan.Count - ended),
        };

        IEnumerable<PageSection> Sections()
        {
            yield return new PageSection("φ table", table.Rows.Count == 0
                ? [new TextBlock(["No training has ended well."]), new NotesBlock(table.Notes)]
                : [new TextBlock([.. RowChoice.Sentences(table)]), TableBlocks.Of(printed, PhiColumns.Explanations), new NotesBlock(printed.Notes)]);
            if (comparison is not null)
            {
                yield return ComparisonSection.Of(comparison);
            }

            if (table.Rows.Count > 0)
            {
                yield return Pictures("Loss against CR⁻¹", [RatioFigure.Of(table, outcomes, tones)]);
                if (AggregateFigures.Of(table, outcomes, tones).ToArray() is { Length: > 0 } aggregates)
                {
                    yield return Pictures("Over datasets, epochs and kernel sizes", aggregates);
                }

                if (AccuracyFigure.Of(table, tones) is { } accuracy)
                {
                    yield return Pictures("Accuracy against the baseline", [accuracy]);
                }

                if (classifiers is not null && ConfusionFigure.Of(experiment, table, classifiers, tones).ToArray() is { Length: > 0 } confusions)
                {
                    yield return Pictures("What is taken for what", confusions);
                }

                if (SeedFigure.Of(table, tones) is { } seeds)
                {
                    yield return Pictures("Seeds", [seeds]);
                }

                if (KernelFigure.Of(table, tones) is { } kernels)
                {
                    yield return Pictures("Learned kernels", [kernels]);
                }

                PageBlock[] shown = [.. ExampleFigures.Of(examples, table, tones).Select(f => new FigureBlock(f)), .. noExamples is null ? (PageBlock[])[] : [new TextBlock([noExamples])]];
                if (shown.Length > 0)
                {
                    yield return new PageSection("Examples", shown);
                }
            }

            if (table.Head.Where(IsOfData).ToArray() is { Length: > 0 } data)
            {
                yield return new PageSection("Data", [new NotesBlock([.. data.Select(d => d["data ".Length..])])]);
            }
        }
    }

    /// <summary>The lines above the table, the first word of each as its name; the data stand at the end of the page.</summary>
    private static (string, string)[] Head(PhiTable table) =>
        [.. table.Head.Skip(1).Where(l => !IsOfData(l)).Select(l => l.Split(' ', 2)).Select(l => (l[0], l.Length > 1 ? l[1] : ""))];

    private static bool IsOfData(string line) => line.StartsWith("data ", StringComparison.Ordinal);

    private static PageSection Pictures(string title, IEnumerable<Figure> figures) => new(title, [.. figures.Select(f => new FigureBlock(f))]);
}
