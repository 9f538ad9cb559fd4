using Sans.Core.Numerics;

namespace Sans.Core.Penalties;

/// <summary>
/// Student-t: <c>r(h) = ln(1 + h²)</c>, <c>r' = 2h / (1 + h²)</c>. Its pull is largest at |h| = 1 and falls beyond, so that
/// large values hardly move.
/// </summary>
public sealed class StudentT : IPenalty
{
    /// <inheritdoc/>
    public bool IsOverMean => false;

    /// <inheritdoc/>
    public bool NeedsProbability => false;

    /// <inheritdoc/>
    public double Value(double value) => PortableMath.Log(1 + (value * value));

    /// <inheritdoc/>
    public double Slope(double value) => 2 * value / (1 + (value * value));
}
