using Sans.Core.Numerics;

namespace Sans.Core.Penalties;

/// <summary>
/// Kullback-Leibler divergence from a target p: <c>r(h) = p ln(p / h) + (1 - p) ln((1 - p) / (1 - h))</c>. It is
/// <see cref="CrossEntropy"/> without the entropy of p, which is
/// constant: the slopes are equal. h is clipped to [1e-6, 1 - 1e-6].
/// </summary>
/// <param name="target">p, in (0, 1).</param>
/// <param name="isOverMean">
/// Whether it is <c>kl_mean</c>, Ng's form, of the means of units. Otherwise it is <c>kl</c>, of each value.
/// </param>
public sealed class KullbackLeibler(double target, bool isOverMean) : IPenalty
{
    /// <inheritdoc/>
    public bool IsOverMean => isOverMean;

    /// <inheritdoc/>
    public bool NeedsProbability => true;

    /// <inheritdoc/>
    public double Value(double value)
    {
        double h = Probability.Clip(value);
        return (target * PortableMath.Log(target / h)) + ((1 - target) * PortableMath.Log((1 - target) / (1 - h)));
    }

    /// <inheritdoc/>
    public double Slope(double value)
    {
        double h = Probability.Clip(value);
        return (h - target) / (h * (1 - h));
    }
}
