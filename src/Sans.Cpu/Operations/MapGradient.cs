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
    /// At the support only: one dot product in the lanes of a vector (lane l adds the k with k mod 16 = l, ascending) and a fixed
    /// tree each. O(nnz · m).
    /// </summary>
    /// <param name="support">Kept positions.</param>
    /// <param name="atom"><c>[m]</c>, zeros behind it up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">How far the atom of a position begins before it.</param>
    /// <param name="slope">g between margins of at least m plus a vector.</param>
    /// <param name="gradient">Receives δ at the positions of the support; other places keep what they had.</param>
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

    /// <summary>Everywhere, as a dense <see cref="SignCorrelation"/>: cheaper when many positions are kept. O(n · m).</summary>
    /// <param name="atom"><c>[m]</c>, zeros behind it up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">How far the atom of a position begins before it.</param>
    /// <param name="pattern">The <see cref="SignPattern"/> of g.</param>
    /// <param name="tables">Working memory of <see cref="SignCorrelation"/>.</param>
    /// <param name="gradient">Receives δ everywhere, and anything behind it.</param>
    public static void RunDenseByPattern(
        PaddedBuffer atom,
        int kernelSize,
        int shift,
        PaddedBuffer pattern,
        PaddedBuffer tables,
        PaddedBuffer gradient) => SignCorrelation.Run(
        pattern, shift, ref atom.At(0), kernelSize, ref gradient.At(0), gradient.Length, ref tables.At(0), isAccumulating: false);

    /// <summary>
    /// Everywhere, as a dense <see cref="Correlation"/>: for short kernels, and for slopes that are no signs or have zeros among
    /// them. O(n · m).
    /// </summary>
    /// <param name="atom"><c>[m]</c></param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">How far the atom of a position begins before it.</param>
    /// <param name="slope">g between margins of at least m plus <see cref="Correlation.Overrun"/>.</param>
    /// <param name="gradient">Receives δ everywhere, and anything behind it.</param>
    public static void RunDense(PaddedBuffer atom, int kernelSize, int shift, PaddedBuffer slope, PaddedBuffer gradient) =>
        Correlation.Run(ref slope.At(-shift), ref atom.At(0), kernelSize, ref gradient.At(0), slope.Length, isAccumulating: false);
}
