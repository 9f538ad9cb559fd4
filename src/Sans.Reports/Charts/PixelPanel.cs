namespace Sans.Reports.Charts;

/// <summary>A panel of pixels: red above zero, blue below, and the ground at zero, on light and dark screens.</summary>
/// <param name="Title">The title above it.</param>
/// <param name="Values">Row after row, from above.</param>
/// <param name="Columns">Pixels of a row, at least 1.</param>
/// <param name="Limit">The magnitude of full colour, above 0. Larger ones look the same.</param>
/// <param name="Side">Its width in pixels of the screen, from which its height follows.</param>
public sealed record PixelPanel(string Title, IReadOnlyList<float> Values, int Columns, float Limit, double Side = 120)
    : Panel(Title, Side + 8, (Side * (Values.Count / Columns) / Columns) + TitleHeight + 4)
{
    /// <inheritdoc/>
    internal override void Draw(SvgWriter svg)
    {
        DrawTitle(svg, 4, Width - 4);
        string side = SvgWriter.Number(Side);
        string height = SvgWriter.Number(Height - TitleHeight - 4);
        (string, string)[] place = [("x", "4"), ("y", SvgWriter.Number(TitleHeight)), ("width", side), ("height", height)];
        svg.Element(
            "image",
            null,
            [("class", "pixels"), .. place, ("preserveAspectRatio", "none"), ("href", SignedPng.DataUri(Values, Columns, Limit))]);
        svg.Element("rect", null, [("class", "frame"), .. place]);
    }
}
