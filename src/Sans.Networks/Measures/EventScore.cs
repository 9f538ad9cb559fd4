namespace Sans.Networks.Measures;

/// <summary>How well events were found.</summary>
internal static class EventScore
{
    /// <summary>
    /// The hits: both lists ascending, merged. A difference within the tolerance is a hit and uses up both, else the smaller one
    /// is passed over.
    /// </summary>
    /// <param name="found">Where events were found, ascending.</param>
    /// <param name="known">Where they are, ascending.</param>
    /// <param name="tolerance">The largest difference of a hit.</param>
    public static int Hits(ReadOnlySpan<double> found, ReadOnlySpan<double> known, double tolerance)
    {
        int hits = 0, f = 0, k = 0;
        while (f < found.Length && k < known.Length)
        {
            double difference = found[f] - known[k];
            if (Math.Abs(difference) <= tolerance)
            {
                hits++;
                f++;
                k++;
            }
            else if (difference < 0)
            {
                f++;
            }
            else
            {
                k++;
            }
        }

        return hits;
    }
}
