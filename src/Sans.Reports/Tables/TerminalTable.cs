using System.Text;

namespace Sans.Reports.Tables;

/// <summary>
/// A table for a terminal of some width. A column of equal cells becomes a line above. Columns that do not fit stand in further
/// blocks, each with the keys of its rows. Words are never broken.
/// </summary>
public static class TerminalTable
{
    private const string Gap = "  ";
    private const string Indent = "  ";

    // Stands for the keys where they leave no room for anything else.
    private const string RowTitle = "row";

    /// <summary>The whole table. Lines end in LF.</summary>
    /// <param name="table">The table.</param>
    /// <param name="width">Columns of the terminal, at least 1.</param>
    public static string Write(Table table, int width)
    {
        StringBuilder text = new();
        Printed[] columns = [.. table.Printed.Select(c => Printed.Of(table, c))];
        Printed[] equal = [.. columns.Where(c => CanFold(table, c))];
        AppendWrapped(text, table.Title, width);
        foreach (string line in HeadOf(table).Concat(equal.Length == 0 ? [] : [FoldedLine(equal)]))
        {
            AppendWrapped(text, line, width);
        }

        text.Append('\n');
        Printed[] shown = [.. columns.Except(equal)];
        bool isFirst = true;
        foreach (Printed[] block in Blocks(shown, table.Rows.Count, width))
        {
            text.Append(isFirst ? "" : "\n");
            isFirst = false;
            Append(text, block, table.Rows.Count);
        }

        text.Append('\n');
        foreach (string note in table.Notes)
        {
            AppendWrapped(text, note, width);
        }

        return text.ToString();
    }

    /// <summary>A text in lines of a width, broken between words. Those behind the first are indented.</summary>
    /// <param name="text">The text. Spaces at its beginning stay.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string margin = text[..(text.Length - text.TrimStart(' ').Length)];
        StringBuilder line = new(margin);
        bool isEmpty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear().Append(margin).Append(Indent);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        yield return line.ToString();
    }

    private static void AppendWrapped(StringBuilder text, string line, int width) =>
        text.AppendJoin("", Wrap(line, width).Select(l => l + "\n"));

    /// <summary>The lines above the table. Short forms of one name stand in one line.</summary>
    private static IEnumerable<string> HeadOf(Table table)
    {
        foreach (var lines in table.Head.GroupBy(l => (l.Name, l.Separator, IsShort: l.InTerminal is not null)))
        {
            if (lines.Key.IsShort)
            {
                yield return lines.Key.Name + lines.Key.Separator + string.Join(", ", lines.Select(l => l.InTerminal).Distinct());
                continue;
            }

            foreach (HeadLine line in lines)
            {
                yield return line.ToString();
            }
        }
    }

    /// <summary>The group and what rows are chosen by stay in the table, and so does a column without a word.</summary>
    private static bool CanFold(Table table, Printed printed) =>
        table.Rows.Count > 1
        && printed.Column.Choice is null
        && printed.Column != table.Printed.First()
        && printed.Cells[0].Trim().Length > 0
        && printed.Cells.All(c => c == printed.Cells[0]);

    private static string FoldedLine(Printed[] equal) =>
        "in every row: " + string.Join(", ", equal.Select(c => $"{c.Column.Title} {c.Cells[0].Trim()}"));

    private static IEnumerable<Printed[]> Blocks(Printed[] columns, int rows, int width)
    {
        if (WidthOf(columns) <= width)
        {
            return [columns];
        }

        // The columns before the first measure tell rows apart.
        Printed[] keys = [.. columns.TakeWhile(c => c.Column.Role != ColumnRole.Measure)];
        Printed[] others = [.. columns.Except(keys)];
        if (others.Length > 0 && WidthOf(keys) + Gap.Length + others.Max(c => c.Width) <= width)
        {
            return Split(keys, others, width);
        }

        string[] numbers = [.. Enumerable.Range(1, rows).Select(i => FormattableString.Invariant($"{i}"))];
        Printed number = new(new Column(RowTitle, RowTitle, ColumnRole.Key, ""), numbers);
        return Split([number], columns, width);
    }

    private static List<Printed[]> Split(Printed[] repeated, Printed[] columns, int width)
    {
        List<Printed[]> blocks = [];
        List<Printed> block = [];
        foreach (Printed column in columns)
        {
            if (block.Count > 0 && WidthOf([.. repeated, .. block, column]) > width)
            {
                blocks.Add([.. repeated, .. block]);
                block.Clear();
            }

            block.Add(column);
        }

        blocks.Add([.. repeated, .. block]);
        return blocks;
    }

    private static int WidthOf(IReadOnlyCollection<Printed> columns) =>
        columns.Sum(c => c.Width) + (Gap.Length * Math.Max(0, columns.Count - 1));

    private static void Append(StringBuilder text, Printed[] columns, int rows)
    {
        AppendLine([.. columns.Select(c => c.Column.Title)]);
        AppendLine([.. columns.Select(c => new string('-', c.Width))]);
        for (int r = 0; r < rows; r++)
        {
            // A group is named once. Its other rows stand below it.
            bool isNamed = r == 0 || columns[0].Cells[r] != columns[0].Cells[r - 1];
            AppendLine([.. columns.Select((column, i) => i > 0 || isNamed ? column.Cells[r] : "")]);
        }

        void AppendLine(string[] line)
        {
            var padded = line.Zip(columns, (cell, c) => c.Column.IsText ? cell.PadRight(c.Width) : cell.PadLeft(c.Width));
            text.Append(string.Join(Gap, padded).TrimEnd()).Append('\n');
        }
    }

    /// <summary>A column with its cells as they are printed.</summary>
    private sealed record Printed(Column Column, string[] Cells)
    {
        public int Width { get; } = Cells.Select(t => t.Length).Append(Column.Title.Length).Max();

        public static Printed Of(Table table, Column column) => new(column, TextTable.Aligned(table, column));
    }
}
