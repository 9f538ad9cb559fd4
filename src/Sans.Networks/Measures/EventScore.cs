namespace Sans.Networks.Measures;

/// <summary>The score of found events.</summary>
internal static class EventScore
{
    /// <summary>
    /// The number of hits between two ascending lists. Two entries within the tolerance are a hit and are used up. Otherwise
    /// the smaller one is skipped.
    /// </summary>
    /// <param name="found">The positions of found events, ascending.</param>
    /// <param name="known">The positions of true events, ascending.</param>
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
