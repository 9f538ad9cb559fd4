using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Sans.Data.Files;

/// <summary>Reads a column of numbers from a CSV file.</summary>
internal static class CsvColumn
{
    private const double LongestField = 1_000;

    /// <summary>
    /// The first numbers of a column; an empty cell, <c>nan</c> or <c>na</c> is a missing sample, and so is an empty line before another where there is but one column.
    /// A first row of words is a head.
    /// </summary>
    /// <param name="file">The file: comma between cells, point in numbers, UTF-8.</param>
    /// <param name="column">Which column, from 0.</param>
    /// <param name="most">Numbers wanted at most.</param>
    /// <exception cref="DatasetException">A cell is no number, or a row has another number of cells than the first; the message names row and column.</exception>
    public static List<double> Read(string file, int column, int most) => DataFile.Read(file, stream =>
    {
        using BoundedReader text = new(stream, file);
        using CsvParser parser = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            MaxFieldSize = LongestField,
            TrimOptions = TrimOptions.Trim,
        });
        List<double> samples = [];
        int cellCount = 0;
        int emptyLines = 0;
        try
        {
            while (samples.Count < most && parser.Read())
            {
                string[] cells = parser.Record ?? [];
                if (cells is [] or [""])
                {
                    emptyLines++;
                    continue;
                }

                bool isHead = cellCount == 0 && IsHead(cells);
                cellCount = cellCount == 0 ? cells.Length : cellCount;
                RequireCells(cells, column, cellCount, emptyLines, file, parser.RawRow);

                // Only now it is clear that they were not the end of the file.
                samples.AddRange(Enumerable.Repeat(double.NaN, isHead ? 0 : emptyLines).Take(most - samples.Count));
                emptyLines = 0;
                if (samples.Count == most || isHead)
                {
                    continue;
                }

                samples.Add(Number(cells[column]) ?? throw new DatasetException(FormattableString.Invariant(
                    $"{file}({parser.RawRow}): column {column} holds '{cells[column]}', which is no number (comma between cells, point in numbers)")));
            }
        }
        catch (CsvHelperException)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}({parser.RawRow}): this is no CSV: a quote does not end or stands inside a cell, or a cell has more than {LongestField:N0} characters"));
        }

        return samples;
    });

    /// <summary>Cells of the first row that is not empty; 0 where there is none. The file is a CSV file, as <see cref="Read"/> has found.</summary>
    public static int CountOf(string file) => DataFile.Read(file, stream =>
    {
        using BoundedReader text = new(stream, file);
        using CsvParser parser = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, MaxFieldSize = LongestField });
        return parser.Read() ? parser.Count : 0;
    });

    private static void RequireCells(string[] cells, int column, int cellCount, int emptyLines, string file, int row)
    {
        string? problem = cells.Length != cellCount ? FormattableString.Invariant($"the row has {cells.Length} cells, but the first one has {cellCount}")
            : column >= cellCount ? FormattableString.Invariant($"there is no column {column}; the row has {cellCount}")
            : emptyLines > 0 && cellCount > 1 ? "there is an empty line before this one; a row has a cell for each column"
            : null;
        if (problem is not null)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}({row}): {problem}"));
        }
    }

    /// <summary>Words, some of which may be empty: a head does not look like numbers, not even like misspelled ones.</summary>
    private static bool IsHead(string[] cells) =>
        cells.Any(c => c.Length > 0) && cells.All(c => c.Length == 0 || (Number(c) is null && !char.IsAsciiDigit(c[0]) && c[0] is not ('+' or '-' or '.')));

    private static double? Number(string cell)
    {
        if (cell.Length == 0 || cell.ToLowerInvariant() is "nan" or "na")
        {
            return double.NaN;
        }

        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }
}
