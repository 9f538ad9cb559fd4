using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The decoder over the support only (Eq. 12): a kept value a at p adds the reversed kernel around p,
/// <c>x̂[p - pr + k] += a · wr[k]</c> with <c>wr[k] = w[m - 1 - k]</c>.
/// </summary>
internal static class SparseDecoder
{
    /// <summary>Adds the partial reconstruction of one kernel. Each output is one chain of fused multiply-adds over p ascending. Cost: O(nnz · m).</summary>
    /// <param name="support">Kept positions, ascending.</param>
    /// <param name="similarity">The map whose values are kept.</param>
    /// <param name="reversedKernel"><c>[m]</c>, zeros behind it up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="reconstruction"><c>[n]</c> between margins of at least m plus a vector; receives the sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<int> support, ref float similarity, PaddedBuffer reversedKernel, int kernelSize, PaddedBuffer reconstruction)
    {
        ref float kernel = ref reversedKernel.At(0);
        ref float output = ref reconstruction.At(-(kernelSize / 2));
        foreach (int p in support)
        {
            var value = Vector512.Create(Unsafe.Add(ref similarity, p));
            ref float target = ref Unsafe.Add(ref output, p);
            for (int k = 0; k < kernelSize; k += Lanes.Count)
            {
                Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref kernel, (nuint)k), Vector512.LoadUnsafe(ref target, (nuint)k))
                    .StoreUnsafe(ref target, (nuint)k);
            }
        }
    }
}
