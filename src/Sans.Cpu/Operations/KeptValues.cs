using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>A map in which everything but the support is zero (Eq. 11), for the dense operations.</summary>
internal static class KeptValues
{
    /// <summary>Copies kept values: <c>out[p] = in[p]</c> where p is kept, else 0. O(n).</summary>
    /// <param name="support">The kept positions.</param>
    /// <param name="values">in, <c>[n]</c></param>
    /// <param name="map">out, <c>[n]</c>. Its margins keep their values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ReadOnlySpan<int> support, ReadOnlySpan<float> values, PaddedBuffer map)
    {
        if (support.Length == values.Length)
        {
            values.CopyTo(map.Span);
            return;
        }

        map.Span.Clear();
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float target = ref map.At(0);
        int i = 0;
        for (; i <= support.Length - Lanes.Count; i += Lanes.Count)
        {
            int first = support[i];
            if (support[i + Lanes.Count - 1] - first < Lanes.Count)
            {
                // All 16 positions are neighbours.
                Vector512.LoadUnsafe(ref value, (nuint)first).StoreUnsafe(ref target, (nuint)first);
                continue;
            }

            foreach (int p in support.Slice(i, Lanes.Count))
            {
                Unsafe.Add(ref target, p) = Unsafe.Add(ref value, p);
            }
        }

        foreach (int p in support[i..])
        {
            Unsafe.Add(ref target, p) = Unsafe.Add(ref value, p);
        }
    }

    /// <summary>
    /// Copies kept values with the activation map at hand. Where no kept value is zero, its zeros mark what is not kept, and
    /// whole vectors are copied. O(n).
    /// </summary>
    /// <param name="support">The kept positions.</param>
    /// <param name="activations">The activation map, <c>[n]</c>, followed by zeros.</param>
    /// <param name="values">in, <c>[n]</c>, followed by zeros up to whole vectors.</param>
    /// <param name="map">out, <c>[n]</c>. Its margins stay zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ReadOnlySpan<int> support, PaddedBuffer activations, PaddedBuffer values, PaddedBuffer map)
    {
        ref float activation = ref activations.At(0);
        ref float value = ref values.At(0);
        ref float target = ref map.At(0);
        Vector512<int> dropped = default;
        for (int p = 0; p < values.Length; p += Lanes.Count)
        {
            // A lane that compares as equal is -1.
            Vector512<float> isDropped = Vector512.Equals(Vector512.LoadUnsafe(ref activation, (nuint)p), Vector512<float>.Zero);
            Vector512.AndNot(Vector512.LoadUnsafe(ref value, (nuint)p), isDropped).StoreUnsafe(ref target, (nuint)p);
            dropped -= isDropped.AsInt32();
        }

        if (Lanes.RoundUp(values.Length) - Vector512.Sum(dropped) != support.Length)
        {
            Copy(support, values.Span, map);
        }
    }
}
