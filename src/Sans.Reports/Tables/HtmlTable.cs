using System.Globalization;
using System.Text;
using Sans.Reports.Charts;

namespace Sans.Reports.Tables;

/// <summary>A table as a part of a page that can be sorted by each of its columns.</summary>
internal static class HtmlTable
{
    /// <summary>
    /// Appends the table with the explanations of its columns, but without its head and notes. It has LF line ends.
    /// </summary>
    public static void Append(StringBuilder html, Table table)
    {
        Column[] columns = [.. table.Printed];
        html.Append("<div class=\"table\"><table>\n<thead><tr>");
        foreach (Column column in columns)
        {
            string hover = column.Explanation.Length == 0 ? "" : $" title=\"{E(column.Explanation)}\"";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<th{Style(column)} scope=\"col\"><button type=\"button\"{hover}>{E(column.Title)}</button></th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (TableRow row in table.Rows)
        {
            html.Append("<tr>");
            foreach (Column column in columns)
            {
                Append(html, table, row, column);
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
        Column[] explained = [.. columns.Where(c => c.Explanation.Length > 0)];
        if (explained.Length > 0)
        {
            html.Append("<details><summary>What the columns are</summary>\n<dl>\n")
                .AppendJoin("", explained.Select(c => $"<dt>{E(c.Title)}</dt><dd>{E(c.Explanation)}</dd>\n"))
                .Append("</dl></details>\n");
        }
    }

    private static void Append(StringBuilder html, Table table, TableRow row, Column column)
    {
        Cell cell = table.CellOf(row, column.Name);
        CellMark mark = PrintedCell.MarkOf(row, column, cell);
        string value = cell.Number is { } number ? FormattableString.Invariant($" data-v=\"{number:R}\"") : "";
        string? about = cell.Hover ?? (mark == CellMark.Best && column.Choice is { } choice ? "chosen: " + choice : null);
        string hover = about is null ? "" : $" title=\"{E(about)}\"";
        string text = PrintedCell.Of(table, row, column).ToString();
        string shown = column.IsText ? Breakable(text) : E(text);
        html.Append(CultureInfo.InvariantCulture, $"<td{Style(column, mark)}{value}{hover}>{shown}</td>");
    }

    private static string Style(Column column, CellMark mark = CellMark.None)
    {
        string colour = mark switch
        {
            CellMark.Best => "best",
            CellMark.Agrees => "agrees",
            CellMark.Differs => "differs",
            _ => "",
        };
        string classes = $"{(column.IsText ? "" : "n ")}{colour}".Trim();
        return classes.Length == 0 ? "" : $" class=\"{classes}\"";
    }

    /// <summary>Long names can break behind an underscore.</summary>
    private static string Breakable(string text) => E(text).Replace("_", "_<wbr>", StringComparison.Ordinal);

    private static string E(string text) => SvgWriter.Escape(text);
}
