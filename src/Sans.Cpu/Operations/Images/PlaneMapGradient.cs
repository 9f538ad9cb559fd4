using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// The gradient at the kept positions of an activation map: <c>δ[p] = Σ_k Σ_l atom[k, l] · g[p - shift + (k, l)]</c>
/// (docs/method/san-paper.md, 3.4).
/// </summary>
internal static class PlaneMapGradient
{
    /// <summary>
    /// Computes δ at the support only. Each is one dot product: lane l mod 16 adds the columns l of row after row, then comes
    /// the tree of <see cref="Lanes.Sum"/>. O(nnz · m²).
    /// </summary>
    /// <param name="support">The kept positions.</param>
    /// <param name="atom"><c>[m, m]</c>, its rows <see cref="PlaneScatter.AtomStride"/> apart with zeros between.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position above and left of it.</param>
    /// <param name="slope">g, between margins.</param>
    /// <param name="gradient">Receives δ at the positions of the support. Other places keep their values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<int> support, PaddedBuffer atom, int kernelSize, int shift, Plane slope, Plane gradient)
    {
        ref float slopes = ref slope.At(-shift, -shift);
        ref float delta = ref gradient.At(0);
        int stride = slope.Layout.Stride;
        if (kernelSize <= Vector256<float>.Count)
        {
            foreach (int p in support)
            {
                ref float g = ref Unsafe.Add(ref slopes, p);
                ref float row = ref atom.At(0);
                Vector256<float> sum = default;
                for (int k = 0; k < kernelSize; k++)
                {
                    sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row), Vector256.LoadUnsafe(ref g), sum);
                    g = ref Unsafe.Add(ref g, stride);
                    row = ref Unsafe.Add(ref row, Vector256<float>.Count);
                }

                // The upper eight lanes would be zeros.
                Unsafe.Add(ref delta, p) = Lanes.Sum(Vector512.Create(sum, Vector256<float>.Zero));
            }

            return;
        }

        int atomStride = PlaneScatter.AtomStride(kernelSize);
        foreach (int p in support)
        {
            Vector512<float> sum = default;
            for (int k = 0; k < kernelSize; k++)
            {
                ref float g = ref Unsafe.Add(ref slopes, p + (k * stride));
                for (int l = 0; l < kernelSize; l += Lanes.Count)
                {
                    sum = Vector512.FusedMultiplyAdd(
                        Vector512.LoadUnsafe(ref atom.At(k * atomStride), (nuint)l), Vector512.LoadUnsafe(ref g, (nuint)l), sum);
                }
            }

            Unsafe.Add(ref delta, p) = Lanes.Sum(sum);
        }
    }
}
