namespace Sans.Networks.Forecasts;

/// <summary>The period of a signal, and its repetition.</summary>
internal static class Season
{
    private const int Shortest = 50, Longest = 700;

    /// <summary>
    /// The lag of greatest autocorrelation among 50 to 700 samples, as a mean over the pairs of each lag. Of equal lags it is
    /// the shortest.
    /// </summary>
    /// <param name="past">The past, more than 700 samples.</param>
    public static int Of(ReadOnlySpan<double> past)
    {
        double mean = 0;
        foreach (double sample in past)
        {
            mean += sample / past.Length;
        }

        (int Lag, double Value) best = (Shortest, double.NegativeInfinity);
        for (int lag = Shortest; lag <= Longest; lag++)
        {
            double sum = 0;
            for (int t = lag; t < past.Length; t++)
            {
                sum = Math.FusedMultiplyAdd(past[t] - mean, past[t - lag] - mean, sum);
            }

            double value = sum / (past.Length - lag);
            best = value > best.Value ? (lag, value) : best;
        }

        return best.Lag;
    }

    /// <summary>Repeats the mean of the last periods.</summary>
    /// <param name="past">The past, of at least as many periods.</param>
    /// <param name="period">Samples of a period.</param>
    /// <param name="count">Samples to forecast.</param>
    /// <param name="periods">Number of periods in the mean.</param>
    public static double[] Repeat(ReadOnlySpan<double> past, int period, int count, int periods = 1)
    {
        double[] forecast = new double[count];
        for (int k = 0; k < count; k++)
        {
            for (int back = 1; back <= periods; back++)
            {
                forecast[k] += past[past.Length - (back * period) + (k % period)] / periods;
            }
        }

        return forecast;
    }
}
