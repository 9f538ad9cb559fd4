using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The gradient at the kept positions of an activation map: <c>δ[p] = Σ_k wr[k] · g[p - pr + k]</c> with the reversed kernel wr
/// (san-paper.md, 3.4).
/// </summary>
internal static class MapGradient
{
    /// <summary>At the support only: one dot product in 16 logical lanes and a fixed tree each. O(nnz · m).</summary>
    /// <param name="support">Kept positions.</param>
    /// <param name="reversedKernel"><c>[m]</c>, zeros behind it up to whole blocks of 16.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="sign">g between margins of at least m plus a block.</param>
    /// <param name="gradient">Receives δ at the positions of the support; other places keep what they had.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunSparse(
        ReadOnlySpan<int> support, PaddedBuffer reversedKernel, int kernelSize, PaddedBuffer sign, PaddedBuffer gradient)
    {
        int right = kernelSize / 2;
        ref float kernel = ref reversedKernel.At(0);
        foreach (int p in support)
        {
            ref float g = ref sign.At(p - right);
            Vector256<float> low = default, high = default;
            for (int k = 0; k < kernelSize; k += 2 * Lanes.Count)
            {
                nuint second = (nuint)(k + Lanes.Count);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref kernel, (nuint)k), Vector256.LoadUnsafe(ref g, (nuint)k), low);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref kernel, second), Vector256.LoadUnsafe(ref g, second), high);
            }

            gradient.At(p) = Lanes.Combine(low, high);
        }
    }

    /// <summary>Everywhere, as a dense <see cref="Correlation"/>: cheaper when most positions are kept. O(n · m).</summary>
    public static void RunDense(PaddedBuffer reversedKernel, int kernelSize, PaddedBuffer sign, PaddedBuffer gradient) =>
        Correlation.Run(ref sign.At(-(kernelSize / 2)), ref reversedKernel.At(0), kernelSize, ref gradient.At(0), sign.Length, isAccumulating: false);
}
