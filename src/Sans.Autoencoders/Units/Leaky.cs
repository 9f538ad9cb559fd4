namespace Sans.Autoencoders.Units;

/// <summary>Leaky rectified linear: z above 0, else <c>c z</c>. No exact zeros.</summary>
/// <param name="leak">c, in (0, 1).</param>
internal sealed class Leaky(double leak) : ElementwiseUnit
{
    /// <inheritdoc/>
    public override double Value(double z) => z > 0 ? z : leak * z;

    /// <inheritdoc/>
    public override double Slope(double z, double h) => z > 0 ? 1 : leak;
}
