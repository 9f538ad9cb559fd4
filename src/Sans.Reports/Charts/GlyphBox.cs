using System.Text;

namespace Sans.Reports.Charts;

/// <summary>Draws a glyph into a small rectangle.</summary>
internal static class GlyphBox
{
    // The least height around a line at zero.
    private const float LeastHeight = 1e-12f;
    private const double Gap = 3;

    /// <summary>
    /// Draws the glyph. Zero is in the middle of the height, and the largest magnitude of all kernels at its border.
    /// </summary>
    public static void Draw(SvgWriter svg, Glyph glyph, Tone tone, double x, double y, double width, double height)
    {
        float largest = glyph.Atoms.SelectMany(a => a.Values).Select(Math.Abs).Append(LeastHeight).Max();
        Atom[] pictures = [.. glyph.Atoms.Where(a => a.Columns > 0)];
        if (pictures.Length > 0)
        {
            DrawPictures(svg, pictures, largest, x, y, width, height);
            return;
        }

        double middle = y + (height / 2);
        svg.Element("path", null, ("class", "rule"), ("d", $"M{N(x)} {N(middle)}h{N(width)}"));
        for (int i = 0; i < glyph.Atoms.Count; i++)
        {
            DrawLine(svg, glyph.Atoms[i].Values, i == 0 ? tone.Name : $"{tone.Name} other", largest, x, middle, width, height);
        }
    }

    private static void DrawLine(
        SvgWriter svg,
        IReadOnlyList<float> values,
        string style,
        float largest,
        double x,
        double middle,
        double width,
        double height)
    {
        double Up(float value) => middle - (value / largest * height / 2);
        if (values.Count == 1)
        {
            // A single sample has no line.
            svg.Element(
                "path",
                null,
                ("class", $"stem {style}"),
                ("stroke-width", "2"),
                ("d", $"M{N(x + (width / 2))} {N(middle)}V{N(Up(values[0]))}"));
        }
        else if (values.Count > 1)
        {
            double step = width / (values.Count - 1);
            StringBuilder path = new();
            PathSteps steps = new(path);
            Point[] places = Thinning.PerPixel([.. values.Select((v, i) => new Point(x + (i * step), Up(v)))]);
            for (int i = 0; i < places.Length; i++)
            {
                steps.Append(i == 0 ? 'm' : 'l', places[i].X, places[i].Y);
            }

            svg.Element("path", null, ("class", $"line {style}"), ("stroke-width", "1.3"), ("d", path.ToString()));
        }
    }

    private static void DrawPictures(
        SvgWriter svg, Atom[] pictures, float largest, double x, double y, double width, double height)
    {
        double side = Math.Min((width - (Gap * (pictures.Length - 1))) / pictures.Length, height);
        double left = x + ((width - (pictures.Length * side) - (Gap * (pictures.Length - 1))) / 2);
        foreach (Atom picture in pictures)
        {
            (string, string)[] place = [("x", N(left)), ("y", N(y + ((height - side) / 2))), ("width", N(side)), ("height", N(side))];
            svg.Element("image", null,
            [
                ("class", "pixels"),
                .. place,
                ("preserveAspectRatio", "none"),
                ("href", SignedPng.DataUri(picture.Values, picture.Columns, largest)),
            ]);
            svg.Element("rect", null, [("class", "frame"), .. place]);
            left += side + Gap;
        }
    }

    private static string N(double value) => SvgWriter.Number(value);
}
