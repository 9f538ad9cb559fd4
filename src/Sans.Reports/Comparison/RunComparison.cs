using Sans.Reports.Tables;

namespace Sans.Reports.Comparison;

/// <summary>The differences between two runs.</summary>
/// <param name="First">The folder of the first.</param>
/// <param name="Second">The folder of the second.</param>
/// <param name="Keys">The lines of the experiments that only one run has.</param>
/// <param name="OnlyInFirst">Rows that only the first has, by their key.</param>
/// <param name="OnlyInSecond">Rows that only the second has, by their key.</param>
/// <param name="Cells">Cells that differ, row by row.</param>
/// <param name="CellCount">Number of cells that both have.</param>
/// <param name="RowCount">Number of rows that both have.</param>
/// <param name="MeasuredCount">Number of measures with a value in both.</param>
/// <param name="Tolerance">The largest accepted difference of measures.</param>
public sealed record RunComparison(
    string First,
    string Second,
    IReadOnlyList<ChangedKey> Keys,
    IReadOnlyList<string> OnlyInFirst,
    IReadOnlyList<string> OnlyInSecond,
    IReadOnlyList<ChangedCell> Cells,
    int CellCount,
    int RowCount,
    int MeasuredCount,
    double Tolerance)
{
    /// <summary>
    /// Whether the second can replace the first: the same rows, some measured in both, and no measure beyond the tolerance.
    /// Results are shown but not judged.
    /// </summary>
    public bool IsWithinTolerance => MeasuredCount > 0 && OnlyInFirst.Count == 0 && OnlyInSecond.Count == 0 && Cells.All(c => !c.IsBeyond);

    /// <summary>Makes the comparison.</summary>
    /// <exception cref="FormatException">Two rows of a table have the same keys.</exception>
    public static RunComparison Of(ComparedRun first, ComparedRun second, double tolerance)
    {
        RowKeys keys = new(first.Table, second.Table);
        Dictionary<string, TableRow> before = keys.Rows(first.Table), after = keys.Rows(second.Table);
        Column[] columns =
        [
            .. first.Table.InFiles.Concat(second.Table.InFiles)
                .Where(c => c.Role is ColumnRole.Measure or ColumnRole.Result && !keys.Has(c.Name))
                .DistinctBy(c => c.Name),
        ];
        string[] shared = [.. before.Keys.Where(after.ContainsKey)];
        return new RunComparison(
            first.Name,
            second.Name,
            ChangedKey.Of(first.Config, second.Config),
            [.. before.Where(r => !after.ContainsKey(r.Key)).Select(r => keys.NameOf(first.Table, r.Value))],
            [.. after.Where(r => !before.ContainsKey(r.Key)).Select(r => keys.NameOf(second.Table, r.Value))],
            [.. shared.SelectMany(key => Changed(keys.NameOf(first.Table, before[key]), before[key], after[key]))],
            columns.Length * shared.Length,
            shared.Length,
            shared.Sum(key => columns.Count(column => IsMeasured(column, before[key], after[key]))),
            tolerance);

        bool IsMeasured(Column column, TableRow one, TableRow other) =>
            column.Role == ColumnRole.Measure && HasValue(first.Table, one, column) && HasValue(second.Table, other, column);

        IEnumerable<ChangedCell> Changed(string name, TableRow one, TableRow other) =>
            from column in columns
            let a = CellOf(first.Table, one, column)
            let b = CellOf(second.Table, other, column)
            where a.Exact != b.Exact
            select ChangedCell.Of(
                name, column, a, b, Math.Max(SpreadOf(first.Table, one, column), SpreadOf(second.Table, other, column)), tolerance);
    }

    /// <summary>The cell of a row, or none where its table has no such column.</summary>
    private static Cell CellOf(Table table, TableRow row, Column column) =>
        table.Columns.Any(c => c.Name == column.Name) ? table.CellOf(row, column.Name) : Cell.None;

    private static bool HasValue(Table table, TableRow row, Column column) => CellOf(table, row, column).Exact.Length > 0;

    private static double SpreadOf(Table table, TableRow row, Column measure) =>
        table.SpreadOf(measure) is { } spread ? table.CellOf(row, spread.Name).Number ?? 0 : 0;
}
