using System.Runtime.CompilerServices;

namespace Sans.Cpu.Operations;

/// <summary>A map in which everything but the support is zero (Eq. 11), for the dense operations.</summary>
internal static class KeptValues
{
    /// <summary><c>out[p] = in[p]</c> where p is kept, else 0. O(n).</summary>
    /// <param name="support">Kept positions.</param>
    /// <param name="values">in, <c>[n]</c></param>
    /// <param name="map">out, <c>[n]</c>; its margins stay as they are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ReadOnlySpan<int> support, ReadOnlySpan<float> values, PaddedBuffer map)
    {
        if (support.Length == values.Length)
        {
            values.CopyTo(map.Span);
            return;
        }

        map.Span.Clear();
        ref float target = ref map.At(0);
        foreach (int p in support)
        {
            Unsafe.Add(ref target, p) = values[p];
        }
    }
}
