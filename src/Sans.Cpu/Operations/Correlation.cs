using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Dense correlation: <c>out[i] = Σ_k taps[k] · in[i + k]</c>. The encoder (Eq. 10), the decoder of a dense activation map (Eq. 12) and the
/// gradient at a dense activation map are this one operation with other operands.
/// </summary>
internal static class Correlation
{
    /// <summary>Outputs that one tile computes; <c>output</c> is written in whole tiles.</summary>
    public const int TileSize = Vectors * Lanes.Count;

    private const int Vectors = 8;

    /// <summary>
    /// Correlates. Each output is one chain of fused multiply-adds over k ascending. Cost: <c>outputCount · tapCount</c> fused multiply-adds.
    /// </summary>
    /// <param name="input"><c>in[0]</c>; readable up to <c>outputCount</c> rounded up to whole tiles plus <paramref name="tapCount"/>.</param>
    /// <param name="taps"><c>[tapCount]</c></param>
    /// <param name="tapCount">Number of taps, at least 1.</param>
    /// <param name="output"><c>[outputCount]</c>, rounded up to whole tiles; no overlap with the operands.</param>
    /// <param name="outputCount">Number of outputs.</param>
    /// <param name="isAccumulating">Whether chains begin at the present outputs instead of zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, int outputCount, bool isAccumulating)
    {
        for (int i = 0; i < outputCount; i += TileSize)
        {
            ref float tileInput = ref Unsafe.Add(ref input, i);
            ref float tileOutput = ref Unsafe.Add(ref output, i);
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            Vector256<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            if (isAccumulating)
            {
                sum0 = Vector256.LoadUnsafe(ref tileOutput, 0);
                sum1 = Vector256.LoadUnsafe(ref tileOutput, 1 * Lanes.Count);
                sum2 = Vector256.LoadUnsafe(ref tileOutput, 2 * Lanes.Count);
                sum3 = Vector256.LoadUnsafe(ref tileOutput, 3 * Lanes.Count);
                sum4 = Vector256.LoadUnsafe(ref tileOutput, 4 * Lanes.Count);
                sum5 = Vector256.LoadUnsafe(ref tileOutput, 5 * Lanes.Count);
                sum6 = Vector256.LoadUnsafe(ref tileOutput, 6 * Lanes.Count);
                sum7 = Vector256.LoadUnsafe(ref tileOutput, 7 * Lanes.Count);
            }

            for (int k = 0; k < tapCount; k++)
            {
                var tap = Vector256.Create(Unsafe.Add(ref taps, k));
                ref float shifted = ref Unsafe.Add(ref tileInput, k);
                sum0 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 0), sum0);
                sum1 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 1 * Lanes.Count), sum1);
                sum2 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 2 * Lanes.Count), sum2);
                sum3 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 3 * Lanes.Count), sum3);
                sum4 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 4 * Lanes.Count), sum4);
                sum5 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 5 * Lanes.Count), sum5);
                sum6 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 6 * Lanes.Count), sum6);
                sum7 = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref shifted, 7 * Lanes.Count), sum7);
            }

            sum0.StoreUnsafe(ref tileOutput, 0);
            sum1.StoreUnsafe(ref tileOutput, 1 * Lanes.Count);
            sum2.StoreUnsafe(ref tileOutput, 2 * Lanes.Count);
            sum3.StoreUnsafe(ref tileOutput, 3 * Lanes.Count);
            sum4.StoreUnsafe(ref tileOutput, 4 * Lanes.Count);
            sum5.StoreUnsafe(ref tileOutput, 5 * Lanes.Count);
            sum6.StoreUnsafe(ref tileOutput, 6 * Lanes.Count);
            sum7.StoreUnsafe(ref tileOutput, 7 * Lanes.Count);
        }
    }
}
