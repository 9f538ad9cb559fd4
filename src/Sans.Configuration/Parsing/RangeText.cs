using System.Globalization;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>Reads <c>first..last</c> with an optional <c>step n</c>, both ends included.</summary>
internal static class RangeText
{
    // A plan can hold no more, so a longer range is a typing error.
    private const int LongestRange = 1_000_000;

    /// <summary>
    /// The values, <see cref="long"/> or <see cref="double"/>, or <see langword="null"/> with the fault in
    /// <paramref name="problem"/>.
    /// </summary>
    public static ValueList<object>? Read(string text, bool isWhole, out string? problem)
    {
        problem = null;
        string shown = VisibleText.Short(text);
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        int stepWord = text.IndexOf(" step ", StringComparison.Ordinal);
        string last = stepWord < 0 ? text.Substring(dots + 2) : text.Substring(dots + 2, Math.Max(0, stepWord - dots - 2));
        string step = stepWord < 0 ? "1" : text.Substring(stepWord + " step ".Length);
        bool isRange = TryNumber(text.Substring(0, dots), isWhole, out decimal from) & TryNumber(last, isWhole, out decimal to) & TryNumber(
            step, isWhole, out decimal by);
        if (!isRange)
        {
            problem = $"'{shown}' is not a range; write it like {(isWhole ? "1..9 or 1..9 step 2" : "1..9 or 0.1..0.9 step 0.2")}";
        }
        else if (isWhole ? by < 1 : by <= 0)
        {
            problem = $"the step of '{shown}' must be {(isWhole ? "at least 1" : "greater than 0")}";
        }
        else if (from > to)
        {
            problem = $"the range '{shown}' is empty: {Text(from)} is greater than {Text(to)}";
        }
        else if ((double)(to - from) / (double)by >= LongestRange)
        {
            problem = $"the range '{shown}' has more than {ValueSchema.Format(LongestRange)} values";
        }

        if (problem is not null)
        {
            return null;
        }

        // Decimal arithmetic gives 0.1..0.9 step 0.2 the numbers that one would write.
        int count = (int)((to - from) / by) + 1;
        return new(Enumerable.Range(0, count).Select(i => from + (i * by)).Select(v => isWhole ? (object)(long)v : (double)v));
    }

    // The bound keeps the arithmetic above far from the limits of decimal.
    private static bool TryNumber(string text, bool isWhole, out decimal value)
    {
        const decimal Largest = 1e12m;
        string number = text.Trim();
        value = 0;
        return (isWhole ? NumberText.IsInteger(number) : NumberText.IsNumber(number))
            && decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && Math.Abs(value) <= Largest
            && (isWhole || NumberText.Parse(number) == (double)value);
    }

    private static string Text(decimal value) => ValueSchema.Format((double)value);
}
