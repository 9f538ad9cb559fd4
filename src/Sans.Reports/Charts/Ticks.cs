using System.Globalization;

namespace Sans.Reports.Charts;

/// <summary>Round numbers along an axis.</summary>
internal static class Ticks
{
    // Beyond this value, a number is shorter with its exponent.
    private const double LargestPlain = 99999;
    private const double LeastPlain = 0.0001;

    // The tolerance between a quotient and its whole number, in steps.
    private const double Rounding = 1e-9;

    /// <summary>The places of the ticks, ascending, with their numbers.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="most">The most numbers that fit, at least 2.</param>
    public static IReadOnlyList<(double Value, string Text)> Of(Axis axis, int most) =>
        axis.IsLogarithmic ? Logarithmic(axis, most) : Linear(axis, most);

    /// <summary>A number to three digits.</summary>
    public static string Near(double value)
    {
        if (value == 0)
        {
            return Short(value);
        }

        int digits = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits is < -4 or > 4
            ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : Math.Round(value, Math.Max(0, 2 - digits)).ToString("0.######", CultureInfo.InvariantCulture);
    }

    private static List<(double Value, string Text)> Linear(Axis axis, int most)
    {
        double power = PowerOfTen((axis.High - axis.Low) / most);
        double[] steps = [power / 2, power, 2 * power, 5 * power, 10 * power];
        int chosen = Array.FindIndex(steps, s => (axis.High - axis.Low) / s <= most + Rounding);
        if (axis.IsWhole && steps[chosen] < 1)
        {
            return Multiples(axis, 1);
        }

        var ticks = Multiples(axis, steps[chosen]);

        // An axis with a single number tells nothing, but half of a count is none.
        return ticks.Count >= 2 || (axis.IsWhole && steps[chosen - 1] < 1) ? ticks : Multiples(axis, steps[chosen - 1]);
    }

    private static List<(double Value, string Text)> Multiples(Axis axis, double step)
    {
        // Numbers are rounded to the digits of the step, so that no tick is 0.30000000000000004.
        int digits = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + Rounding), 0, 12);
        List<(double, string)> ticks = [];
        for (double i = Math.Ceiling((axis.Low / step) - Rounding); i * step <= axis.High + (Rounding * step); i++)
        {
            double value = Math.Round(i * step, digits);
            ticks.Add((value, Text(value, digits)));
        }

        return ticks;
    }

    private static List<(double Value, string Text)> Logarithmic(Axis axis, int most)
    {
        foreach (int[] factors in (int[][])[[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]])
        {
            var ticks = Decades(axis)
                .SelectMany(d => factors.Select(f => f * d))
                .Where(v => axis.Holds(v) && (!axis.IsWhole || v >= 1))
                .ToList();
            if (ticks.Count <= most && ticks.Count >= 2)
            {
                return [.. ticks.Select(v => (v, Short(v)))];
            }
        }

        double[] decades = [.. Decades(axis).Where(axis.Holds)];
        if (decades.Length < 2)
        {
            return Linear(axis, most);
        }

        int stride = (decades.Length + most - 1) / most;
        return [.. decades.Where((_, i) => i % stride == 0).Select(v => (v, Short(v)))];
    }

    private static IEnumerable<double> Decades(Axis axis)
    {
        for (double decade = PowerOfTen(axis.Low); decade <= axis.High && !double.IsInfinity(decade); decade *= 10)
        {
            yield return decade;
        }
    }

    /// <summary>The largest power of ten that does not exceed a value.</summary>
    private static double PowerOfTen(double value)
    {
        int exponent = (int)Math.Floor(Math.Log10(value));
        double power = double.Parse(FormattableString.Invariant($"1e{exponent}"), CultureInfo.InvariantCulture);
        return power > value ? power / 10 : power * 10 <= value ? power * 10 : power;
    }

    private static string Text(double value, int digits) =>
        value != 0 && (Math.Abs(value) > LargestPlain || digits > 5)
            ? Short(value)
            : (value + 0.0).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Short(double value) => Math.Abs(value) is > LargestPlain or < LeastPlain
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : value.ToString("0.#####", CultureInfo.InvariantCulture);
}
