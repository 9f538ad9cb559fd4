using System.Globalization;

namespace Sans.Configuration;

/// <summary>The whole numbers that one setting runs through, in order.</summary>
/// <param name="Values">The numbers, each once.</param>
public sealed record Sweep(ValueList<int> Values)
{
    // What a plan can hold; a longer range is a slip of the finger.
    private const int LongestRange = 1_000_000;

    /// <summary>The step of three or more ascending numbers equally far apart, which are written as a range; else <see langword="null"/>.</summary>
    internal int? RangeStep
    {
        get
        {
            int step = Values.Count > 2 ? Values[1] - Values[0] : 0;
            return step > 0 && Enumerable.Range(1, Values.Count - 1).All(i => Values[i] - Values[i - 1] == step) ? step : null;
        }
    }

    /// <summary>A range, both ends included.</summary>
    public static Sweep Range(int first, int last, int step = 1) =>
        new(new ValueList<int>(Enumerable.Range(0, (int)(((long)last - first) / step) + 1).Select(i => (int)(first + ((long)i * step)))));

    /// <summary>The shortest way to write it in YAML: <c>7</c>, <c>1..249</c>, <c>1..9 step 2</c> or <c>[3, 5, 9]</c>.</summary>
    public override string ToString()
    {
        if (Values.Count == 1)
        {
            return Text(Values[0]);
        }

        return RangeStep is not { } step
            ? "[" + string.Join(", ", Values.Select(Text)) + "]"
            : $"{Text(Values[0])}..{Text(Values[Values.Count - 1])}" + (step == 1 ? "" : $" step {Text(step)}");
    }

    /// <summary>Reads <c>first..last</c> with an optional <c>step n</c>; <paramref name="problem"/> says what is wrong.</summary>
    internal static Sweep? ParseRange(string text, out string? problem)
    {
        problem = null;
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        int stepWord = text.IndexOf(" step ", StringComparison.Ordinal);
        string last = stepWord < 0 ? text.Substring(dots + 2) : text.Substring(dots + 2, Math.Max(0, stepWord - dots - 2));
        string step = stepWord < 0 ? "1" : text.Substring(stepWord + " step ".Length);
        bool isRange = TryInteger(text.Substring(0, dots), out int from) & TryInteger(last, out int to) & TryInteger(step, out int by);
        if (!isRange)
        {
            problem = $"'{text}' is not a range; write it like 1..9 or 1..9 step 2";
        }
        else if (by < 1)
        {
            problem = $"the step of '{text}' must be at least 1";
        }
        else if (from > to)
        {
            problem = $"the range '{text}' is empty: {Text(from)} is greater than {Text(to)}";
        }
        else if (((long)to - from) / by >= LongestRange)
        {
            problem = $"the range '{text}' has more than {Text(LongestRange)} values";
        }

        return problem is null ? Range(from, to, by) : null;
    }

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
