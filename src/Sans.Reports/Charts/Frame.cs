namespace Sans.Reports.Charts;

/// <summary>The rectangle between the axes, in pixels.</summary>
internal readonly record struct Frame(double Left, double Top, double Right, double Bottom, Axis XAxis, Axis YAxis)
{
    // Coordinates beyond this are cut off anyway, and some viewers fail on large ones.
    private const double Far = 1e4;

    /// <summary>The distance from the left in pixels.</summary>
    public double X(double value) => Math.Clamp(Left + (XAxis.Position(value) * (Right - Left)), -Far, Far);

    /// <summary>The distance from the top in pixels.</summary>
    public double Y(double value) => Math.Clamp(Bottom - (YAxis.Position(value) * (Bottom - Top)), -Far, Far);

    /// <summary>A point in the form of a path.</summary>
    public string At(Point point) => $"{SvgWriter.Coarse(X(point.X))} {SvgWriter.Coarse(Y(point.Y))}";
}
