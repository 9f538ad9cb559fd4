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
    // The script finds the picture of a whole recording by it.
    private const string RecordingName = "recording";

    // Panels of a pair shrink so far before they stand below each other, where letters are still read.
    private const double Shrunk = 0.75;

    // A panel that stands alone in its row is not enlarged further, as in the grid of the style.
    private const double Enlarged = 1.45;

    // Pixels between panels of a group, as in the style.
    private const double Gap = 6.4;

    // So many panels of a group wrap by halves, so that none of them stands alone.
    private const int MostInARow = 4;

    /// <summary>The whole file. Lines end in LF.</summary>
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
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '{PageScript.Hash}'; base-uri 'none'; form-action 'none'">
            <title>{E(page.Title)}</title>
            <style>
            {ChartStyle.Css}{ChartStyle.Variables}{PageStyle.Css}</style>
            </head>
            <body>
            <main>
            <h1>{E(page.Title)}</h1>

            """).ReplaceLineEndings("\n"));
        FirstScreen.Append(html, page);
        foreach (PageSection section in page.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section id=\"{FirstScreen.AnchorOf(section)}\">\n<h2>{E(section.Title)}</h2>\n");
            foreach (PageBlock block in section.Blocks)
            {
                Append(html, block, section.Title);
            }

            html.Append("</section>\n");
        }

        html.Append("</main>\n");
        if (page.Recording is { } recording)
        {
            html.Append("<script type=\"application/json\" id=\"data\">").Append(RecordingData.Write(recording)).Append("</script>\n");
        }

        html.Append("<script>").Append(PageScript.Text).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Append(StringBuilder html, PageBlock block, string section)
    {
        switch (block)
        {
            case TextBlock text:
                html.AppendJoin("", text.Paragraphs.Select(p => $"<p>{E(p)}</p>\n"));
                break;
            case NotesBlock { Notes.Count: > 0 } notes:
                html.Append("<ul class=\"notes\">\n").AppendJoin("", notes.Notes.Select(n => $"<li>{E(n)}</li>\n")).Append("</ul>\n");
                break;
            case FigureBlock figure:
                Append(html, figure.Figure, section, figure.IsFile ? $"figures/{figure.Figure.Name}.svg" : null);
                break;
            case RecordingBlock recording:
                Append(html, recording.Figure with { Name = RecordingName }, section, file: null, Stage(recording.Figure));
                break;
            case TableBlock table:
                HtmlTable.Append(html, table.Table);
                break;
        }
    }

    private static void Append(StringBuilder html, Figure figure, string section, string? file, string stage = "")
    {
        html.Append(
            CultureInfo.InvariantCulture,
            $"<figure id=\"{E(figure.Name)}\"{(figure.Panels.Count == 1 && stage.Length == 0 ? " class=\"single\"" : "")}>\n{(figure.Title == section ? "" : $"<h3>{E(figure.Title)}</h3>\n")}");
        if (figure.Legend.Count > 0)
        {
            html.Append("<ul class=\"legend\">\n")
                .AppendJoin("", figure.Legend.Select(l => $"<li>{SvgFile.Element(l).TrimEnd()}{E(l.Label)}</li>\n"))
                .Append("</ul>\n");
        }

        html.Append(stage);
        Panel[][] groups = [.. figure.Panels.Chunk(figure.Together)];
        double widest = groups.Max(g => g.Sum(p => p.Width));
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"panels\" style=\"--w:{SvgWriter.Number(widest)}px\">\n")
            .AppendJoin("", groups.Select(g => Together(g, figure, widest)))
            .Append("</div>\n");
        html.Append(
            CultureInfo.InvariantCulture,
            $"<figcaption>{E(figure.Caption)}{(file is null ? "" : $" <span class=\"file\">{E(file)}</span>")}</figcaption>\n");
        FigureValues.Append(html, figure);
        html.Append("</figure>\n");
    }

    /// <summary>Panels that belong together, each with its share of the room of the widest group, so that all have one scale.</summary>
    private static string Together(Panel[] panels, Figure figure, double widest) => figure.Together == 1
        ? $"<div><div style=\"width:{Percent(panels[0].Width / widest)}\">\n{SvgFile.Element(panels[0], figure)}</div></div>\n"
        : "<div class=\"pair\">\n" + Parts(panels, figure) + "</div>\n";

    private static string Parts(Panel[] panels, Figure figure) => panels.Length == MostInARow
        ? string.Concat(panels.Chunk(MostInARow / 2).Select(half =>
            $"<div class=\"half\" style=\"{Room(half)}\">\n{string.Concat(half.Select(p => Part(p, figure)))}</div>\n"))
        : string.Concat(panels.Select(p => Part(p, figure)));

    private static string Part(Panel panel, Figure figure) =>
        $"<div style=\"{Room(panel)}\">\n{SvgFile.Element(panel, figure)}</div>\n";

    /// <summary>The room of panels side by side, which shrinks and grows with the page.</summary>
    private static string Room(params Panel[] panels)
    {
        double width = panels.Sum(p => p.Width), gaps = Gap * (panels.Length - 1);
        return $"flex:{SvgWriter.Number(width)} 1 {SvgWriter.Number((Shrunk * width) + gaps)}px;"
            + $"max-width:min(100%,{SvgWriter.Number((Enlarged * width) + gaps)}px)";
    }

    /// <summary>The place where the script draws a whole recording: an overview, the part that is shown, and buttons to move.</summary>
    private static string Stage(Figure figure) => $"""
        <div class="stage">
        <canvas class="map" aria-hidden="true"></canvas>
        <canvas class="main" tabindex="0" role="application" aria-roledescription="recording, arrow keys give its events" aria-label="{E(figure.Title)}"></canvas>
        <p class="bar"><button type="button" data-move="1 0 -0.8">Earlier</button><button type="button" data-move="1 0 0.8">Later</button><button type="button" data-move="0.5 0.5 0">Closer</button><button type="button" data-move="2 0.5 0">Wider</button><button type="button" data-move="1e9 0 0">Whole</button></p>
        </div>

        """.ReplaceLineEndings("\n");

    private static string Percent(double share) => SvgWriter.Number(100 * share) + "%";

    private static string E(string text) => SvgWriter.Escape(text);
}
