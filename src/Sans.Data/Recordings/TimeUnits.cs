namespace Sans.Data.Recordings;

/// <summary>The units that a column of the time can have.</summary>
internal static class TimeUnits
{
    private const string Nanoseconds = "nanoseconds";
    private const string Microseconds = "microseconds";
    private const string Milliseconds = "milliseconds";
    private const string Minutes = "minutes";
    private const string Hours = "hours";

    // A time in seconds since 1970 reaches this in the year 5138.
    private const double FirstOfMilliseconds = 1e11, FirstOfMicroseconds = 1e14, FirstOfNanoseconds = 1e17;

    /// <summary>The number of time units in a second.</summary>
    /// <param name="unit">A word of the YAML key <c>time_unit</c>. Seconds where nothing is said.</param>
    public static double PerSecond(string? unit) => unit switch
    {
        Nanoseconds => 1e9,
        Microseconds => 1e6,
        Milliseconds => 1e3,
        Minutes => 1.0 / 60,
        Hours => 1.0 / 3600,
        _ => 1,
    };

    /// <summary>The time unit of a column, from its unit, from the last word of its name, or from a time since 1970.</summary>
    /// <param name="label">The name of the column.</param>
    /// <param name="units">Its unit, which may be empty.</param>
    /// <param name="first">Its first number.</param>
    /// <returns>A word of the YAML key <c>time_unit</c>, or <see langword="null"/> where it says seconds or nothing.</returns>
    public static string? Said(string label, string units, double first = 0)
    {
        string text = units.Length > 0 ? units : label;
        string word = new([.. text.TrimEnd().TrimEnd(']', ')', '}').Reverse().TakeWhile(char.IsLetter).Reverse()]);
        return word.ToLowerInvariant() switch
        {
            "ns" or "nsec" or "nsecs" or "nanos" or "nanosecond" or Nanoseconds => Nanoseconds,
            "ms" or "msec" or "msecs" or "millis" or "millisecond" or Milliseconds => Milliseconds,
            "us" or "\u00B5s" or "\u03BCs" or "usec" or "usecs" or "micros" or "microsecond" or Microseconds => Microseconds,
            "min" or "mins" or "minute" or Minutes => Minutes,
            "h" or "hr" or "hrs" or "hour" or Hours => Hours,
            "s" or "sec" or "secs" or "second" or "seconds" => null,
            _ => first switch
            {
                >= FirstOfNanoseconds => Nanoseconds,
                >= FirstOfMicroseconds => Microseconds,
                >= FirstOfMilliseconds => Milliseconds,
                _ => null,
            },
        };
    }
}
