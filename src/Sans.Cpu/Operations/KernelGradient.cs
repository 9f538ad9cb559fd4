using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>The gradient of a kernel from its two uses: <c>dL/dw[u] = (e[u] + d[m - 1 - u]) · scale</c>.</summary>
internal static class KernelGradient
{
    /// <summary>Combines the uses. Each element is one addition and one product. O(m).</summary>
    /// <param name="encoder">e, <c>[m]</c>; receives the gradient, and zeros behind it up to whole vectors.</param>
    /// <param name="reversedDecoder">d, <c>[m]</c>; is left reversed.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="scale">1 / (B n): the loss is a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(PaddedBuffer encoder, PaddedBuffer reversedDecoder, int kernelSize, float scale)
    {
        reversedDecoder.First(kernelSize).Reverse();
        ref float e = ref encoder.At(0);
        ref float d = ref reversedDecoder.At(0);
        for (int u = 0; u < kernelSize; u += Lanes.Count)
        {
            ((Vector512.LoadUnsafe(ref e, (nuint)u) + Vector512.LoadUnsafe(ref d, (nuint)u)) * scale).StoreUnsafe(ref e, (nuint)u);
        }

        encoder.First(Lanes.RoundUp(kernelSize))[kernelSize..].Clear();
    }
}
