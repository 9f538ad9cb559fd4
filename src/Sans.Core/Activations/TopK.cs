using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// Selects the k values of highest rank, ties at the border to the lower index. The one implementation: of top-k absolutes on a map, of top-k over the units of a sample and of
/// the Top-K router.
/// </summary>
public static class TopK
{
    // 2^20 in the bits of a float32 is an eighth of a binary order of magnitude.
    private const int FirstStep = 1 << 20;
    private const int LargestStep = 1 << 29;

    /// <summary>Adds the positions of the k highest values, ascending. Exactly k, or all where there are no more than k; values must not be NaN.</summary>
    /// <remarks>Cost: a few passes of compares where the guess is near, at most about 35; O(n).</remarks>
    /// <typeparam name="TOrder">How values are ranked.</typeparam>
    /// <param name="values"><c>[n] float32</c></param>
    /// <param name="k">At least 0.</param>
    /// <param name="guess">Where the search begins, best the threshold of a similar map, which it becomes; 0 at first. It changes the time, never the selection.</param>
    /// <param name="support">Receives the positions; empty at the start, with room for exactly n.</param>
    public static void Select<TOrder>(ReadOnlySpan<float> values, int k, ref int guess, ref SupportBuilder support)
        where TOrder : struct, IValueOrder => Select<TOrder>(values, MapShape.Signal(values.Length), k, ref guess, ref support);

    /// <summary>The same on a map that may have zeros between its rows, which no order may rank above a value: on images, magnitudes only.</summary>
    /// <inheritdoc cref="Select{TOrder}(ReadOnlySpan{float}, int, ref int, ref SupportBuilder)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Select<TOrder>(ReadOnlySpan<float> values, MapShape shape, int k, ref int guess, ref SupportBuilder support)
        where TOrder : struct, IValueOrder
    {
        if (k >= shape.PositionCount)
        {
            support.AddAll();
            return;
        }

        (int threshold, int count) = ThresholdThatKeeps<TOrder>(values, k, guess);
        guess = threshold;
        if (count == k)
        {
            AddAtLeast<TOrder>(values, threshold, ref support);
            return;
        }

        AddWithTies<TOrder>(values, shape, threshold, k - CountAtLeast<TOrder>(values, threshold + 1), ref support);
    }

    /// <summary>How many values have a key of at least <paramref name="threshold"/>. O(n).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int CountAtLeast<TOrder>(ReadOnlySpan<float> values, int threshold)
        where TOrder : struct, IValueOrder
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        var below = Vector512.Create(threshold - 1);
        Vector512<int> even = default, odd = default;
        int i = 0;
        for (; i <= values.Length - (2 * Vector512<int>.Count); i += 2 * Vector512<int>.Count)
        {
            // A lane that compares as greater is -1.
            even -= Vector512.GreaterThan(TOrder.Keys(Vector512.LoadUnsafe(ref start, (nuint)i)), below);
            odd -= Vector512.GreaterThan(TOrder.Keys(Vector512.LoadUnsafe(ref start, (nuint)(i + Vector512<int>.Count))), below);
        }

        int count = Vector512.Sum(even + odd);
        for (; i < values.Length; i++)
        {
            count += TOrder.Key(values[i]) >= threshold ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// A key that exactly <paramref name="k"/> values reach; where ties leave none, the greatest that more than k reach. From the guess outwards in doubling steps until it is
    /// between two keys, then by bisection.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Threshold, int Count) ThresholdThatKeeps<TOrder>(ReadOnlySpan<float> values, int k, int guess)
        where TOrder : struct, IValueOrder
    {
        (int low, int countLow) = (TOrder.LeastKey, values.Length);
        int high = int.MaxValue;
        int step = FirstStep;

        // Not the least key: where that is the threshold, fewer than k values are above it, which one count tells.
        int next = Math.Max(guess, TOrder.LeastKey + 1);
        while ((long)high - low > 1)
        {
            int count = CountAtLeast<TOrder>(values, next);
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
                next = low == TOrder.LeastKey ? (int)Math.Max((long)next - step, TOrder.LeastKey + 1L) : Middle(low, high);
            }

            step = Math.Min(2 * step, LargestStep);
        }

        return (low, countLow);
    }

    private static int Middle(int low, int high) => (int)(((long)low + high) >> 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddAtLeast<TOrder>(ReadOnlySpan<float> values, int threshold, ref SupportBuilder support)
        where TOrder : struct, IValueOrder
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        var below = Vector512.Create(threshold - 1);
        int p = 0;
        for (; p <= values.Length - Vector512<float>.Count; p += Vector512<float>.Count)
        {
            support.AddWhere(p, Vector512.GreaterThan(TOrder.Keys(Vector512.LoadUnsafe(ref start, (nuint)p)), below));
        }

        for (; p < values.Length; p++)
        {
            if (TOrder.Key(values[p]) >= threshold)
            {
                support.Add(p);
            }
        }
    }

    /// <summary>Keeps what is above the threshold and the first of those that reach it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWithTies<TOrder>(ReadOnlySpan<float> values, MapShape shape, int threshold, int ties, ref SupportBuilder support)
        where TOrder : struct, IValueOrder
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        for (int row = 0; row < shape.Height; row++)
        {
            int p = row * shape.RowStride;
            int end = p + shape.Width;
            for (; p <= end - Vector512<float>.Count; p += Vector512<float>.Count)
            {
                Vector512<int> keys = TOrder.Keys(Vector512.LoadUnsafe(ref start, (nuint)p));
                uint tied = Packing.Bits(Vector512.Equals(keys, Vector512.Create(threshold)));
                for (int excess = BitOperations.PopCount(tied) - ties; excess > 0; excess--)
                {
                    tied &= ~(1u << BitOperations.Log2(tied));
                }

                ties -= BitOperations.PopCount(tied);
                for (uint kept = tied | Packing.Bits(Vector512.GreaterThan(keys, Vector512.Create(threshold))); kept != 0; kept &= kept - 1)
                {
                    support.Add(p + BitOperations.TrailingZeroCount(kept));
                }
            }

            for (; p < end; p++)
            {
                int key = TOrder.Key(values[p]);
                if (key > threshold || (key == threshold && ties-- > 0))
                {
                    support.Add(p);
                }
            }
        }
    }
}
