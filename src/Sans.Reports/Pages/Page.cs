using Sans.Reports.Charts;
using Sans.Reports.Tables;

namespace Sans.Reports.Pages;

/// <summary>A report for a browser, which <see cref="HtmlPage"/> writes.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Head">The head lines: a word and its text each.</param>
/// <param name="Sections">Its sections, in order.</param>
public sealed record Page(string Title, IReadOnlyList<(string Name, string Text)> Head, IReadOnlyList<PageSection> Sections)
{
    /// <summary>The warning above everything else, such as that the run has not ended, or <see langword="null"/>.</summary>
    public string? Warning { get; init; }

    /// <summary>The findings, a sentence for each group of the main table. May be empty.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>
    /// All answers in one sentence, or <see langword="null"/> without answers. A page with many answers shows it in their
    /// place.
    /// </summary>
    public string? Summary { get; init; }

    /// <summary>The verdict against published numbers, or <see langword="null"/> where there are none.</summary>
    public string? Verdict { get; init; }

    /// <summary>The state of the run and the command to repeat it: words with their texts, in one line.</summary>
    public IReadOnlyList<(string Name, string Text)> Status { get; init; } = [];

    /// <summary>Files beside the page, by their paths relative to it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The lines above a table as the head of a page.</summary>
    public static IReadOnlyList<(string Name, string Text)> HeadOf(IEnumerable<HeadLine> lines) => [.. lines.Select(l => (l.Name, l.Text))];

    /// <summary>
    /// The warning that a run has not ended, or that trainings failed, or <see langword="null"/> where all completed.
    /// </summary>
    /// <param name="planned">Number of all trainings.</param>
    /// <param name="completed">Number of completed trainings.</param>
    /// <param name="failures">The reasons of failed ones, by their keys.</param>
    public static string? WarningOf(int planned, int completed, IReadOnlyDictionary<string, string> failures)
    {
        string? failed = FailureNotes.Banner(planned, failures);
        return planned == completed + failures.Count
            ? failed
            : FormattableString.Invariant($"The run has not ended: {completed} of {planned} trainings are done. This report shows ")
                + FormattableString.Invariant($"the completed ones.{(failed is null ? "" : " " + failed)}");
    }

    /// <summary>The pictures that are also separate files, in order.</summary>
    public IEnumerable<Figure> Figures =>
        Sections.SelectMany(s => s.Blocks).OfType<FigureBlock>().Where(b => b.IsFile).Select(b => b.Figure);

    /// <summary>The whole recording of the page, or <see langword="null"/>.</summary>
    internal RecordingView? Recording => Sections.SelectMany(s => s.Blocks).OfType<RecordingBlock>().SingleOrDefault()?.View;
}

/// <summary>A section with a heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">The blocks.</param>
public sealed record PageSection(string Title, IReadOnlyList<PageBlock> Blocks);

/// <summary>A part of a section.</summary>
public abstract record PageBlock;

/// <summary>Sentences, one paragraph each.</summary>
public sealed record TextBlock(IReadOnlyList<string> Paragraphs) : PageBlock;

/// <summary>Remarks in a list.</summary>
public sealed record NotesBlock(IReadOnlyList<string> Notes) : PageBlock;

/// <summary>A picture.</summary>
public sealed record FigureBlock(Figure Figure) : PageBlock
{
    /// <summary>Whether it is also a file beside the page, which its caption names.</summary>
    internal bool IsFile { get; init; } = true;
}

/// <summary>A whole recording that a reader can move through. Its picture shows a part of it without scripts and on paper.</summary>
/// <param name="Figure">The picture. Its legend names <c>signal</c>, <c>reconstruction</c>, <c>residual</c> and each kernel.</param>
/// <param name="View">The recording. A page has one at most.</param>
internal sealed record RecordingBlock(Figure Figure, RecordingView View) : PageBlock;

/// <summary>A table that can be sorted by each of its columns. The page has its head and notes.</summary>
public sealed record TableBlock(Table Table) : PageBlock;
