using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>Sums of absolute values, in 16 logical lanes and a fixed tree.</summary>
internal static class AbsoluteSum
{
    /// <summary><c>Σ|x[t]|</c>. Lane l adds the samples t with t mod 16 = l, ascending. O(n).</summary>
    /// <param name="signal"><c>[n]</c>, zeros behind it.</param>
    public static float Of(PaddedBuffer signal)
    {
        ref float x = ref signal.At(0);
        Vector256<float> low = default, high = default;
        for (int t = 0; t < signal.Length; t += 2 * Lanes.Count)
        {
            low += Vector256.Abs(Vector256.LoadUnsafe(ref x, (nuint)t));
            high += Vector256.Abs(Vector256.LoadUnsafe(ref x, (nuint)(t + Lanes.Count)));
        }

        return Lanes.Combine(low, high);
    }
}
