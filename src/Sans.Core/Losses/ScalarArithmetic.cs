using Sans.Core.Numerics;

namespace Sans.Core.Losses;

/// <summary>Losses of one residual, in double precision.</summary>
public readonly struct ScalarArithmetic : IValueArithmetic<double>, ISlopeArithmetic<double>
{
    /// <inheritdoc/>
    public static double Add(double a, double b) => a + b;

    /// <inheritdoc/>
    public static double Multiply(double a, double b) => a * b;

    /// <inheritdoc/>
    public static double Abs(double a) => Math.Abs(a);

    /// <inheritdoc/>
    public static double Clamp(double a, double bound) => Math.Clamp(a, -bound, bound);

    /// <inheritdoc/>
    public static double Exp(double a) => PortableMath.Exp(a);

    /// <inheritdoc/>
    public static double Log1P(double a) => PortableMath.Log(1 + a);

    /// <inheritdoc/>
    public static double Sign(double a) => a > 0 ? 1 : a < 0 ? -1 : 0;

    /// <inheritdoc/>
    public static double Tanh(double a)
    {
        double e = PortableMath.Exp(-2 * Math.Abs(a));
        return Sign(a) * (1 - e) / (1 + e);
    }
}
