namespace Sans.Reports;

/// <summary>A table as people read it, of any kind of experiment: what its text and its Markdown form are written from.</summary>
/// <param name="Head">Lines that say what was run, the title first.</param>
/// <param name="Titles">The column titles. The first column is a group: the text form prints it once for rows that follow each other.</param>
/// <param name="IsText">Whether a column holds words; numbers stand to the right.</param>
/// <param name="Rows">The cells, as many as titles.</param>
/// <param name="Notes">What a reader must know of the numbers and rows.</param>
public sealed record PrintedTable(
    IReadOnlyList<string> Head, IReadOnlyList<string> Titles, IReadOnlyList<bool> IsText, IReadOnlyList<string[]> Rows, IReadOnlyList<string> Notes);
