using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Autoencoders.Operations;

/// <summary>The logistic function <c>1 / (1 + e^-a)</c>, without overflow on either side.</summary>
internal static class Logistic
{
    /// <summary>The logistic function of eight numbers: <c>e / (1 + e)</c> with <c>e = e^a</c> below zero.</summary>
    /// <param name="a">The numbers.</param>
    /// <param name="e">Receives <c>e^-|a|</c>, which the cross-entropy needs too.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> a, out Vector512<double> e)
    {
        e = DecayingExponential.Of(Vector512.Abs(a));
        Vector512<double> numerator = Vector512.ConditionalSelect(
            Vector512.GreaterThanOrEqual(a, Vector512<double>.Zero), Vector512<double>.One, e);
        return numerator / (Vector512<double>.One + e);
    }

    /// <summary>The logistic function of one number.</summary>
    public static double Of(double a) => Of(Vector512.Create(a), out _).ToScalar();
}
