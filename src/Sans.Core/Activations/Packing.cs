using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sans.Core.Activations;

/// <summary>Moves chosen lanes together: what a selection does with the result of a comparison.</summary>
internal static class Packing
{
    // For each choice among eight lanes, the numbers of those chosen, a byte each, the first in the lowest.
    private static readonly ulong[] ChosenLanes = [.. Enumerable.Range(0, 256).Select(bits =>
        Enumerable.Range(0, 8).Where(lane => ((bits >> lane) & 1) != 0).Select((lane, place) => (ulong)lane << (8 * place)).Aggregate(0UL, (all, lane) => all | lane))];

    /// <summary>0 to 15; written out, because without AVX-512 the library makes <see cref="Vector512{T}.Indices"/> in a loop.</summary>
    public static Vector512<int> Indices => Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    /// <summary>Stores the lanes that are chosen, one behind the other. O(1) with AVX-512 or AVX2, else O(lanes chosen).</summary>
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

        if (Avx2.IsSupported)
        {
            int low = BitOperations.PopCount(bits & byte.MaxValue);
            Avx2.PermuteVar8x32(values.GetLower(), ChosenFirst(bits & byte.MaxValue)).StoreUnsafe(ref target);
            Avx2.PermuteVar8x32(values.GetUpper(), ChosenFirst(bits >> 8)).StoreUnsafe(ref Unsafe.Add(ref target, low));
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> ChosenFirst(uint bits) =>
        Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(ChosenLanes), bits)).AsByte());
}
