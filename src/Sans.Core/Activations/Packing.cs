using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sans.Core.Activations;

/// <summary>Moves chosen lanes together: what a selection does with the result of a comparison.</summary>
internal static class Packing
{
    /// <summary>Stores the lanes that are chosen, one behind the other. O(1) with AVX-512, else O(lanes chosen).</summary>
    /// <param name="values">16 integers.</param>
    /// <param name="isChosen">All ones or all zeros in each lane.</param>
    /// <param name="target">Room for 16 integers; those behind the stored ones become undefined.</param>
    /// <returns>How many were stored.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store(Vector512<int> values, Vector512<int> isChosen, ref int target)
    {
        uint bits = Bits(isChosen);
        if (Avx512F.IsSupported)
        {
            Avx512F.Compress(Vector512<int>.Zero, isChosen, values).StoreUnsafe(ref target);
            return BitOperations.PopCount(bits);
        }

        int count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            Unsafe.Add(ref target, count++) = values[BitOperations.TrailingZeroCount(bits)];
        }

        return count;
    }

    /// <summary>The bit of each lane: whether it is all ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector512<int> mask) => (uint)mask.ExtractMostSignificantBits();

    /// <summary>The way back: all ones in the lanes whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Mask(uint bits)
    {
        Vector512<int> bitOfLane = Vector512.Create(
            1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);
        return Vector512.Equals(Vector512.Create((int)bits) & bitOfLane, bitOfLane);
    }
}
