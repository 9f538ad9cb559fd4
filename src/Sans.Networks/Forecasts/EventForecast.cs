namespace Sans.Networks.Forecasts;

/// <summary>Continues the events of a kernel at their usual interval and amplitude (docs/method/extensions.md, 7.3).</summary>
internal static class EventForecast
{
    private const int Intervals = 7, Amplitudes = 8;

    /// <summary>
    /// The events that follow, as far as they can reach into the forecast. Fewer than two events have no continuation.
    /// </summary>
    /// <param name="events">Events of one kernel, ascending.</param>
    /// <param name="end">The last position of the forecast.</param>
    public static IEnumerable<(long Position, double Amplitude)> Of(IReadOnlyList<(long Position, float Amplitude)> events, long end)
    {
        if (events.Count < 2)
        {
            yield break;
        }

        double[] intervals = [.. events.Zip(events.Skip(1), (a, b) => (double)(b.Position - a.Position)).TakeLast(Intervals)];
        long interval = Math.Max(1, (long)Math.Floor(Median(intervals) + 0.5));
        double amplitude = Median([.. events.TakeLast(Amplitudes).Select(e => (double)e.Amplitude)]);
        for (long position = events[^1].Position + interval; position <= end; position += interval)
        {
            yield return (position, amplitude);
        }
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
