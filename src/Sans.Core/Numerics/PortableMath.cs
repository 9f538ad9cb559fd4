using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Numerics;

/// <summary>
/// Elementary functions with the same bits on every system. They use additions, multiplications and divisions of
/// <see langword="double"/> in a fixed order. The functions of <see cref="Math"/> come from the platform's C library
/// and differ between systems.
/// </summary>
/// <remarks>Series end where the next term is below the last bit. The error is below 3 units in the last place.</remarks>
public static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;

    // ln 2 in two parts. The last 21 bits of the first are zero, so that its product with an exponent is exact.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>The natural logarithm, by <c>2 atanh((f - 1) / (f + 1))</c> with <c>x = f 2^k</c> and f in [√½, √2).</summary>
    /// <param name="x">Positive and finite, at least the smallest normal number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not such a number.</exception>
    public static double Log(double x)
    {
        if (!double.IsNormal(x) || x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "a positive normal number was expected");
        }

        int exponent = Math.ILogB(x);
        double f = Math.ScaleB(x, -exponent);
        if (f >= 1.4142135623730951)
        {
            f *= 0.5;
            exponent++;
        }

        double s = (f - 1) / (f + 1);
        double square = s * s;
        double series = 0;
        for (int n = 23; n >= 3; n -= 2)
        {
            series = (series + (1.0 / n)) * square;
        }

        double log1 = (2 * s) + (2 * s * series);
        return (exponent * Ln2High) + ((exponent * Ln2Low) + log1);
    }

    /// <summary>The exponential function. It is 0 below -708 and positive infinity above 709.</summary>
    /// <param name="x">Any number but NaN.</param>
    public static double Exp(double x)
    {
        if (x < -708)
        {
            return 0;
        }

        if (x > 709)
        {
            return double.PositiveInfinity;
        }

        double exponent = Math.Floor((x / Ln2) + 0.5);
        double r = (x - (exponent * Ln2High)) - (exponent * Ln2Low);
        double series = 1;
        for (int n = 14; n >= 1; n--)
        {
            series = 1 + (series * r / n);
        }

        return Math.ScaleB(series, (int)exponent);
    }

    /// <summary>
    /// The exponential function of 16 numbers, within 2 units in the last place of float32. It is 0 below -87, where results
    /// would soon be subnormal, and positive infinity above 88. NaN gives NaN.
    /// </summary>
    /// <remarks>
    /// It computes <c>2^n · e^r</c> with r in [-ln 2 / 2, ln 2 / 2] and eight terms of the series. Fused multiply-adds give the
    /// same bits in any registers.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // 1.5 · 2^23: the last bits of a sum with it are the nearest whole number.
        const float rounding = 12582912;
        const int mantissaBits = 23;

        // ln 2 in two parts. The last 12 bits of the first are zero, so that its product with n is exact.
        const float ln2High = 0.693359375f;
        const float ln2Low = -2.12194440e-4f;
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(rounding));
        Vector512<float> n = shifted - Vector512.Create(rounding);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-ln2Low), r);
        Vector512<float> series = Vector512.FusedMultiplyAdd(r, Vector512.Create(1f / 5040), Vector512.Create(1f / 720));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1f / 120));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1f / 24));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1f / 6));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.5f));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512<float>.One);
        series = Vector512.FusedMultiplyAdd(series, r, Vector512<float>.One);
        Vector512<float> power = ((shifted.AsInt32() << mantissaBits) + Vector512<float>.One.AsInt32()).AsSingle();
        Vector512<float> result = series * power;
        result = Vector512.AndNot(result, Vector512.LessThan(x, Vector512.Create(-87f)));
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(x, Vector512.Create(88f)), Vector512.Create(float.PositiveInfinity), result);
    }

    /// <summary>The hyperbolic tangent of 16 numbers, within 3 units in the last place of float32. NaN gives NaN.</summary>
    /// <remarks>An odd polynomial (Cephes) up to 0.625, where 1 - e^-2x would cancel, and <c>1 - 2 / (e^2x + 1)</c> beyond.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> magnitude = Vector512.Abs(x);
        Vector512<float> square = x * x;
        Vector512<float> series = Vector512.FusedMultiplyAdd(
            square, Vector512.Create(-5.70498872745e-3f), Vector512.Create(2.06390887954e-2f));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(-5.37397155531e-2f));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.33314422036e-1f));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(-3.33332819422e-1f));
        Vector512<float> small = Vector512.FusedMultiplyAdd(series * square, magnitude, magnitude);
        Vector512<float> large = Vector512<float>.One - (Vector512.Create(2f) / (Exp(magnitude + magnitude) + Vector512<float>.One));
        Vector512<float> result = Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(0.625f)), small, large);
        return result | (x & Vector512.Create(-0f));
    }

    /// <summary>The cosine of an angle in turns: <c>cos(2π turns)</c>. Exact at multiples of a quarter turn.</summary>
    /// <param name="turns">Finite. Its magnitude below 2^50.</param>
    public static double CosineOfTurns(double turns)
    {
        double t = Math.Abs(turns - Math.Floor(turns + 0.5));
        return t <= 0.125 ? CosineNearZero(t) : t <= 0.375 ? SineNearZero(0.25 - t) : -CosineNearZero(0.5 - t);
    }

    /// <summary>The sine of an angle in turns: <c>sin(2π turns)</c>.</summary>
    /// <inheritdoc cref="CosineOfTurns"/>
    public static double SineOfTurns(double turns) => CosineOfTurns(turns - 0.25);

    /// <summary>The tangent of an angle in turns: <c>tan(2π turns)</c>.</summary>
    /// <param name="turns">At least 0 and below a quarter turn.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="turns"/> is not in that range.</exception>
    public static double TangentOfTurns(double turns) => turns switch
    {
        >= 0 and <= 0.125 => SineNearZero(turns) / CosineNearZero(turns),
        > 0.125 and < 0.25 => CosineNearZero(0.25 - turns) / SineNearZero(0.25 - turns),
        _ => throw new ArgumentOutOfRangeException(nameof(turns), turns, "an angle below a quarter turn was expected"),
    };

    /// <summary>The modified Bessel function of the first kind and order 0, by its power series.</summary>
    /// <param name="x">A magnitude of at most 10.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is beyond.</exception>
    public static double BesselI0(double x)
    {
        if (!(Math.Abs(x) <= 10))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "a magnitude of at most 10 was expected");
        }

        double square = x * x / 4;
        double series = 1;
        for (int n = 40; n >= 1; n--)
        {
            series = 1 + (series * square / (n * n));
        }

        return series;
    }

    private static double CosineNearZero(double turns)
    {
        double angle = 2 * Math.PI * turns;
        double square = angle * angle;
        double series = 1;
        for (int n = 18; n >= 2; n -= 2)
        {
            series = 1 - (series * square / (n * (n - 1)));
        }

        return series;
    }

    private static double SineNearZero(double turns)
    {
        double angle = 2 * Math.PI * turns;
        double square = angle * angle;
        double series = 1;
        for (int n = 19; n >= 3; n -= 2)
        {
            series = 1 - (series * square / (n * (n - 1)));
        }

        return angle * series;
    }
}
