using System.Globalization;
using System.Text;
using Sans.Reports.Charts;
using Sans.Reports.Tables;

namespace Sans.Reports.Pages;

/// <summary>
/// Writes a page as one HTML file. It fetches nothing, escapes every text, and does not depend on clock or culture.
/// </summary>
public static class HtmlPage
{
    /// <summary>Writes the whole file, with LF line ends.</summary>
    public static string Write(Page page)
    {
        StringBuilder html = new();
        html.Append(FormattableString.Invariant($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>{E(page.Title)}</title>
            <style>
            {ChartStyle.Css}{PageStyle.Css}</style>
            </head>
            <body>
            <main>
            <h1>{E(page.Title)}</h1>

            """).ReplaceLineEndings("\n"));
        if (page.Warning is { } warning)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"warning\">{E(warning)}</p>\n");
        }

        html.Append("<dl>\n");
        foreach ((string name, string text) in page.Head)
        {
            html.Append(CultureInfo.InvariantCulture, $"<dt>{E(name)}</dt><dd>{E(text)}</dd>\n");
        }

        html.Append("</dl>\n");
        foreach (PageSection section in page.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{E(section.Title)}</h2>\n");
            foreach (PageBlock block in section.Blocks)
            {
                Append(html, block, section.Title);
            }

            html.Append("</section>\n");
        }

        html.Append("</main>\n<script>\n").Append(PageScript.Text).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Append(StringBuilder html, PageBlock block, string section)
    {
        switch (block)
        {
            case TextBlock text:
                html.AppendJoin("", text.Paragraphs.Select(p => $"<p>{E(p)}</p>\n"));
                break;
            case PlainBlock plain:
                // The text has LF line ends everywhere.
                html.Append("<pre>").AppendJoin('\n', plain.Text.TrimEnd().Split('\n').Select(E)).Append("</pre>\n");
                break;
            case NotesBlock { Notes.Count: > 0 } notes:
                html.Append("<ul class=\"notes\">\n").AppendJoin("", notes.Notes.Select(n => $"<li>{E(n)}</li>\n")).Append("</ul>\n");
                break;
            case FigureBlock figure:
                Append(html, figure.Figure, section);
                break;
            case TableBlock table:
                HtmlTable.Append(html, table.Table);
                break;
        }
    }

    private static void Append(StringBuilder html, Figure figure, string section)
    {
        html.Append(
            CultureInfo.InvariantCulture,
            $"<figure id=\"{E(figure.Name)}\"{(figure.Panels.Count == 1 ? " class=\"single\"" : "")}>\n{(figure.Title == section ? "" : $"<h3>{E(figure.Title)}</h3>\n")}");
        if (figure.Legend.Count > 0)
        {
            html.Append("<ul class=\"legend\">\n")
                .AppendJoin("", figure.Legend.Select(l => $"<li>{SvgFile.Element(l).TrimEnd()}{E(l.Label)}</li>\n"))
                .Append("</ul>\n");
        }

        html.Append("<div class=\"panels\">\n").AppendJoin("", figure.Panels.Select(p => SvgFile.Element(p, figure))).Append("</div>\n");
        html.Append(
            CultureInfo.InvariantCulture,
            $"<figcaption>{E(figure.Caption)} <span class=\"file\">figures/{E(figure.Name)}.svg</span></figcaption>\n</figure>\n");
    }

    private static string E(string text) => SvgWriter.Escape(text);
}
