using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Numerics;

/// <summary><c>e^-t</c> of eight numbers at once, with the same bits on every machine.</summary>
/// <remarks>
/// Its last bits differ from those of <see cref="PortableMath.Exp(double)"/>, because it is fused throughout. Random numbers
/// and losses use the latter.
/// </remarks>
public static class DecayingExponential
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts. The first has trailing zeros, so that its product with an exponent is exact.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    // Adding it leaves the nearest whole number in the low bits.
    private const double Rounder = 6755399441055744;

    // Beyond, the result is less than 1e-307.
    private const double Largest = 707;

    /// <summary>
    /// Computes <c>2^n e^r</c> with the Taylor series of e^r. The error is within 2 units in the last place. NaN gives NaN.
    /// </summary>
    /// <param name="t">At least 0. Beyond 707 it counts as 707.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> t)
    {
        // A maximum might lose a NaN.
        Vector512<double> x = -Vector512.ConditionalSelect(
            Vector512.GreaterThan(t, Vector512.Create(Largest)), Vector512.Create(Largest), t);
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounder));
        Vector512<double> n = shifted - Vector512.Create(Rounder);
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);

        // 1/n! from n = 13 down: the next term is below the last bit for |r| up to ln 2 / 2.
        var series = Vector512.Create(1.0 / 6227020800);
        series = Horner(series, r, 1.0 / 479001600);
        series = Horner(series, r, 1.0 / 39916800);
        series = Horner(series, r, 1.0 / 3628800);
        series = Horner(series, r, 1.0 / 362880);
        series = Horner(series, r, 1.0 / 40320);
        series = Horner(series, r, 1.0 / 5040);
        series = Horner(series, r, 1.0 / 720);
        series = Horner(series, r, 1.0 / 120);
        series = Horner(series, r, 1.0 / 24);
        series = Horner(series, r, 1.0 / 6);
        series = Horner(series, r, 0.5);
        series = Horner(series, r, 1);
        series = Horner(series, r, 1);
        Vector512<long> exponent = Vector512.ShiftLeft(shifted.AsInt64() + Vector512.Create(1023L), 52);
        return series * exponent.AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Horner(Vector512<double> series, Vector512<double> r, double coefficient) =>
        Vector512.FusedMultiplyAdd(series, r, Vector512.Create(coefficient));
}
