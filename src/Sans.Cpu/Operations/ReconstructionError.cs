using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Losses;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>The reconstruction against its signal: absolute error (Eq. 14) and the slope of the training loss.</summary>
internal static class ReconstructionError
{
    /// <summary>Samples of a step. There are four vectors, because a single chain of additions would wait for itself.</summary>
    public const int BlockSize = 4 * Lanes.Count;

    /// <summary>
    /// Computes <c>g[t] = ℓ'(x̂[t] - x[t])</c> and returns <c>Σ|x̂[t] - x[t]|</c>. Lane l of 64 adds the t with t mod 64 = l,
    /// ascending. Then come lanes l and l + 16, l + 32 and l + 48, the two sums, and the tree of <see cref="Lanes.Sum"/>. The
    /// factor 1 / (B n) of the mean is applied once, to the gradient of the kernel. O(n).
    /// </summary>
    /// <param name="loss">ℓ</param>
    /// <param name="reconstruction"><c>x̂ [n]</c>. Its margin is cleared up to a whole block.</param>
    /// <param name="signal"><c>x [n]</c>, followed by zeros.</param>
    /// <param name="slope"><c>g [n]</c>, followed by zeros.</param>
    /// <returns>The absolute error. It is not finite when the reconstruction is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Run<TLoss>(TLoss loss, PaddedBuffer reconstruction, PaddedBuffer signal, PaddedBuffer slope)
        where TLoss : struct, ILoss
    {
        int n = signal.Length;

        // Decoders spill into the margin behind the last sample, where the error must be zero.
        reconstruction.ClearBehind(BlockSize);
        ref float r = ref reconstruction.At(0);
        ref float x = ref signal.At(0);
        ref float g = ref slope.At(0);
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int t = 0; t < n; t += BlockSize)
        {
            sum0 += SlopeAt(loss, ref r, ref x, ref g, t);
            sum1 += SlopeAt(loss, ref r, ref x, ref g, t + Lanes.Count);
            sum2 += SlopeAt(loss, ref r, ref x, ref g, t + (2 * Lanes.Count));
            sum3 += SlopeAt(loss, ref r, ref x, ref g, t + (3 * Lanes.Count));
        }

        return Lanes.Sum((sum0 + sum1) + (sum2 + sum3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SlopeAt<TLoss>(TLoss loss, ref float r, ref float x, ref float g, int t)
        where TLoss : struct, ILoss
    {
        Vector512<float> difference = Vector512.LoadUnsafe(ref r, (nuint)t) - Vector512.LoadUnsafe(ref x, (nuint)t);
        loss.Slope<Vector512<float>, LaneArithmetic>(difference).StoreUnsafe(ref g, (nuint)t);
        return Vector512.Abs(difference);
    }
}
