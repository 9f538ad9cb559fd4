using System.Globalization;

namespace Sans.Reports.Tables;

/// <summary>The printed format of a number.</summary>
/// <param name="Pattern">A format of .NET, such as <c>F4</c>.</param>
/// <param name="Scale">What the number is multiplied with first: 100 for a share in percent.</param>
/// <param name="LargePattern">The format from a million on, or <see langword="null"/> for the same.</param>
public sealed record NumberFormat(string Pattern, double Scale = 1, string? LargePattern = null)
{
    // What diverges without leaving float32 has more digits than a column.
    private const double Large = 1e6;

    /// <summary>The format of deviations, where it is another: without the sign of a difference.</summary>
    public string? SpreadPattern { get; init; }

    /// <summary>A whole number.</summary>
    public static NumberFormat Whole { get; } = new("0");

    /// <summary>As many digits as tell it from every other number.</summary>
    public static NumberFormat Exact { get; } = new("R");

    /// <summary>So many digits behind the point.</summary>
    public static NumberFormat Digits(int count) => new(string.Create(CultureInfo.InvariantCulture, $"F{count}"));

    /// <summary>The number as it is printed. A zero that is only rounded has no sign.</summary>
    public string Write(double value) => Write(value, Pattern);

    /// <summary>A deviation as it is printed.</summary>
    public string WriteSpread(double value) => Write(value, SpreadPattern ?? Pattern);

    private string Write(double value, string pattern)
    {
        double scaled = Scale * value;
        string used = LargePattern is not null && Math.Abs(scaled) >= Large ? LargePattern : pattern;
        string text = scaled.ToString(used, CultureInfo.InvariantCulture);
        return double.IsFinite(value) && text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }
}
