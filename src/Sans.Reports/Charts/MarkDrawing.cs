using System.Text;

namespace Sans.Reports.Charts;

/// <summary>Draws marks.</summary>
internal static class MarkDrawing
{
    private const double MarkerRadius = 4;
    private const double RingRadius = 6;

    // The shape of a smaller dot cannot be seen.
    private const double LeastSign = 4;

    // Smaller dots than that stand for hundreds of trainings, where those of one pixel are one.
    private const double LeastExact = 3;

    // More of them would merge.
    private const int MostHeads = 120;

    /// <summary>Draws one mark.</summary>
    public static void Draw(SvgWriter svg, Mark mark, Frame frame)
    {
        (string, string)[] name =
        [
            .. mark.Name is { } given ? [("data-name", given)] : (ReadOnlySpan<(string, string)>)[],
            .. mark.Zero != 0 ? [("data-zero", FormattableString.Invariant($"{mark.Zero:R}"))] : (ReadOnlySpan<(string, string)>)[],
        ];
        switch (mark)
        {
            case Region region:
                Path(svg, $"region {region.Tone.Name}", Closed(region.Corners, frame), name);
                break;
            case Band band:
                Path(svg, $"band fill {band.Tone.Name}", Between(band, frame), name);
                break;
            case Density density:
                Path(svg, $"density {density.Tone.Name}", string.Concat(density.Loops.Select(l => Closed(l, frame))), name);
                break;
            case Line line:
                Path(svg, $"line {line.Tone.Name}{(line.HasSign ? " sign" : "")}", Joined(line, frame), name, line.Width);
                break;
            case Dots dots:
                DrawDots(svg, dots, frame, name);
                break;
            case Stems stems:
                DrawStems(svg, stems, frame, name);
                break;
            case Marker marker when marker.Place.IsFinite:
                DrawMarker(svg, marker, frame);
                break;
            case Ring ring when ring.Place.IsFinite && IsInside(ring.Place, frame):
                svg.Element(
                    "circle",
                    ring.Hover,
                    ("class", $"ring {ring.Tone.Name}"),
                    ("tabindex", "0"),
                    ("role", "img"),
                    ("cx", SvgWriter.Number(frame.X(ring.Place.X))),
                    ("cy", SvgWriter.Number(frame.Y(ring.Place.Y))),
                    ("r", SvgWriter.Number(RingRadius)));
                break;
        }
    }

    private static void DrawDots(SvgWriter svg, Dots dots, Frame frame, (string, string)[] name)
    {
        Point[] seen = [.. dots.Points.Where(p => p.IsFinite && IsInside(p, frame))];
        if (dots.Diameter < LeastSign || Signs.IsCircle(dots.Tone))
        {
            // A line of no length with round ends is a dot.
            StringBuilder path = new();
            PathSteps steps = new(path);
            IEnumerable<Point> places = seen.Select(p => new Point(frame.X(p.X), frame.Y(p.Y)));
            foreach (Point place in dots.Diameter < LeastExact ? Thinning.OnePerPixel(places) : places)
            {
                steps.Append('m', place.X, place.Y);
                path.Append("h0");
            }

            Path(svg, $"dot {dots.Tone.Name}", path.ToString(), name, dots.Diameter);
            return;
        }

        // The script of a page takes the value from the middle of a sign. A line of no length is not filled.
        Path(svg, $"fill {dots.Tone.Name}", string.Concat(seen.Select(p => (svg.IsForPage ? $"M{frame.At(p)}h0" : "")
            + Signs.Path(dots.Tone, frame.X(p.X), frame.Y(p.Y), dots.Diameter / 2))), name);
    }

    private static void DrawMarker(SvgWriter svg, Marker marker, Frame frame)
    {
        (double x, double y) = (frame.X(marker.Place.X), frame.Y(marker.Place.Y));
        (string, string)[] style =
            [("class", $"mark fill {marker.Tone.Name}"), ("tabindex", "0"), ("role", "img")];
        if (Signs.IsCircle(marker.Tone))
        {
            svg.Element(
                "circle",
                marker.Hover,
                [.. style, ("cx", SvgWriter.Number(x)), ("cy", SvgWriter.Number(y)), ("r", SvgWriter.Number(MarkerRadius))]);
        }
        else
        {
            svg.Element("path", marker.Hover, [.. style, ("d", Signs.Path(marker.Tone, x, y, MarkerRadius))]);
        }
    }

    private static bool IsInside(Point point, Frame frame) => frame.XAxis.Holds(point.X) && frame.YAxis.Holds(point.Y);

    private static void Path(SvgWriter svg, string style, string path, (string, string)[] name, double? width = null)
    {
        if (path.Length == 0)
        {
            return;
        }

        (string, string)[] stroke = width is { } pixels ? [("stroke-width", SvgWriter.Number(pixels))] : [];
        svg.Element("path", null, [("class", style), .. name, .. stroke, ("d", path)]);
    }

    private static string Closed(IEnumerable<Point> corners, Frame frame)
    {
        StringBuilder path = new();
        PathSteps steps = new(path);
        foreach (Point corner in corners.Where(c => c.IsFinite))
        {
            steps.Append(path.Length == 0 ? 'm' : 'l', frame.X(corner.X), frame.Y(corner.Y));
        }

        return path.Length == 0 ? "" : path.Append('z').ToString();
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
        PathSteps steps = new(path);
        bool isOpen = false;
        Point[] pixels = [.. line.Points.Select(p => p.IsFinite ? new Point(frame.X(p.X), frame.Y(p.Y)) : p)];
        foreach (Point point in line.IsStep ? pixels : Thinning.PerPixel(pixels))
        {
            if (!point.IsFinite)
            {
                isOpen = false;
                continue;
            }

            if (isOpen && line.IsStep)
            {
                path.Append('H').Append(SvgWriter.Number(point.X)).Append('V').Append(SvgWriter.Number(point.Y));
            }
            else
            {
                steps.Append(isOpen ? 'l' : 'm', point.X, point.Y);
            }

            isOpen = true;
        }

        return path.ToString();
    }

    private static void DrawStems(SvgWriter svg, Stems stems, Frame frame, (string, string)[] name)
    {
        Point[] seen = [.. stems.Points.Where(p => p.IsFinite)];
        string zero = SvgWriter.Number(frame.Y(0));
        Path(svg, $"stem {stems.Tone.Name}", string.Concat(
            seen.Select(p => $"M{SvgWriter.Number(frame.X(p.X))} {zero}V{SvgWriter.Number(frame.Y(p.Y))}")), name, 1);
        if (seen.Length <= MostHeads)
        {
            Path(svg, $"dot {stems.Tone.Name}", string.Concat(seen.Select(p => $"M{frame.At(p)}h0")), name, 3);
        }
    }
}
