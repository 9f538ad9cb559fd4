using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Sans.Cpu.Operations;

/// <summary>
/// The fused multiply-add <c>a · b + c</c>, rounded once, for operations that consist of it. It has the same bits without an
/// instruction for it, and is then faster than calls of the C library.
/// </summary>
internal static class Fused
{
    private const double LeastNormal = 1.1754943508222875e-38;

    // Without any vectors the C library does it, one number at a time.
    private static bool IsInstruction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated || AdvSimd.IsSupported || !Vector128.IsHardwareAccelerated;
    }

    /// <summary>The fused multiply-add of 4 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        IsInstruction ? Vector128.FusedMultiplyAdd(a, b, c) : MultiplyAddInDouble(a, b, c);

    /// <summary>
    /// Computes in double precision: the product is exact there. The second rounding is harmless unless the first ended
    /// half-way between two numbers of float32. In that case, and among subnormal numbers, the sum is rounded to odd instead
    /// (Boldo and Melquiond, 2008).
    /// </summary>
    public static Vector128<float> MultiplyAddInDouble(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        (Vector128<double> a0, Vector128<double> a1) = Vector128.Widen(a);
        (Vector128<double> b0, Vector128<double> b1) = Vector128.Widen(b);
        (Vector128<double> c0, Vector128<double> c1) = Vector128.Widen(c);
        Vector128<double> sum0 = (a0 * b0) + c0;
        Vector128<double> sum1 = (a1 * b1) + c1;
        return (NeedsCare(sum0) | NeedsCare(sum1)) == Vector128<int>.Zero
            ? Vector128.Narrow(sum0, sum1)
            : Vector128.Narrow(AddToOdd(a0 * b0, c0), AddToOdd(a1 * b1, c1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> NeedsCare(Vector128<double> sum)
    {
        // The 29 bits that float32 lacks are 100...0. The other half of each number is masked out of the comparison.
        Vector128<int> dropped = sum.AsInt32() & Vector128.Create(0x1FFFFFFF, 0, 0x1FFFFFFF, 0);
        Vector128<int> isHalfway = Vector128.Equals(dropped, Vector128.Create(0x10000000, -1, 0x10000000, -1));
        Vector128<double> magnitude = Vector128.Abs(sum);
        Vector128<double> isSubnormal = Vector128.LessThan(
            magnitude, Vector128.Create(LeastNormal)) & Vector128.GreaterThan(magnitude, Vector128<double>.Zero);
        return isHalfway | isSubnormal.AsInt32();
    }

    private static Vector128<double> AddToOdd(Vector128<double> product, Vector128<double> addend)
    {
        Vector128<double> sum = product + addend;

        // The part that the sum has lost, exactly (Knuth's two-sum). It is NaN where the sum is not finite, which is then left
        // alone.
        Vector128<double> part = sum - product;
        Vector128<double> lost = (product - (sum - part)) + (addend - part);
        Vector128<long> isInexact = (Vector128.GreaterThan(
            lost, Vector128<double>.Zero) | Vector128.LessThan(lost, Vector128<double>.Zero)).AsInt64();
        Vector128<long> isEven = Vector128.Equals(sum.AsInt64() & Vector128<long>.One, Vector128<long>.Zero);
        Vector128<long> isAway = Vector128.GreaterThanOrEqual(sum.AsInt64() ^ lost.AsInt64(), Vector128<long>.Zero);
        Vector128<long> step = Vector128.ConditionalSelect(isAway, Vector128<long>.One, -Vector128<long>.One);
        return (sum.AsInt64() + (step & isInexact & isEven)).AsDouble();
    }
}
