using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// The peaks and valleys of a map, and two ways to thin them out to a distance. Both keep what the greedy definition keeps: the largest first, everything within the distance of a
/// kept one removed; ties to the lower index.
/// </summary>
/// <remarks>Three lists side by side, so that 16 candidates are compared at a time; behind and before them lie entries that are near to nothing.</remarks>
internal readonly ref struct ExtremaCandidates
{
    private const int VectorSize = 16;
    private const int Removed = -1;
    private const int FarAway = 1 << 30;

    private readonly int _count;

    // The positions, ascending.
    private readonly ref int _positions;

    // Bit patterns of the magnitudes; those of kept and removed candidates are negative.
    private readonly ref int _magnitudes;

    // -1 for kept ones, else 0.
    private readonly ref int _kept;

    /// <summary>Finds all candidates. O(n).</summary>
    /// <param name="similarity">The map, <c>[n]</c>.</param>
    /// <param name="scratch">Working memory as a selection has it.</param>
    public ExtremaCandidates(ReadOnlySpan<float> similarity, Span<int> scratch)
    {
        int stride = scratch.Length / 3;
        Span<int> positions = scratch.Slice(VectorSize, similarity.Length);
        _count = Find(similarity, positions);
        _positions = ref MemoryMarshal.GetReference(positions);
        _magnitudes = ref Unsafe.Add(ref _positions, stride);
        _kept = ref Unsafe.Add(ref _positions, 2 * stride);
        for (int c = 0; c < _count; c++)
        {
            Unsafe.Add(ref _magnitudes, c) = Magnitude.Bits(similarity[positions[c]]);
        }

        for (int c = 0; c < _count; c += VectorSize)
        {
            Vector512<int>.Zero.StoreUnsafe(ref _kept, (nuint)c);
        }

        Surround(ref _positions, -FarAway, FarAway);
        Surround(ref _magnitudes, Removed, Removed);
        Surround(ref _kept, 0, 0);
    }

    /// <summary>Keeps the largest and removes what is near it, until nothing is left. O(kept · candidates).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void KeepLargestFirst(int distance)
    {
        while (true)
        {
            Vector512<int> largest = Vector512.Create(Removed);
            for (int c = 0; c < _count; c += VectorSize)
            {
                largest = Vector512.Max(largest, Load(ref _magnitudes, c));
            }

            int magnitude = Magnitude.Largest(largest);
            if (magnitude < 0)
            {
                return;
            }

            int kept = FirstWith(magnitude);
            Unsafe.Add(ref _kept, kept) = -1;
            int position = Unsafe.Add(ref _positions, kept);
            for (int c = kept; Unsafe.Add(ref _positions, c) - position <= distance; c++)
            {
                Unsafe.Add(ref _magnitudes, c) = Removed;
            }

            for (int c = kept - 1; position - Unsafe.Add(ref _positions, c) <= distance; c--)
            {
                Unsafe.Add(ref _magnitudes, c) = Removed;
            }
        }
    }

    /// <summary>
    /// Keeps, in each round, every candidate that none of its undecided neighbours beats, and removes what is near a kept one. Each of those is also what the greedy order would
    /// keep: whatever could remove it is smaller, or gone. O(rounds · candidates · neighbours).
    /// </summary>
    public void KeepInRounds(int distance)
    {
        while (KeepUnbeaten(distance))
        {
            RemoveNearKept(distance);
        }
    }

    /// <summary>Adds the kept positions.</summary>
    public void AddKeptTo(ref SupportBuilder support)
    {
        for (int c = 0; c < _count; c += VectorSize)
        {
            for (uint kept = Bits(Load(ref _kept, c)); kept != 0; kept &= kept - 1)
            {
                support.Add(Unsafe.Add(ref _positions, c + BitOperations.TrailingZeroCount(kept)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool KeepUnbeaten(int distance)
    {
        var reach = Vector512.Create(distance);
        bool isAnyKept = false;
        for (int c = 0; c < _count; c += VectorSize)
        {
            Vector512<int> magnitude = Load(ref _magnitudes, c);
            Vector512<int> isUndecided = Vector512.GreaterThanOrEqual(magnitude, Vector512<int>.Zero);
            if (isUndecided == Vector512<int>.Zero)
            {
                continue;
            }

            Vector512<int> position = Load(ref _positions, c);
            Vector512<int> unbeaten = isUndecided;
            for (int away = 1; ; away++)
            {
                Vector512<int> isNearRight = Vector512.LessThanOrEqual(Load(ref _positions, c + away) - position, reach) & isUndecided;
                Vector512<int> isNearLeft = Vector512.LessThanOrEqual(position - Load(ref _positions, c - away), reach) & isUndecided;
                if ((isNearRight | isNearLeft) == Vector512<int>.Zero)
                {
                    break;
                }

                // To the left, an equal magnitude wins: it has the lower index.
                Vector512<int> isBeaten =
                    (isNearRight & Vector512.GreaterThan(Load(ref _magnitudes, c + away), magnitude))
                    | (isNearLeft & Vector512.GreaterThanOrEqual(Load(ref _magnitudes, c - away), magnitude));
                unbeaten = Vector512.AndNot(unbeaten, isBeaten);
            }

            (Load(ref _kept, c) | unbeaten).StoreUnsafe(ref Unsafe.Add(ref _kept, c));
            isAnyKept |= unbeaten != Vector512<int>.Zero;
        }

        return isAnyKept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RemoveNearKept(int distance)
    {
        var reach = Vector512.Create(distance);
        for (int c = 0; c < _count; c += VectorSize)
        {
            Vector512<int> magnitude = Load(ref _magnitudes, c);
            Vector512<int> isUndecided = Vector512.GreaterThanOrEqual(magnitude, Vector512<int>.Zero);
            if (isUndecided == Vector512<int>.Zero)
            {
                continue;
            }

            Vector512<int> position = Load(ref _positions, c);
            Vector512<int> removed = Load(ref _kept, c);
            for (int away = 1; ; away++)
            {
                Vector512<int> isNearRight = Vector512.LessThanOrEqual(Load(ref _positions, c + away) - position, reach) & isUndecided;
                Vector512<int> isNearLeft = Vector512.LessThanOrEqual(position - Load(ref _positions, c - away), reach) & isUndecided;
                if ((isNearRight | isNearLeft) == Vector512<int>.Zero)
                {
                    break;
                }

                removed |= (isNearRight & Load(ref _kept, c + away)) | (isNearLeft & Load(ref _kept, c - away));
            }

            (magnitude | removed).StoreUnsafe(ref Unsafe.Add(ref _magnitudes, c));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Find(ReadOnlySpan<float> similarity, Span<int> positions)
    {
        ref float s = ref MemoryMarshal.GetReference(similarity);
        SupportBuilder candidates = new(positions);
        int last = similarity.Length - 1;
        if (IsCandidate(similarity, 0))
        {
            candidates.Add(0);
        }

        int p = 1;
        for (; p <= last - VectorSize; p += VectorSize)
        {
            var here = Vector512.LoadUnsafe(ref s, (nuint)p);
            Vector512<float> isRisingAfter = Vector512.GreaterThan(Vector512.LoadUnsafe(ref s, (nuint)(p + 1)), here);
            Vector512<float> isFallingBefore = Vector512.LessThanOrEqual(here, Vector512.LoadUnsafe(ref s, (nuint)(p - 1)));
            Vector512<float> isValley = isRisingAfter & isFallingBefore & Vector512.LessThanOrEqual(here, Vector512<float>.Zero);
            Vector512<float> isPeak = Vector512.AndNot(Vector512.GreaterThan(here, Vector512<float>.Zero), isRisingAfter | isFallingBefore);
            candidates.AddWhere(p, (uint)(isValley | isPeak).ExtractMostSignificantBits());
        }

        for (; p <= last; p++)
        {
            if (IsCandidate(similarity, p))
            {
                candidates.Add(p);
            }
        }

        return candidates.Count;
    }

    private static bool IsCandidate(ReadOnlySpan<float> similarity, int p)
    {
        bool isRisingAfter = p < similarity.Length - 1 && similarity[p + 1] > similarity[p];
        bool isFallingBefore = p == 0 || similarity[p] <= similarity[p - 1];
        return isRisingAfter ? isFallingBefore && similarity[p] <= 0 : !isFallingBefore && similarity[p] > 0;
    }

    private void Surround(ref int list, int before, int behind)
    {
        Vector512.Create(before).StoreUnsafe(ref Unsafe.Subtract(ref list, VectorSize));
        Vector512.Create(behind).StoreUnsafe(ref Unsafe.Add(ref list, _count));
        Vector512.Create(behind).StoreUnsafe(ref Unsafe.Add(ref list, _count + VectorSize));
    }

    private int FirstWith(int magnitude)
    {
        var value = Vector512.Create(magnitude);
        for (int c = 0; ; c += VectorSize)
        {
            uint equal = Bits(Vector512.Equals(Load(ref _magnitudes, c), value));
            if (equal != 0)
            {
                return c + BitOperations.TrailingZeroCount(equal);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Load(ref int list, int index) => Vector512.LoadUnsafe(ref Unsafe.Add(ref list, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector512<int> mask) => (uint)mask.ExtractMostSignificantBits();
}
