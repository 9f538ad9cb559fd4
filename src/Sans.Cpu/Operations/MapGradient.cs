using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The gradient at the kept positions of an activation map: <c>δ[p] = Σ_k wr[k] · g[p - pr + k]</c> with the reversed kernel wr
/// (san-paper.md, 3.4).
/// </summary>
internal static class MapGradient
{
    /// <summary>At the support only: one dot product in the lanes of a vector (lane l adds the k with k mod 16 = l, ascending) and a fixed tree each. O(nnz · m).</summary>
    /// <param name="support">Kept positions.</param>
    /// <param name="reversedKernel"><c>[m]</c>, zeros behind it up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="sign">g between margins of at least m plus a vector.</param>
    /// <param name="gradient">Receives δ at the positions of the support; other places keep what they had.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunSparse(
        ReadOnlySpan<int> support, PaddedBuffer reversedKernel, int kernelSize, PaddedBuffer sign, PaddedBuffer gradient)
    {
        ref float kernel = ref reversedKernel.At(0);
        ref float signs = ref sign.At(-(kernelSize / 2));
        ref float delta = ref gradient.At(0);
        foreach (int p in support)
        {
            ref float g = ref Unsafe.Add(ref signs, p);
            Vector512<float> sum = default;
            for (int k = 0; k < kernelSize; k += Lanes.Count)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref kernel, (nuint)k), Vector512.LoadUnsafe(ref g, (nuint)k), sum);
            }

            Unsafe.Add(ref delta, p) = Lanes.Sum(sum);
        }
    }

    /// <summary>Everywhere, as a dense <see cref="SignCorrelation"/>: cheaper when many positions are kept. O(n · m).</summary>
    /// <param name="reversedKernel"><c>[m]</c>, zeros behind it up to whole vectors.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="pattern">The <see cref="SignPattern"/> of g.</param>
    /// <param name="tables">Working memory of <see cref="SignCorrelation"/>.</param>
    /// <param name="gradient">Receives δ everywhere; zeros behind it.</param>
    public static void RunDense(PaddedBuffer reversedKernel, int kernelSize, PaddedBuffer pattern, PaddedBuffer tables, PaddedBuffer gradient)
    {
        gradient.Span.Clear();
        SignCorrelation.Add(pattern, kernelSize / 2, ref reversedKernel.At(0), kernelSize, ref gradient.At(0), gradient.Length, ref tables.At(0));
        gradient.ClearBehind(Correlation.Overrun);
    }

    /// <summary>The same as a dense <see cref="Correlation"/>, for signs with zeros among them.</summary>
    /// <param name="reversedKernel"><c>[m]</c></param>
    /// <param name="kernelSize">m</param>
    /// <param name="sign">g between margins of at least m plus <see cref="Correlation.Overrun"/>.</param>
    /// <param name="gradient">Receives δ everywhere; zeros behind it.</param>
    public static void RunDense(PaddedBuffer reversedKernel, int kernelSize, PaddedBuffer sign, PaddedBuffer gradient)
    {
        Correlation.Run(ref sign.At(-(kernelSize / 2)), ref reversedKernel.At(0), kernelSize, ref gradient.At(0), sign.Length, isAccumulating: false);
        gradient.ClearBehind(Correlation.Overrun);
    }
}
