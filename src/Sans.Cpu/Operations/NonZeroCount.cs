using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>A of Eq. (3): the kept values that differ from zero, without a threshold.</summary>
internal static class NonZeroCount
{
    /// <summary>Counts over the support. O(nnz).</summary>
    /// <param name="support">The kept positions.</param>
    /// <param name="values"><c>[n]</c>, a value per position.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of(ReadOnlySpan<int> support, ReadOnlySpan<float> values)
    {
        int count = 0;
        foreach (int p in support)
        {
            count += values[p] != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Counts over an activation map. O(n).</summary>
    /// <param name="map"><c>[n]</c>, followed by zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of(PaddedBuffer map)
    {
        ref float start = ref map.At(0);
        Vector512<int> zeros = default;
        for (int p = 0; p < map.Length; p += Lanes.Count)
        {
            // A lane that compares as equal is -1.
            zeros -= Vector512.Equals(Vector512.LoadUnsafe(ref start, (nuint)p), Vector512<float>.Zero).AsInt32();
        }

        return Lanes.RoundUp(map.Length) - Vector512.Sum(zeros);
    }
}
