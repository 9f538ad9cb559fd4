using System.Globalization;

namespace Sans.Data.Formats.Text;

/// <summary>Reads numbers from cells.</summary>
/// <param name="decimalSign">The sign before the fraction.</param>
/// <param name="missing">The words for a missing sample, beside an empty cell, <c>nan</c> and <c>na</c>.</param>
internal sealed class CellReader(char decimalSign, IReadOnlyList<string> missing)
{
    // Longer cells are not numbers.
    private const int LongestNumber = 100;

    private static readonly string[] AlwaysMissing = ["nan", "na"];
    private static readonly string[] SpreadsheetErrors = ["#n/a", "#na", "#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!"];
    private static readonly string[] LikelyMissing =
    [
        .. SpreadsheetErrors,
        "n/a",
        "null",
        "none",
        "nil",
        "missing",
        "-",
        "--",
        "?",
        "inf",
        "-inf",
        "+inf",
        "infinity",
        "-infinity",
        ".",
    ];

    /// <summary>The number in a cell, NaN where it is missing, or <see langword="null"/> where it is neither.</summary>
    public double? Read(ReadOnlySpan<char> cell) =>
        cell.Length == 0 || IsOneOf(cell, AlwaysMissing, StringComparison.OrdinalIgnoreCase)
            || IsOneOf(cell, missing, StringComparison.Ordinal) ? double.NaN : ReadNumber(cell);

    /// <summary>Whether a cell looks like a missing sample, although no setting says so.</summary>
    public static bool IsLikelyMissing(ReadOnlySpan<char> cell) => IsOneOf(cell, LikelyMissing, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a line begins with a word for a missing sample or an error of a spreadsheet. Such a line is no comment, although
    /// it may begin like one.
    /// </summary>
    /// <param name="line">The line without blanks in front.</param>
    /// <param name="missing">The words for a missing sample.</param>
    public static bool BeginsWithMissing(ReadOnlySpan<char> line, IReadOnlyList<string> missing) =>
        BeginsWithOneOf(line, SpreadsheetErrors, StringComparison.OrdinalIgnoreCase)
            || BeginsWithOneOf(line, missing, StringComparison.Ordinal);

    /// <summary>
    /// Whether a cell is an ordinary word. Numbers, misspelled numbers and words for a missing sample do not count.
    /// </summary>
    public bool IsWord(ReadOnlySpan<char> cell) =>
        cell.Length > 0 && !char.IsAsciiDigit(cell[0]) && cell[0] is not ('+' or '-' or '.' or ',') && Read(cell) is null
            && !IsLikelyMissing(cell);

    private static bool BeginsWithOneOf(ReadOnlySpan<char> line, IReadOnlyList<string> words, StringComparison comparison)
    {
        foreach (string word in words)
        {
            if (line.StartsWith(word, comparison)
                && (line.Length == word.Length || line[word.Length] is ',' or ';' or '\t' or '|' or ':' or ' '))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOneOf(ReadOnlySpan<char> cell, IReadOnlyList<string> words, StringComparison comparison)
    {
        foreach (string word in words)
        {
            if (cell.Equals(word, comparison))
            {
                return true;
            }
        }

        return false;
    }

    private double? ReadNumber(ReadOnlySpan<char> cell)
    {
        if (cell.Length > LongestNumber)
        {
            return null;
        }

        if (decimalSign != '.')
        {
            if (cell.Contains('.'))
            {
                return null;
            }

            Span<char> copy = stackalloc char[cell.Length];
            cell.CopyTo(copy);
            copy.Replace(decimalSign, '.');
            return Parse(copy);
        }

        return Parse(cell);
    }

    private static double? Parse(ReadOnlySpan<char> cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number : null;
}
