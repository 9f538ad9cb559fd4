using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Sans.Data.Files;

/// <summary>Reads a column of numbers from a CSV file.</summary>
internal static class CsvColumn
{
    private const double LongestField = 1_000;

    /// <summary>The first numbers of a column; an empty cell, <c>nan</c> or <c>na</c> is a missing sample. A first row without numbers is a head.</summary>
    /// <param name="file">The file: comma between cells, point in numbers, UTF-8.</param>
    /// <param name="column">Which column, from 0.</param>
    /// <param name="most">Numbers wanted at most.</param>
    /// <exception cref="DatasetException">A cell is no number, or a row has too few cells; the message names row and column.</exception>
    public static List<double> Read(string file, int column, int most) => DataFile.Read(file, stream =>
    {
        using StreamReader text = new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        using CsvParser parser = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            IgnoreBlankLines = true,
            MaxFieldSize = LongestField,
            TrimOptions = TrimOptions.Trim,
        });
        List<double> samples = [];
        try
        {
            for (bool isFirst = true; samples.Count < most && parser.Read(); isFirst = false)
            {
                string[] cells = parser.Record ?? [];
                if (column >= cells.Length)
                {
                    throw new DatasetException(FormattableString.Invariant($"{file}({parser.RawRow}): there is no column {column}; the row has {cells.Length}"));
                }

                if (Number(cells[column]) is { } number)
                {
                    samples.Add(number);
                }
                else if (!isFirst)
                {
                    throw new DatasetException(FormattableString.Invariant(
                        $"{file}({parser.RawRow}): column {column} holds '{cells[column]}', which is no number (comma between cells, point in numbers)"));
                }
            }
        }
        catch (CsvHelperException e)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}({parser.RawRow}): this is no CSV: {e.Message.Split('\n')[0].Trim()}"));
        }

        return samples;
    });

    private static double? Number(string cell)
    {
        if (cell.Length == 0 || cell.ToLowerInvariant() is "nan" or "na")
        {
            return double.NaN;
        }

        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }
}
