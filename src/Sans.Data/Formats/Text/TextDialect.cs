namespace Sans.Data.Formats.Text;

/// <summary>The form of a table in a text file.</summary>
/// <param name="Separator">The character between cells. A space stands for any white space.</param>
/// <param name="Decimal">The sign before the fraction of a number.</param>
/// <param name="HeaderRows">Number of rows of names and units before the samples.</param>
/// <param name="Labels">The name of each column, or empty where there is none.</param>
/// <param name="Units">The unit of each column, or empty where there is none.</param>
/// <param name="IsRising">For each column, whether its first samples rise evenly, like a clock.</param>
/// <param name="Words">For each column without numbers, its first word, and <see langword="null"/> for the others.</param>
/// <param name="IsWide">Whether there are more columns than rows, or too many unnamed ones for channels.</param>
/// <param name="AreLinesAlternating">Whether a blank line follows each row.</param>
internal sealed record TextDialect(
    char Separator,
    char Decimal,
    int HeaderRows,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Units,
    IReadOnlyList<bool> IsRising,
    IReadOnlyList<string?> Words,
    bool IsWide,
    bool AreLinesAlternating)
{
    /// <summary>Number of cells of a row.</summary>
    public int ColumnCount => Labels.Count;
}
