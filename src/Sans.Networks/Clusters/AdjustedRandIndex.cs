namespace Sans.Networks.Clusters;

/// <summary>The agreement of two groupings, corrected for chance (Hubert and Arabie 1985).</summary>
internal static class AdjustedRandIndex
{
    /// <summary>
    /// The index of two groupings. It is 1 for equal groupings, whatever their labels, and 0 on average for random ones. It
    /// is also 1 if both have a single group, or if no group of either has two members.
    /// </summary>
    /// <param name="one">The group of each thing.</param>
    /// <param name="other">The group of each thing in the other grouping.</param>
    /// <exception cref="ArgumentException">They do not have as many things.</exception>
    public static double Of(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        if (one.Count != other.Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"one grouping has {one.Count} things and the other {other.Count}"), nameof(other));
        }

        double together = one.Zip(other).CountBy(p => p).Sum(c => Pairs(c.Value));
        double first = one.CountBy(g => g).Sum(c => Pairs(c.Value)), second = other.CountBy(g => g).Sum(c => Pairs(c.Value));
        double all = Pairs(one.Count);
        double expected = all == 0 ? 0 : first * second / all, most = (first + second) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double Pairs(int count) => count * (count - 1.0) / 2;
}
