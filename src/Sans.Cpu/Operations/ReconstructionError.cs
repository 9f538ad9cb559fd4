using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>The reconstruction against its signal: absolute error (Eq. 14) and the sign that is its gradient.</summary>
internal static class ReconstructionError
{
    /// <summary>Samples of a step: four vectors, because one chain of additions would be waited for.</summary>
    public const int BlockSize = 4 * Lanes.Count;

    /// <summary>
    /// <c>g[t] = sign(x̂[t] - x[t])</c> with sign(0) = 0, and <c>Σ|x̂[t] - x[t]|</c>: lane l of 64 adds the t with t mod 64 = l, ascending; then lanes l and l + 16, l + 32 and
    /// l + 48, the two sums, and the tree of <see cref="Lanes.Sum"/>. The factor 1 / (B n) of the mean is applied once, to the gradient of the kernel. O(n).
    /// </summary>
    /// <param name="reconstruction"><c>x̂ [n]</c>; its margin is cleared up to a whole block.</param>
    /// <param name="signal"><c>x [n]</c>; zeros behind it.</param>
    /// <param name="sign"><c>g [n]</c>; zeros behind it.</param>
    /// <returns>The absolute error; not finite when the reconstruction is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Run(PaddedBuffer reconstruction, PaddedBuffer signal, PaddedBuffer sign)
    {
        int n = signal.Length;

        // Decoders spill into the margin behind the last sample; there the error must be zero.
        reconstruction.ClearBehind(BlockSize);
        ref float r = ref reconstruction.At(0);
        ref float x = ref signal.At(0);
        ref float g = ref sign.At(0);
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int t = 0; t < n; t += BlockSize)
        {
            sum0 += SignAt(ref r, ref x, ref g, t);
            sum1 += SignAt(ref r, ref x, ref g, t + Lanes.Count);
            sum2 += SignAt(ref r, ref x, ref g, t + (2 * Lanes.Count));
            sum3 += SignAt(ref r, ref x, ref g, t + (3 * Lanes.Count));
        }

        return Lanes.Sum((sum0 + sum1) + (sum2 + sum3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SignAt(ref float r, ref float x, ref float g, int t)
    {
        Vector512<float> difference = Vector512.LoadUnsafe(ref r, (nuint)t) - Vector512.LoadUnsafe(ref x, (nuint)t);
        Vector512<float> above = Vector512.GreaterThan(difference, Vector512<float>.Zero) & Vector512<float>.One;
        Vector512<float> below = Vector512.LessThan(difference, Vector512<float>.Zero) & Vector512<float>.One;
        (above - below).StoreUnsafe(ref g, (nuint)t);
        return Vector512.Abs(difference);
    }
}
