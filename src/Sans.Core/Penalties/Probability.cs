namespace Sans.Core.Penalties;

/// <summary>Keeps arguments of logarithms and quotients away from 0 and 1.</summary>
internal static class Probability
{
    private const double Least = 1e-6;

    /// <summary>The nearest number in [1e-6, 1 - 1e-6]. The value and the slope of a penalty are both taken there.</summary>
    public static double Clip(double value) => Math.Clamp(value, Least, 1 - Least);
}
