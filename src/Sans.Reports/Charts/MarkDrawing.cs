using System.Text;

namespace Sans.Reports.Charts;

/// <summary>Draws marks.</summary>
internal static class MarkDrawing
{
    private const double MarkerRadius = 4;

    // More of them would merge.
    private const int MostHeads = 120;

    /// <summary>Draws one mark.</summary>
    public static void Draw(SvgWriter svg, Mark mark, Frame frame)
    {
        switch (mark)
        {
            case Region region:
                Path(svg, $"region {region.Tone.Name}", Closed(region.Corners, frame));
                break;
            case Band band:
                Path(svg, $"band fill {band.Tone.Name}", Between(band, frame));
                break;
            case Density density:
                Path(svg, $"density {density.Tone.Name}", string.Concat(density.Loops.Select(l => Closed(l, frame))));
                break;
            case Line line:
                Path(svg, $"line {line.Tone.Name}", Joined(line, frame), line.Width);
                break;
            case Dots dots:
                // A line of no length with round ends is a dot.
                Path(svg, $"dot {dots.Tone.Name}", string.Concat(dots.Points
                    .Where(p => p.IsFinite && IsInside(p, frame))
                    .Select(p => $"M{frame.At(p)}h0")), dots.Diameter);
                break;
            case Stems stems:
                DrawStems(svg, stems, frame);
                break;
            case Marker marker when marker.Place.IsFinite:
                svg.Element(
                    "circle",
                    marker.Hover,
                    ("class", $"mark fill {marker.Tone.Name}"),
                    ("cx", SvgWriter.Number(frame.X(marker.Place.X))),
                    ("cy", SvgWriter.Number(frame.Y(marker.Place.Y))),
                    ("r", SvgWriter.Number(MarkerRadius)));
                break;
        }
    }

    private static bool IsInside(Point point, Frame frame) => frame.XAxis.Holds(point.X) && frame.YAxis.Holds(point.Y);

    private static void Path(SvgWriter svg, string style, string path, double? width = null)
    {
        if (path.Length == 0)
        {
            return;
        }

        if (width is { } pixels)
        {
            svg.Element("path", null, ("class", style), ("stroke-width", SvgWriter.Number(pixels)), ("d", path));
        }
        else
        {
            svg.Element("path", null, ("class", style), ("d", path));
        }
    }

    private static string Closed(IEnumerable<Point> corners, Frame frame)
    {
        Point[] seen = [.. corners.Where(c => c.IsFinite)];
        return seen.Length == 0 ? "" : "M" + string.Join('L', seen.Select(c => frame.At(c))) + "z";
    }

    private static string Between(Band band, Frame frame)
    {
        // The band has a gap where the line has one.
        StringBuilder path = new();
        List<int> piece = [];
        for (int i = 0; i <= band.Lower.Count; i++)
        {
            if (i < band.Lower.Count && band.Lower[i].IsFinite && band.Upper[i].IsFinite)
            {
                piece.Add(i);
            }
            else if (piece.Count > 0)
            {
                path.Append(Closed(piece
                    .Select(p => band.Lower[p])
                    .Concat(piece.AsEnumerable().Reverse().Select(p => band.Upper[p])), frame));
                piece.Clear();
            }
        }

        return path.ToString();
    }

    private static string Joined(Line line, Frame frame)
    {
        StringBuilder path = new();
        bool isOpen = false;
        foreach (Point point in line.Points)
        {
            if (!point.IsFinite)
            {
                isOpen = false;
                continue;
            }

            if (isOpen && line.IsStep)
            {
                path.Append('H').Append(SvgWriter.Number(frame.X(point.X))).Append('V').Append(SvgWriter.Number(frame.Y(point.Y)));
            }
            else
            {
                path.Append(isOpen ? 'L' : 'M').Append(frame.At(point));
            }

            isOpen = true;
        }

        return path.ToString();
    }

    private static void DrawStems(SvgWriter svg, Stems stems, Frame frame)
    {
        Point[] seen = [.. stems.Points.Where(p => p.IsFinite)];
        string zero = SvgWriter.Number(frame.Y(0));
        Path(svg, $"stem {stems.Tone.Name}", string.Concat(
            seen.Select(p => $"M{SvgWriter.Number(frame.X(p.X))} {zero}V{SvgWriter.Number(frame.Y(p.Y))}")), 1);
        if (seen.Length <= MostHeads)
        {
            Path(svg, $"dot {stems.Tone.Name}", string.Concat(seen.Select(p => $"M{frame.At(p)}h0")), 3);
        }
    }
}
