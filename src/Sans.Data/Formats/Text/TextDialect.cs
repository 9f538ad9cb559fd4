namespace Sans.Data.Formats.Text;

/// <summary>How a text file writes its table.</summary>
/// <param name="Separator">What stands between cells. A space stands for any white space.</param>
/// <param name="Decimal">What stands before the fraction of a number.</param>
/// <param name="HeaderRows">Rows of names and units before the samples.</param>
/// <param name="Labels">The name of each column, or empty where there is none.</param>
/// <param name="Units">The unit of each column, or empty where there is none.</param>
/// <param name="IsRising">Of each column, whether its first samples rise evenly, as a clock does.</param>
/// <param name="IsWide">Whether there are more columns than rows, or so many without names that they hardly are channels.</param>
/// <param name="AreLinesAlternating">Whether a blank line follows each row.</param>
internal sealed record TextDialect(
    char Separator,
    char Decimal,
    int HeaderRows,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Units,
    IReadOnlyList<bool> IsRising,
    bool IsWide,
    bool AreLinesAlternating)
{
    /// <summary>Cells of a row.</summary>
    public int ColumnCount => Labels.Count;
}
