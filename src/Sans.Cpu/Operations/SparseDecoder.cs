using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The decoder over the support only (Eq. 12): a kept value a at p adds an atom around p, <c>x̂[p - shift + k] += a ·
/// atom[k]</c>. The atom is the reversed kernel, <c>atom[k] = w[m - 1 - k]</c> with a shift of pr. With a transposed decoder it
/// is the kernel, with a shift of pl.
/// </summary>
internal static class SparseDecoder
{
    /// <summary>
    /// Adds the partial reconstruction of one kernel. Each output is one chain of fused multiply-adds over p ascending. Cost:
    /// O(nnz · m).
    /// </summary>
    /// <param name="support">The kept positions, ascending.</param>
    /// <param name="similarity">The map that holds the kept values.</param>
    /// <param name="atom"><c>[m]</c>, followed by zeros up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position before it.</param>
    /// <param name="reconstruction"><c>[n]</c> between margins of at least m plus a vector. It receives the sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<int> support, ref float similarity, PaddedBuffer atom, int kernelSize, int shift, PaddedBuffer reconstruction)
    {
        ref float kernel = ref atom.At(0);
        ref float output = ref reconstruction.At(-shift);
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
