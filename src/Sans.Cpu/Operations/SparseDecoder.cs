using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The decoder over the support only (Eq. 12): a kept value a at p adds the reversed kernel around p,
/// <c>x̂[p - pr + k] += a · wr[k]</c> with <c>wr[k] = w[m - 1 - k]</c>.
/// </summary>
internal static class SparseDecoder
{
    /// <summary>
    /// Adds the partial reconstruction of one kernel. Ascending positions make the chain of each output the one of the dense
    /// <see cref="Correlation"/>, to the bit. Cost: O(nnz · m).
    /// </summary>
    /// <param name="support">Kept positions, ascending.</param>
    /// <param name="similarity">The map whose values are kept.</param>
    /// <param name="reversedKernel"><c>[m]</c>, zeros behind it up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="reconstruction"><c>[n]</c> between margins of at least m plus a vector; receives the sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<int> support, ref float similarity, PaddedBuffer reversedKernel, int kernelSize, PaddedBuffer reconstruction)
    {
        int right = kernelSize / 2;
        ref float kernel = ref reversedKernel.At(0);
        foreach (int p in support)
        {
            var value = Vector256.Create(Unsafe.Add(ref similarity, p));
            ref float target = ref reconstruction.At(p - right);
            for (int k = 0; k < kernelSize; k += Lanes.Count)
            {
                Vector256
                    .FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref kernel, (nuint)k), Vector256.LoadUnsafe(ref target, (nuint)k))
                    .StoreUnsafe(ref target, (nuint)k);
            }
        }
    }
}
