using Sans.Reports.Charts;
using Sans.Reports.Tables;

namespace Sans.Reports.Pages;

/// <summary>A report that can be opened: what <see cref="HtmlPage"/> writes.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Head">What was done, a line each: a word and what it says.</param>
/// <param name="Sections">Its sections, in order.</param>
public sealed record Page(string Title, IReadOnlyList<(string Name, string Text)> Head, IReadOnlyList<PageSection> Sections)
{
    /// <summary>What must be known before anything is read, such as that the run has not ended; <see langword="null"/> where there is nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>The lines above a table as the head of a page.</summary>
    public static IReadOnlyList<(string Name, string Text)> HeadOf(IEnumerable<HeadLine> lines) => [.. lines.Select(l => (l.Name, l.Text))];

    /// <summary>The warning that a run has not ended; <see langword="null"/> where it has.</summary>
    /// <param name="completed">Trainings that ended well.</param>
    /// <param name="failed">Those that failed.</param>
    /// <param name="left">Those that have not ended.</param>
    public static string? NotEnded(int completed, int failed, int left) => left == 0 ? null : FormattableString.Invariant(
        $"The run has not ended: {completed} of {completed + failed + left} trainings are done{(failed == 0 ? "" : FormattableString.Invariant($", {failed} failed"))}. What follows is made of these.");

    /// <summary>Every picture, in order: each is also a file of its own.</summary>
    public IEnumerable<Figure> Figures => Sections.SelectMany(s => s.Blocks).OfType<FigureBlock>().Select(b => b.Figure);
}

/// <summary>A section with a heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">What stands in it.</param>
public sealed record PageSection(string Title, IReadOnlyList<PageBlock> Blocks);

/// <summary>A part of a section.</summary>
public abstract record PageBlock;

/// <summary>Sentences, one paragraph each.</summary>
public sealed record TextBlock(IReadOnlyList<string> Paragraphs) : PageBlock;

/// <summary>Text as it is, in letters of one width.</summary>
public sealed record PlainBlock(string Text) : PageBlock;

/// <summary>Remarks in a list.</summary>
public sealed record NotesBlock(IReadOnlyList<string> Notes) : PageBlock;

/// <summary>A picture.</summary>
public sealed record FigureBlock(Figure Figure) : PageBlock;

/// <summary>A table that can be sorted by each of its columns; its head and notes are left to the page.</summary>
public sealed record TableBlock(Table Table) : PageBlock;
