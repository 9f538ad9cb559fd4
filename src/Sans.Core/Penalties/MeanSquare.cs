namespace Sans.Core.Penalties;

/// <summary>
/// The mean-square penalty for units without bounds: <c>r(m) = (p - m)²</c> and <c>r' = 2 (m - p)</c>. The mean m of a
/// unit is over the batch. All samples of a batch get the same push. Its effect depends on the batch size, since
/// <c>E[m²] = μ² + var / B</c>.
/// </summary>
/// <param name="target">p. 0 pulls the mean of a rectified unit towards silence.</param>
public sealed class MeanSquare(double target) : IPenalty
{
    /// <inheritdoc/>
    public bool IsOverMean => true;

    /// <inheritdoc/>
    public bool NeedsProbability => false;

    /// <inheritdoc/>
    public double Value(double value) => (target - value) * (target - value);

    /// <inheritdoc/>
    public double Slope(double value) => 2 * (value - target);
}
