using Sans.Core.Numerics;

namespace Sans.Core.Penalties;

/// <summary>
/// Cross-entropy to a target p: <c>r(h) = -p ln h - (1 - p) ln(1 - h)</c>. Its slope is
/// <c>r' = (h - p) / (h (1 - h))</c>. It is least at h = p. The value h is clipped to [1e-6, 1 - 1e-6].
/// </summary>
/// <param name="target">p, in (0, 1).</param>
public sealed class CrossEntropy(double target) : IPenalty
{
    /// <inheritdoc/>
    public bool IsOverMean => false;

    /// <inheritdoc/>
    public bool NeedsProbability => true;

    /// <inheritdoc/>
    public double Value(double value)
    {
        double h = Probability.Clip(value);
        return -(target * PortableMath.Log(h)) - ((1 - target) * PortableMath.Log(1 - h));
    }

    /// <inheritdoc/>
    public double Slope(double value)
    {
        double h = Probability.Clip(value);
        return (h - target) / (h * (1 - h));
    }
}
