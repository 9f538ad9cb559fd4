namespace Sans.Reports.Charts;

/// <summary>One direction of a chart.</summary>
/// <param name="Label">Its label, which may be empty.</param>
/// <param name="Low">Its lower end, above 0 on a logarithmic axis.</param>
/// <param name="High">Its upper end, beyond <paramref name="Low"/>.</param>
/// <param name="IsLogarithmic">Whether equal ratios have equal lengths.</param>
/// <param name="HasTicks">Whether its numbers are printed.</param>
public sealed record Axis(string Label, double Low, double High, bool IsLogarithmic = false, bool HasTicks = true)
{
    /// <summary>Whether its numbers are whole, such as epochs and counts.</summary>
    public bool IsWhole { get; init; }

    // Room between the outermost value and the frame, of the whole length.
    private const double Margin = 0.04;

    /// <summary>An axis around values. Values that are not finite, or not above 0 on a logarithmic axis, are ignored.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="values">The values that must be visible. Without any, the axis is from 0 to 1.</param>
    /// <param name="isLogarithmic">Whether equal ratios have equal lengths.</param>
    /// <param name="isFromZero">Whether 0 must be visible.</param>
    public static Axis Around(string label, IEnumerable<double> values, bool isLogarithmic = false, bool isFromZero = false)
    {
        double[] seen = [.. values.Where(v => double.IsFinite(v) && (!isLogarithmic || v > 0))];
        if (seen.Length == 0)
        {
            return isLogarithmic ? new Axis(label, 0.1, 1, true) : new Axis(label, 0, 1);
        }

        (double low, double high) = (seen.Min(), seen.Max());
        bool isWhole = Array.TrueForAll(seen, v => v == Math.Floor(v));
        if (isLogarithmic)
        {
            double room = Math.Max(Math.Pow(high / low, Margin), 1.1);
            return new Axis(label, low / room, high * room, true) { IsWhole = isWhole };
        }

        low = isFromZero ? Math.Min(0, low) : low;
        double margin = high > low ? Margin * (high - low) : Math.Max(0.5 * Math.Abs(high), 0.5);
        return new Axis(label, isFromZero && low == 0 ? 0 : low - margin, high + margin) { IsWhole = isWhole };
    }

    /// <summary>The relative position of a value: 0 at <see cref="Low"/>, 1 at <see cref="High"/>.</summary>
    public double Position(double value) => IsLogarithmic
        ? Math.Log(Math.Max(value, double.Epsilon) / Low) / Math.Log(High / Low)
        : (value - Low) / (High - Low);

    /// <summary>Whether a value lies on the axis.</summary>
    public bool Holds(double value) => value >= Low && value <= High;
}
