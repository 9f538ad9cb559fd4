namespace Sans.Autoencoders.Units;

/// <summary>
/// Thresholded rectified: z where <c>z &gt; θ</c>, else 0, as in the zero-bias autoencoder (Konda, Memisevic, Krueger). It has
/// no bias, and no gradient below θ.
/// </summary>
/// <param name="theta">θ, above 0.</param>
internal sealed class Trec(double theta) : ElementwiseUnit
{
    /// <inheritdoc/>
    public override bool HasBias => false;

    /// <inheritdoc/>
    public override double? Threshold => theta;

    /// <inheritdoc/>
    public override double Value(double z) => z > theta ? z : 0;

    /// <inheritdoc/>
    public override double Slope(double z, double h) => z > theta ? 1 : 0;
}
