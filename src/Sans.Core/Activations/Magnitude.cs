using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// Magnitudes compared as integers. The bit pattern of a non-negative float32 orders like its value, so that comparisons are
/// exact on every machine. NaN ranks above infinity.
/// </summary>
public static class Magnitude
{
    private const int SignlessMask = int.MaxValue;

    /// <summary>The bit pattern of <c>|value|</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(float value) => BitConverter.SingleToInt32Bits(value) & SignlessMask;

    /// <summary>The bit patterns of 16 magnitudes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Bits(Vector512<float> values) => values.AsInt32() & Vector512.Create(SignlessMask);

    /// <summary>The first index of the largest magnitude. O(n).</summary>
    /// <param name="values"><c>[n] float32</c>, n at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        if (values.Length >= Vector512<float>.Count)
        {
            return IndexOfLargestByVectors(ref MemoryMarshal.GetReference(values), values.Length);
        }

        int index = 0;
        int largest = Bits(values[0]);
        for (int i = 1; i < values.Length; i++)
        {
            int bits = Bits(values[i]);
            index = bits > largest ? i : index;
            largest = Math.Max(largest, bits);
        }

        return index;
    }

    /// <summary>The first index of the largest magnitude among the first <paramref name="count"/> of 16 values.</summary>
    /// <param name="values">16 values that can be read.</param>
    /// <param name="count">From 1 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOfLargest(Vector512<float> values, int count)
    {
        Vector512<int> isOutside = Vector512.GreaterThanOrEqual(Packing.Indices, Vector512.Create(count));
        Vector512<int> bits = Bits(values) | isOutside;
        return FirstEqual(bits, Largest(bits));
    }

    /// <summary>The largest of 16 integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Largest(Vector512<int> values)
    {
        Vector256<int> eight = Vector256.Max(values.GetLower(), values.GetUpper());
        Vector128<int> four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        Vector128<int> two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstEqual(Vector512<int> values, int value) =>
        BitOperations.TrailingZeroCount(Packing.Bits(Vector512.Equals(values, Vector512.Create(value))));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int IndexOfLargestByVectors(ref float values, int length)
    {
        // The last vector overlaps the one before, which changes no maximum.
        int last = length - Vector512<float>.Count;
        Vector512<int> largest = Bits(Vector512.LoadUnsafe(ref values, (nuint)last));
        for (int i = 0; i < last; i += Vector512<float>.Count)
        {
            largest = Vector512.Max(largest, Bits(Vector512.LoadUnsafe(ref values, (nuint)i)));
        }

        var value = Vector512.Create(Largest(largest));
        for (int i = 0; i < last; i += Vector512<float>.Count)
        {
            uint equal = Packing.Bits(Vector512.Equals(Bits(Vector512.LoadUnsafe(ref values, (nuint)i)), value));
            if (equal != 0)
            {
                return i + BitOperations.TrailingZeroCount(equal);
            }
        }

        return last + FirstEqual(Bits(Vector512.LoadUnsafe(ref values, (nuint)last)), value.ToScalar());
    }
}
