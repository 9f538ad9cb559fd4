using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The gradient of a kernel from its two uses: <c>dL/dw[u] = (e[u] + d[m - 1 - u]) · scale</c>, or with d[u] where the decoder is
/// transposed.
/// </summary>
internal static class KernelGradient
{
    /// <summary>Combines the uses. Each element is one addition and one product. O(m).</summary>
    /// <param name="encoder">e, <c>[m]</c>. It receives the gradient, followed by zeros up to whole vectors.</param>
    /// <param name="decoder">d, <c>[m]</c>, in the order of the atom. It is turned into the order of the kernel.</param>
    /// <param name="weightCount">m, or m² of a kernel of two dimensions, where turning by 180 degrees is a reversal, too.</param>
    /// <param name="isReversed">Whether an atom is the reversed kernel.</param>
    /// <param name="scale">1 / (B n): the loss is a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(PaddedBuffer encoder, PaddedBuffer decoder, int weightCount, bool isReversed, float scale)
    {
        if (isReversed)
        {
            decoder.First(weightCount).Reverse();
        }

        ref float e = ref encoder.At(0);
        ref float d = ref decoder.At(0);
        for (int u = 0; u < weightCount; u += Lanes.Count)
        {
            ((Vector512.LoadUnsafe(ref e, (nuint)u) + Vector512.LoadUnsafe(ref d, (nuint)u)) * scale).StoreUnsafe(ref e, (nuint)u);
        }

        encoder.First(Lanes.RoundUp(weightCount))[weightCount..].Clear();
    }
}
