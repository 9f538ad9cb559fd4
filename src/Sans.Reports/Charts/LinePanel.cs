namespace Sans.Reports.Charts;

/// <summary>A panel of lines without axes, one below the other: learned kernels.</summary>
/// <param name="Title">Printed above it.</param>
/// <param name="Rows">The lines.</param>
/// <param name="Width">In pixels.</param>
/// <param name="RowHeight">Pixels of each line.</param>
public sealed record LinePanel(string Title, IReadOnlyList<LineRow> Rows, double Width = 150, double RowHeight = 44) : Panel(Title, Width, TitleHeight + (Rows.Count * RowHeight) + 4)
{
    /// <inheritdoc/>
    internal override void Draw(SvgWriter svg)
    {
        DrawTitle(svg, 4, Width - 4);
        for (int i = 0; i < Rows.Count; i++)
        {
            double y = TitleHeight + (i * RowHeight);
            LineRow row = Rows[i];
            svg.Element(
                "rect", row.Hover, ("class", "frame"), ("x", "4"), ("y", SvgWriter.Number(y)), ("width", SvgWriter.Number(Width - 8)), ("height", SvgWriter.Number(RowHeight - 4)));
            double room = Width - 16;
            double width = row.Share * room;
            LineBox.Draw(svg, row.Values, row.Tone, 8 + ((room - width) / 2), y + 3, width, RowHeight - 10, row.Hover);
        }
    }
}

/// <summary>One line of a <see cref="LinePanel"/>.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Values">From left to right.</param>
/// <param name="Share">The share of the width that it takes, above 0 and at most 1.</param>
/// <param name="Hover">What it is.</param>
public sealed record LineRow(Tone Tone, IReadOnlyList<float> Values, double Share, string Hover);
