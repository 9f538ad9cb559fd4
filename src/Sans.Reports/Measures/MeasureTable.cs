using Sans.Reports.Pages;

namespace Sans.Reports.Measures;

/// <summary>A table whose columns say of themselves what they are: printed as text and Markdown, for programs as CSV, and on a page.</summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="Head">Lines that say what was run, the title first.</param>
/// <param name="Columns">The columns; the first one groups rows that follow each other.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">What a reader must know of the numbers and rows.</param>
public sealed record MeasureTable<TRow>(IReadOnlyList<string> Head, IReadOnlyList<Measure<TRow>> Columns, IReadOnlyList<TRow> Rows, IReadOnlyList<string> Notes)
{
    private IEnumerable<Measure<TRow>> Printed => Columns.Where(c => !c.IsForPrograms);

    /// <summary>For people.</summary>
    public PrintedTable ToPrinted() => new(
        Head,
        [.. Printed.Select(c => c.Title)],
        [.. Printed.Select(c => c.IsText)],
        [.. Rows.Select(row => Printed.Select(c => c.Value(row).Printed).ToArray())],
        Notes);

    /// <summary>For programs: every column.</summary>
    public string ToCsv() => CsvTable.Write([.. Columns.Select(c => c.Name)], Rows.Select(row => Columns.Select(c => c.Value(row).Exact).ToArray()));

    /// <summary>For a page.</summary>
    public TableBlock ToBlock() => new(
        [.. Printed.Select(c => new PageColumn(c.Title, c.Explanation, c.IsText))],
        [.. Rows.Select(row => Printed.Select(c => c.Value(row)).Select(v => new PageCell(v.Printed, v.SortValue)).ToArray())]);
}
