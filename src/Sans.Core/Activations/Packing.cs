using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sans.Core.Activations;

/// <summary>Packs the lanes that a comparison chose.</summary>
internal static class Packing
{
    /// <summary>
    /// The numbers 0 to 15. They are written out, because without AVX-512 the library makes
    /// <see cref="Vector512{T}.Indices"/> in a loop.
    /// </summary>
    public static Vector512<int> Indices => Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    /// <summary>Stores the chosen lanes one behind the other. O(1) with AVX-512 or AVX2, else O(lanes chosen).</summary>
    /// <param name="values">16 integers.</param>
    /// <param name="isChosen">All ones or all zeros in each lane.</param>
    /// <param name="target">Room for 16 integers. Those behind the stored ones become undefined.</param>
    /// <returns>The number of stored lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store(Vector512<int> values, Vector512<int> isChosen, ref int target)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.Compress(Vector512<int>.Zero, isChosen, values).StoreUnsafe(ref target);
            return BitOperations.PopCount(Bits(isChosen));
        }

        if (Avx2.IsSupported)
        {
            (Vector256<int> lower, int low) = ListOf(isChosen.GetLower());
            Avx2.PermuteVar8x32(values.GetLower(), lower).StoreUnsafe(ref target);
            (Vector256<int> upper, int high) = ListOf(isChosen.GetUpper());
            Avx2.PermuteVar8x32(values.GetUpper(), upper).StoreUnsafe(ref Unsafe.Add(ref target, low));
            return low + high;
        }

        int count = 0;
        for (uint bits = Bits(isChosen); bits != 0; bits &= bits - 1)
        {
            Unsafe.Add(ref target, count++) = values[BitOperations.TrailingZeroCount(bits)];
        }

        return count;
    }

    /// <summary>Stores the chosen lanes of two vectors. The lanes of each vector lie side by side in a target of its own.</summary>
    /// <inheritdoc cref="Store(Vector512{int}, Vector512{int}, ref int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreBoth(Vector512<int> values, Vector512<int> others, Vector512<int> isChosen, ref int target, ref int otherTarget)
    {
        if (Avx2.IsSupported && !Avx512F.IsSupported)
        {
            // One list serves both.
            (Vector256<int> lower, int low) = ListOf(isChosen.GetLower());
            Avx2.PermuteVar8x32(values.GetLower(), lower).StoreUnsafe(ref target);
            Avx2.PermuteVar8x32(others.GetLower(), lower).StoreUnsafe(ref otherTarget);
            (Vector256<int> upper, int high) = ListOf(isChosen.GetUpper());
            Avx2.PermuteVar8x32(values.GetUpper(), upper).StoreUnsafe(ref Unsafe.Add(ref target, low));
            Avx2.PermuteVar8x32(others.GetUpper(), upper).StoreUnsafe(ref Unsafe.Add(ref otherTarget, low));
            return low + high;
        }

        Store(values, isChosen, ref target);
        return Store(others, isChosen, ref otherTarget);
    }

    /// <summary>The bits of a mask: one for each lane, set where the lane is all ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector512<int> mask) => (uint)mask.ExtractMostSignificantBits();

    /// <summary>The mask of some bits: all ones in the lanes whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Mask(uint bits)
    {
        Vector512<int> bitOfLane = Vector512.Create(
            1 << 0,
            1 << 1,
            1 << 2,
            1 << 3,
            1 << 4,
            1 << 5,
            1 << 6,
            1 << 7,
            1 << 8,
            1 << 9,
            1 << 10,
            1 << 11,
            1 << 12,
            1 << 13,
            1 << 14,
            1 << 15);
        return Vector512.Equals(Vector512.Create((int)bits) & bitOfLane, bitOfLane);
    }

    /// <summary>The numbers of the chosen lanes, and their count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Lanes, int Count) ListOf(Vector256<int> isChosen)
    {
        uint bits = isChosen.ExtractMostSignificantBits();
        ulong list = Unsafe.Add(ref MemoryMarshal.GetReference(ChosenLanes.Lists), bits);
        return (Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(list).AsByte()), BitOperations.PopCount(bits));
    }
}
