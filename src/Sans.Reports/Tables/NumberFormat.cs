using System.Globalization;

namespace Sans.Reports.Tables;

/// <summary>The printed format of a number.</summary>
/// <param name="Pattern">A format of .NET, such as <c>F4</c>.</param>
/// <param name="Scale">The factor before formatting: 100 for a share in percent.</param>
/// <param name="LargePattern">The format from a million on, or <see langword="null"/> for the same format.</param>
public sealed record NumberFormat(string Pattern, double Scale = 1, string? LargePattern = null)
{
    // A diverged value within float32 has more digits than a column.
    private const double Large = 1e6;

    /// <summary>
    /// The format of deviations, or <see langword="null"/> for the same format. It has no sign where differences have one.
    /// </summary>
    public string? SpreadPattern { get; init; }

    /// <summary>A whole number.</summary>
    public static NumberFormat Whole { get; } = new("0");

    /// <summary>A format with the fewest digits that identify a number.</summary>
    public static NumberFormat Exact { get; } = new("R");

    /// <summary>A format with a number of digits behind the point.</summary>
    public static NumberFormat Digits(int count) => new(string.Create(CultureInfo.InvariantCulture, $"F{count}"));

    /// <summary>The printed number. A number that rounds to zero has no sign.</summary>
    public string Write(double value) => Write(value, Pattern);

    /// <summary>The printed deviation.</summary>
    public string WriteSpread(double value) => Write(value, SpreadPattern ?? Pattern);

    private string Write(double value, string pattern)
    {
        double scaled = Scale * value;
        string used = LargePattern is not null && Math.Abs(scaled) >= Large ? LargePattern : pattern;
        string text = scaled.ToString(used, CultureInfo.InvariantCulture);
        return double.IsFinite(value) && text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }
}
