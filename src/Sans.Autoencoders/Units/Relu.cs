namespace Sans.Autoencoders.Units;

/// <summary>Rectified linear: <c>max(0, z)</c>. Exact zeros below 0.</summary>
internal sealed class Relu : ElementwiseUnit
{
    /// <inheritdoc/>
    public override double Value(double z) => z > 0 ? z : 0;

    /// <inheritdoc/>
    public override double Slope(double z, double h) => z > 0 ? 1 : 0;
}
