using System.Runtime.CompilerServices;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>The gradient of one use of a kernel at the end of a batch.</summary>
internal static class PlaneGradientSum
{
    /// <summary>
    /// Adds the results of supports and of whole maps: <c>out[u, v] = rows[u, v] + Σ lanes[u, v]</c>, by the tree of
    /// <see cref="Lanes.Sum"/>. O(m²).
    /// </summary>
    /// <param name="lanes"><c>[m, m, 16]</c></param>
    /// <param name="rows"><c>[m, m]</c>, rows <see cref="PlaneScatter.AtomStride"/> apart.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="gradient">Receives <c>[m, m]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(PaddedBuffer lanes, PaddedBuffer rows, int kernelSize, PaddedBuffer gradient)
    {
        int stride = PlaneScatter.AtomStride(kernelSize);
        for (int u = 0; u < kernelSize; u++)
        {
            for (int v = 0; v < kernelSize; v++)
            {
                int tap = (u * kernelSize) + v;
                gradient.At(tap) = rows.At((u * stride) + v) + Lanes.Sum(Lanes.Load(ref lanes.At(0), tap));
            }
        }
    }
}
