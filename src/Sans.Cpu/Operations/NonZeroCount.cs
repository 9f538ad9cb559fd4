using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>A of Eq. (3): the kept values that differ from zero, without a threshold.</summary>
internal static class NonZeroCount
{
    /// <summary>Counts. O(nnz).</summary>
    /// <param name="support">Kept positions.</param>
    /// <param name="values"><c>[n]</c>, a value per position.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of(ReadOnlySpan<int> support, ReadOnlySpan<float> values)
    {
        int zeros = 0;
        int i = 0;
        if (support.Length == values.Length)
        {
            // Everything is kept, so that values can be taken as they lie.
            Vector512<int> zeroLanes = default;
            ref float start = ref MemoryMarshal.GetReference(values);
            for (; i <= values.Length - Lanes.Count; i += Lanes.Count)
            {
                zeroLanes -= Vector512.Equals(Vector512.LoadUnsafe(ref start, (nuint)i), Vector512<float>.Zero).AsInt32();
            }

            zeros = Vector512.Sum(zeroLanes);
        }

        for (; i < support.Length; i++)
        {
            zeros += values[support[i]] == 0 ? 1 : 0;
        }

        return support.Length - zeros;
    }
}
