using System.Collections;

namespace Sans.Reports.Tables;

/// <summary>
/// A table of any kind of experiment: explained columns, and rows of typed cells. Every format is written from it.
/// </summary>
/// <param name="Title">Its title.</param>
/// <param name="Head">The head lines about the run.</param>
/// <param name="Columns">
/// The columns, in printed order. The first printed one is a group, named once for successive rows.
/// </param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">The notes about numbers and rows.</param>
public sealed record Table(
    string Title, IReadOnlyList<HeadLine> Head, IReadOnlyList<Column> Columns, IReadOnlyList<TableRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The name of the column with the number of seeds of a row.</summary>
    public const string SeedCount = "seed_count";

    /// <summary>Names of columns in the order of CSV files. Columns without a name here follow.</summary>
    public IReadOnlyList<string> FileOrder { get; init; } = [];

    /// <summary>The headline, such as <c>best φ 0.3182</c>, or <see langword="null"/> without one.</summary>
    public string? Headline { get; init; }

    /// <summary>The question that the table answers first, or <see langword="null"/> where no measure decides.</summary>
    public TableQuestion? Question { get; init; }

    /// <summary>The answer of a table that compares no rows with each other, or <see langword="null"/>.</summary>
    public TableFinding? Finding { get; init; }

    /// <summary>The columns that people see. Deviations stand in the cells of their measures.</summary>
    public IEnumerable<Column> Printed => Columns.Where(c => c.IsPrinted && c.Role != ColumnRole.Spread);

    /// <summary>The columns of CSV files, in their order.</summary>
    public IEnumerable<Column> InFiles =>
        Columns.Where(c => c.IsInFiles).OrderBy(c => FileOrder.Contains(c.Name) ? FileOrder.ToList().IndexOf(c.Name) : FileOrder.Count);

    /// <summary>The columns that identify its rows.</summary>
    public IEnumerable<Column> Keys => Columns.Where(c => c is { Role: ColumnRole.Key, IsInFiles: true });

    /// <summary>Makes a table.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="head">The head lines about the run.</param>
    /// <param name="columns">The columns, in printed order.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="notes">The notes.</param>
    /// <param name="isChosen">Whether a row is chosen. The default is that none is.</param>
    /// <param name="isFailed">
    /// Whether every training of a row failed, so that its empty results and measures are missing. The default is that none
    /// did.
    /// </param>
    public static Table Of<TRow>(
        string title, IReadOnlyList<HeadLine> head, IReadOnlyList<Column<TRow>> columns, IEnumerable<TRow> rows,
        IReadOnlyList<string> notes, Func<TRow, bool>? isChosen = null,
        Func<TRow, bool>? isFailed = null) =>
        new(title, head, columns, [.. rows.Select(row => new TableRow(
            [.. columns.Select(c => CellOf(c, row, isFailed?.Invoke(row) == true))]) { IsChosen = isChosen?.Invoke(row) == true })], notes);

    /// <summary>
    /// Makes a table of trials for programs. A plan can have very many, so its cells are made anew each time that a row is read.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    public static Table OfTrials<TRow>(IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows) =>
        new("", [], columns, new RowsWhenRead<TRow>(columns, rows), []);

    /// <summary>The cell of a row in a column.</summary>
    /// <exception cref="KeyNotFoundException">The column does not exist.</exception>
    public Cell CellOf(TableRow row, string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column)
            {
                return row.Cells[i];
            }
        }

        throw new KeyNotFoundException($"there is no column '{column}'");
    }

    private static Cell CellOf<TRow>(Column<TRow> column, TRow row, bool isFailed)
    {
        Cell cell = column.CellOf(row);
        return isFailed && column.Role is ColumnRole.Measure or ColumnRole.Result && cell.Exact.Length == 0 ? Cell.Missing : cell;
    }

    /// <summary>Rows that are made when they are read.</summary>
    private sealed class RowsWhenRead<TRow>(IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows) : IReadOnlyList<TableRow>
    {
        public int Count => rows.Count;

        public TableRow this[int index] => new([.. columns.Select(c => c.CellOf(rows[index]))]);

        public IEnumerator<TableRow> GetEnumerator() => Enumerable.Range(0, rows.Count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>The column with the deviations of a measure, or <see langword="null"/> without one.</summary>
    public Column? SpreadOf(Column measure) => Columns.FirstOrDefault(c => c.SpreadOf == measure.Name);
}

/// <summary>The answer of a table in words.</summary>
/// <param name="Summary">The whole answer in a sentence.</param>
/// <param name="Sentences">A sentence for each row.</param>
public sealed record TableFinding(string Summary, IReadOnlyList<string> Sentences);

/// <summary>A row.</summary>
/// <param name="Cells">A cell for each column.</param>
public sealed record TableRow(IReadOnlyList<Cell> Cells)
{
    /// <summary>Whether it is the chosen row of its group.</summary>
    public bool IsChosen { get; init; }
}

/// <summary>A line above a table.</summary>
/// <param name="Name">Its subject: <c>experiment</c>, <c>data</c>.</param>
/// <param name="Text">Its text.</param>
/// <param name="Separator">The text between both on one printed line.</param>
public sealed record HeadLine(string Name, string Text, string Separator = " ")
{
    /// <summary>
    /// The shorter text for a terminal, for example without digests. It is <see langword="null"/> if the text is the
    /// same.
    /// </summary>
    public string? InTerminal { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name + Separator + Text;
}
