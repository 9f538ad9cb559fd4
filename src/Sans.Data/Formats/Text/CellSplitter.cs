using CsvHelper;
using CsvHelper.Configuration;
using Sans.Data.Files;

namespace Sans.Data.Formats.Text;

/// <summary>Splits lines into cells without surrounding blanks.</summary>
/// <param name="separator">The character between cells. A space stands for any white space.</param>
/// <param name="file">The file, for messages.</param>
internal sealed class CellSplitter(char separator, string file)
{
    private const double LongestField = 1_000;

    private readonly List<ReadOnlyMemory<char>> _cells = [];
    private readonly CsvConfiguration _csv = CsvSettings.OfOthers(separator, LongestField);

    /// <summary>The cells of a line, valid until the next one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number, for messages.</param>
    /// <exception cref="DatasetException">A quote does not end or stands inside a cell.</exception>
    public IReadOnlyList<ReadOnlyMemory<char>> Split(string line, int number)
    {
        _cells.Clear();
        if (line.Contains('"'))
        {
            _cells.AddRange(Quoted(line, number).Select(c => c.AsMemory()));
        }
        else if (separator == ' ')
        {
            _cells.AddRange(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(c => c.AsMemory()));
        }
        else
        {
            for (int start = 0; start <= line.Length;)
            {
                int end = line.IndexOf(separator, start);
                end = end < 0 ? line.Length : end;
                _cells.Add(line.AsMemory(start, end - start).Trim());
                start = end + 1;
            }
        }

        return _cells;
    }

    private string[] Quoted(string line, int number)
    {
        try
        {
            using CsvParser parser = new(new StringReader(line), _csv);
            return parser.Read() ? parser.Record ?? [] : [];
        }
        catch (CsvHelperException)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}({number}): not a valid row of cells: unterminated or misplaced quote, or a cell longer than ")
                    + FormattableString.Invariant($"{LongestField:N0} characters"));
        }
    }
}
