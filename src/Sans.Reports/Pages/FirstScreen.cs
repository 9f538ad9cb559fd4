using System.Globalization;
using System.Text;
using Sans.Reports.Charts;

namespace Sans.Reports.Pages;

/// <summary>The part of a page that is seen first: the answer, the state of the run, and links to the rest.</summary>
internal static class FirstScreen
{
    // More answers stand behind their summary.
    private const int MostAnswers = 3;

    /// <summary>Appends the first screen of a page. Lines end in LF.</summary>
    public static void Append(StringBuilder html, Page page)
    {
        if (page.Warning is { } warning)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"warning\">{E(warning)}</p>\n");
        }

        AppendAnswers(html, page);
        if (page.Verdict is { } verdict)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict\">{E(verdict)}</p>\n");
        }

        if (page.Status.Count > 0)
        {
            html.Append("<ul class=\"status\">\n")
                .AppendJoin("", page.Status.Select(s => $"<li><span>{E(s.Name)}</span> {E(s.Text)}</li>\n"))
                .Append("</ul>\n");
        }

        AppendLinks(html, page);
        if (page.Head.Count > 0)
        {
            html.Append("<details class=\"head\"><summary>What was run</summary>\n<dl>\n")
                .AppendJoin("", page.Head.Select(h => $"<dt>{E(h.Name)}</dt><dd>{E(h.Text)}</dd>\n"))
                .Append("</dl></details>\n");
        }
    }

    /// <summary>The name by which links find a section.</summary>
    public static string AnchorOf(PageSection section) =>
        "section-" + string.Concat(section.Title.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');

    private static void AppendAnswers(StringBuilder html, Page page)
    {
        bool isShort = page.Answers.Count <= MostAnswers;
        IEnumerable<string> shown = isShort ? page.Answers : new[] { page.Summary }.OfType<string>();
        html.AppendJoin("", shown.Select(a => $"<p class=\"answer\">{E(a)}</p>\n"));
        if (!isShort)
        {
            html.Append(CultureInfo.InvariantCulture, $"<details><summary>All {page.Answers.Count} answers</summary>\n<ul>\n")
                .AppendJoin("", page.Answers.Select(a => $"<li>{E(a)}</li>\n"))
                .Append("</ul></details>\n");
        }
    }

    private static void AppendLinks(StringBuilder html, Page page)
    {
        if (page.Sections.Count > 1)
        {
            html.Append("<nav aria-label=\"Sections\"><ul>\n")
                .AppendJoin("", page.Sections.Select(s => $"<li><a href=\"#{AnchorOf(s)}\">{E(s.Title)}</a></li>\n"))
                .Append("</ul></nav>\n");
        }

        if (page.Files.Count > 0)
        {
            html.Append("<nav aria-label=\"Files\" class=\"files\"><ul>\n")
                .AppendJoin("", page.Files.Select(f => $"<li><a href=\"{E(f)}\">{E(f)}</a></li>\n"))
                .Append("</ul></nav>\n");
        }
    }

    private static string E(string text) => SvgWriter.Escape(text);
}
