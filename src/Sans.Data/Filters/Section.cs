namespace Sans.Data.Filters;

/// <summary>
/// A filter of at most two poles: <c>y[t] = b0 x[t] + b1 x[t-1] + b2 x[t-2] - a1 y[t-1] - a2 y[t-2]</c>.
/// </summary>
internal readonly record struct Section(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>The gain of a constant.</summary>
    public double Gain => (B0 + B1 + B2) / (1 + A1 + A2);

    /// <summary>The section with all of its outputs multiplied.</summary>
    public Section Times(double factor) => this with { B0 = factor * B0, B1 = factor * B1, B2 = factor * B2 };
}
