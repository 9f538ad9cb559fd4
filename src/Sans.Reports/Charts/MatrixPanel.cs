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
        for (int row = 0; row < Names.Count; row++)
        {
            double y = TitleHeight + (row * cell);
            svg.Text(Fit(Names[row], NamesWidth - 8, 10), NamesWidth - 4, y + (cell / 2) + 3.5, "end", "small", hover: Names[row]);
            svg.Text(
                Fit(Names[row], cell + 2, 10),
                NamesWidth + ((row + 0.5) * cell),
                TitleHeight + all + 13,
                "middle",
                "small",
                hover: Names[row]);
            for (int column = 0; column < Names.Count; column++)
            {
                int i = (row * Names.Count) + column;
                double x = NamesWidth + (column * cell);
                svg.Element(
                    "rect",
                    Hovers[i],
                    ("class", "fill " + Tone.Series(0).Name),
                    ("fill-opacity", SvgWriter.Number(Strongest * Shares[i])),
                    ("x", SvgWriter.Number(x)),
                    ("y", SvgWriter.Number(y)),
                    ("width", size),
                    ("height", size));
                svg.Text(SvgWriter.Number(Math.Round(100 * Shares[i])), x + (cell / 2), y + (cell / 2) + 4, "middle", "label");
            }
        }

        svg.Element(
            "rect",
            null,
            ("class", "frame"),
            ("x", SvgWriter.Number(NamesWidth)),
            ("y", SvgWriter.Number(TitleHeight)),
            ("width", SvgWriter.Number(all)),
            ("height", SvgWriter.Number(all)));
    }

    /// <summary>Pixels of the square. Each number has room in its cell.</summary>
    private static double SideOf(int classes) => Math.Max(LeastSide, LeastCell * classes);
}
