using System.Text;

namespace Sans.Reports.Tables;

/// <summary>A table as Markdown: <c>table.md</c>.</summary>
public static class MarkdownTable
{
    /// <summary>The whole table. Lines end in LF.</summary>
    public static string Write(Table table)
    {
        StringBuilder text = new();
        text.Append("# ").Append(Escape(table.Title)).Append("\n\n")
            .AppendJoin("", table.Head.Select(l => $"- {Escape(l.ToString())}\n")).Append('\n');
        Column[] columns = [.. table.Printed];
        AppendLine(columns.Select(c => c.Title));
        AppendLine(columns.Select(c => c.IsText ? "---" : "---:"));
        foreach (TableRow row in table.Rows)
        {
            AppendLine(columns.Select(c => Escape(PrintedCell.Of(table, row, c).ToString())));
        }

        text.Append('\n').AppendJoin("", table.Notes.Select(n => $"- {Escape(n.Trim())}\n"));
        return text.ToString();

        void AppendLine(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

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
