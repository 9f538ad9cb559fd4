using System.Globalization;

namespace Sans.Reports.Pages;

/// <summary>Tables of any kind of experiment as parts of a page.</summary>
public static class TableBlocks
{
    private const string BestMark = "*";

    /// <summary>A printed table: sorted by the numbers that its cells begin with, cells that end in <c>*</c> marked as chosen.</summary>
    /// <param name="table">The table; its head and notes are left to the page.</param>
    /// <param name="explanations">What columns are, by title; a column that is not in it has no explanation.</param>
    public static TableBlock Of(PrintedTable table, IReadOnlyDictionary<string, string> explanations)
    {
        PageColumn[] columns = [.. table.Titles.Select((title, i) => new PageColumn(title, explanations.GetValueOrDefault(title, ""), table.IsText[i]))];
        return new TableBlock(columns, [.. table.Rows.Select(row => (IReadOnlyList<PageCell>)[.. row.Select((cell, i) => Cell(cell.Trim(), table.IsText[i]))])]);
    }

    private static PageCell Cell(string text, bool isText)
    {
        if (isText)
        {
            return new PageCell(text);
        }

        bool isBest = text.EndsWith(BestMark, StringComparison.Ordinal);
        double? value = double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
        return new PageCell(text, value, isBest ? CellMark.Best : CellMark.None, isBest ? "the chosen row of its dataset" : null);
    }
}
