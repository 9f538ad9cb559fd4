using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Autoencoders.Units;

/// <summary>Exponential linear: z above 0, else <c>a (e^z - 1)</c>. No exact zeros.</summary>
/// <param name="scale">a, above 0.</param>
internal sealed class Elu(double scale) : ElementwiseUnit
{
    /// <inheritdoc/>
    public override double Value(double z) => z > 0 ? z : scale * (DecayingExponential.Of(Vector512.Create(-z)).ToScalar() - 1);

    /// <inheritdoc/>
    public override double Slope(double z, double h) => z > 0 ? 1 : h + scale;
}
