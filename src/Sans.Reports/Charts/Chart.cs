namespace Sans.Reports.Charts;

/// <summary>A panel with axes.</summary>
/// <param name="Title">The title above it.</param>
/// <param name="X">The axis to the right.</param>
/// <param name="Y">The axis upwards.</param>
/// <param name="Marks">The marks, the first one at the bottom.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record Chart(
    string Title, Axis X, Axis Y, IReadOnlyList<Mark> Marks, double Width = 300, double Height = 240) : Panel(Title, Width, Height)
{
    private const double InsetWidth = 44;
    private const double InsetGap = 5;
    private const double TickLength = 4;
    private const double LineHeight = 15;

    // Pixels that a number needs along an axis.
    private const double TickRoomUpwards = 26;

    /// <summary>Whether a reader can move and enlarge it to the right, as a signal.</summary>
    public bool IsSignal { get; init; }

    /// <summary>The sample of a whole recording that a click on it shows, or <see langword="null"/>.</summary>
    internal long? Target { get; init; }

    /// <summary>Small pictures to the right of the chart, from top to bottom.</summary>
    public IReadOnlyList<Inset> Insets { get; init; } = [];

    /// <inheritdoc/>
    internal override Panel AtWidth(double width) => this with { Width = width, Height = Height * width / Width };

    /// <inheritdoc/>
    internal override IEnumerable<SpokenValues> Spoken(Func<Tone, string> nameOf)
    {
        Point[][] lines = [.. Marks.OfType<Line>().Select(l => l.Points.ToArray())];
        foreach (Mark mark in Marks)
        {
            // The dots of a line are its points. What is grey without a name is behind the values, and an empty name leaves a mark out.
            string name = mark.Name ?? nameOf(mark.Tone);
            if (mark.Name is "" || (mark.Name is null && mark.Tone == Tone.Faint))
            {
                continue;
            }

            bool isRepeated = mark is Dots dots && Array.Exists(lines, l => l.SequenceEqual(dots.Points));
            SpokenValues? values = mark switch
            {
                Marker marker => new SpokenValues(name, marker.Hover),
                Ring ring => new SpokenValues(name, ring.Hover),
                Line or Dots or Stems when !isRepeated => SpokenValues.Of(name, mark.Values.Select(p => p with { Y = p.Y - mark.Zero })),
                Density => SpokenValues.Within(name, X.Label, Y.Label, mark.Values),
                _ => null,
            };
            if (values is { } told)
            {
                yield return told;
            }
        }
    }

    /// <inheritdoc/>
    internal override void Draw(SvgWriter svg)
    {
        double top = Title.Length > 0 ? TitleHeight : 8;
        double bottom = Height - 8 - (X.HasTicks ? LineHeight : 0) - (X.Label.Length > 0 ? LineHeight : 0);
        var upwards = Y.HasTicks ? Ticks.Of(Y, Math.Max(2, (int)((bottom - top) / TickRoomUpwards))) : [];
        double left = 4 + (Y.Label.Length > 0 ? LineHeight : 0) + (upwards.Count == 0
            ? 0
            : TickLength + 3 + upwards.Max(t => LengthOf(t.Text, 10)));
        double right = Width - 8 - (Insets.Count == 0 ? 0 : InsetWidth + 10);
        Frame frame = new(left, top, right, bottom, X, Y);
        DrawTitle(svg, left, Width - 4);
        svg.Begin(
            "svg",
            ("x", N(left)),
            ("y", N(top)),
            ("width", N(right - left)),
            ("height", N(bottom - top)),
            ("viewBox", $"{N(left)} {N(top)} {N(right - left)} {N(bottom - top)}"),
            ("data-x", Described(X)),
            ("data-y", Described(Y)));
        foreach (Mark mark in Marks)
        {
            MarkDrawing.Draw(svg, mark, frame);
        }

        svg.End("svg");
        svg.Element(
            "rect", null, ("class", "frame"), ("x", N(left)), ("y", N(top)), ("width", N(right - left)), ("height", N(bottom - top)));
        DrawTicks(svg, frame, upwards);
        DrawInsets(svg, frame);
        if (WhyEmpty() is { } why)
        {
            svg.Text(Fit(why, right - left - 8, 11), (left + right) / 2, (top + bottom) / 2, "middle", hover: Hover(why, right - left - 8));
        }
    }

    /// <summary>The reason why no value is seen, such as trainings that diverged, or <see langword="null"/> where one is.</summary>
    internal string? WhyEmpty()
    {
        Point[] points = [.. Marks.Where(m => m.Tone != Tone.Faint).SelectMany(m => m.Values).Where(p => p.IsFinite)];
        if (points.Length == 0 || Array.Exists(points, p => X.Holds(p.X) && Y.Holds(p.Y)))
        {
            return null;
        }

        return Beyond(Y, points.Select(p => p.Y)) ?? Beyond(X, points.Select(p => p.X)) ?? "all values lie beyond the axes";
    }

    private static string? Beyond(Axis axis, IEnumerable<double> values)
    {
        double[] all = [.. values.Order()];
        string from = Ticks.Near(all[0]), to = Ticks.Near(all[^1]);
        return Array.Exists(all, axis.Holds) ? null : $"beyond the axes: {axis.Label} {(from == to ? from : $"{from} to {to}")}";
    }

    private static string N(double value) => SvgWriter.Number(value);

    /// <summary>The ends of an axis and its label, from which the script of a page gives values. Names on an axis have none.</summary>
    private static string Described(Axis axis) => FormattableString.Invariant(
        $"{axis.Low:R} {axis.High:R} {(axis.IsLogarithmic ? 1 : 0)}{(axis.HasTicks && axis.Label.Length > 0 ? " " + axis.Label : "")}");

    private void DrawTicks(SvgWriter svg, Frame frame, IReadOnlyList<(double Value, string Text)> upwards)
    {
        Numbers(
            svg,
            "end",
            "small",
            upwards.Select(t => (
                $"M{N(frame.Left - TickLength)} {N(frame.Y(t.Value))}h{N(TickLength)}",
                t.Text,
                frame.Left - TickLength - 3,
                frame.Y(t.Value) + 3.5)));
        if (X.HasTicks)
        {
            DrawTicksAlong(svg, frame);
        }

        if (X.Label.Length > 0)
        {
            svg.Text(
                Fit(X.Label, frame.Right - frame.Left, 11),
                (frame.Left + frame.Right) / 2,
                Height - 5,
                "middle",
                hover: Hover(X.Label, frame.Right - frame.Left));
        }

        if (Y.Label.Length > 0)
        {
            svg.Text(
                Fit(Y.Label, frame.Bottom - frame.Top, 11),
                13,
                (frame.Top + frame.Bottom) / 2,
                "middle",
                isUpright: true,
                hover: Hover(Y.Label, frame.Bottom - frame.Top));
        }
    }

    private void DrawTicksAlong(SvgWriter svg, Frame frame)
    {
        // The number of ticks that fit depends on the length of their numbers.
        int most = Math.Max(2, (int)((frame.Right - frame.Left) / 40));
        var ticks = Ticks.Of(X, most);
        while (most > 2 && ticks.Sum(t => LengthOf(t.Text, 10) + 8) > frame.Right - frame.Left)
        {
            ticks = Ticks.Of(X, --most);
        }

        // The script writes other ticks when a reader moves the signal.
        Numbers(
            svg,
            "middle",
            "small along",
            ticks.Select(t =>
            {
                double x = frame.X(t.Value), half = LengthOf(t.Text, 10) / 2;
                return (
                    $"M{N(x)} {N(frame.Bottom)}v{N(TickLength)}",
                    t.Text,
                    Math.Clamp(x, half, Math.Max(half, Width - half)),
                    frame.Bottom + TickLength + 10);
            }));
    }

    /// <summary>The ticks of an axis with their numbers. On a page, the numbers share their style.</summary>
    private static void Numbers(
        SvgWriter svg, string anchor, string style, IEnumerable<(string Tick, string Text, double X, double Y)> numbers)
    {
        (string Tick, string Text, double X, double Y)[] all = [.. numbers];
        if (svg.IsForPage)
        {
            svg.Begin("g", ("class", style), ("text-anchor", anchor));
        }

        if (all.Length > 0)
        {
            svg.Element("path", null, ("class", "tick"), ("d", string.Concat(all.Select(n => n.Tick))));
        }

        foreach ((_, string text, double x, double y) in all)
        {
            svg.Text(text, x, y, svg.IsForPage ? "" : anchor, svg.IsForPage ? "" : "small");
        }

        if (svg.IsForPage)
        {
            svg.End("g");
        }
    }

    private void DrawInsets(SvgWriter svg, Frame frame)
    {
        double height = (frame.Bottom - frame.Top - (InsetGap * (Insets.Count - 1))) / Math.Max(1, Insets.Count);
        for (int i = 0; i < Insets.Count; i++)
        {
            Inset inset = Insets[i];
            (double x, double y) = (Width - 4 - InsetWidth, frame.Top + (i * (height + InsetGap)));
            if (inset.Anchor.IsFinite && X.Holds(inset.Anchor.X) && Y.Holds(inset.Anchor.Y))
            {
                svg.Element(
                    "path",
                    null,
                    ("class", "join"),
                    ("d", $"M{N(frame.X(inset.Anchor.X))} {N(frame.Y(inset.Anchor.Y))}L{N(x)} {N(y + (height / 2))}"));
            }

            svg.BeginGroup(inset.Hover);
            svg.Element("rect", null, ("class", "paper"), ("x", N(x)), ("y", N(y)), ("width", N(InsetWidth)), ("height", N(height)));
            GlyphBox.Draw(svg, inset.Glyph, inset.Tone, x + 3, y + 3, InsetWidth - 6, height - 6);
            svg.End("g");
        }
    }

    private static string? Hover(string text, double room) => Fit(text, room, 11) == text ? null : text;
}
