using Sans.Autoencoders.Operations;

namespace Sans.Autoencoders.Units;

/// <summary>
/// Logistic: <c>1 / (1 + e^-z)</c>. Its values are in (0, 1), which penalties on probabilities require. It has no exact zeros.
/// </summary>
internal sealed class Sigmoid : ElementwiseUnit
{
    /// <inheritdoc/>
    public override bool IsProbability => true;

    /// <inheritdoc/>
    public override double Value(double z) => Logistic.Of(z);

    /// <inheritdoc/>
    public override double Slope(double z, double h) => h * (1 - h);
}
