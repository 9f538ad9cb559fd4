using System.Globalization;
using CsvHelper.Configuration;

namespace Sans.Data.Files;

/// <summary>The set-up of CsvHelper for every file.</summary>
internal static class CsvSettings
{
    // A field of ours is a name or a number.
    private const double LongestOfOurs = 10_000;

    /// <summary>Files of this program: a header, lines that end in LF.</summary>
    public static CsvConfiguration Ours => new(CultureInfo.InvariantCulture) { NewLine = "\n", MaxFieldSize = LongestOfOurs };

    /// <summary>Files of others: no header, cells without surrounding blanks.</summary>
    /// <param name="separator">The character between cells.</param>
    /// <param name="longestField">The most characters of a cell.</param>
    public static CsvConfiguration OfOthers(char separator, double longestField) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        MaxFieldSize = longestField,
        TrimOptions = TrimOptions.Trim,
    };
}
