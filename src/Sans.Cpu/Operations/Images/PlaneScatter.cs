using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// The decoder over the support only (Eq. 12): a kept value a at p adds an atom around p,
/// <c>x̂[p - shift + (k, l)] += a · atom[k, l]</c>.
/// </summary>
internal static class PlaneScatter
{
    /// <summary>
    /// Adds the partial reconstruction of one kernel. Each output is one chain of fused multiply-adds over p ascending. Cost:
    /// O(nnz · m²).
    /// </summary>
    /// <param name="support">Kept positions, ascending.</param>
    /// <param name="similarity">The kept positions, ascending.</param>
    /// <param name="atom">The map that holds the kept values.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the atom of a position above and left of it.</param>
    /// <param name="reconstruction">Receives the sum, also in its margins.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<int> support, Plane similarity, PaddedBuffer atom, int kernelSize, int shift, Plane reconstruction)
    {
        ref float values = ref similarity.At(0);
        ref float output = ref reconstruction.At(-shift, -shift);
        int stride = reconstruction.Layout.Stride;
        if (kernelSize <= Vector256<float>.Count)
        {
            foreach (int p in support)
            {
                var value = Vector256.Create(Unsafe.Add(ref values, p));
                ref float target = ref Unsafe.Add(ref output, p);
                ref float row = ref atom.At(0);
                for (int k = 0; k < kernelSize; k++)
                {
                    Vector256.FusedMultiplyAdd(
                        value, Vector256.LoadUnsafe(ref row), Vector256.LoadUnsafe(ref target)).StoreUnsafe(ref target);
                    target = ref Unsafe.Add(ref target, stride);
                    row = ref Unsafe.Add(ref row, Vector256<float>.Count);
                }
            }

            return;
        }

        int atomStride = AtomStride(kernelSize);
        foreach (int p in support)
        {
            var value = Vector512.Create(Unsafe.Add(ref values, p));
            for (int k = 0; k < kernelSize; k++)
            {
                ref float target = ref Unsafe.Add(ref output, p + (k * stride));
                for (int l = 0; l < kernelSize; l += Lanes.Count)
                {
                    Vector512.FusedMultiplyAdd(
                        value, Vector512.LoadUnsafe(ref atom.At(k * atomStride), (nuint)l), Vector512.LoadUnsafe(ref target, (nuint)l))
                        .StoreUnsafe(ref target, (nuint)l);
                }
            }
        }
    }

    /// <summary>
    /// Distance between the rows of an atom, and of sums over a support: half a vector for small kernels, else whole vectors.
    /// </summary>
    /// <param name="kernelSize">m</param>
    public static int AtomStride(int kernelSize) =>
        kernelSize <= Vector256<float>.Count ? Vector256<float>.Count : Lanes.RoundUp(kernelSize);
}
