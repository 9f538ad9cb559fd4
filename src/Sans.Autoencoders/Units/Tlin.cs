namespace Sans.Autoencoders.Units;

/// <summary>Thresholded linear: z where <c>|z| &gt; θ</c>, else 0. It has no bias, and no gradient within θ of 0.</summary>
/// <param name="theta">θ, above 0.</param>
internal sealed class Tlin(double theta) : ElementwiseUnit
{
    /// <inheritdoc/>
    public override bool HasBias => false;

    /// <inheritdoc/>
    public override double? Threshold => theta;

    /// <inheritdoc/>
    public override double Value(double z) => Math.Abs(z) > theta ? z : 0;

    /// <inheritdoc/>
    public override double Slope(double z, double h) => Math.Abs(z) > theta ? 1 : 0;
}
