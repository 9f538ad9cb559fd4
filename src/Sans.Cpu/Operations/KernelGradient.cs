using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The gradient of a kernel over the support (san-paper.md, 3.4). Decoder use, stored reversed: <c>d[k] += Σ_p a[p] · g[p - pr + k]</c>; encoder use:
/// <c>e[u] += Σ_p δ[p] · x[p - pl + u]</c>. Both uses of the kernel carry gradient: <c>dL/dw[u] = e[u] + d[m - 1 - u]</c>.
/// </summary>
internal static class KernelGradient
{
    private const int Vectors = 4;

    /// <summary>Lags that one tile computes; the gradients are padded to whole tiles.</summary>
    public const int TileSize = Vectors * Lanes.Count;

    /// <summary>
    /// Adds the gradients of one example. Each element is one chain of fused multiply-adds over the examples of the batch in order and p ascending.
    /// O(nnz · m).
    /// </summary>
    /// <param name="support">Kept positions, ascending.</param>
    /// <param name="similarity">The map with the kept values a.</param>
    /// <param name="mapGradient">δ at the support.</param>
    /// <param name="signal">x between margins of at least m plus a tile.</param>
    /// <param name="sign">g between margins of at least m plus a tile.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="encoder">e, <c>[m]</c> padded to whole tiles.</param>
    /// <param name="reversedDecoder">d, <c>[m]</c> padded to whole tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<int> support,
        ref float similarity,
        PaddedBuffer mapGradient,
        PaddedBuffer signal,
        PaddedBuffer sign,
        int kernelSize,
        PaddedBuffer encoder,
        PaddedBuffer reversedDecoder)
    {
        int left = (kernelSize - 1) / 2;
        int right = kernelSize / 2;
        for (int u = 0; u < kernelSize; u += TileSize)
        {
            ref float e = ref encoder.At(u);
            ref float d = ref reversedDecoder.At(u);
            Vector256<float> e0 = Load(ref e, 0), e1 = Load(ref e, 1), e2 = Load(ref e, 2), e3 = Load(ref e, 3);
            Vector256<float> d0 = Load(ref d, 0), d1 = Load(ref d, 1), d2 = Load(ref d, 2), d3 = Load(ref d, 3);
            foreach (int p in support)
            {
                var value = Vector256.Create(Unsafe.Add(ref similarity, p));
                ref float g = ref sign.At(p - right + u);
                d0 = Vector256.FusedMultiplyAdd(value, Load(ref g, 0), d0);
                d1 = Vector256.FusedMultiplyAdd(value, Load(ref g, 1), d1);
                d2 = Vector256.FusedMultiplyAdd(value, Load(ref g, 2), d2);
                d3 = Vector256.FusedMultiplyAdd(value, Load(ref g, 3), d3);

                var delta = Vector256.Create(mapGradient.At(p));
                ref float x = ref signal.At(p - left + u);
                e0 = Vector256.FusedMultiplyAdd(delta, Load(ref x, 0), e0);
                e1 = Vector256.FusedMultiplyAdd(delta, Load(ref x, 1), e1);
                e2 = Vector256.FusedMultiplyAdd(delta, Load(ref x, 2), e2);
                e3 = Vector256.FusedMultiplyAdd(delta, Load(ref x, 3), e3);
            }

            Store(e0, ref e, 0);
            Store(e1, ref e, 1);
            Store(e2, ref e, 2);
            Store(e3, ref e, 3);
            Store(d0, ref d, 0);
            Store(d1, ref d, 1);
            Store(d2, ref d, 2);
            Store(d3, ref d, 3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int vector) => Vector256.LoadUnsafe(ref start, (nuint)(vector * Lanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> value, ref float start, int vector) => value.StoreUnsafe(ref start, (nuint)(vector * Lanes.Count));
}
