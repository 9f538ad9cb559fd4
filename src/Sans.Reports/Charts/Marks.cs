namespace Sans.Reports.Charts;

/// <summary>
/// A mark between the axes of a chart. Parts outside of them are cut off. Points that are not finite are left out.
/// </summary>
/// <param name="Tone">Its colour.</param>
public abstract record Mark(Tone Tone)
{
    /// <summary>
    /// The name of its series for readers who point at it. By default that of its colour in the legend, or none. An empty name
    /// leaves the mark out.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The value of the upward axis where it has its own zero, such as a residual below a signal.</summary>
    public double Zero { get; init; }

    /// <summary>The values that it shows. None where it is a ground of others.</summary>
    internal virtual IEnumerable<Point> Values => [];
}

/// <summary>A shaded part of the plane.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Corners">Its corners, at least 3.</param>
public sealed record Region(Tone Tone, IReadOnlyList<Point> Corners) : Mark(Tone)
{
    /// <summary>A rectangle.</summary>
    public static Region Rectangle(Tone tone, Point corner, Point opposite) =>
        new(tone, [corner, corner with { X = opposite.X }, opposite, corner with { Y = opposite.Y }]);
}

/// <summary>Points joined in their order.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Points">The points. One that is not finite makes a gap.</param>
/// <param name="IsStep">Whether a value holds until the next one.</param>
/// <param name="Width">In pixels.</param>
public sealed record Line(Tone Tone, IReadOnlyList<Point> Points, bool IsStep = false, double Width = 1.5) : Mark(Tone)
{
    /// <summary>Whether the mark represents its series and has the dashes of that series.</summary>
    public bool HasSign { get; init; }

    /// <inheritdoc/>
    internal override IEnumerable<Point> Values => Points;
}

/// <summary>The area between two lines over the same places.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Lower">The lower line.</param>
/// <param name="Upper">The upper line, as many points.</param>
public sealed record Band(Tone Tone, IReadOnlyList<Point> Lower, IReadOnlyList<Point> Upper) : Mark(Tone);

/// <summary>Many small dots in one path, so that the file of thousands of dots stays small.</summary>
/// <param name="Tone">Their colour.</param>
/// <param name="Points">The points.</param>
/// <param name="Diameter">In pixels.</param>
public sealed record Dots(Tone Tone, IReadOnlyList<Point> Points, double Diameter = 3) : Mark(Tone)
{
    /// <inheritdoc/>
    internal override IEnumerable<Point> Values => Points;
}

/// <summary>One important point, with a hover text.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Place">The point.</param>
/// <param name="Hover">The hover text.</param>
public sealed record Marker(Tone Tone, Point Place, string Hover) : Mark(Tone)
{
    /// <inheritdoc/>
    internal override IEnumerable<Point> Values => [Place];
}

/// <summary>A ring around one point, such as the chosen one.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Place">Its place.</param>
/// <param name="Hover">Its hover text.</param>
public sealed record Ring(Tone Tone, Point Place, string Hover) : Mark(Tone);

/// <summary>Lines from zero to values, with a dot at their end: an activation map.</summary>
/// <param name="Tone">Their colour.</param>
/// <param name="Points">The values.</param>
public sealed record Stems(Tone Tone, IReadOnlyList<Point> Points) : Mark(Tone)
{
    /// <inheritdoc/>
    internal override IEnumerable<Point> Values => Points;
}

/// <summary>The area within closed lines, which may have holes.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Loops">The closed lines.</param>
public sealed record Density(Tone Tone, IReadOnlyList<IReadOnlyList<Point>> Loops) : Mark(Tone)
{
    /// <inheritdoc/>
    internal override IEnumerable<Point> Values => Loops.SelectMany(l => l);
}

/// <summary>A small picture at the right of a chart, joined to one of its points.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Glyph">The glyph.</param>
/// <param name="Anchor">The point that it belongs to.</param>
/// <param name="Hover">The hover text.</param>
public sealed record Inset(Tone Tone, Glyph Glyph, Point Anchor, string Hover);
