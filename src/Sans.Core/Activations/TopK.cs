using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// Selects the k values of highest rank. Ties at the border go to the lower index. Top-k absolutes, top-k over the units of a
/// sample and the Top-K router share it.
/// </summary>
/// <remarks>
/// One pass collects candidates by the threshold of a similar map. The search for the threshold then looks at these few only.
/// </remarks>
public static class TopK
{
    private const int VectorSize = 16;

    // In the bits of a float32, 2^20 is an eighth of a binary order of magnitude.
    private const int FirstStep = 1 << 20;
    private const int LargestStep = 1 << 29;

    // The greatest distance of the threshold below the guess at which one pass is enough.
    private const int Reach = 1 << 21;

    /// <summary>The size of the working memory for a selection, in numbers.</summary>
    /// <param name="length">Values to select from.</param>
    public static int ScratchSizeFor(int length) => 2 * ListSizeFor(length);

    /// <summary>
    /// Adds the positions of the k highest values, ascending. If there are at most k values, it adds all. Values must not be
    /// NaN.
    /// </summary>
    /// <remarks>Cost: O(n), and O(k) for each step of the search. A near guess needs a few steps, any guess at most about 35.</remarks>
    /// <typeparam name="TOrder">The ranking of values.</typeparam>
    /// <param name="values"><c>[n] float32</c></param>
    /// <param name="k">At least 0.</param>
    /// <param name="guess">
    /// The start of the search, best the threshold of a similar map. Receives the threshold that was found. It is 0 at first.
    /// It changes the time, never the selection.
    /// </param>
    /// <param name="scratch">Working memory, at least <see cref="ScratchSizeFor"/> numbers.</param>
    /// <param name="support">Receives the positions. Empty at the start, with room for exactly n.</param>
    public static void Select<TOrder>(ReadOnlySpan<float> values, int k, ref int guess, Span<int> scratch, ref SupportBuilder support)
        where TOrder : struct, IValueOrder =>
            Select<TOrder>(values, MapShape.Signal(values.Length), Range.All, k, ref guess, scratch, ref support);

    /// <summary>
    /// Selects from a map that may have zeros between its rows, and rows of zeros. Nothing may rank below zero in the order.
    /// </summary>
    /// <inheritdoc cref="Select{TOrder}(ReadOnlySpan{float}, int, ref int, Span{int}, ref SupportBuilder)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Select<TOrder>(
        ReadOnlySpan<float> values, MapShape shape, Range filledRows, int k, ref int guess, Span<int> scratch, ref SupportBuilder support)
        where TOrder : struct, IValueOrder
    {
        if (k >= shape.PositionCount)
        {
            support.AddAll();
            return;
        }

        if (k <= 0)
        {
            return;
        }

        (int firstRow, int rowCount) = filledRows.GetOffsetAndLength(shape.Height);
        (int first, int end) = (firstRow * shape.RowStride, (firstRow + rowCount) * shape.RowStride);
        int size = ListSizeFor(values.Length);
        Span<int> keys = scratch[..size], positions = scratch.Slice(size, size);

        // Zeros, the least magnitudes, are never listed, because images are full of them.
        int least = guess > TOrder.LeastKey + Reach ? guess - Reach : TOrder.LeastKey + 1;
        int count = Collect<TOrder>(values, first, end, least, keys, positions);
        if (count < k && least > TOrder.LeastKey + 1)
        {
            least = TOrder.LeastKey + 1;
            count = Collect<TOrder>(values, first, end, least, keys, positions);
        }

        if (count < k)
        {
            guess = TOrder.LeastKey;
            KeepWithLeast(positions[..count], k - count, shape, ref support);
            return;
        }

        (int threshold, int reached) = ThresholdThatKeeps(keys, count, k, least, guess);
        guess = threshold;
        if (reached == k)
        {
            support.AddAscending(positions[..KeepAbove(threshold - 1, keys, positions, count)]);
        }
        else
        {
            support.AddAscending(positions[..KeepWithTies(threshold, k - CountAbove(threshold, keys, count), keys, positions, count)]);
        }
    }

    private static int ListSizeFor(int length) => length + (2 * VectorSize);

    /// <summary>
    /// Lists the keys and positions of values whose key is at least <paramref name="least"/>. Behind them stands a vector of
    /// keys that are lower than all. O(n).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Collect<TOrder>(ReadOnlySpan<float> values, int first, int end, int least, Span<int> keys, Span<int> positions)
        where TOrder : struct, IValueOrder
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        ref int key = ref MemoryMarshal.GetReference(keys);
        ref int position = ref MemoryMarshal.GetReference(positions);
        var below = Vector512.Create(least - 1);
        int count = 0;
        int p = first;
        for (; p <= end - VectorSize; p += VectorSize)
        {
            Vector512<int> here = TOrder.Keys(Vector512.LoadUnsafe(ref start, (nuint)p));
            Vector512<int> isListed = Vector512.GreaterThan(here, below);
            count += Packing.StoreBoth(
                here, Packing.Indices + Vector512.Create(p), isListed, ref Unsafe.Add(ref key, count), ref Unsafe.Add(ref position, count));
        }

        for (; p < end; p++)
        {
            int here = TOrder.Key(values[p]);
            Unsafe.Add(ref position, count) = p;
            Unsafe.Add(ref key, count) = here;
            count += here >= least ? 1 : 0;
        }

        Vector512.Create(int.MinValue).StoreUnsafe(ref key, (nuint)count);
        return count;
    }

    /// <summary>The number of listed keys above a bound. O(count).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountAbove(int bound, ReadOnlySpan<int> keys, int count)
    {
        ref int key = ref MemoryMarshal.GetReference(keys);
        var below = Vector512.Create(bound);

        // A lane that compares as true is -1.
        Vector512<int> above = default;
        for (int i = 0; i < count; i += VectorSize)
        {
            above -= Vector512.GreaterThan(Vector512.LoadUnsafe(ref key, (nuint)i), below);
        }

        return Vector512.Sum(above);
    }

    /// <summary>
    /// A key that exactly <paramref name="k"/> of the listed values reach. Where ties leave none, it is the greatest key that
    /// more than k reach. The search doubles its steps from the guess outwards, then bisects.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Threshold, int Count) ThresholdThatKeeps(ReadOnlySpan<int> keys, int listed, int k, int least, int guess)
    {
        (int low, int countLow) = (least, listed);
        int high = int.MaxValue;
        int step = FirstStep;

        // The least key is left out. Where it is the threshold, fewer than k values are above it, which one count tells.
        int next = Math.Max(guess, least + 1);
        while ((long)high - low > 1)
        {
            int count = CountAbove(next - 1, keys, listed);
            if (count == k)
            {
                return (next, count);
            }

            if (count > k)
            {
                (low, countLow) = (next, count);
                next = high == int.MaxValue ? (int)Math.Min((long)next + step, int.MaxValue - 1) : Middle(low, high);
            }
            else
            {
                high = next;
                next = low == least ? (int)Math.Max((long)next - step, least + 1L) : Middle(low, high);
            }

            step = Math.Min(2 * step, LargestStep);
        }

        return (low, countLow);
    }

    private static int Middle(int low, int high) => (int)(((long)low + high) >> 1);

    /// <summary>Moves the positions of keys above a bound to the front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int KeepAbove(int bound, ReadOnlySpan<int> keys, Span<int> positions, int count)
    {
        ref int key = ref MemoryMarshal.GetReference(keys);
        ref int position = ref MemoryMarshal.GetReference(positions);
        var below = Vector512.Create(bound);
        int kept = 0;
        for (int i = 0; i < count; i += VectorSize)
        {
            Vector512<int> isKept = Vector512.GreaterThan(Vector512.LoadUnsafe(ref key, (nuint)i), below);
            kept += Packing.Store(Vector512.LoadUnsafe(ref position, (nuint)i), isKept, ref Unsafe.Add(ref position, kept));
        }

        return kept;
    }

    /// <summary>Moves the positions of keys above the threshold to the front, with the first of those that equal it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int KeepWithTies(int threshold, int ties, ReadOnlySpan<int> keys, Span<int> positions, int count)
    {
        ref int key = ref MemoryMarshal.GetReference(keys);
        ref int position = ref MemoryMarshal.GetReference(positions);
        var bound = Vector512.Create(threshold);
        int kept = 0;
        for (int i = 0; i < count; i += VectorSize)
        {
            var here = Vector512.LoadUnsafe(ref key, (nuint)i);
            Vector512<int> isTied = Vector512.Equals(here, bound);
            uint tied = Packing.Bits(isTied);
            int tiedCount = BitOperations.PopCount(tied);
            if (tiedCount > ties)
            {
                tied = FirstBits(tied, ties);
                (isTied, tiedCount) = (Packing.Mask(tied), ties);
            }

            ties -= tiedCount;
            kept += Packing.Store(
                Vector512.LoadUnsafe(ref position, (nuint)i),
                Vector512.GreaterThan(here, bound) | isTied,
                ref Unsafe.Add(ref position, kept));
        }

        return kept;
    }

    /// <summary>
    /// Keeps what is listed and the first positions that are not listed. Up to the last of these, every position is kept.
    /// </summary>
    private static void KeepWithLeast(ReadOnlySpan<int> listed, int others, MapShape shape, ref SupportBuilder support)
    {
        Span<int> kept = support.Free;
        int count = 0, next = 0;
        for (int row = 0; others > 0; row++)
        {
            int p = row * shape.RowStride;
            for (int end = p + shape.Width; p < end && others > 0; p++)
            {
                kept[count++] = p;
                bool isListed = next < listed.Length && listed[next] == p;
                next += isListed ? 1 : 0;
                others -= isListed ? 0 : 1;
            }
        }

        support.Advance(count);
        support.AddAscending(listed[next..]);
    }

    private static uint FirstBits(uint bits, int count)
    {
        uint first = 0;
        for (; count > 0; count--, bits &= bits - 1)
        {
            first |= bits & (0 - bits);
        }

        return first;
    }
}
