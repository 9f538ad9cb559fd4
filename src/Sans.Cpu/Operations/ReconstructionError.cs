using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>The reconstruction against its signal: absolute error (Eq. 14) and the sign that is its gradient.</summary>
internal static class ReconstructionError
{
    /// <summary>
    /// <c>g[t] = sign(x̂[t] - x[t])</c> with sign(0) = 0, and <c>Σ|x̂[t] - x[t]|</c> in 16 logical lanes and a fixed tree. The factor 1 / (B n) of the mean is
    /// applied once, to the gradient of the kernel. O(n).
    /// </summary>
    /// <param name="reconstruction"><c>x̂ [n]</c>; its margins are cleared up to whole blocks of 16.</param>
    /// <param name="signal"><c>x [n]</c>; zeros behind it.</param>
    /// <param name="sign"><c>g [n]</c>; zeros behind it.</param>
    /// <returns>The absolute error; not finite when the reconstruction is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Run(PaddedBuffer reconstruction, PaddedBuffer signal, PaddedBuffer sign)
    {
        int n = signal.Length;
        ClearBlock(reconstruction, n);
        ref float r = ref reconstruction.At(0);
        ref float x = ref signal.At(0);
        ref float g = ref sign.At(0);
        Vector256<float> low = default, high = default;
        for (int t = 0; t < n; t += 2 * Lanes.Count)
        {
            low += SignAt(ref r, ref x, ref g, t);
            high += SignAt(ref r, ref x, ref g, t + Lanes.Count);
        }

        return Lanes.Combine(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SignAt(ref float r, ref float x, ref float g, int t)
    {
        Vector256<float> difference = Load(ref r, t) - Load(ref x, t);
        Vector256<float> above = Vector256.GreaterThan(difference, Vector256<float>.Zero) & Vector256<float>.One;
        Vector256<float> below = Vector256.LessThan(difference, Vector256<float>.Zero) & Vector256<float>.One;
        (above - below).StoreUnsafe(ref g, (nuint)t);
        return Vector256.Abs(difference);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int t) => Vector256.LoadUnsafe(ref start, (nuint)t);

    // The decoder spills into the margin behind the last sample; there the error must be zero.
    private static void ClearBlock(PaddedBuffer reconstruction, int n)
    {
        Vector256<float>.Zero.StoreUnsafe(ref reconstruction.At(n));
        Vector256<float>.Zero.StoreUnsafe(ref reconstruction.At(n + Lanes.Count));
    }
}
