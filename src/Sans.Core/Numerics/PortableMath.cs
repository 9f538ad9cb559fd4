namespace Sans.Core.Numerics;

/// <summary>
/// Elementary functions whose bits are the same on every system, unlike those of <see cref="Math"/>, which come from the
/// platform's C library. Only additions, multiplications and divisions of <see langword="double"/>, in a fixed order.
/// </summary>
/// <remarks>Series are cut where the next term is below the last bit; the error is below 3 units in the last place.</remarks>
public static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;

    // ln 2 in two parts; the last 21 bits of the first are zero, so that its product with an exponent is exact.
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

    /// <summary>The exponential function; 0 below -708 and positive infinity above 709.</summary>
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

    /// <summary>The cosine of an angle in turns: <c>cos(2π turns)</c>. Exact at multiples of a quarter turn.</summary>
    /// <param name="turns">Finite; its magnitude below 2^50.</param>
    public static double CosineOfTurns(double turns)
    {
        double t = Math.Abs(turns - Math.Floor(turns + 0.5));
        return t <= 0.125 ? CosineNearZero(t) : t <= 0.375 ? SineNearZero(0.25 - t) : -CosineNearZero(0.5 - t);
    }

    /// <summary>The sine of an angle in turns: <c>sin(2π turns)</c>.</summary>
    /// <inheritdoc cref="CosineOfTurns"/>
    public static double SineOfTurns(double turns) => CosineOfTurns(turns - 0.25);

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
