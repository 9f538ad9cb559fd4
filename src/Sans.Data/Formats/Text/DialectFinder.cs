using System.Globalization;
using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Text;

/// <summary>
/// Finds the form of a table in a text file from its first lines. Ambiguous files are refused with the key that decides.
/// </summary>
/// <param name="file">The file, for messages.</param>
/// <param name="options">The options of the experiment.</param>
internal sealed class DialectFinder(string file, ReadingOptions options)
{
    /// <summary>The number of lines that are examined.</summary>
    public const int LineCount = 200;

    // Tables with more unnamed columns hardly hold channels.
    private const int ManyColumns = 100;
    private const int MostHeaderRows = 20;

    // The range starts in 2001, in seconds, milliseconds or microseconds since 1970.
    private const double FirstTimeStamp = 1e9;
    private const double LargeFactor = 1_000;

    private static readonly char[] Candidates = ['\t', ';', ',', '|'];

    /// <summary>Finds the dialect.</summary>
    /// <param name="lines">The first lines after the skipped ones, blank lines included, comments excluded.</param>
    /// <param name="isWhole">Whether these are all lines.</param>
    /// <exception cref="DatasetException">No dialect fits, or two do.</exception>
    public TextDialect Find(IReadOnlyList<(string Text, int Number)> lines, bool isWhole)
    {
        (string Text, int Number)[] filled = [.. lines.Where(l => !string.IsNullOrWhiteSpace(l.Text))];
        if (filled.Length == 0)
        {
            throw new DatasetException($"{file}: the file has no rows");
        }

        char decimalSign = options.Decimal ?? '.';
        char separator = options.Separator ?? FindSeparator(filled);
        if (separator == decimalSign && !AreQuoted(filled, decimalSign))
        {
            throw new DatasetException($"{file}: 'separator' and 'decimal' are both '{separator}'; one of them is another sign, "
                + "or numbers stand in quotes");
        }

        CellSplitter splitter = new(separator, file);
        Row[] rows = [.. filled.Select(l => new Row(l.Text, l.Number, [.. splitter.Split(l.Text, l.Number).Select(c => c.ToString())]))];
        CellReader reader = new(decimalSign, options.Missing);

        // A row with a name in front is a channel.
        int? declaredRows = options.HeaderRows ?? (options.Layout == TableLayout.Channels ? 0 : null);
        int headerRows = declaredRows ?? CountHeaderRows(rows, reader);
        if (headerRows >= rows.Length)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: the file has no samples: its {headerRows} ")
                + FormattableString.Invariant(
                    $"{(headerRows == 1 ? "row is" : "rows are")} read as a header; give the number of header rows as 'header_rows'"));
        }

        Row[] samples = rows[headerRows..];
        int columnCount = samples.GroupBy(r => r.Cells.Length).OrderByDescending(g => g.Count()).First().Key;
        if (declaredRows is null)
        {
            RequireHeadOfSameWidth(rows, headerRows, columnCount);
            if (headerRows == 0 && !options.IsPlainTable)
            {
                RequirePlainFirstRow(rows, columnCount, reader);
            }
        }

        Row[] regular = [.. samples.Where(r => r.Cells.Length == columnCount)];
        if (options.Decimal is null && separator == ',')
        {
            RequireNoHalves(regular, columnCount);
        }

        string[] labels = headerRows > 0 ? Names(rows[0], columnCount) : new string[columnCount];
        string[] units = headerRows > 1 ? Names(rows[1], columnCount) : new string[columnCount];
        return new TextDialect(
            separator,
            decimalSign,
            headerRows,
            [.. labels.Select(l => l ?? "")],
            [.. units.Select(u => u ?? "")],
            [.. Enumerable.Range(0, columnCount).Select(c => EvenRise.Is([.. regular.Select(r => reader.Read(r.Cells[c]) ?? double.NaN)]))],
            [.. Enumerable.Range(0, columnCount).Select(c => WordOf([.. regular.Select(r => r.Cells[c])], reader))],
            columnCount > 1 && ((isWhole && columnCount > samples.Length) || (headerRows == 0 && columnCount >= ManyColumns)),
            columnCount == 1 && AreAlternating(lines, headerRows));
    }

    private static string[] Names(Row row, int columnCount) =>
        [.. row.Cells.Take(columnCount).Select(Unquoted).Concat(Enumerable.Repeat("", Math.Max(0, columnCount - row.Cells.Length)))];

    private static string Unquoted(string cell) => cell.Length > 1 && cell[0] == '\'' && cell[^1] == '\'' ? cell[1..^1].Trim() : cell;

    /// <summary>The first word of a column that has no number, or <see langword="null"/> where it has one or is empty.</summary>
    private static string? WordOf(string[] cells, CellReader reader) =>
        cells.Any(c => reader.Read(c) is { } number && !double.IsNaN(number)) ? null : Array.Find(cells, c => reader.Read(c) is null);

    /// <summary>Whether a blank line follows each row except the last, after the first sample.</summary>
    private static bool AreAlternating(IReadOnlyList<(string Text, int Number)> lines, int headerRows)
    {
        const int Fewest = 4;
        int seen = 0, first = 0;
        for (; first < lines.Count && seen < headerRows; first++)
        {
            seen += string.IsNullOrWhiteSpace(lines[first].Text) ? 0 : 1;
        }

        bool[] isBlank = [.. lines.Skip(first).Select(l => string.IsNullOrWhiteSpace(l.Text)).SkipWhile(b => b)];
        return isBlank.Length >= 2 * Fewest && isBlank.Where((b, i) => b == (i % 2 == 0)).Any() == false;
    }

    /// <summary>Whether lines have numbers in quotes, so that one sign can both separate cells and begin a fraction.</summary>
    private static bool AreQuoted(IEnumerable<(string Text, int Number)> lines, char sign)
    {
        const int Fewest = 2;
        string[] samples = [.. lines.Select(l => l.Text).Where(t => t.Any(char.IsAsciiDigit))];
        return samples.Length >= Fewest && samples.All(t => t.Contains($"\"{sign}") || t.Contains($"{sign}\""));
    }

    private char FindSeparator(IReadOnlyList<(string Text, int Number)> lines)
    {
        // Samples tell more than a header.
        (string Text, int Number)[] tail = [.. lines.Skip(lines.Count / 2)];
        char[] possible = [.. Candidates.Where(c => c != options.Decimal || AreQuoted(tail, c))];
        char[] everywhere = [.. possible.Where(c => tail.All(l => l.Text.Contains(c)))];
        switch (everywhere)
        {
            case [var one]:
                return one;
            case []:
                int width = Words(tail[0].Text);
                return possible.Where(c => tail.Any(l => l.Text.Contains(c))).FirstOrDefault(
                    width > 1 && tail.All(l => Words(l.Text) == width) && tail.All(l => !l.Text.Contains('"'))
                        ? ' ' : options.Decimal == ',' ? ';' : ',');
            default:
                string names = string.Join(" and ", everywhere.Select(c => $"'{RecordingSchemas.WordOf(c)}'"));
                string remedy = everywhere.Contains(',') && options.Decimal is null
                    ? $"'{RecordingSchemas.Decimal}: \",\"' makes the comma a decimal mark, '{RecordingSchemas.Separator}: \",\"' "
                        + "makes it the separator of cells"
                    : $"'{RecordingSchemas.Separator}' names the one between cells";
                throw Doubt(tail[0].Text, tail[0].Number, $"has {names}", remedy);
        }

        static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
    }

    /// <summary>
    /// The number of header rows. A row of words is one, also with whole numbers, which may name columns. A row of words and
    /// other numbers is ambiguous.
    /// </summary>
    private int CountHeaderRows(Row[] rows, CellReader reader)
    {
        int count = 0;
        for (; count < Math.Min(rows.Length, MostHeaderRows); count++)
        {
            Row row = rows[count];
            if (!row.Cells.Any(c => reader.IsWord(c)))
            {
                break;
            }

            if (!row.Cells.All(c => c.Length == 0 || reader.IsWord(c) || c.All(char.IsAsciiDigit) || CellReader.IsLikelyMissing(c)))
            {
                if (options.IsPlainTable || HasColumnsOfWords(rows, count, reader))
                {
                    break;
                }

                throw Doubt(
                    row.Text,
                    row.Number,
                    "mixes words and numbers",
                    FormattableString.Invariant($"'{RecordingSchemas.HeaderRows}: {count + 1}' makes it a header; ")
                        + FormattableString.Invariant(
                            $"'{RecordingSchemas.HeaderRows}: {count}' with '{RecordingSchemas.Missing}' makes its words missing samples"));
            }
        }

        return count;
    }

    /// <summary>
    /// Whether every word of a row stands in a column that holds nothing but words from there on. Such a row has samples and
    /// words, and is no header.
    /// </summary>
    private static bool HasColumnsOfWords(Row[] rows, int first, CellReader reader)
    {
        const int Fewest = 3;
        string[] cells = rows[first].Cells;
        Row[] below = [.. rows[(first + 1)..].Where(r => r.Cells.Length == cells.Length)];
        return below.Length >= Fewest && Enumerable.Range(0, cells.Length).Where(c => reader.Read(cells[c]) is null)
            .All(c => below.All(r => reader.Read(r.Cells[c]) is null or double.NaN));
    }

    private void RequireHeadOfSameWidth(Row[] rows, int headerRows, int columnCount)
    {
        if (rows.Take(headerRows).FirstOrDefault(r => r.Cells.Length != columnCount) is { } other)
        {
            if (options.IsPlainTable)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{file}({other.Number}): the header has {other.Cells.Length} cells, but the rows have {columnCount}"));
            }

            throw Doubt(
                other.Text,
                other.Number,
                FormattableString.Invariant(
                    $"has {other.Cells.Length} {(other.Cells.Length == 1 ? "cell" : "cells")}, but the rows of samples have {columnCount}"),
                $"'{RecordingSchemas.SkipRows}' says how many lines come before the table, '{RecordingSchemas.HeaderRows}' how many "
                    + $"rows are its header; a comma in numbers is '{RecordingSchemas.Decimal}: \",\"'");
        }
    }

    /// <summary>Refuses a first row of numbers that may be column names or a time stamp.</summary>
    private void RequirePlainFirstRow(Row[] rows, int columnCount, CellReader reader)
    {
        Row first = rows[0];
        Row[] rest = [.. rows.Skip(1).Where(r => r.Cells.Length == columnCount)];
        if (rest.Length < 3 || first.Cells.Length != columnCount)
        {
            return;
        }

        int[] numbered = [.. Enumerable.Range(0, columnCount).Where(c => first.Cells[c].Length > 0)];
        int start = numbered.Length > 0
            && int.TryParse(first.Cells[numbered[0]], NumberStyles.None, CultureInfo.InvariantCulture, out int said)
            && (said <= 1 || numbered.Length > 1) ? said : 0;
        bool areOrdinals = numbered.Length > 0
            && numbered.Select((c, i) => first.Cells[c] == ((long)start + i).ToString(CultureInfo.InvariantCulture)).All(same => same);
        bool haveFractions = numbered.All(c => rest.All(r => r.Cells[c].IndexOfAny(['.', ',', 'e', 'E']) >= 0 || r.Cells[c].Length == 0));
        bool hasIndex = columnCount > 1 && first.Cells[0].Length == 0
            && rest.Select((r, i) => r.Cells[0] == i.ToString(CultureInfo.InvariantCulture)).All(same => same);
        if (areOrdinals && (haveFractions || hasIndex))
        {
            throw Doubt(
                first.Text,
                first.Number,
                "looks like column numbers",
                $"'{RecordingSchemas.HeaderRows}: 1' makes it a header, '{RecordingSchemas.HeaderRows}: 0' makes it samples");
        }

        for (int c = 0; c < columnCount; c++)
        {
            double largest = rest.Max(r => Math.Abs(reader.Read(r.Cells[c]) is { } number && double.IsFinite(number) ? number : 0));
            if (reader.Read(first.Cells[c]) is >= FirstTimeStamp and var stamp && stamp > LargeFactor * Math.Max(1, largest))
            {
                throw Doubt(
                    first.Text,
                    first.Number,
                    "looks like a time stamp above the samples",
                    $"'{RecordingSchemas.SkipRows}' gives the number of lines before the samples (2 for a time and a rate), "
                        + $"'{RecordingSchemas.HeaderRows}: 0' makes it samples");
            }
        }
    }

    /// <summary>Refuses whole numbers beside digits with leading zeros, or with a zero below 0, which look like decimal commas.</summary>
    private void RequireNoHalves(Row[] rows, int columnCount)
    {
        for (int c = 0; c + 1 < columnCount && rows.Length > 1; c++)
        {
            bool areHalves = rows.All(r => IsWhole(r.Cells[c]) && r.Cells[c + 1].Length > 0 && r.Cells[c + 1].All(char.IsAsciiDigit));
            bool isTelling = areHalves
                && (rows.Any(r => r.Cells[c + 1][0] == '0' && r.Cells[c + 1].Any(d => d != '0')) || rows.Any(r => r.Cells[c] == "-0"));
            if (isTelling)
            {
                Row quoted = rows.FirstOrDefault(r => r.Cells[c + 1][0] == '0' && r.Cells[c + 1].Any(d => d != '0'))
                    ?? rows.First(r => r.Cells[c] == "-0");
                throw Doubt(
                    quoted.Text,
                    quoted.Number,
                    "looks like a number with a decimal comma",
                    $"'{RecordingSchemas.Decimal}: \",\"' makes it one, '{RecordingSchemas.Decimal}: \".\"' makes the comma the "
                        + "separator of cells");
            }
        }

        static bool IsWhole(string cell) => cell.TrimStart('-', '+') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit);
    }

    private DatasetException Doubt(string text, int line, string problem, string remedy)
    {
        const int LongestQuote = 60;
        string quote = text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
        return new DatasetException(
            FormattableString.Invariant($"{file}({line}): the row '{quote.Replace("\t", "\\t")}' {problem}. {remedy}"));
    }

    private sealed record Row(string Text, int Number, string[] Cells);
}
