using Sans.Reports.Charts;
using Sans.Reports.Tables;

namespace Sans.Reports.Pages;

/// <summary>A report that can be opened: what <see cref="HtmlPage"/> writes.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Head">What was done, a line each: a word and what it says.</param>
/// <param name="Sections">Its sections, in order.</param>
public sealed record Page(string Title, IReadOnlyList<(string Name, string Text)> Head, IReadOnlyList<PageSection> Sections)
{
    /// <summary>
    /// What must be known before anything is read, such as that the run has not ended, or <see langword="null"/> where there is
    /// nothing.
    /// </summary>
    public string? Warning { get; init; }

    /// <summary>The lines above a table as the head of a page.</summary>
    public static IReadOnlyList<(string Name, string Text)> HeadOf(IEnumerable<HeadLine> lines) => [.. lines.Select(l => (l.Name, l.Text))];

    /// <summary>
    /// The warning that a run has not ended, or that some of its trainings failed, or <see langword="null"/> where all ended
    /// well.
    /// </summary>
    /// <param name="planned">Number of all trainings.</param>
    /// <param name="completed">Those that ended well.</param>
    /// <param name="failures">Why some failed, by their keys.</param>
    public static string? WarningOf(int planned, int completed, IReadOnlyDictionary<string, string> failures)
    {
        string? failed = FailureNotes.Banner(planned, failures);
        return planned == completed + failures.Count
            ? failed
            : FormattableString.Invariant($"The run has not ended: {completed} of {planned} trainings are done. This report shows ")
                + FormattableString.Invariant($"the completed ones.{(failed is null ? "" : " " + failed)}");
    }

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

/// <summary>A table that can be sorted by each of its columns. Its head and notes are left to the page.</summary>
public sealed record TableBlock(Table Table) : PageBlock;
