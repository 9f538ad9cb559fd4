using Sans.Reports.Charts;

namespace Sans.Reports.Pages;

/// <summary>A report that can be opened: what <see cref="HtmlPage"/> writes.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Head">What was done, a line each: a word and what it says.</param>
/// <param name="Sections">Its sections, in order.</param>
public sealed record Page(string Title, IReadOnlyList<(string Name, string Text)> Head, IReadOnlyList<PageSection> Sections)
{
    /// <summary>What must be known before anything is read, such as that the run has not ended; <see langword="null"/> where there is nothing.</summary>
    public string? Warning { get; init; }

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

/// <summary>A table that can be sorted by each of its columns.</summary>
/// <param name="Columns">What the columns are.</param>
/// <param name="Rows">The rows, each with a cell per column.</param>
public sealed record TableBlock(IReadOnlyList<PageColumn> Columns, IReadOnlyList<IReadOnlyList<PageCell>> Rows) : PageBlock;

/// <summary>A column.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Explanation">What it holds, with the equation where there is one: shown on hovering and below the table; may be empty.</param>
/// <param name="IsText">Whether it holds words; numbers stand to the right.</param>
public sealed record PageColumn(string Title, string Explanation, bool IsText = false);

/// <summary>A cell.</summary>
/// <param name="Text">What is printed.</param>
/// <param name="SortValue">What it is sorted by; the text where there is none.</param>
/// <param name="Mark">How it stands out.</param>
/// <param name="Hover">More about it, shown on hovering.</param>
public sealed record PageCell(string Text, double? SortValue = null, CellMark Mark = CellMark.None, string? Hover = null);

/// <summary>How a cell stands out: by a sign, and by a colour too.</summary>
public enum CellMark
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The best of its group.</summary>
    Best,

    /// <summary>It is as it should be.</summary>
    Agrees,

    /// <summary>It is not as it should be.</summary>
    Differs,
}
