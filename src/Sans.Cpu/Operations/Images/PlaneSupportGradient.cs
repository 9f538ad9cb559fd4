using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// The gradient of a kernel over the support (docs/method/san-paper.md, 3.4). The decoder's use, in the order of the atom, is
/// <c>d[k, l] += Σ_p a[p] · g[p - shift + (k, l)]</c>. The encoder's use is <c>e[u, v] += Σ_p δ[p] · x[p - pl + (u, v)]</c>.
/// </summary>
/// <remarks>Each element is one chain of fused multiply-adds over the examples of the batch in order and p ascending.</remarks>
internal static class PlaneSupportGradient
{
    // Rows that go together: with both uses, enough chains to hide the latency of one.
    /// <summary>Rows that are computed together. The buffers of the gradients have room for whole groups.</summary>
    public const int RowsTogether = 3;

    /// <summary>Adds an example. O(nnz · m²).</summary>
    /// <param name="support">The kept positions, ascending.</param>
    /// <param name="similarity">The map with the kept values a.</param>
    /// <param name="mapGradient">δ at the support.</param>
    /// <param name="image">x between margins.</param>
    /// <param name="slope">g between margins.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position above and left of it.</param>
    /// <param name="encoder">e, <c>[m, m]</c>, rows <see cref="PlaneScatter.AtomStride"/> apart, and two rows more.</param>
    /// <param name="decoder">d, likewise.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<int> support,
        Plane similarity,
        Plane mapGradient,
        Plane image,
        Plane slope,
        int kernelSize,
        int shift,
        PaddedBuffer encoder,
        PaddedBuffer decoder)
    {
        int left = (kernelSize - 1) / 2;
        int stride = PlaneScatter.AtomStride(kernelSize);
        for (int row = 0; row < kernelSize; row += RowsTogether)
        {
            for (int column = 0; column < kernelSize; column += Lanes.Count)
            {
                int first = (row * stride) + column;
                ref float x = ref image.At(row - left, column - left);
                ref float g = ref slope.At(row - shift, column - shift);
                if (kernelSize <= Vector256<float>.Count)
                {
                    AddHalfVectors(
                        support,
                        ref similarity.At(0),
                        ref mapGradient.At(0),
                        ref x,
                        ref g,
                        image.Layout.Stride,
                        ref encoder.At(first),
                        ref decoder.At(first));
                }
                else
                {
                    AddVectors(
                        support,
                        ref similarity.At(0),
                        ref mapGradient.At(0),
                        ref x,
                        ref g,
                        image.Layout.Stride,
                        ref encoder.At(first),
                        ref decoder.At(first),
                        stride);
                }
            }
        }
    }

    /// <summary>Rows behind the last of the kernel are computed and ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddHalfVectors(
        ReadOnlySpan<int> support,
        ref float values,
        ref float deltas,
        ref float samples,
        ref float slopes,
        int rowStride,
        ref float encoder,
        ref float decoder)
    {
        Vector256<float> e0 =
            Vector256.LoadUnsafe(ref encoder), e1 = Vector256.LoadUnsafe(ref encoder, 8), e2 = Vector256.LoadUnsafe(ref encoder, 16);
        Vector256<float> d0 =
            Vector256.LoadUnsafe(ref decoder), d1 = Vector256.LoadUnsafe(ref decoder, 8), d2 = Vector256.LoadUnsafe(ref decoder, 16);
        nuint second = (nuint)rowStride;
        nuint third = 2 * second;
        foreach (int p in support)
        {
            var value = Vector256.Create(Unsafe.Add(ref values, p));
            ref float g = ref Unsafe.Add(ref slopes, p);
            d0 = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref g), d0);
            d1 = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref g, second), d1);
            d2 = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref g, third), d2);

            var delta = Vector256.Create(Unsafe.Add(ref deltas, p));
            ref float x = ref Unsafe.Add(ref samples, p);
            e0 = Vector256.FusedMultiplyAdd(delta, Vector256.LoadUnsafe(ref x), e0);
            e1 = Vector256.FusedMultiplyAdd(delta, Vector256.LoadUnsafe(ref x, second), e1);
            e2 = Vector256.FusedMultiplyAdd(delta, Vector256.LoadUnsafe(ref x, third), e2);
        }

        e0.StoreUnsafe(ref encoder);
        e1.StoreUnsafe(ref encoder, 8);
        e2.StoreUnsafe(ref encoder, 16);
        d0.StoreUnsafe(ref decoder);
        d1.StoreUnsafe(ref decoder, 8);
        d2.StoreUnsafe(ref decoder, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddVectors(
        ReadOnlySpan<int> support,
        ref float values,
        ref float deltas,
        ref float samples,
        ref float slopes,
        int rowStride,
        ref float encoder,
        ref float decoder,
        int stride)
    {
        nuint row1 = (nuint)stride;
        nuint row2 = 2 * row1;
        Vector512<float> e0 =
            Vector512.LoadUnsafe(ref encoder), e1 = Vector512.LoadUnsafe(ref encoder, row1), e2 = Vector512.LoadUnsafe(ref encoder, row2);
        Vector512<float> d0 =
            Vector512.LoadUnsafe(ref decoder), d1 = Vector512.LoadUnsafe(ref decoder, row1), d2 = Vector512.LoadUnsafe(ref decoder, row2);
        nuint second = (nuint)rowStride;
        nuint third = 2 * second;
        foreach (int p in support)
        {
            var value = Vector512.Create(Unsafe.Add(ref values, p));
            ref float g = ref Unsafe.Add(ref slopes, p);
            d0 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref g), d0);
            d1 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref g, second), d1);
            d2 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref g, third), d2);

            var delta = Vector512.Create(Unsafe.Add(ref deltas, p));
            ref float x = ref Unsafe.Add(ref samples, p);
            e0 = Vector512.FusedMultiplyAdd(delta, Vector512.LoadUnsafe(ref x), e0);
            e1 = Vector512.FusedMultiplyAdd(delta, Vector512.LoadUnsafe(ref x, second), e1);
            e2 = Vector512.FusedMultiplyAdd(delta, Vector512.LoadUnsafe(ref x, third), e2);
        }

        e0.StoreUnsafe(ref encoder);
        e1.StoreUnsafe(ref encoder, row1);
        e2.StoreUnsafe(ref encoder, row2);
        d0.StoreUnsafe(ref decoder);
        d1.StoreUnsafe(ref decoder, row1);
        d2.StoreUnsafe(ref decoder, row2);
    }
}
