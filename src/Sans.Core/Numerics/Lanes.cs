using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sans.Core.Numerics;

/// <summary>
/// The vector of operations in single precision: 16 floats on all hardware. Narrower registers take it in parts. Every sum is
/// defined by it, so its bits do not depend on the width of registers.
/// </summary>
public static class Lanes
{
    /// <summary>Floats in a vector.</summary>
    public const int Count = 16;

    /// <summary>Rounds up to whole vectors.</summary>
    public static int RoundUp(int length) => (length + Count - 1) / Count * Count;

    /// <summary>Loads the vector that starts <paramref name="vector"/> vectors behind a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float start, int vector) => Vector512.LoadUnsafe(ref start, (nuint)(vector * Count));

    /// <summary>Stores the vector that starts <paramref name="vector"/> vectors behind a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float start, int vector) => value.StoreUnsafe(ref start, (nuint)(vector * Count));

    /// <summary>Adds a product to a sum. <paramref name="isUsed"/> is a constant wherever this is inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddIf(bool isUsed, Vector512<float> tap, Vector512<float> x, ref Vector512<float> sum)
    {
        if (isUsed)
        {
            sum = Vector512.FusedMultiplyAdd(tap, x, sum);
        }
    }

    /// <summary>The vector that begins one lane behind the first of two adjacent vectors, with AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OneOn(Vector512<float> vector, Vector512<float> next) =>
        Avx512F.AlignRight32(next.AsInt32(), vector.AsInt32(), 1).AsSingle();

    /// <summary>Adds the lanes in a fixed tree: lane i with lane i + 8, then i + 4, i + 2, i + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> vector)
    {
        Vector256<float> eight = vector.GetLower() + vector.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return (two + Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
