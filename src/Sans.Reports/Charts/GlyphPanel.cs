namespace Sans.Reports.Charts;

/// <summary>A panel of glyphs, one below the other.</summary>
/// <param name="Title">The title above it.</param>
/// <param name="Rows">The glyphs.</param>
/// <param name="Width">In pixels.</param>
/// <param name="RowHeight">Height of a row, in pixels.</param>
public sealed record GlyphPanel(
    string Title,
    IReadOnlyList<GlyphRow> Rows,
    double Width = 150,
    double RowHeight = 44) : Panel(Title, Width, TitleHeight + (Rows.Count * RowHeight) + 4)
{
    /// <inheritdoc/>
    internal override Panel AtWidth(double width) => this with { Width = width };

    /// <inheritdoc/>
    internal override IEnumerable<SpokenValues> Spoken(Func<Tone, string> nameOf) =>
        Rows.Select(r => new SpokenValues(nameOf(r.Tone), r.Hover));

    /// <inheritdoc/>
    internal override void Draw(SvgWriter svg)
    {
        DrawTitle(svg, 4, Width - 4);
        for (int i = 0; i < Rows.Count; i++)
        {
            double y = TitleHeight + (i * RowHeight);
            GlyphRow row = Rows[i];
            svg.BeginGroup(row.Hover);
            svg.Element(
                "rect",
                null,
                ("class", "box"),
                ("x", "4"),
                ("y", SvgWriter.Number(y)),
                ("width", SvgWriter.Number(Width - 8)),
                ("height", SvgWriter.Number(RowHeight - 4)));
            double room = Width - 16;
            double width = row.Share * room;
            GlyphBox.Draw(svg, row.Glyph, row.Tone, 8 + ((room - width) / 2), y + 3, width, RowHeight - 10);
            svg.End("g");
        }
    }
}

/// <summary>One glyph of a <see cref="GlyphPanel"/>.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Glyph">The glyph.</param>
/// <param name="Share">The share of the width that it takes, above 0 and at most 1.</param>
/// <param name="Hover">The hover text.</param>
public sealed record GlyphRow(Tone Tone, Glyph Glyph, double Share, string Hover);
