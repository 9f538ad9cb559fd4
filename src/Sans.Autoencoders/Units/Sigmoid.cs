using Sans.Autoencoders.Operations;

namespace Sans.Autoencoders.Units;

/// <summary>Logistic: <c>1 / (1 + e^-z)</c>. Values in (0, 1), the only ones that penalties on probabilities fit. No exact zeros.</summary>
internal sealed class Sigmoid : ElementwiseUnit
{
    /// <inheritdoc/>
    public override bool IsProbability => true;

    /// <inheritdoc/>
    public override double Value(double z) => Logistic.Of(z);

    /// <inheritdoc/>
    public override double Slope(double z, double h) => h * (1 - h);
}
