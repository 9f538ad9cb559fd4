namespace Sans.Reports.Charts;

/// <summary>A panel of shares by row and column. Larger shares have darker cells.</summary>
/// <param name="Title">Printed above it.</param>
/// <param name="Names">The names of rows and columns.</param>
/// <param name="Shares">Row after row, each in [0, 1]. As many rows as columns.</param>
/// <param name="Hovers">The hover text of each cell.</param>
public sealed record MatrixPanel(
    string Title, IReadOnlyList<string> Names, IReadOnlyList<double> Shares, IReadOnlyList<string> Hovers)
    : Panel(Title, NamesWidth + SideOf(Names.Count) + 8, TitleHeight + SideOf(Names.Count) + NamesHeight)
{
    // Full colour is no more than that, so that numbers are read on every cell.
    private const double Strongest = 0.45;
    private const double LeastSide = 180;
    private const double LeastCell = 27;
    private const double NamesWidth = 64;
    private const double NamesHeight = 20;

    /// <inheritdoc/>
    internal override void Draw(SvgWriter svg)
    {
        DrawTitle(svg, 4, Width - 4);
        double all = SideOf(Names.Count);
        double cell = all / Names.Count;
        string size = SvgWriter.Number(cell);

        // A screen reader goes through it as through any table. Columns are named first, and drawn below the cells.
        svg.Begin("g", ("role", "table"), ("aria-label", SpokenName ?? Title));
        svg.Begin("g", ("role", "row"));
        for (int column = 0; column < Names.Count; column++)
        {
            Head(svg, "columnheader", Names[column], cell + 2, NamesWidth + ((column + 0.5) * cell), TitleHeight + all + 13, "middle");
        }

        svg.End("g");
        for (int row = 0; row < Names.Count; row++)
        {
            double y = TitleHeight + (row * cell);
            svg.Begin("g", ("role", "row"));
            Head(svg, "rowheader", Names[row], NamesWidth - 8, NamesWidth - 4, y + (cell / 2) + 3.5, "end");
            for (int column = 0; column < Names.Count; column++)
            {
                int i = (row * Names.Count) + column;
                double x = NamesWidth + (column * cell);
                svg.Begin("g", ("role", "cell"));
                svg.Raw($"<title>{SvgWriter.Escape(Hovers[i])}</title>\n");
                svg.Element(
                    "rect",
                    null,
                    ("class", "fill " + Tone.Series(0).Name),
                    ("fill-opacity", SvgWriter.Number(Strongest * Shares[i])),
                    ("x", SvgWriter.Number(x)),
                    ("y", SvgWriter.Number(y)),
                    ("width", size),
                    ("height", size));
                svg.Text(SvgWriter.Number(Math.Round(100 * Shares[i])), x + (cell / 2), y + (cell / 2) + 4, "middle", "label");
                svg.End("g");
            }

            svg.End("g");
        }

        svg.End("g");
        svg.Element(
            "rect",
            null,
            ("class", "frame"),
            ("x", SvgWriter.Number(NamesWidth)),
            ("y", SvgWriter.Number(TitleHeight)),
            ("width", SvgWriter.Number(all)),
            ("height", SvgWriter.Number(all)));
    }

    private static void Head(SvgWriter svg, string role, string name, double room, double x, double y, string anchor)
    {
        svg.Begin("g", ("role", role));
        svg.Raw($"<title>{SvgWriter.Escape(name)}</title>\n");
        svg.Text(Fit(name, room, 10), x, y, anchor, "small");
        svg.End("g");
    }

    /// <summary>Pixels of the square. Each number has room in its cell.</summary>
    private static double SideOf(int classes) => Math.Max(LeastSide, LeastCell * classes);
}
