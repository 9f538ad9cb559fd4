namespace Sans.Reports.Tables;

/// <summary>A printed cell: a mean with its deviation, and a sign for emphasis.</summary>
/// <param name="Value">Words, or the number in the format of its column.</param>
/// <param name="Spread">The deviation, or empty where there is none.</param>
/// <param name="Sign">The sign, or empty without emphasis.</param>
internal readonly record struct PrintedCell(string Value, string Spread, string Sign)
{
    private const string Missing = "—";

    /// <summary>The text between a mean and its deviation.</summary>
    public const string PlusMinus = " ± ";

    /// <summary>The cell as one text.</summary>
    public override string ToString() => Value + (Spread.Length == 0 ? "" : PlusMinus + Spread) + (Sign.Length == 0 ? "" : " " + Sign);

    /// <summary>The cell of a row in a printed column.</summary>
    public static PrintedCell Of(Table table, TableRow row, Column column)
    {
        Cell cell = table.CellOf(row, column.Name);
        double? spread = table.SpreadOf(column) is { IsPrinted: true } deviations ? table.CellOf(row, deviations.Name).Number : null;
        string deviation = spread is { } number ? column.Format.WriteSpread(number) : "";
        return new(TextOf(cell, column.Format), deviation, SignOf(MarkOf(row, column, cell), column));
    }

    /// <summary>The emphasis of a cell.</summary>
    public static CellMark MarkOf(TableRow row, Column column, Cell cell) =>
        cell.Mark != CellMark.None ? cell.Mark
        : row.IsChosen && column.Choice is not null ? CellMark.Best
        : column.Role == ColumnRole.Note && cell.Exact.Length > 0 ? CellMark.Differs
        : CellMark.None;

    /// <summary>Words, or the number in a format. A count shows its total.</summary>
    public static string TextOf(Cell cell, NumberFormat format) =>
        cell.IsMissing ? Missing
        : cell.Words is { } words ? words.Trim()
        : cell.Number is not { } number ? ""
        : format.Write(number) + (cell.OutOf is { } all ? FormattableString.Invariant($" of {all}") : "");

    // Words and notes need no sign.
    private static string SignOf(CellMark mark, Column column) => mark switch
    {
        CellMark.Best => "*",
        CellMark.Differs when !column.IsText && column.Role != ColumnRole.Note => "!",
        _ => "",
    };
}
