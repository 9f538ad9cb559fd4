using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// Magnitudes compared as integers: the bit pattern of a non-negative float32 orders like its value, so that comparisons are
/// exact and the same everywhere. Not-a-numbers come out above infinity.
/// </summary>
public static class Magnitude
{
    /// <summary>One more than the largest bit pattern a magnitude can have.</summary>
    internal const int Limit = int.MaxValue;

    private const int SignlessMask = int.MaxValue;

    /// <summary>The bit pattern of <c>|value|</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(float value) => BitConverter.SingleToInt32Bits(value) & SignlessMask;

    /// <summary>The first index of the largest magnitude. O(n).</summary>
    /// <param name="values"><c>[n] float32</c>, n at least 1.</param>
    public static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int index = 0;
        int largest = Bits(values[0]);
        for (int i = 1; i < values.Length; i++)
        {
            int bits = Bits(values[i]);
            if (bits > largest)
            {
                (largest, index) = (bits, i);
            }
        }

        return index;
    }

    /// <summary>How many values have a magnitude of at least the one with bit pattern <paramref name="threshold"/>. O(n).</summary>
    internal static int CountAtLeast(ReadOnlySpan<float> values, int threshold)
    {
        ref int bits = ref Unsafe.As<float, int>(ref MemoryMarshal.GetReference(values));
        var mask = Vector256.Create(SignlessMask);
        var below = Vector256.Create(threshold - 1);
        var counts = Vector256<int>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            // A lane that compares as greater is -1.
            counts -= Vector256.GreaterThan(Vector256.LoadUnsafe(ref bits, (nuint)i) & mask, below);
        }

        int count = Vector256.Sum(counts);
        for (; i < values.Length; i++)
        {
            count += Bits(values[i]) >= threshold ? 1 : 0;
        }

        return count;
    }
}
