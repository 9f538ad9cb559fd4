using System.Text;

namespace Sans.Reports;

/// <summary>A table as plain text: <c>table.txt</c>, the terminal and the snapshots.</summary>
public static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The φ table; lines end in LF.</summary>
    public static string Write(PhiTable table) => Write(PrintedPhi.Of(table));

    /// <summary>The whole table; lines end in LF.</summary>
    public static string Write(PrintedTable table)
    {
        StringBuilder text = new();
        foreach (string line in table.Head)
        {
            text.Append(line).Append('\n');
        }

        text.Append('\n');
        int[] widths = [.. table.Titles.Select((title, i) => table.Rows.Select(r => r[i].Length).Append(title.Length).Max())];
        AppendLine(text, table.Titles, table.IsText, widths);
        AppendLine(text, [.. widths.Select(w => new string('-', w))], table.IsText, widths);
        string? group = null;
        foreach (string[] row in table.Rows)
        {
            // A group is named once; its other rows stand below it.
            string[] shown = row[0] == group ? ["", .. row[1..]] : row;
            group = row[0];
            AppendLine(text, shown, table.IsText, widths);
        }

        text.Append('\n');
        foreach (string note in table.Notes)
        {
            text.Append(note).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IReadOnlyList<string> cells, IReadOnlyList<bool> isText, int[] widths)
    {
        var padded = cells.Select((cell, i) => isText[i] ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
        text.Append(string.Join(Gap, padded).TrimEnd()).Append('\n');
    }
}
