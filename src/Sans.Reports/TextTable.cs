using System.Text;

namespace Sans.Reports;

/// <summary>The φ table as plain text: <c>table.txt</c>, the terminal and the snapshots.</summary>
public static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The whole table; lines end in LF.</summary>
    public static string Write(PhiTable table)
    {
        PrintedTable printed = new(table);
        StringBuilder text = new();
        foreach (string line in table.Head)
        {
            text.Append(line).Append('\n');
        }

        text.Append('\n');
        int[] widths = [.. printed.Titles.Select((title, i) => printed.Rows.Select(r => r[i].Length).Append(title.Length).Max())];
        AppendLine(text, printed.Titles, printed.IsText, widths);
        AppendLine(text, [.. widths.Select(w => new string('-', w))], printed.IsText, widths);
        string? dataset = null;
        foreach (string[] row in printed.Rows)
        {
            // A dataset is named once; its other rows stand below it.
            string[] shown = row[0] == dataset ? ["", .. row[1..]] : row;
            dataset = row[0];
            AppendLine(text, shown, printed.IsText, widths);
        }

        text.Append('\n');
        foreach (string note in printed.Legend.Concat(table.Notes))
        {
            text.Append(note).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, string[] cells, bool[] isText, int[] widths)
    {
        var padded = cells.Select((cell, i) => isText[i] ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
        text.Append(string.Join(Gap, padded).TrimEnd()).Append('\n');
    }
}
