using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>Sums of absolute values, in 16 lanes and a fixed tree.</summary>
internal static class AbsoluteSum
{
    /// <summary><c>Σ|x[t]|</c>. Lane l adds the samples t with t mod 16 = l, ascending. O(n).</summary>
    /// <param name="signal"><c>[n]</c>, zeros behind it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of(PaddedBuffer signal)
    {
        ref float x = ref signal.At(0);
        Vector512<float> sum = default;
        for (int t = 0; t < signal.Length; t += Lanes.Count)
        {
            sum += Vector512.Abs(Vector512.LoadUnsafe(ref x, (nuint)t));
        }

        return Lanes.Sum(sum);
    }
}
