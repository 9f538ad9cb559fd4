using System.Text;

namespace Sans.Reports;

/// <summary>A table as Markdown: <c>table.md</c>.</summary>
public static class MarkdownTable
{
    /// <summary>The φ table; lines end in LF.</summary>
    public static string Write(PhiTable table) => Write(PrintedPhi.Of(table));

    /// <summary>The whole table; lines end in LF.</summary>
    public static string Write(PrintedTable table)
    {
        StringBuilder text = new();
        text.Append("# ").Append(Escape(table.Head[0])).Append("\n\n");
        foreach (string line in table.Head.Skip(1))
        {
            text.Append("- ").Append(Escape(line)).Append('\n');
        }

        text.Append('\n');
        AppendLine(text, table.Titles);
        AppendLine(text, [.. table.IsText.Select(isText => isText ? "---" : "---:")]);
        foreach (string[] row in table.Rows)
        {
            AppendLine(text, [.. row.Select(cell => Escape(cell.Trim()))]);
        }

        text.Append('\n');
        foreach (string note in table.Notes)
        {
            text.Append("- ").Append(Escape(note.Trim())).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");

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
