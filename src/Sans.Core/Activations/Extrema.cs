using System.ComponentModel.DataAnnotations;

namespace Sans.Core.Activations;

/// <summary>
/// Extrema: keeps the largest peaks and valleys that lie further than the minimum extrema distance from any larger kept one
/// (Algorithm 3).
/// </summary>
/// <remarks>
/// A peak is positive and not exceeded by its right neighbour, above its left one; a valley is zero or negative, not above its left
/// neighbour, below its right one. The first sample can be a valley only, the last a peak only. Of two extrema at most
/// the distance apart (inclusive) the one of larger magnitude stays; ties go to the lower index; what was removed removes nothing.
/// Cost: O(n) on ordinary maps; O(n² / distance) where the maxima keep rising towards one end.
/// </remarks>
/// <param name="BorderTolerance">Samples by which the distance is shorter than the kernel, so that kernels may overlap at their borders.</param>
/// <param name="MinimumExtremaDistance">The distance in samples; by default <c>max(1, m - border_tolerance)</c> for a kernel of m.</param>
[SparseActivation("extrema")]
public readonly record struct Extrema(
    [Range(0, 1_000_000)] int BorderTolerance = 0,
    [Range(1, 1_000_000)] int? MinimumExtremaDistance = null) : ISparseActivation
{
    // A candidate is its position while undecided, the complement of it once removed, and carries this bit once kept.
    private const int Kept = 1 << 30;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int distance = MinimumExtremaDistance ?? Math.Max(1, context.KernelSize - BorderTolerance);
        Span<int> candidates = FindCandidates(context.Similarity, context.Scratch);
        for (int c = 0; c < candidates.Length; c++)
        {
            while (candidates[c] is >= 0 and < Kept)
            {
                Keep(Climb(c, candidates, context.Similarity, distance), candidates, distance);
            }
        }

        foreach (int candidate in candidates)
        {
            if (candidate >= Kept)
            {
                support.Add(candidate - Kept);
            }
        }
    }

    /// <summary>All peaks and valleys, ascending.</summary>
    private static Span<int> FindCandidates(ReadOnlySpan<float> similarity, Span<int> candidates)
    {
        int count = 0;
        for (int p = 0; p < similarity.Length; p++)
        {
            bool isRisingAfter = p < similarity.Length - 1 && similarity[p + 1] > similarity[p];
            bool isFallingBefore = p == 0 || similarity[p] <= similarity[p - 1];
            bool isValley = isRisingAfter && isFallingBefore && similarity[p] <= 0;
            bool isPeak = !isRisingAfter && !isFallingBefore && similarity[p] > 0;
            if (isValley || isPeak)
            {
                candidates[count++] = p;
            }
        }

        return candidates[..count];
    }

    /// <summary>
    /// Goes from an undecided candidate to the largest undecided one within the distance, until none is larger. The greedy order of the definition (largest first)
    /// keeps that one too, because whatever could remove it is smaller or gone.
    /// </summary>
    private static int Climb(int from, ReadOnlySpan<int> candidates, ReadOnlySpan<float> similarity, int distance)
    {
        while (true)
        {
            int largest = from;
            int largestBits = Magnitude.Bits(similarity[candidates[from]]);
            for (int c = from - 1; c >= 0 && Position(candidates[from]) - Position(candidates[c]) <= distance; c--)
            {
                // To the left, an equal magnitude wins: it has the lower index.
                if (candidates[c] >= 0 && Magnitude.Bits(similarity[candidates[c]]) >= largestBits)
                {
                    (largest, largestBits) = (c, Magnitude.Bits(similarity[candidates[c]]));
                }
            }

            for (int c = from + 1; c < candidates.Length && Position(candidates[c]) - Position(candidates[from]) <= distance; c++)
            {
                if (candidates[c] >= 0 && Magnitude.Bits(similarity[candidates[c]]) > largestBits)
                {
                    (largest, largestBits) = (c, Magnitude.Bits(similarity[candidates[c]]));
                }
            }

            if (largest == from)
            {
                return from;
            }

            from = largest;
        }
    }

    private static void Keep(int kept, Span<int> candidates, int distance)
    {
        int position = candidates[kept];
        for (int c = kept - 1; c >= 0 && position - Position(candidates[c]) <= distance; c--)
        {
            candidates[c] = Removed(candidates[c]);
        }

        for (int c = kept + 1; c < candidates.Length && Position(candidates[c]) - position <= distance; c++)
        {
            candidates[c] = Removed(candidates[c]);
        }

        candidates[kept] = position | Kept;
    }

    private static int Removed(int candidate) => candidate < 0 ? candidate : ~candidate;

    private static int Position(int candidate) => candidate < 0 ? ~candidate : candidate & ~Kept;
}
