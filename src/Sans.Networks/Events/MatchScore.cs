namespace Sans.Networks.Events;

/// <summary>The agreement of occurrences with a reference.</summary>
/// <param name="HitCount">Number of occurrences with a reference within the tolerance. Each reference is used once.</param>
/// <param name="FoundCount">Number of all occurrences.</param>
/// <param name="ReferenceCount">Number of all reference events.</param>
/// <param name="OffsetSum">Sum of found minus reference over the hits, in samples.</param>
/// <param name="OffsetSquareSum">Sum of its squares.</param>
public sealed record MatchScore(int HitCount, int FoundCount, int ReferenceCount, double OffsetSum, double OffsetSquareSum)
{
    /// <summary>Share of the reference that was found, NaN without a reference.</summary>
    public double Sensitivity => HitCount / (double)ReferenceCount;

    /// <summary>Share of the occurrences that are right, NaN without any.</summary>
    public double PositivePredictivity => HitCount / (double)FoundCount;

    /// <summary>F1, the harmonic mean of both shares. It is NaN without occurrences and reference.</summary>
    public double F1 => 2.0 * HitCount / (FoundCount + ReferenceCount);

    /// <summary>Mean of found minus reference over the hits, in samples.</summary>
    public double MeanOffset => OffsetSum / HitCount;

    /// <summary>Standard deviation of found minus reference over the hits, in samples. Its denominator is n.</summary>
    public double Jitter => Math.Sqrt(Math.Max(0, (OffsetSquareSum / HitCount) - (MeanOffset * MeanOffset)));

    /// <summary>
    /// Matches two ascending lists. Two entries within the tolerance match and are used up. Otherwise the smaller one is
    /// skipped.
    /// </summary>
    /// <param name="found">The occurrences, ascending.</param>
    /// <param name="reference">The reference, ascending.</param>
    /// <param name="tolerance">The tolerance in samples, inclusive.</param>
    public static MatchScore Of(IReadOnlyList<long> found, IReadOnlyList<long> reference, double tolerance)
    {
        (int hits, double sum, double squares) = (0, 0, 0);
        for (int i = 0, j = 0; i < found.Count && j < reference.Count;)
        {
            double offset = found[i] - reference[j];
            if (Math.Abs(offset) <= tolerance)
            {
                (hits, sum, squares) = (hits + 1, sum + offset, squares + (offset * offset));
                i++;
                j++;
            }
            else if (offset < 0)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return new MatchScore(hits, found.Count, reference.Count, sum, squares);
    }

    /// <summary>The score of several recordings together.</summary>
    public static MatchScore operator +(MatchScore a, MatchScore b) => new(
        a.HitCount + b.HitCount,
        a.FoundCount + b.FoundCount,
        a.ReferenceCount + b.ReferenceCount,
        a.OffsetSum + b.OffsetSum,
        a.OffsetSquareSum + b.OffsetSquareSum);
}
