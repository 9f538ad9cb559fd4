using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sans.Core.Activations;

/// <summary>
/// The peaks and valleys of an image, thinned out to a distance. The largest is kept first, and everything in the square around
/// it is removed. Ties go to the lower index.
/// </summary>
/// <remarks>Three lists side by side, in ascending order of position, so that 16 candidates are compared at a time.</remarks>
internal ref struct ImageExtrema
{
    private const int VectorSize = 16;
    private const int WordSize = 32;

    // As many as a word has bits.
    private const int FewCandidates = 64;

    // These stand in the place of a magnitude: for a removed candidate and for a kept one.
    private const int Removed = -1;
    private const int Kept = -2;

    private readonly int _height;
    private readonly int _width;
    private readonly int _stride;

    // Row and column, 16 bits each.
    private readonly ref int _places;

    // Bit patterns. Below zero once a candidate is decided.
    private readonly ref int _magnitudes;

    // The numbers of the undecided candidates.
    private readonly ref int _undecided;

    // The numbers of those that the present round keeps.
    private readonly ref int _newlyKept;

    private int _count;

    private ImageExtrema(MapShape shape, Span<int> scratch)
    {
        (_height, _width, _stride) = (shape.Height, shape.Width, shape.RowStride);
        int room = shape.Length + (2 * VectorSize);
        _places = ref scratch[0];
        _magnitudes = ref scratch[room];
        _undecided = ref scratch[2 * room];
        _newlyKept = ref scratch[3 * room];
    }

    /// <summary>
    /// Keeps the extrema that remain after thinning. Finding candidates costs O(n). Thinning costs O(rounds ·
    /// candidates · neighbours).
    /// </summary>
    /// <param name="context">The map, <c>[height, width]</c>, both less than 32,768.</param>
    /// <param name="distance">The distance that a kept extremum reaches, at least 1 sample.</param>
    /// <param name="support">Receives the positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep(in SelectionContext context, int distance, ref SupportBuilder support)
    {
        ImageExtrema extrema = new(context.Shape, context.Scratch);
        extrema.Find(context.Similarity, context.Scratch[(4 * (context.Length + (2 * VectorSize)))..]);
        if (extrema._count <= FewCandidates)
        {
            extrema.KeepByRank(Math.Min(distance, short.MaxValue), ref support);
        }
        else
        {
            extrema.KeepInRounds(Math.Min(distance, short.MaxValue), ref support);
        }
    }

    /// <summary>Lists the candidates.</summary>
    /// <param name="similarity">The map.</param>
    /// <param name="marks">Working memory: a bit for each sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(ReadOnlySpan<float> similarity, Span<int> marks)
    {
        ref float start = ref MemoryMarshal.GetReference(similarity);
        ref int mark = ref MemoryMarshal.GetReference(marks);
        int words = (_width + WordSize - 1) / WordSize;
        for (int word = 0; word < words; word++)
        {
            MarkColumns(
                ref Unsafe.Add(ref start, word * WordSize),
                _height,
                _stride,
                _width - (word * WordSize),
                word > 0,
                ref Unsafe.Add(ref mark, word),
                words);
        }

        _count = ListMarked(ref mark, _height, words, ref _places);
        ReadMagnitudes(ref start, _stride, _count, ref _places, ref _magnitudes);
    }

    /// <summary>
    /// Marks the candidates of up to 32 columns. One bit says whether a sample rises to its right neighbour, another whether it
    /// rises to the one below. A peak rises from both neighbours before it and to none behind it. A valley does the opposite.
    /// Outside of the image nothing rises.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MarkColumns(ref float s, int height, int stride, int columns, bool hasColumnBefore, ref int marks, int words)
    {
        uint hasColumnBehind = columns > WordSize ? uint.MaxValue : (1u << (columns - 1)) - 1;
        var here0 = Vector512.LoadUnsafe(ref s);
        Vector512<float> here1 = columns > VectorSize ? Vector512.LoadUnsafe(ref s, VectorSize) : default;
        uint isRisingAbove = 0;
        for (int row = 1; row <= height; row++)
        {
            Vector512<float> right0 = columns > VectorSize ? Vector512.LoadUnsafe(ref s, 1) : Following(here0);
            Vector512<float> right1 = columns > WordSize ? Vector512.LoadUnsafe(ref s, VectorSize + 1) : Following(here1);
            uint isRisingAfter = Bits(Vector512.GreaterThan(right0, here0), Vector512.GreaterThan(right1, here1)) & hasColumnBehind;
            uint isRisingBefore = isRisingAfter << 1;
            if (hasColumnBefore)
            {
                isRisingBefore |= s > Unsafe.Subtract(ref s, 1) ? 1u : 0;
            }

            // The last row stands below itself, so that nothing rises.
            s = ref Unsafe.Add(ref s, row < height ? stride : 0);
            var below0 = Vector512.LoadUnsafe(ref s);
            Vector512<float> below1 = columns > VectorSize ? Vector512.LoadUnsafe(ref s, VectorSize) : default;
            uint isRisingBelow = Bits(Vector512.GreaterThan(below0, here0), Vector512.GreaterThan(below1, here1));
            uint isNegative = Bits(here0, here1);
            uint isPeak = isRisingBefore & isRisingAbove & ~(isRisingAfter | isRisingBelow) & ~isNegative;
            uint isValley = isRisingAfter & isRisingBelow & ~(isRisingBefore | isRisingAbove) & isNegative;
            marks = (int)(isPeak | isValley);
            marks = ref Unsafe.Add(ref marks, words);
            (here0, here1, isRisingAbove) = (below0, below1, isRisingBelow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ListMarked(ref int marks, int height, int words, ref int places)
    {
        int count = 0;
        for (int row = 0; row < height; row++)
        {
            for (int word = 0; word < words; word++, marks = ref Unsafe.Add(ref marks, 1))
            {
                // Two are taken without a check, because most words have no more.
                uint rest = (uint)marks;
                int first = (row << 16) + (word * WordSize);
                Unsafe.Add(ref places, count) = first + BitOperations.TrailingZeroCount(rest);
                count += rest != 0 ? 1 : 0;
                rest &= rest - 1;
                Unsafe.Add(ref places, count) = first + BitOperations.TrailingZeroCount(rest);
                count += rest != 0 ? 1 : 0;
                for (rest &= rest - 1; rest != 0; rest &= rest - 1)
                {
                    Unsafe.Add(ref places, count++) = first + BitOperations.TrailingZeroCount(rest);
                }
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadMagnitudes(ref float start, int stride, int count, ref int places, ref int magnitudes)
    {
        for (int i = 0; i < count; i++)
        {
            int place = Unsafe.Add(ref places, i);
            int magnitude = Magnitude.Bits(Unsafe.Add(ref start, ((place >> 16) * stride) + (place & ushort.MaxValue)));

            // A negative zero is no valley.
            Unsafe.Add(ref magnitudes, i) = magnitude == 0 ? Removed : magnitude;
        }

        // Entries behind the last, up to a whole vector, count as removed.
        Vector512.Create(Removed).StoreUnsafe(ref Unsafe.Add(ref magnitudes, count));
    }

    /// <summary>The next lane of each lane. The last lane is undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Following(Vector512<float> here)
    {
        if (Vector512.IsHardwareAccelerated || !Avx2.IsSupported)
        {
            return Vector512.Shuffle(here, Packing.Indices + Vector512<int>.One);
        }

        (Vector256<byte> first, Vector256<byte> second) = (here.GetLower().AsByte(), here.GetUpper().AsByte());
        Vector256<byte> middle = Avx2.Permute2x128(first, second, 0x21), last = Avx2.Permute2x128(second, second, 0x81);
        return Vector512.Create(Avx2.AlignRight(middle, first, sizeof(float)), Avx2.AlignRight(last, second, sizeof(float))).AsSingle();
    }

    /// <summary>The top bit of each of 32 lanes: its sign, or whether it is all ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector512<float> first, Vector512<float> second) =>
        Packing.Bits(first.AsInt32()) | (Packing.Bits(second.AsInt32()) << VectorSize);

    /// <summary>
    /// Applies the greedy order itself, for few candidates. The rank of each is the number of those before it. A word of bits
    /// holds the ones that it removes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void KeepByRank(int distance, ref SupportBuilder support)
    {
        ref int places = ref _places;
        ref int magnitudes = ref _magnitudes;
        Span<ulong> near = stackalloc ulong[FewCandidates];
        Span<int> order = stackalloc int[FewCandidates];
        Vector512<short> reach = Vector512.Create((short)distance);
        Vector512<ushort> side = Vector512.Create((ushort)(2 * distance));
        int count = _count;
        for (int c = 0; c < count; c++)
        {
            Vector512<short> corner = Vector512.Create(Unsafe.Add(ref places, c)).AsInt16() - reach;
            var own = Vector512.Create(Unsafe.Add(ref magnitudes, c));
            (ulong nearOnes, int rank) = (0, 0);
            for (int v = 0; v < count; v += VectorSize)
            {
                nearOnes |= (ulong)Packing.Bits(IsNear(ref Unsafe.Add(ref places, v), corner, side)) << v;
                rank += BitOperations.PopCount(Packing.Bits(IsHigher(v, c, own)));
            }

            near[c] = nearOnes;
            order[rank] = c;
        }

        ulong undecided = 0;
        for (int v = 0; v < count; v += VectorSize)
        {
            undecided |= (ulong)Packing.Bits(
                Vector512.GreaterThan(Vector512.LoadUnsafe(ref magnitudes, (nuint)v), Vector512<int>.Zero)) << v;
        }

        ulong kept = 0;
        foreach (int c in order[..count])
        {
            // All ones where it is still undecided.
            ulong isKept = 0 - ((undecided >> c) & 1);
            kept |= (1UL << c) & isKept;
            undecided &= ~(near[c] & isKept);
        }

        int keptCount = 0;
        for (int v = 0; v < count; v += VectorSize)
        {
            keptCount = ListKept(v, Packing.Mask((uint)(kept >> v)), keptCount);
        }

        support.AddAscending(MemoryMarshal.CreateReadOnlySpan(ref _newlyKept, keptCount));
    }

    /// <summary>
    /// Keeps, in each round, every candidate that no undecided neighbour beats, and removes the neighbours of kept ones. The
    /// greedy order would keep the same: whatever could remove such a candidate is smaller or gone.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void KeepInRounds(int distance, ref SupportBuilder support)
    {
        for (int undecidedCount = ListUndecided(); undecidedCount > 0; undecidedCount = ListUndecided())
        {
            RemoveNearKept(distance, FindUnbeaten(distance, undecidedCount));
        }

        int keptCount = 0;
        for (int v = 0; v < _count; v += VectorSize)
        {
            keptCount = ListKept(v, Vector512.Equals(Vector512.LoadUnsafe(ref _magnitudes, (nuint)v), Vector512.Create(Kept)), keptCount);
        }

        support.AddAscending(MemoryMarshal.CreateReadOnlySpan(ref _newlyKept, keptCount));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int FindUnbeaten(int distance, int undecidedCount)
    {
        ref int places = ref _places;
        ref int magnitudes = ref _magnitudes;
        ref int undecided = ref _undecided;
        ref int newlyKept = ref _newlyKept;
        Vector512<short> reach = Vector512.Create((short)distance);
        Vector512<ushort> side = Vector512.Create((ushort)(2 * distance));
        int keptCount = 0;
        (int first, int end) = (0, 0);
        for (int i = 0; i < undecidedCount; i++)
        {
            int c = Unsafe.Add(ref undecided, i);
            int place = Unsafe.Add(ref places, c);
            MoveOn(c, place >> 16, distance, ref first, ref end);
            Vector512<short> corner = Vector512.Create(place).AsInt16() - reach;
            var own = Vector512.Create(Unsafe.Add(ref magnitudes, c));
            Vector512<int> isBeaten = default;
            for (int v = first; v < end; v += VectorSize)
            {
                isBeaten |= IsHigher(v, c, own) & IsNear(ref Unsafe.Add(ref places, v), corner, side);
            }

            Unsafe.Add(ref newlyKept, keptCount) = c;
            keptCount += isBeaten == Vector512<int>.Zero ? 1 : 0;
        }

        return keptCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RemoveNearKept(int distance, int keptCount)
    {
        ref int places = ref _places;
        ref int magnitudes = ref _magnitudes;
        ref int newlyKept = ref _newlyKept;
        Vector512<short> reach = Vector512.Create((short)distance);
        Vector512<ushort> side = Vector512.Create((ushort)(2 * distance));
        (int first, int end) = (0, 0);
        for (int i = 0; i < keptCount; i++)
        {
            int c = Unsafe.Add(ref newlyKept, i);
            int place = Unsafe.Add(ref places, c);
            MoveOn(c, place >> 16, distance, ref first, ref end);
            Vector512<short> corner = Vector512.Create(place).AsInt16() - reach;
            for (int v = first; v < end; v += VectorSize)
            {
                (Vector512.LoadUnsafe(ref magnitudes, (nuint)v) | IsNear(ref Unsafe.Add(ref places, v), corner, side)).StoreUnsafe(
                    ref magnitudes, (nuint)v);
            }
        }

        for (int i = 0; i < keptCount; i++)
        {
            Unsafe.Add(ref magnitudes, Unsafe.Add(ref newlyKept, i)) = Kept;
        }
    }

    /// <summary>
    /// Moves the range, in whole vectors, to the candidates that may be near to one. Calls come in ascending order of rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void MoveOn(int c, int row, int distance, ref int first, ref int end)
    {
        while (end < _count && RowOf(end) <= row + distance)
        {
            end += VectorSize;
        }

        while (first + VectorSize <= c && RowOf(first + VectorSize - 1) < row - distance)
        {
            first += VectorSize;
        }
    }

    private readonly int RowOf(int candidate) => Unsafe.Add(ref _places, candidate) >> 16;

    /// <summary>Lists the numbers of the undecided candidates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int ListUndecided()
    {
        int count = 0;
        for (int c = 0; c < _count; c += VectorSize)
        {
            Vector512<int> isUndecided = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref _magnitudes, (nuint)c), Vector512<int>.Zero);
            count += Packing.Store(Packing.Indices + Vector512.Create(c), isUndecided, ref Unsafe.Add(ref _undecided, count));
        }

        return count;
    }

    /// <summary>Adds the positions of the kept ones of 16 candidates to the list.</summary>
    /// <returns>The new length of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int ListKept(int first, Vector512<int> isKept, int count)
    {
        Vector512<int> place = Vector512.LoadUnsafe(ref _places, (nuint)first);
        Vector512<int> position = ((place >> 16) * Vector512.Create(_stride)) + (place & Vector512.Create((int)ushort.MaxValue));
        return count + Packing.Store(position, isKept, ref Unsafe.Add(ref _newlyKept, count));
    }

    /// <summary>
    /// The lanes of 16 candidates that go before a given one: those of larger magnitude, and those of equal magnitude and lower
    /// index.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector512<int> IsHigher(int first, int candidate, Vector512<int> magnitude)
    {
        // A lane that compares as true is -1.
        Vector512<int> isBefore = Vector512.LessThan(Packing.Indices, Vector512.Create(candidate - first));
        return Vector512.GreaterThan(Vector512.LoadUnsafe(ref _magnitudes, (nuint)first), magnitude + isBefore);
    }

    /// <summary>The lanes of 16 candidates that lie in the square around one.</summary>
    /// <param name="places">The places of the candidates.</param>
    /// <param name="corner">The upper left corner of the square, in both halves of each lane.</param>
    /// <param name="side">The side of the square less one, likewise.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> IsNear(ref int places, Vector512<short> corner, Vector512<ushort> side)
    {
        // Before the corner, differences are large numbers.
        Vector512<ushort> difference = (Vector512.LoadUnsafe(ref places).AsInt16() - corner).AsUInt16();
        return Vector512.Equals(Vector512.Min(difference, side).AsInt32(), difference.AsInt32());
    }
}
