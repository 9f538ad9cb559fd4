using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The gradient at the kept positions of an activation map: <c>δ[p] = Σ_k atom[k] · g[p - shift + k]</c>
/// (docs/method/san-paper.md, 3.4).
/// </summary>
internal static class MapGradient
{
    /// <summary>
    /// Computes δ at the support only. Each is one dot product: lane l adds the k with k mod 16 = l, ascending, then comes a
    /// fixed tree. O(nnz · m).
    /// </summary>
    /// <param name="support">The kept positions.</param>
    /// <param name="atom"><c>[m]</c>, followed by zeros up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position before it.</param>
    /// <param name="slope">g between margins of at least m plus a vector.</param>
    /// <param name="gradient">Receives δ at the positions of the support. Other places keep their values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunSparse(
        ReadOnlySpan<int> support, PaddedBuffer atom, int kernelSize, int shift, PaddedBuffer slope, PaddedBuffer gradient)
    {
        ref float kernel = ref atom.At(0);
        ref float slopes = ref slope.At(-shift);
        ref float delta = ref gradient.At(0);
        foreach (int p in support)
        {
            ref float g = ref Unsafe.Add(ref slopes, p);
            Vector512<float> sum = default;
            for (int k = 0; k < kernelSize; k += Lanes.Count)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref kernel, (nuint)k), Vector512.LoadUnsafe(ref g, (nuint)k), sum);
            }

            Unsafe.Add(ref delta, p) = Lanes.Sum(sum);
        }
    }

    /// <summary>
    /// Computes δ everywhere, as a dense <see cref="SignCorrelation"/>. It is cheaper when many positions are kept. O(n · m).
    /// </summary>
    /// <param name="atom"><c>[m]</c>, followed by zeros up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position before it.</param>
    /// <param name="pattern">The <see cref="SignPattern"/> of g.</param>
    /// <param name="tables">The working memory of <see cref="SignCorrelation"/>.</param>
    /// <param name="gradient">Receives δ everywhere. What follows is undefined.</param>
    public static void RunDenseByPattern(
        PaddedBuffer atom,
        int kernelSize,
        int shift,
        PaddedBuffer pattern,
        PaddedBuffer tables,
        PaddedBuffer gradient) => SignCorrelation.Run(
        pattern, shift, ref atom.At(0), kernelSize, ref gradient.At(0), gradient.Length, ref tables.At(0), isAccumulating: false);

    /// <summary>
    /// Computes δ at all positions by a dense <see cref="Correlation"/>. It serves short kernels, and slopes with zeros
    /// or values other than signs. O(n · m).
    /// </summary>
    /// <param name="atom"><c>[m]</c></param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position before it.</param>
    /// <param name="slope">g between margins of at least m plus <see cref="Correlation.Overrun"/>.</param>
    /// <param name="gradient">Receives δ everywhere. What follows is undefined.</param>
    public static void RunDense(PaddedBuffer atom, int kernelSize, int shift, PaddedBuffer slope, PaddedBuffer gradient) =>
        Correlation.Run(ref slope.At(-shift), ref atom.At(0), kernelSize, ref gradient.At(0), slope.Length, isAccumulating: false);
}
