namespace Sans.Data.Recordings;

/// <summary>The units that a column of the time can have.</summary>
internal static class TimeUnits
{
    private const string Milliseconds = "milliseconds";
    private const string Microseconds = "microseconds";

    /// <summary>The number of time units in a second.</summary>
    /// <param name="unit">A word of the YAML key <c>time_unit</c>. Seconds where nothing is said.</param>
    public static double PerSecond(string? unit) => unit switch { Milliseconds => 1e3, Microseconds => 1e6, _ => 1 };

    /// <summary>The time unit of a column, from its unit or from the last word of its name.</summary>
    /// <returns>A word of the YAML key <c>time_unit</c>, or <see langword="null"/> where it says seconds or nothing.</returns>
    public static string? Said(string label, string units)
    {
        string text = units.Length > 0 ? units : label;
        string word = new([.. text.TrimEnd().TrimEnd(']', ')', '}').Reverse().TakeWhile(char.IsLetter).Reverse()]);
        return word.ToLowerInvariant() switch
        {
            "ms" or "msec" or "msecs" or "millis" or "millisecond" or Milliseconds => Milliseconds,
            "us" or "\u00B5s" or "\u03BCs" or "usec" or "usecs" or "micros" or "microsecond" or Microseconds => Microseconds,
            _ => null,
        };
    }
}
