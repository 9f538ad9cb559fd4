using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The larger of each number and zero, in place. NaN stays NaN, so that a diverged network does not look like one without
/// positive values.
/// </summary>
internal static class Rectifier
{
    /// <summary>Computes <c>x[t] = max(x[t], 0)</c>. O(n).</summary>
    /// <param name="values"><c>[length]</c></param>
    /// <param name="length">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(ref float values, int length)
    {
        for (int t = 0; t < length; t += Lanes.Count)
        {
            var x = Vector512.LoadUnsafe(ref values, (nuint)t);
            Vector512.AndNot(x, Vector512.LessThanOrEqual(x, Vector512<float>.Zero)).StoreUnsafe(ref values, (nuint)t);
        }
    }

    /// <summary>Sets <c>g[t] = 0</c> where <c>x[t]</c> is zero, because nothing passed there. O(n).</summary>
    /// <param name="values">The x that <see cref="Forward"/> left, <c>[length]</c>.</param>
    /// <param name="gradient">g, <c>[length]</c>.</param>
    /// <param name="length">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(ref float values, ref float gradient, int length)
    {
        for (int t = 0; t < length; t += Lanes.Count)
        {
            Vector512<float> isZero = Vector512.Equals(Vector512.LoadUnsafe(ref values, (nuint)t), Vector512<float>.Zero);
            Vector512.AndNot(Vector512.LoadUnsafe(ref gradient, (nuint)t), isZero).StoreUnsafe(ref gradient, (nuint)t);
        }
    }
}
