using System.Text;

namespace Sans.Reports;

/// <summary>The φ table as Markdown: <c>table.md</c>.</summary>
public static class MarkdownTable
{
    /// <summary>The whole table; lines end in LF.</summary>
    public static string Write(PhiTable table)
    {
        PrintedTable printed = new(table);
        StringBuilder text = new();
        text.Append("# ").Append(Escape(table.Head[0])).Append("\n\n");
        foreach (string line in table.Head.Skip(1))
        {
            text.Append("- ").Append(Escape(line)).Append('\n');
        }

        text.Append('\n');
        AppendLine(text, printed.Titles);
        AppendLine(text, [.. printed.IsText.Select(isText => isText ? "---" : "---:")]);
        foreach (string[] row in printed.Rows)
        {
            AppendLine(text, [.. row.Select(cell => Escape(cell.Trim()))]);
        }

        text.Append('\n');
        foreach (string note in printed.Legend.Concat(table.Notes))
        {
            text.Append("- ").Append(Escape(note.Trim())).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, string[] cells) => text.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");

    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char c in text)
        {
            if (c is '|' or '*' or '\\' or '`' or '<' or '[' or ']')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
