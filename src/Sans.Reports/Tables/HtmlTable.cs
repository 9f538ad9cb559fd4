using System.Globalization;
using System.Text;
using Sans.Reports.Charts;

namespace Sans.Reports.Tables;

/// <summary>
/// A table as a part of a page that can be sorted by each of its columns. A table that answers a question has its groups as
/// heads, and a dot for each row beside the measure that it is asked for.
/// </summary>
internal static class HtmlTable
{
    /// <summary>
    /// Appends the table with the explanations of its columns, but without its head and notes. It has LF line ends.
    /// </summary>
    public static void Append(StringBuilder html, Table table)
    {
        Column[] columns = [.. table.Printed];
        DotStrip? strip = DotStrip.Of(table);
        string[] groups = [.. table.Rows.Select(r => PrintedCell.Of(table, r, columns[0]).ToString())];
        bool hasGroups = table.Question is not null
            && columns[0].IsText
            && groups.Distinct().Count() < groups.Length
            && groups.Distinct().Count() == groups.Where((g, i) => i == 0 || g != groups[i - 1]).Count();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{E(table.Title.Length == 0 ? "Table" : table.Title)}\">");
        html.Append(CultureInfo.InvariantCulture, $"<table{(hasGroups ? " class=\"groups\"" : "")}>\n<thead><tr>");
        for (int i = 0; i < columns.Length; i++)
        {
            Column column = columns[i];
            string hover = column.Explanation.Length == 0 ? "" : $" title=\"{E(column.Explanation)}\"";
            string style = Style(column, isGroup: hasGroups && i == 0);
            html.Append(
                CultureInfo.InvariantCulture,
                $"<th{style} scope=\"col\"><button type=\"button\"{hover}>{E(column.Title)}</button></th>");
            AppendStrip(html, strip, column, s => $"<th class=\"strip\" scope=\"col\" aria-hidden=\"true\">{s.Head}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        int all = columns.Length - 1 + (strip is null ? 0 : 1);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            if (hasGroups && (r == 0 || groups[r] != groups[r - 1]))
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{all}\">{Breakable(groups[r])}</th></tr>\n");
            }

            html.Append("<tr>");
            for (int i = 0; i < columns.Length; i++)
            {
                TableRow row = table.Rows[r];
                Append(html, table, row, columns[i], isGroup: hasGroups && i == 0);
                AppendStrip(html, strip, columns[i], s => $"<td class=\"strip\" aria-hidden=\"true\">{s.Cell(row)}</td>");
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

    private static void AppendStrip(StringBuilder html, DotStrip? strip, Column column, Func<DotStrip, string> cell)
    {
        if (strip is not null && strip.Column == column)
        {
            html.Append(cell(strip));
        }
    }

    private static void Append(StringBuilder html, Table table, TableRow row, Column column, bool isGroup)
    {
        Cell cell = table.CellOf(row, column.Name);
        CellMark mark = PrintedCell.MarkOf(row, column, cell);
        string value = cell.Number is { } number ? FormattableString.Invariant($" data-v=\"{number:R}\"") : "";
        string? about = cell.Hover ?? (mark == CellMark.Best && column.Choice is { } choice ? "chosen: " + choice : null);
        string hover = about is null ? "" : $" title=\"{E(about)}\"";
        string text = PrintedCell.Of(table, row, column).ToString();

        // A number and its deviation are broken before the sign only. A star stands with its number.
        string shown = column.IsText
            ? WithParameters(text)
            : E(text).Replace("± ", "±\u00A0", StringComparison.Ordinal).Replace(" *", "\u00A0*", StringComparison.Ordinal);
        html.Append(CultureInfo.InvariantCulture, $"<td{Style(column, mark, isGroup)}{value}{hover}>{shown}</td>");
    }

    private static string Style(Column column, CellMark mark = CellMark.None, bool isGroup = false)
    {
        string colour = mark switch
        {
            CellMark.Best => "best",
            CellMark.Agrees => "agrees",
            CellMark.Differs => "differs",
            _ => "",
        };
        string classes = $"{(column.IsText ? "" : "n ")}{(isGroup ? "g " : "")}{colour}".Trim();
        return classes.Length == 0 ? "" : $" class=\"{classes}\"";
    }

    /// <summary>A name and its parameters, which are printed smaller: <c>extrema(border_tolerance=3)</c>.</summary>
    private static string WithParameters(string text)
    {
        int parenthesis = text.IndexOf('(', StringComparison.Ordinal);
        return parenthesis > 0 && text[^1] == ')' && text[parenthesis - 1] != ' '
            ? $"{Breakable(text[..parenthesis])} <span class=\"of\">{Breakable(text[(parenthesis + 1)..^1])}</span>"
            : Breakable(text);
    }

    /// <summary>Names are long words. Where there is no room they break behind an underscore.</summary>
    private static string Breakable(string text) => E(text).Replace("_", "_<wbr>", StringComparison.Ordinal);

    private static string E(string text) => SvgWriter.Escape(text);
}
