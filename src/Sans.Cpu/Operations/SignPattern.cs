using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>The signs of four successive samples as one number, which indexes the tables of <see cref="SignCorrelation"/>.</summary>
internal static class SignPattern
{
    /// <summary>The number of samples that one number stands for.</summary>
    public const int Length = 4;

    /// <summary>
    /// Encodes the signs for all t from -3 to n - 1. Bits 3 and 31 of <c>pattern[t]</c> say whether g[t + 3] is negative. Each
    /// other bit b says whether the sign of g[t + b] differs from that. Outside there are zeros. O(n).
    /// </summary>
    /// <remarks>
    /// So the lower three bits find the entry in one half of a table, and the highest bit is its sign. The other half has the
    /// opposite numbers.
    /// </remarks>
    /// <param name="sign">g, each -1, 0 or 1, between zeros.</param>
    /// <param name="pattern">Receives integers as bits of float32, as many as g has samples, between zeros.</param>
    /// <returns>Whether no sample of g is zero. A bit cannot tell zero from 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRun(PaddedBuffer sign, PaddedBuffer pattern)
    {
        ref float g = ref sign.At(0);
        ref float bits = ref pattern.At(0);
        Vector512<float> nonZeros = default;
        for (int t = -Lanes.Count; t < sign.Length; t += Lanes.Count)
        {
            ref float here = ref Unsafe.Add(ref g, t);
            Vector512<float> own = Lanes.Load(ref here, 0);
            Vector512<int> last = Vector512.LoadUnsafe(ref here, 3).AsInt32();
            Vector512<int> sum = Vector512.ShiftRightLogical(own.AsInt32() ^ last, 31)
                | (Vector512.ShiftRightLogical(Vector512.LoadUnsafe(ref here, 1).AsInt32() ^ last, 30) & Vector512.Create(2))
                | (Vector512.ShiftRightLogical(Vector512.LoadUnsafe(ref here, 2).AsInt32() ^ last, 29) & Vector512.Create(4))
                | (Vector512.ShiftRightArithmetic(last, 31) & Vector512.Create(int.MinValue | 8));
            sum.AsSingle().StoreUnsafe(ref Unsafe.Add(ref bits, t));

            // The counts are whole numbers, so that sums are exact.
            nonZeros += Vector512.Abs(own);
        }

        return Lanes.Sum(nonZeros) == sign.Length;
    }
}
