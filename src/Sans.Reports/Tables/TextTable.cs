using System.Text;

namespace Sans.Reports.Tables;

/// <summary>A table as plain text: <c>table.txt</c>, the terminal and the snapshots.</summary>
public static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The whole table. Lines end in LF.</summary>
    public static string Write(Table table)
    {
        StringBuilder text = new();
        text.Append(table.Title).Append('\n').AppendJoin("", table.Head.Select(l => l + "\n")).Append('\n');
        Column[] columns = [.. table.Printed];
        string[][] cells = [.. columns.Select(c => Aligned(table, c))];
        int[] widths = [.. columns.Select((c, i) => cells[i].Select(t => t.Length).Append(c.Title.Length).Max())];
        AppendLine([.. columns.Select(c => c.Title)]);
        AppendLine([.. widths.Select(w => new string('-', w))]);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            // A group is named once, and its other rows follow.
            bool isNamed = r == 0 || cells[0][r] != cells[0][r - 1];
            AppendLine([.. cells.Select((column, i) => i > 0 || isNamed ? column[r] : "")]);
        }

        text.Append('\n').AppendJoin("", table.Notes.Select(n => n + "\n"));
        return text.ToString();

        void AppendLine(string[] line)
        {
            var padded = line.Select((cell, i) => columns[i].IsText ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            text.Append(string.Join(Gap, padded).TrimEnd()).Append('\n');
        }
    }

    /// <summary>The cells of a column: means, deviations and signs below each other.</summary>
    internal static string[] Aligned(Table table, Column column)
    {
        PrintedCell[] cells = [.. table.Rows.Select(row => PrintedCell.Of(table, row, column))];
        if (column.IsText)
        {
            return [.. cells.Select(c => c.ToString())];
        }

        int value = Width(c => c.Value), spread = Width(c => c.Spread), sign = Width(c => c.Sign);
        return [.. cells.Select(c => c.Value.PadLeft(value) + Deviation(c.Spread) + (sign == 0 ? "" : " " + c.Sign.PadRight(sign)))];

        string Deviation(string text) => spread == 0 ? ""
            : text.Length == 0 ? new string(' ', PrintedCell.PlusMinus.Length + spread)
            : PrintedCell.PlusMinus + text.PadLeft(spread);

        int Width(Func<PrintedCell, string> part) => cells.Select(c => part(c).Length).DefaultIfEmpty(0).Max();
    }
}
