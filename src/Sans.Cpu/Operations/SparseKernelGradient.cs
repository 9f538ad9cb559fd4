using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The gradient of a kernel over the support (docs/method/san-paper.md, 3.4). The decoder's use, in the order of the atom, is
/// <c>d[k] += Σ_p a[p] · g[p - shift + k]</c>. The encoder's use is <c>e[u] += Σ_p δ[p] · x[p - pl + u]</c>. Both uses of the
/// kernel carry gradient.
/// </summary>
internal static class SparseKernelGradient
{
    /// <summary>Lags that are computed together. The gradients are padded to whole tiles.</summary>
    public const int TileSize = 2 * Lanes.Count;

    /// <summary>
    /// Adds the gradients of one example at some lags. Each element is one chain of fused multiply-adds over the examples of the
    /// batch in order and p ascending. O(nnz · m).
    /// </summary>
    /// <param name="support">The kept positions, ascending.</param>
    /// <param name="similarity">The map with the kept values a.</param>
    /// <param name="mapGradient">δ at the support.</param>
    /// <param name="signal">x between margins of at least m plus a tile.</param>
    /// <param name="slope">g between margins of at least m plus a tile.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position before it.</param>
    /// <param name="first">The first lag, the start of a tile.</param>
    /// <param name="end">The lag behind the last.</param>
    /// <param name="encoder">e, <c>[m]</c> padded to whole tiles.</param>
    /// <param name="decoder">d, <c>[m]</c> padded to whole tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<int> support,
        ref float similarity,
        PaddedBuffer mapGradient,
        PaddedBuffer signal,
        PaddedBuffer slope,
        int kernelSize,
        int shift,
        int first,
        int end,
        PaddedBuffer encoder,
        PaddedBuffer decoder)
    {
        ref float deltas = ref mapGradient.At(0);
        for (int u = first; u < end; u += TileSize)
        {
            ref float slopes = ref slope.At(u - shift);
            ref float samples = ref signal.At(u - ((kernelSize - 1) / 2));
            ref float e = ref encoder.At(u);
            ref float d = ref decoder.At(u);
            Vector512<float> e0 = Lanes.Load(ref e, 0), e1 = Lanes.Load(ref e, 1);
            Vector512<float> d0 = Lanes.Load(ref d, 0), d1 = Lanes.Load(ref d, 1);
            foreach (int p in support)
            {
                var value = Vector512.Create(Unsafe.Add(ref similarity, p));
                ref float g = ref Unsafe.Add(ref slopes, p);
                d0 = Vector512.FusedMultiplyAdd(value, Lanes.Load(ref g, 0), d0);
                d1 = Vector512.FusedMultiplyAdd(value, Lanes.Load(ref g, 1), d1);

                var delta = Vector512.Create(Unsafe.Add(ref deltas, p));
                ref float x = ref Unsafe.Add(ref samples, p);
                e0 = Vector512.FusedMultiplyAdd(delta, Lanes.Load(ref x, 0), e0);
                e1 = Vector512.FusedMultiplyAdd(delta, Lanes.Load(ref x, 1), e1);
            }

            Lanes.Store(e0, ref e, 0);
            Lanes.Store(e1, ref e, 1);
            Lanes.Store(d0, ref d, 0);
            Lanes.Store(d1, ref d, 1);
        }
    }
}
