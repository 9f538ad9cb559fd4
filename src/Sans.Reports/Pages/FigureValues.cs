using System.Globalization;
using System.Text;
using Sans.Reports.Charts;

namespace Sans.Reports.Pages;

/// <summary>
/// The values of a picture as a table that can be unfolded. A reader without pictures or scripts reaches each mark there, and the
/// keyboard needs a single stop for it.
/// </summary>
internal static class FigureValues
{
    /// <summary>Appends the table, or nothing where the picture has no values in words.</summary>
    public static void Append(StringBuilder html, Figure figure)
    {
        PanelValues[] panels =
        [
            .. figure.Panels
                .Where(p => !p.IsRepetition)
                .Select(p => new PanelValues(p, [.. p.Spoken(tone => figure.Legend.FirstOrDefault(l => l.Tone == tone)?.Label ?? "")]))
                .Where(p => p.Rows.Length > 0),
        ];
        if (panels.Length == 0)
        {
            return;
        }

        bool hasNames = panels.Any(p => p.Panel.Title.Length > 0), hasSeries = panels.SelectMany(p => p.Rows).Any(r => r.Series.Length > 0);
        html.Append("<details class=\"values\"><summary>Values of this picture</summary>\n<div class=\"table\"><table>\n<thead><tr>")
            .Append(hasNames ? "<th scope=\"col\">picture</th>" : "")
            .Append(hasSeries ? "<th scope=\"col\">series</th>" : "")
            .Append("<th scope=\"col\">values</th></tr></thead>\n<tbody>\n");
        foreach ((Panel panel, SpokenValues[] rows) in panels)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                // The picture is named once, for all of its rows. Cells end where the next one begins.
                html.Append("<tr>").Append(!hasNames || i > 0 ? "" : string.Create(
                    CultureInfo.InvariantCulture, $"<th scope=\"rowgroup\" rowspan=\"{rows.Length}\">{NameOf(panel)}"));
                html.Append(hasSeries ? $"<td>{E(rows[i].Series)}" : "").Append(CultureInfo.InvariantCulture, $"<td>{E(rows[i].Values)}\n");
            }
        }

        html.Append("</tbody></table></div></details>\n");
    }

    /// <summary>The name of a panel with the labels of its axes.</summary>
    private static string NameOf(Panel panel)
    {
        string name = panel.SpokenName ?? panel.Title;
        return E(panel is Chart { X.Label.Length: > 0, Y.Label.Length: > 0 } chart ? $"{name} ({chart.X.Label}: {chart.Y.Label})" : name);
    }

    private static string E(string text) => SvgWriter.Escape(text);

    private sealed record PanelValues(Panel Panel, SpokenValues[] Rows);
}
