using System.Runtime.CompilerServices;

namespace Sans.Cpu.Operations.Images;

/// <summary>Copies between planes of one layout.</summary>
internal static class PlaneCopy
{
    /// <summary>Copies kept values: <c>out[p] = in[p]</c> where p is kept (Eq. 11). Other places keep their values. O(nnz).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Kept(ReadOnlySpan<int> support, Plane values, Plane map)
    {
        ref float source = ref values.At(0);
        ref float target = ref map.At(0);
        foreach (int p in support)
        {
            Unsafe.Add(ref target, p) = Unsafe.Add(ref source, p);
        }
    }
}
