namespace Sans.Reports.Tables;

/// <summary>
/// A table of any kind of experiment: columns that say what they are, and rows of typed cells. Every format is written from it.
/// </summary>
/// <param name="Title">Its title.</param>
/// <param name="Head">What was run, a line each.</param>
/// <param name="Columns">
/// The columns. People see them in this order. The first printed one is a group, named once for rows that follow each other.
/// </param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">What a reader must know of the numbers and rows.</param>
public sealed record Table(
    string Title, IReadOnlyList<HeadLine> Head, IReadOnlyList<Column> Columns, IReadOnlyList<TableRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The name of the column that counts the seeds behind a row.</summary>
    public const string SeedCount = "seed_count";

    /// <summary>Names of columns in the order of CSV files. Columns that it does not name follow them.</summary>
    public IReadOnlyList<string> FileOrder { get; init; } = [];

    /// <summary>What it comes to in a word, such as <c>best φ 0.3182</c>, or <see langword="null"/> where it has no such word.</summary>
    public string? Headline { get; init; }

    /// <summary>The columns that people see. Deviations stand in the cells of their measures.</summary>
    public IEnumerable<Column> Printed => Columns.Where(c => c.IsPrinted && c.Role != ColumnRole.Spread);

    /// <summary>The columns of CSV files, in their order.</summary>
    public IEnumerable<Column> InFiles =>
        Columns.Where(c => c.IsInFiles).OrderBy(c => FileOrder.Contains(c.Name) ? FileOrder.ToList().IndexOf(c.Name) : FileOrder.Count);

    /// <summary>The columns that tell its rows apart.</summary>
    public IEnumerable<Column> Keys => Columns.Where(c => c is { Role: ColumnRole.Key, IsInFiles: true });

    /// <summary>Makes a table.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="head">What was run, a line each.</param>
    /// <param name="columns">The columns, in the order that people see.</param>
    /// <param name="rows">What the rows are made of.</param>
    /// <param name="notes">What a reader must know.</param>
    /// <param name="isChosen">Whether a row is chosen. None is where it is left out.</param>
    /// <param name="isFailed">
    /// Whether every training of a row failed, so that its empty results and measures are missing. None has where it is left
    /// out.
    /// </param>
    public static Table Of<TRow>(
        string title, IReadOnlyList<HeadLine> head, IReadOnlyList<Column<TRow>> columns, IEnumerable<TRow> rows,
        IReadOnlyList<string> notes, Func<TRow, bool>? isChosen = null,
        Func<TRow, bool>? isFailed = null) =>
        new(title, head, columns, [.. rows.Select(row => new TableRow(
            [.. columns.Select(c => CellOf(c, row, isFailed?.Invoke(row) == true))]) { IsChosen = isChosen?.Invoke(row) == true })], notes);

    /// <summary>The cell of a row in a column.</summary>
    /// <exception cref="KeyNotFoundException">There is no column of that name.</exception>
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

    /// <summary>The column that holds the deviations of a measure, or <see langword="null"/> where there is none.</summary>
    public Column? SpreadOf(Column measure) => Columns.FirstOrDefault(c => c.SpreadOf == measure.Name);
}

/// <summary>A row.</summary>
/// <param name="Cells">A cell for each column.</param>
public sealed record TableRow(IReadOnlyList<Cell> Cells)
{
    /// <summary>Whether it is the row that was chosen of its group.</summary>
    public bool IsChosen { get; init; }
}

/// <summary>A line above a table.</summary>
/// <param name="Name">What it is about: <c>experiment</c>, <c>data</c>.</param>
/// <param name="Text">What it says of it.</param>
/// <param name="Separator">Between the two, where they are printed in one line.</param>
public sealed record HeadLine(string Name, string Text, string Separator = " ")
{
    /// <inheritdoc/>
    public override string ToString() => Name + Separator + Text;
}
