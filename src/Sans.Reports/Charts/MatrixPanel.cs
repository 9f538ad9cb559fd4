namespace Sans.Reports.Charts;

/// <summary>A panel of shares by row and column, darker for larger shares.</summary>
/// <param name="Title">The title above it.</param>
/// <param name="Names">The names of rows and columns.</param>
/// <param name="Shares">The shares, row after row, each in [0, 1], with as many rows as columns.</param>
/// <param name="Hovers">The hover text of each cell.</param>
/// <param name="Tone">Its colour.</param>
public sealed record MatrixPanel(
    string Title, IReadOnlyList<string> Names, IReadOnlyList<double> Shares, IReadOnlyList<string> Hovers, Tone Tone)
    : Panel(Title, NamesWidth + Side + 8, TitleHeight + Side + NamesHeight)
{
    private const double Side = 180;
    private const double NamesWidth = 64;
    private const double NamesHeight = 20;
    private const double RoomForNumbers = 26;

    /// <inheritdoc/>
    internal override void Draw(SvgWriter svg)
    {
        DrawTitle(svg, 4, Width - 4);
        double cell = Side / Names.Count;
        string size = SvgWriter.Number(cell);
        for (int row = 0; row < Names.Count; row++)
        {
            double y = TitleHeight + (row * cell);
            svg.Text(Fit(Names[row], NamesWidth - 8, 10), NamesWidth - 4, y + (cell / 2) + 3.5, "end", "small", hover: Names[row]);
            svg.Text(
                Fit(Names[row], cell + 2, 10),
                NamesWidth + ((row + 0.5) * cell),
                TitleHeight + Side + 13,
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
                    ("class", "fill " + Tone.Name),
                    ("fill-opacity", SvgWriter.Number(0.75 * Shares[i])),
                    ("x", SvgWriter.Number(x)),
                    ("y", SvgWriter.Number(y)),
                    ("width", size),
                    ("height", size));
                if (cell >= RoomForNumbers)
                {
                    svg.Text(SvgWriter.Number(Math.Round(100 * Shares[i])), x + (cell / 2), y + (cell / 2) + 4, "middle", "label");
                }
            }
        }

        svg.Element(
            "rect",
            null,
            ("class", "frame"),
            ("x", SvgWriter.Number(NamesWidth)),
            ("y", SvgWriter.Number(TitleHeight)),
            ("width", SvgWriter.Number(Side)),
            ("height", SvgWriter.Number(Side)));
    }
}
