namespace Sans.Reports.Charts;

/// <summary>A line without axes in a small rectangle: a kernel.</summary>
internal static class LineBox
{
    // Around a line at zero.
    private const float LeastHeight = 1e-12f;

    /// <summary>Draws values from left to right; zero lies in the middle of the height, and the largest magnitude at its border.</summary>
    public static void Draw(SvgWriter svg, IReadOnlyList<float> values, Tone tone, double x, double y, double width, double height, string hover)
    {
        if (values.Count == 0)
        {
            return;
        }

        float largest = Math.Max(LeastHeight, values.Max(Math.Abs));
        double middle = y + (height / 2);
        string N(double v) => SvgWriter.Number(v);
        svg.Element("path", null, ("class", "rule"), ("d", $"M{N(x)} {N(middle)}h{N(width)}"));
        double Up(float value) => middle - (value / largest * height / 2);
        if (values.Count == 1)
        {
            // A single sample has no line.
            svg.Element("path", hover, ("class", $"stem {tone.Name}"), ("stroke-width", "2"), ("d", $"M{N(x + (width / 2))} {N(middle)}V{N(Up(values[0]))}"));
            return;
        }

        double step = width / (values.Count - 1);
        string path = "M" + string.Join('L', values.Select((v, i) => $"{N(x + (i * step))} {N(Up(v))}"));
        svg.Element("path", hover, ("class", $"line {tone.Name}"), ("stroke-width", "1.3"), ("d", path));
    }
}
