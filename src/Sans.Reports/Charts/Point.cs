namespace Sans.Reports.Charts;

/// <summary>A place in the units of the axes.</summary>
public readonly record struct Point(double X, double Y)
{
    /// <summary>Whether it can be drawn.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}
