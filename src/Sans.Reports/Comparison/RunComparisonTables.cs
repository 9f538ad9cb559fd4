using System.Globalization;
using System.Text;
using Sans.Reports.Tables;

namespace Sans.Reports.Comparison;

/// <summary>A comparison of two runs for people and programs.</summary>
public static class RunComparisonTables
{
    private const int MostCellsPrinted = 60;

    /// <summary>Writes plain text with LF line ends.</summary>
    public static string Text(RunComparison comparison)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"1: {comparison.First}\n2: {comparison.Second}\n\n");
        foreach (ChangedKey key in comparison.Keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key.Key}\n  1: {OrNone(key.First)}\n  2: {OrNone(key.Second)}\n");
        }

        AppendRows(text, comparison.OnlyInFirst, 1);
        AppendRows(text, comparison.OnlyInSecond, 2);
        text.Append(comparison.Keys.Count > 0 || comparison.OnlyInFirst.Count + comparison.OnlyInSecond.Count > 0 ? "\n" : "");
        foreach (var row in comparison.Cells.Take(MostCellsPrinted).GroupBy(c => c.Row))
        {
            text.Append(row.Key).Append('\n');
            foreach (ChangedCell cell in row)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {TitleOf(cell.Column),-10}  {Text(cell.First),10}  {Text(cell.Second),10}  {Difference(cell)}\n");
            }
        }

        text.AppendJoin("", NotPrinted(comparison).Select(n => n + "\n"));
        return text.Append(comparison.Cells.Count > 0 ? "\n" : "").Append(Summary(comparison)).Append('\n').ToString();
    }

    /// <summary>Writes Markdown.</summary>
    public static string Markdown(RunComparison comparison) => MarkdownTable.Write(TableOf(comparison, comparison.Cells));

    /// <summary>Writes a table for a terminal, with as many cells as the plain text.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static string Terminal(RunComparison comparison, int width)
    {
        Table table = TableOf(comparison, [.. comparison.Cells.Take(MostCellsPrinted)]);
        return TerminalTable.Write(table with { Notes = [.. NotPrinted(comparison), .. table.Notes] }, width);
    }

    private static Table TableOf(RunComparison comparison, IReadOnlyList<ChangedCell> cells) => Table.Of(
        "Two runs",
        [new("1", comparison.First, ": "), new("2", comparison.Second, ": "), .. comparison.Keys.Select(
            k => new HeadLine(k.Key, $"{OrNone(k.First)} / {OrNone(k.Second)}", ": "))],
        [
            Column<ChangedCell>.Key("row", "row", "", c => c.Row),
            Column<ChangedCell>.Key("column", "cell", "", c => TitleOf(c.Column)),
            Number("first", "1", c => Text(c.First)),
            Number("second", "2", c => Text(c.Second)),
            Number("difference", "difference", c => Signed(c.Difference, "0.######")),
            Number("deviations", "in deviations", c => Signed(c.Spreads, "0.0")),
            Column<ChangedCell>.Key("is_beyond", "beyond", "", c => c.IsBeyond ? "yes" : ""),
        ],
        cells,
        [.. comparison.OnlyInFirst.Select(r =>
            $"only in 1: {r}"), .. comparison.OnlyInSecond.Select(r => $"only in 2: {r}"), Summary(comparison)]);

    private static IEnumerable<string> NotPrinted(RunComparison comparison) => comparison.Cells.Count <= MostCellsPrinted ? [] :
    [
        string.Create(CultureInfo.InvariantCulture, $"and {comparison.Cells.Count - MostCellsPrinted} more cells; --format csv prints all"),
    ];

    /// <summary>Writes a CSV line for each cell that differs. Numbers read back to the same bits.</summary>
    public static string Csv(RunComparison comparison)
    {
        StringBuilder text = new("row,column,first,second,difference,deviations,is_beyond\n");
        foreach (ChangedCell cell in comparison.Cells)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{CsvTable.Quote(cell.Row)},{cell.Column.Name},{CsvTable.Quote(cell.First.Exact)},{CsvTable.Quote(cell.Second.Exact)},{cell.Difference:R},{cell.Spreads:R},{(cell.IsBeyond ? "true" : "false")}\n");
        }

        return text.ToString();
    }

    /// <summary>The result of the comparison, in one line.</summary>
    public static string Summary(RunComparison comparison)
    {
        int beyond = comparison.Cells.Count(c => c.IsBeyond), alone = comparison.OnlyInFirst.Count + comparison.OnlyInSecond.Count;
        string compared = comparison switch
        {
            { RowCount: 0 } => "the runs have no row in common; nothing was compared",
            { MeasuredCount: 0 } => string.Create(
                CultureInfo.InvariantCulture,
                $"the runs have no measured value in common; nothing was compared. Rows in both: {comparison.RowCount}"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{comparison.Cells.Count} of {comparison.CellCount} cells differ, {beyond} by more than the tolerance of {comparison.Tolerance:R}"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{compared}; rows in one run only: {alone}");
    }

    /// <summary>A column whose numbers have as many digits as each needs.</summary>
    private static Column<ChangedCell> Number(string name, string title, Func<ChangedCell, string> text) =>
        new(name, title, ColumnRole.Measure, "", c => Cell.Of(text(c)));

    private static void AppendRows(StringBuilder text, IReadOnlyList<string> rows, int run) =>
        text.AppendJoin("", rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"only in {run}: {r}\n")));

    private static string Difference(ChangedCell cell) =>
        Signed(cell.Difference, "0.######").PadLeft(11) + (cell.Spreads is null
            ? ""
            : $"  {Signed(cell.Spreads, "0.0")} deviations") + (cell.IsBeyond ? " !" : "");

    private static string Text(Cell cell) =>
        cell is { Words: null, Number: { } value }
            ? value.ToString(Math.Abs(value) < 1e6 ? "0.######" : "0.###e0", CultureInfo.InvariantCulture)
            : OrNone(cell.Exact);

    private static string OrNone(string text) => text.Length == 0 ? "—" : text;

    private static string Signed(double? value, string format) => value is not { } number ? ""
        : Math.Abs(number) is > 0 and < 1e-6 ? number.ToString("+0.0e0;-0.0e0", CultureInfo.InvariantCulture)
        : number.ToString($"+{format};-{format};0", CultureInfo.InvariantCulture);

    private static string TitleOf(Column column) => column.Title.Length == 0 ? column.Name : column.Title;
}
