using Sans.Configuration.Schema;
using Sans.Data.Files;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Text;

/// <summary>A text file with a table of numbers, plain or compressed with gzip.</summary>
internal sealed class TextTable
{
    private readonly ReadingOptions _options;
    private readonly CellReader _reader;

    private TextTable(string file, ReadingOptions options, TextDialect dialect)
    {
        (File, _options, Dialect) = (file, options, dialect);
        _reader = new CellReader(dialect.Decimal, options.Missing);
    }

    /// <summary>The path of the file.</summary>
    public string File { get; }

    /// <summary>The form of the table.</summary>
    public TextDialect Dialect { get; }

    /// <summary>Whether its first lines are Latin-1.</summary>
    public bool IsLatin1 { get; private init; }

    /// <summary>Examines the first lines of a file.</summary>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">The file is not a table, or can be read in two ways.</exception>
    public static TextTable Open(string file, ReadingOptions options) => GzipFile.Read(file, (stream, _) =>
    {
        using TextLines lines = new(stream, file);
        List<(string Text, int Number)> head = [];
        string? line = null;
        while (head.Count < DialectFinder.LineCount && (line = NextLine(lines, options)) is not null)
        {
            head.Add((line, lines.Number));
        }

        TextDialect dialect = new DialectFinder(file, options).Find(head, isWhole: line is null);
        return new TextTable(file, options, dialect) { IsLatin1 = lines.IsLatin1 };
    });

    /// <summary>Passes the rows of samples to a reader.</summary>
    /// <param name="onRow">Receives a row and returns whether it wants more.</param>
    /// <exception cref="DatasetException">A row has another number of cells than the others.</exception>
    public void Read(Func<TextRow, bool> onRow) => GzipFile.Read(File, (stream, _) =>
    {
        using TextLines lines = new(stream, File);
        CellSplitter splitter = new(Dialect.Separator, File);
        int heads = Dialect.HeaderRows;
        int blanks = 0;
        bool isFirst = true;
        while (NextLine(lines, _options) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                blanks += isFirst ? 0 : 1;
                continue;
            }

            if (heads > 0)
            {
                heads--;
                continue;
            }

            TextRow row = new(splitter.Split(line, lines.Number), lines.Number, blanks);
            RequireWidth(row, line);
            (isFirst, blanks) = (false, 0);
            if (!onRow(row))
            {
                break;
            }
        }

        return 0;
    });

    /// <summary>The number in a cell of a row, NaN where it is missing.</summary>
    /// <exception cref="DatasetException">The cell is not a number. The message names line and column.</exception>
    public double Number(TextRow row, int column)
    {
        ReadOnlySpan<char> cell = row.Cells[column].Span;
        return _reader.Read(cell) ?? throw new DatasetException(FormattableString.Invariant(
            $"{File}({row.Line}): {ColumnName(column)} holds '{Short(cell)}', which is not a number{Remedy(cell)}"));
    }

    /// <summary>Whether the cell of a row holds a word.</summary>
    public bool IsWord(TextRow row, int column) => _reader.IsWord(row.Cells[column].Span);

    /// <summary>The name of a column in messages, with its label where it has one.</summary>
    public string ColumnName(int column) =>
        FormattableString.Invariant($"column {column}") + (Dialect.Labels[column].Length > 0 ? $" ('{Dialect.Labels[column]}')" : "");

    private static string? NextLine(TextLines lines, ReadingOptions options)
    {
        while (lines.Next() is { } line)
        {
            if (lines.Number > options.SkipRows && !IsComment(line, options) && !(lines.Number == 1 && IsSeparatorOfExcel(line)))
            {
                return line;
            }
        }

        return null;
    }

    private static bool IsComment(string line, ReadingOptions options)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart();
        if (CellReader.BeginsWithMissing(text, options.Missing))
        {
            return false;
        }

        foreach (string mark in options.Comment)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a line is such as <c>sep=;</c>, which tells Excel the separator of the rows below.</summary>
    private static bool IsSeparatorOfExcel(string line) =>
        line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private static string Short(ReadOnlySpan<char> text)
    {
        const int LongestQuote = 40;
        return text.Length <= LongestQuote ? text.ToString() : text[..LongestQuote].ToString() + "…";
    }

    /// <summary>Whether each comma of a number stands before three digits.</summary>
    private static bool IsGrouped(ReadOnlySpan<char> cell)
    {
        string[] groups = cell.ToString().TrimStart('-', '+').Split('.')[0].Split(',');
        return groups[0].Length is >= 1 and <= 3 && groups[0] != "0" && groups.Skip(1).All(g => g.Length == 3)
            && groups.All(g => g.All(char.IsAsciiDigit));
    }

    private void RequireWidth(TextRow row, string line)
    {
        if (row.Cells.Count != Dialect.ColumnCount)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{File}({row.Line}): the row '{Short(line)}' has {row.Cells.Count} {(row.Cells.Count == 1 ? "cell" : "cells")}, ")
                    + FormattableString.Invariant($"but the others have {Dialect.ColumnCount}")
                + (Dialect.Separator == ',' && row.Cells.Count == 2 * Dialect.ColumnCount
                    ? $"; '{RecordingSchemas.Decimal}: \",\"' makes the comma a decimal mark" : ""));
        }

        if (row.BlanksBefore > 0 && Dialect.ColumnCount > 1 && _options.AreBlankLinesMissing != false)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{File}({row.Line}): there is an empty line before this one; a row needs a cell for each column. ")
                    + FormattableString.Invariant($"'{RecordingSchemas.BlankLines}: skip' ignores empty lines"));
        }
    }

    private string Remedy(ReadOnlySpan<char> cell) =>
        CellReader.IsLikelyMissing(cell) ? $". '{RecordingSchemas.Missing}: \"{cell}\"' makes it a missing sample"
        : Dialect.Decimal == '.' && cell.Contains(',')
            ? $". '{RecordingSchemas.Decimal}: \",\"' makes the comma a decimal mark"
                + (IsGrouped(cell) ? ". A comma between thousands is not read" : "")
        : cell.Contains('\u2212') ? ". Its minus sign is the character U+2212, and that of a number is '-'"
        : cell.Length > 0 && char.IsAsciiDigit(cell[0]) && cell.IndexOfAny('-', ':', '/') > 0 && Dialect.Separator != ':'
            ? ". Dates and times of day are not read. "
                + $"Choose another channel, and give the rate as '{RecordingSchemas.SampleRate}' in place of a time column"
        : Dialect.Decimal == ',' && cell.Contains('.') ? $" with '{RecordingSchemas.Decimal}: \",\"'"
        : cell.IndexOfAny(';', '\t') >= 0 ? $". '{RecordingSchemas.Separator}' sets the separator of cells"
        : FormattableString.Invariant($" ('{RecordingSchemas.WordOf(Dialect.Separator)}' between cells, '{Dialect.Decimal}' in numbers)");
}

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its cells, valid until the next row.</param>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="BlanksBefore">Number of blank lines before the row.</param>
internal readonly record struct TextRow(IReadOnlyList<ReadOnlyMemory<char>> Cells, int Line, int BlanksBefore);
