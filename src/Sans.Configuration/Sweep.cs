using System.Globalization;
using Sans.Configuration.Parsing;

namespace Sans.Configuration;

/// <summary>The values of one setting, used one at a time. A setting that is not swept has one value.</summary>
/// <typeparam name="T">
/// A choice, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>.
/// <see cref="object"/> stands for one of these.
/// </typeparam>
/// <param name="Values">The values, each once.</param>
public sealed record Sweep<T>(ValueList<T> Values) : IFormattable
    where T : notnull
{
    private const int LongestList = 1_000;

    /// <summary>Whether there is more than one value.</summary>
    public bool IsSwept => Values.Count > 1;

    /// <summary>The value of a setting that is not swept, or whose sweep has been expanded.</summary>
    /// <exception cref="InvalidOperationException">The setting has several values.</exception>
    public T Value =>
        !IsSwept ? Values[0] : throw new InvalidOperationException("a swept setting has no single value; expand its grid first");

    /// <summary>
    /// The step of three or more equally spaced ascending whole numbers, which are written as a range. Otherwise
    /// <see langword="null"/>.
    /// </summary>
    internal long? RangeStep
    {
        get
        {
            if (Values.Count < 3 || !Values.All(v => v is int or long))
            {
                return null;
            }

            long[] numbers = Values.Select(v => Convert.ToInt64(v, CultureInfo.InvariantCulture)).ToArray();
            long step = numbers[1] - numbers[0];
            return step > 0 && Enumerable.Range(1, numbers.Length - 1).All(i => numbers[i] - numbers[i - 1] == step) ? step : null;
        }
    }

    /// <summary>
    /// A long sweep of numbers as the range that gives exactly them, or <see langword="null"/>. No reader takes a list of so many.
    /// </summary>
    private string? NumberRange
    {
        get
        {
            if (Values.Count <= LongestList || !Values.All(v => v is double))
            {
                return null;
            }

            decimal[] ends = [.. new[] { Values[0], Values[1] }.Select(Exact)];
            string text = $"{ResolvedYaml.Scalar(Values[0])}..{ResolvedYaml.Scalar(Values[Values.Count - 1])} step "
                + ResolvedYaml.Scalar((double)(ends[1] - ends[0]));
            return RangeText.Read(text, isWhole: false, out _) is { } numbers && numbers.SequenceEqual(Values.Cast<object>()) ? text : null;

            static decimal Exact(T value) => decimal.TryParse(
                ResolvedYaml.Scalar(value), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : 0;
        }
    }

    /// <summary>A setting that is not swept.</summary>
    public static implicit operator Sweep<T>(T value) => new(new ValueList<T>(value));

    /// <summary>The value of a setting that is not swept.</summary>
    /// <exception cref="InvalidOperationException">The setting has several values.</exception>
    public static implicit operator T(Sweep<T> sweep) => sweep.Value;

    /// <summary>
    /// The text of the value in the given format, for a setting that is not swept. Otherwise the text of <see
    /// cref="ToString()"/>.
    /// </summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        !string.IsNullOrEmpty(format) && !IsSwept && Values[0] is IFormattable value ? value.ToString(format, formatProvider) : ToString();

    /// <summary>The shortest form in YAML: <c>7</c>, <c>1..249</c>, <c>1..9 step 2</c> or <c>[3, 5, 9]</c>.</summary>
    public override string ToString()
    {
        if (Values[0] is Enum)
        {
            return string.Join(", ", Values);
        }

        if (!IsSwept)
        {
            return ResolvedYaml.Scalar(Values[0]);
        }

        if (NumberRange is { } range)
        {
            return range;
        }

        return RangeStep is not { } step
            ? "[" + string.Join(", ", Values.Select(v => ResolvedYaml.Scalar(v))) + "]"
            : $"{ResolvedYaml.Scalar(Values[0])}..{ResolvedYaml.Scalar(Values[Values.Count - 1])}" + (step == 1
                ? ""
                : $" step {ResolvedYaml.Scalar(step)}");
    }
}

/// <summary>Makes sweeps.</summary>
public static class Sweep
{
    /// <summary>The given values in their order.</summary>
    public static Sweep<T> Of<T>(params T[] values)
        where T : notnull => new(new ValueList<T>(values));

    /// <summary>A range of whole numbers, both ends included.</summary>
    public static Sweep<int> Range(int first, int last, int step = 1) =>
        new(new ValueList<int>(Enumerable.Range(0, (int)(((long)last - first) / step) + 1).Select(i => (int)(first + ((long)i * step)))));
}
