using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// The peaks and valleys of a map, with three ways to thin them out to a distance. All keep what the greedy definition keeps:
/// the largest first, while everything within its distance is removed. Ties go to the lower index.
/// </summary>
/// <remarks>
/// Three lists lie side by side, so that 16 candidates are compared at a time. The entries before and behind them are near to
/// nothing.
/// </remarks>
internal ref struct ExtremaCandidates
{
    /// <summary>The greatest distance that rounds can compare.</summary>
    public const int LongestInRounds = 32;

    private const int VectorSize = 16;
    private const int Removed = -1;
    private const int FarAway = 1 << 30;
    private const int WordSize = 32;
    private const int Before = LongestInRounds;
    private const int Behind = LongestInRounds + VectorSize;
    private const int Padding = 6 * VectorSize;

    private readonly int _length;

    // The positions, ascending.
    private readonly ref int _positions;

    // Bit patterns of the magnitudes. Negative once a candidate is decided.
    private readonly ref int _magnitudes;

    // -1 for those that the present round keeps, else 0.
    private readonly ref int _isKept;

    // The positions that the present round keeps, or the candidates that wait for a larger one.
    private readonly ref int _newlyKept;

    // A bit for each position of the map.
    private readonly Span<int> _kept;

    private int _count;

    /// <summary>Finds all candidates. O(n).</summary>
    /// <param name="similarity">The map, <c>[n]</c>.</param>
    /// <param name="scratch">The working memory of a selection.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ExtremaCandidates(ReadOnlySpan<float> similarity, Span<int> scratch)
    {
        _length = similarity.Length;
        int stride = _length + Padding;
        _positions = ref scratch[Before];
        _magnitudes = ref scratch[stride + Before];
        _isKept = ref scratch[(2 * stride) + Before];
        _newlyKept = ref scratch[3 * stride];
        _kept = scratch.Slice(4 * stride, (_length + WordSize - 1) / WordSize);
        _kept.Clear();
        Find(similarity);
        Surround(ref _positions, -FarAway, FarAway);
        Surround(ref _magnitudes, Removed, Removed);
    }

    /// <summary>The candidates, ascending. They are valid until one is kept.</summary>
    public readonly ReadOnlySpan<int> Positions => MemoryMarshal.CreateReadOnlySpan(ref _positions, _count);

    /// <summary>
    /// Keeps the largest candidate and removes its neighbours, until no candidate is left. O(kept · candidates).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void KeepLargestFirst(int distance)
    {
        ref int positions = ref _positions;
        ref int magnitudes = ref _magnitudes;
        var reach = Vector512.Create(distance);
        int kept = -FarAway;
        while (true)
        {
            // One pass removes what is near the one just kept and finds the next.
            var position = Vector512.Create(kept);
            Vector512<int> largest = Vector512.Create(Removed);
            for (int c = 0; c < _count; c += VectorSize)
            {
                Vector512<int> isNear = Vector512.LessThanOrEqual(Vector512.Abs(Load(in positions, c) - position), reach);
                Vector512<int> magnitude = Load(in magnitudes, c) | isNear;
                magnitude.StoreUnsafe(ref magnitudes, (nuint)c);
                largest = Vector512.Max(largest, magnitude);
            }

            int greatest = Magnitude.Largest(largest);
            if (greatest < 0)
            {
                return;
            }

            kept = Unsafe.Add(ref positions, FirstWith(greatest));
            Keep(kept);
        }
    }

    /// <summary>
    /// Climbs from each candidate to a larger one nearby, until none is larger. That one is kept and its neighbours are removed,
    /// and the climb goes on from the one before. The result is that of the greedy order: whatever could remove a kept candidate
    /// is gone. Each candidate waits at most once. O(candidates · neighbours), and usually O(candidates + kept · neighbours).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void KeepByClimbing(int distance)
    {
        ref int positions = ref _positions;
        ref int magnitudes = ref _magnitudes;
        ref int waiting = ref _newlyKept;
        for (int start = 0; start < _count; start++)
        {
            if (Unsafe.Add(ref magnitudes, start) < 0)
            {
                continue;
            }

            int height = 1;
            waiting = start;
            while (height > 0)
            {
                int candidate = Unsafe.Add(ref waiting, height - 1);
                if (Unsafe.Add(ref magnitudes, candidate) < 0)
                {
                    height--;
                }
                else if (FindLarger(candidate, distance) is >= 0 and var larger)
                {
                    Unsafe.Add(ref waiting, height) = larger;
                    height++;
                }
                else
                {
                    Keep(Unsafe.Add(ref positions, candidate));
                    RemoveNear(candidate, distance);
                    height--;
                }
            }
        }
    }

    /// <summary>
    /// Keeps, in each round, every candidate that no undecided neighbour beats. The neighbours of kept candidates are
    /// removed. The result is that of the greedy order: whatever could remove such a candidate is smaller or gone.
    /// O(rounds · candidates · neighbours).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void KeepInRounds(int distance)
    {
        while (_count > 0)
        {
            int neighbours = MostNeighbours(distance);
            int keptCount = FindUnbeaten(distance, neighbours);
            for (int i = 0; i < keptCount; i++)
            {
                Keep(Unsafe.Add(ref _newlyKept, i));
            }

            Surround(ref _isKept, 0, 0);
            RemoveNearKept(distance, neighbours);
            DropDecided();
        }
    }

    /// <summary>Adds the kept positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void AddKeptTo(ref SupportBuilder support)
    {
        for (int word = 0; word < _kept.Length; word++)
        {
            for (uint kept = (uint)_kept[word]; kept != 0; kept &= kept - 1)
            {
                support.Add((word * WordSize) + BitOperations.TrailingZeroCount(kept));
            }
        }
    }

    /// <summary>
    /// The most candidates near to one on the same side. It is the same for all, so that loops have one length.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int MostNeighbours(int distance)
    {
        ref int positions = ref _positions;
        for (int away = 1; ; away++)
        {
            Vector512<int> least = Vector512.Create(FarAway);
            for (int c = 0; c < _count; c += VectorSize)
            {
                // Behind the last candidate, differences have no meaning.
                Vector512<int> difference = Load(in positions, c + away) - Load(in positions, c);
                Vector512<int> isCandidate = Vector512.LessThan(Load(in positions, c), Vector512.Create(FarAway));
                least = Vector512.Min(least, difference | ~isCandidate & Vector512.Create(FarAway));
            }

            if (Vector512.GreaterThanAll(least, Vector512.Create(distance)))
            {
                return away - 1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int FindUnbeaten(int distance, int neighbours)
    {
        ref int positions = ref _positions;
        ref int magnitudes = ref _magnitudes;
        var reach = Vector512.Create(distance);
        int keptCount = 0;
        for (int c = 0; c < _count; c += VectorSize)
        {
            Vector512<int> magnitude = Load(in magnitudes, c);
            Vector512<int> position = Load(in positions, c);
            Vector512<int> isBeaten = Vector512.LessThan(magnitude, Vector512<int>.Zero);
            for (int away = 1; away <= neighbours; away++)
            {
                // To the left, an equal magnitude wins: it has the lower index.
                isBeaten |= Vector512.LessThanOrEqual(Load(in positions, c + away) - position, reach)
                    & Vector512.GreaterThan(Load(in magnitudes, c + away), magnitude);
                isBeaten |= Vector512.LessThanOrEqual(position - Load(in positions, c - away), reach)
                    & Vector512.GreaterThanOrEqual(Load(in magnitudes, c - away), magnitude);
            }

            Vector512<int> isKept = ~isBeaten;
            isKept.StoreUnsafe(ref _isKept, (nuint)c);
            keptCount += Packing.Store(position, isKept, ref Unsafe.Add(ref _newlyKept, keptCount));
        }

        return keptCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RemoveNearKept(int distance, int neighbours)
    {
        ref int positions = ref _positions;
        ref int magnitudes = ref _magnitudes;
        ref int isKept = ref _isKept;
        var reach = Vector512.Create(distance);
        for (int c = 0; c < _count; c += VectorSize)
        {
            Vector512<int> position = Load(in positions, c);
            Vector512<int> isDecided = Load(in isKept, c);
            for (int away = 1; away <= neighbours; away++)
            {
                isDecided |= Vector512.LessThanOrEqual(Load(in positions, c + away) - position, reach) & Load(in isKept, c + away);
                isDecided |= Vector512.LessThanOrEqual(position - Load(in positions, c - away), reach) & Load(in isKept, c - away);
            }

            (Load(in magnitudes, c) | isDecided).StoreUnsafe(ref magnitudes, (nuint)c);
        }
    }

    /// <summary>Moves the undecided candidates together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DropDecided()
    {
        int count = 0;
        for (int c = 0; c < _count; c += VectorSize)
        {
            Vector512<int> magnitude = Load(in _magnitudes, c);
            Vector512<int> position = Load(in _positions, c);
            Vector512<int> isUndecided = Vector512.GreaterThanOrEqual(magnitude, Vector512<int>.Zero);
            Packing.Store(position, isUndecided, ref Unsafe.Add(ref _positions, count));
            count += Packing.Store(magnitude, isUndecided, ref Unsafe.Add(ref _magnitudes, count));
        }

        _count = count;
        Surround(ref _positions, -FarAway, FarAway);
        Surround(ref _magnitudes, Removed, Removed);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(ReadOnlySpan<float> similarity)
    {
        ref float s = ref MemoryMarshal.GetReference(similarity);
        int last = _length - 1;
        AddIfCandidate(similarity, 0);
        int p = 1;
        for (; p <= last - VectorSize; p += VectorSize)
        {
            var here = Vector512.LoadUnsafe(ref s, (nuint)p);
            Vector512<float> isRisingAfter = Vector512.GreaterThan(Vector512.LoadUnsafe(ref s, (nuint)(p + 1)), here);
            Vector512<float> isFallingBefore = Vector512.LessThanOrEqual(here, Vector512.LoadUnsafe(ref s, (nuint)(p - 1)));
            Vector512<float> isValley = isRisingAfter & isFallingBefore & Vector512.LessThanOrEqual(here, Vector512<float>.Zero);
            Vector512<float> isPeak = Vector512.AndNot(Vector512.GreaterThan(here, Vector512<float>.Zero), isRisingAfter | isFallingBefore);
            Vector512<int> isCandidate = (isValley | isPeak).AsInt32();
            Packing.Store(Packing.Indices + Vector512.Create(p), isCandidate, ref Unsafe.Add(ref _positions, _count));
            _count += Packing.Store(Magnitude.Bits(here), isCandidate, ref Unsafe.Add(ref _magnitudes, _count));
        }

        for (; p <= last; p++)
        {
            AddIfCandidate(similarity, p);
        }
    }

    private void AddIfCandidate(ReadOnlySpan<float> similarity, int p)
    {
        bool isRisingAfter = p < similarity.Length - 1 && similarity[p + 1] > similarity[p];
        bool isFallingBefore = p == 0 || similarity[p] <= similarity[p - 1];
        if (isRisingAfter ? isFallingBefore && similarity[p] <= 0 : !isFallingBefore && similarity[p] > 0)
        {
            Unsafe.Add(ref _positions, _count) = p;
            Unsafe.Add(ref _magnitudes, _count) = Magnitude.Bits(similarity[p]);
            _count++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Surround(ref int list, int before, int behind)
    {
        for (int i = 1; i <= Before / VectorSize; i++)
        {
            Vector512.Create(before).StoreUnsafe(ref Unsafe.Subtract(ref list, i * VectorSize));
        }

        for (int i = 0; i < Behind / VectorSize; i++)
        {
            Vector512.Create(behind).StoreUnsafe(ref Unsafe.Add(ref list, _count + (i * VectorSize)));
        }
    }

    /// <summary>
    /// An undecided candidate nearby that comes before the given one in the greedy order, or a negative number where none does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int FindLarger(int candidate, int distance)
    {
        ref int positions = ref _positions;
        int own = Unsafe.Add(ref _magnitudes, candidate);
        var reach = Vector512.Create(distance);
        var position = Vector512.Create(Unsafe.Add(ref positions, candidate));
        Vector512<int> before = Vector512.Create(Removed), behind = before;
        int first = candidate;
        bool isNear;
        do
        {
            first -= VectorSize;
            Vector512<int> near = Vector512.LessThanOrEqual(position - Load(in positions, first), reach);
            before = Vector512.Max(before, Load(in _magnitudes, first) | ~near);
            isNear = near == Vector512<int>.AllBitsSet;
        }
        while (isNear);

        for (int c = candidate + 1; ; c += VectorSize)
        {
            Vector512<int> near = Vector512.LessThanOrEqual(Load(in positions, c) - position, reach);
            behind = Vector512.Max(behind, Load(in _magnitudes, c) | ~near);
            if (near != Vector512<int>.AllBitsSet)
            {
                break;
            }
        }

        // Of equal magnitudes, the lower index wins. The largest on a side is near, and others like it may not be.
        (int largestBefore, int largestBehind) = (Magnitude.Largest(before), Magnitude.Largest(behind));
        return largestBefore >= own && largestBefore >= largestBehind ? LastWith(largestBefore, candidate - 1)
            : largestBehind > own ? FirstWith(largestBehind, candidate + 1)
            : -1;
    }

    /// <summary>Removes a candidate and its neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RemoveNear(int candidate, int distance)
    {
        ref int positions = ref _positions;
        ref int magnitudes = ref _magnitudes;
        var reach = Vector512.Create(distance);
        var position = Vector512.Create(Unsafe.Add(ref positions, candidate));
        bool isNear;
        int c = candidate;
        do
        {
            c -= VectorSize;
            Vector512<int> near = Vector512.LessThanOrEqual(position - Load(in positions, c), reach);
            (Load(in magnitudes, c) | near).StoreUnsafe(ref Unsafe.Add(ref magnitudes, c));
            isNear = near == Vector512<int>.AllBitsSet;
        }
        while (isNear);

        for (c = candidate, isNear = true; isNear; c += VectorSize)
        {
            Vector512<int> near = Vector512.LessThanOrEqual(Load(in positions, c) - position, reach);
            (Load(in magnitudes, c) | near).StoreUnsafe(ref Unsafe.Add(ref magnitudes, c));
            isNear = near == Vector512<int>.AllBitsSet;
        }
    }

    /// <summary>The last candidate of a magnitude at or before an index. There is one.</summary>
    private readonly int LastWith(int magnitude, int index)
    {
        while (Unsafe.Add(ref _magnitudes, index) != magnitude)
        {
            index--;
        }

        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int FirstWith(int magnitude, int first = 0)
    {
        var value = Vector512.Create(magnitude);
        for (int c = first; ; c += VectorSize)
        {
            uint equal = Packing.Bits(Vector512.Equals(Load(in _magnitudes, c), value));
            if (equal != 0)
            {
                return c + BitOperations.TrailingZeroCount(equal);
            }
        }
    }

    private readonly void Keep(int position) => _kept[position >> 5] |= 1 << position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Load(ref readonly int list, int index) => Vector512.LoadUnsafe(in list, (nuint)(nint)index);
}
