namespace Sans.Reports.Charts;

/// <summary>Pictures as SVG: a separate file, or panels for a page with <see cref="ChartStyle.Css"/>.</summary>
public static class SvgFile
{
    private const double Gap = 10;
    private const double LegendHeight = 18;
    private const double KeyWidth = 26;

    /// <summary>The whole picture as a self-contained file with LF line ends.</summary>
    public static string Write(Figure figure) => Write(figure, Gap);

    /// <summary>The whole picture with a margin around it, in pixels.</summary>
    internal static string Write(Figure figure, double margin)
    {
        int columns = Math.Min(figure.Columns, figure.Panels.Count);
        double[] widths = [.. Enumerable.Range(0, columns).Select(c => figure.Panels.Where((_, i) => i % columns == c).Max(p => p.Width))];
        double width = Math.Max(widths.Sum() + (Gap * (columns - 1)) + (2 * margin), 200);
        var legend = PlaceLegend(figure.Legend, margin, width);
        double top = margin + (legend.Count == 0 ? 0 : legend[^1].Y + LegendHeight);
        double[] rises = [.. figure.Panels.Chunk(columns).Select(row => row.Max(p => p.Rise))];
        double[] heights = [.. figure.Panels.Chunk(columns).Select((row, r) => rises[r] + row.Max(p => p.Height))];

        SvgWriter body = new();
        foreach ((LegendEntry entry, double x, double y) in legend)
        {
            Key(body, entry, x, margin + y);
            body.Text(entry.Label, x + KeyWidth + 4, margin + y + 10);
        }

        for (int i = 0; i < figure.Panels.Count; i++)
        {
            Panel panel = figure.Panels[i];
            double x = margin + widths.Take(i % columns).Sum(w => w + Gap);
            double y = top + heights.Take(i / columns).Sum(h => h + Gap) + rises[i / columns];
            body.Begin("g", ("transform", $"translate({SvgWriter.Number(x)} {SvgWriter.Number(y)})"));
            panel.Draw(body);
            body.End("g");
        }

        double height = top + heights.Sum(h => h + Gap) - Gap + margin;
        SvgWriter svg = new();
        svg.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        BeginPicture(svg, figure.Title, width, height, 0, "img", ("xmlns", "http://www.w3.org/2000/svg"));
        svg.Raw(
            $"<title>{SvgWriter.Escape(figure.Title)}</title>\n<desc>{SvgWriter.Escape(figure.Caption)}</desc>\n<style>\n{ChartStyle.Css}");
        svg.Raw("svg.chart{background:#fff}\n@media screen and (prefers-color-scheme:dark){svg.chart{background:#16181d}}\n</style>\n");
        svg.Raw(body.ToString());
        svg.End("svg");
        return svg.ToString();
    }

    /// <summary>One panel as an element of a page.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="figure">The picture of the panel, for its text alternative.</param>
    internal static string Element(Panel panel, Figure figure)
    {
        SvgWriter svg = new(isForPage: true);
        double rise = figure.Panels.Max(p => p.Rise);
        string name = panel.SpokenName ?? panel.Title;
        string label = name.Length == 0 ? figure.Title : $"{figure.Title}: {name}";
        BeginPicture(svg, label, panel.Width, panel.Height + rise, rise, RoleOf(panel), [.. Abilities(panel)]);
        panel.Draw(svg);
        svg.End("svg");
        return svg.ToString();
    }

    /// <summary>The role of a panel for readers. Parts that can be reached are a group, which a single image would hide.</summary>
    private static string RoleOf(Panel panel) =>
        panel is MatrixPanel || (panel is Chart chart && chart.Marks.Any(m => m is Marker or Ring)) ? "group" : "img";

    /// <summary>The gestures that the script of a page adds to a panel.</summary>
    private static IEnumerable<(string Name, string Value)> Abilities(Panel panel)
    {
        if (panel is Chart { IsSignal: true })
        {
            yield return ("data-zoom", "");
        }

        if (panel is Chart { Target: { } sample })
        {
            yield return ("data-go", FormattableString.Invariant($"{sample}"));
        }
    }

    /// <summary>The key of a legend as an element of a page.</summary>
    internal static string Element(LegendEntry entry)
    {
        SvgWriter svg = new();
        svg.Begin("svg", ("class", "chart key"), ("width", SvgWriter.Number(KeyWidth)), ("height", "12"), ("aria-hidden", "true"));
        Key(svg, entry, 0, 0);
        svg.End("svg");
        return svg.ToString();
    }

    private static void BeginPicture(
        SvgWriter svg,
        string label,
        double width,
        double height,
        double rise,
        string role,
        params ReadOnlySpan<(string, string)> attributes)
    {
        (string w, string h) = (SvgWriter.Number(width), SvgWriter.Number(height));
        svg.Begin("svg",
        [
            .. attributes,
            ("class", "chart"),
            ("width", w),
            ("height", h),
            ("viewBox", $"0 {SvgWriter.Number(-rise)} {w} {h}"),
            ("role", role),
            ("aria-label", label),
        ]);
    }

    private static void Key(SvgWriter svg, LegendEntry entry, double x, double y)
    {
        (string left, string middle) = (SvgWriter.Number(x), SvgWriter.Number(y + 6));
        switch (entry.Shape)
        {
            case LegendShape.Region:
                svg.Element(
                    "rect",
                    null,
                    ("class", $"region {entry.Tone.Name}"),
                    ("x", left),
                    ("y", SvgWriter.Number(y)),
                    ("width", SvgWriter.Number(KeyWidth)),
                    ("height", "12"));
                break;
            case LegendShape.Line:
                svg.Element(
                    "path",
                    null,
                    ("class", $"line {entry.Tone.Name} sign"),
                    ("stroke-width", "2"),
                    ("d", $"M{SvgWriter.Number(x + 1)} {middle}h{SvgWriter.Number(KeyWidth - 2)}"));
                if (!Signs.IsCircle(entry.Tone))
                {
                    svg.Element(
                        "path", null, ("class", $"fill {entry.Tone.Name}"), ("d", Signs.Path(entry.Tone, x + (KeyWidth / 2), y + 6, 3)));
                }

                break;
            case LegendShape.Dot when !Signs.IsCircle(entry.Tone):
                svg.Element(
                    "path", null, ("class", $"fill {entry.Tone.Name}"), ("d", Signs.Path(entry.Tone, x + (KeyWidth / 2), y + 6, 4.5)));
                break;
            default:
                svg.Element(
                    "path",
                    null,
                    ("class", $"dot {entry.Tone.Name}"),
                    ("stroke-width", "8"),
                    ("d", $"M{SvgWriter.Number(x + (KeyWidth / 2))} {middle}h0"));
                break;
        }
    }

    private static List<(LegendEntry Entry, double X, double Y)> PlaceLegend(IReadOnlyList<LegendEntry> legend, double margin, double width)
    {
        List<(LegendEntry, double, double)> placed = [];
        (double x, double y) = (margin, 0);
        foreach (LegendEntry entry in legend)
        {
            double length = KeyWidth + 4 + Panel.LengthOf(entry.Label) + 12;
            if (x > margin && x + length > width - margin)
            {
                (x, y) = (margin, y + LegendHeight);
            }

            placed.Add((entry, x, y));
            x += length;
        }

        return placed;
    }
}
