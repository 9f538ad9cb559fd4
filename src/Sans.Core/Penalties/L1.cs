namespace Sans.Core.Penalties;

/// <summary>L1: <c>r(h) = |h|</c>, <c>r' = sign(h)</c> with sign(0) = 0. It pulls every value equally, however small.</summary>
public sealed class L1 : IPenalty
{
    /// <inheritdoc/>
    public bool IsOverMean => false;

    /// <inheritdoc/>
    public bool NeedsProbability => false;

    /// <inheritdoc/>
    public double Value(double value) => Math.Abs(value);

    /// <inheritdoc/>
    public double Slope(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;
}
