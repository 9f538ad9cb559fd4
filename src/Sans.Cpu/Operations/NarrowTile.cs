using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Two vectors of outputs of a <see cref="Correlation"/> in eight registers of 128 bits, for machines that have no wider ones
/// (Arm64, x64 without AVX2). The order of each
/// sum is the same.
/// </summary>
internal static class NarrowTile
{
    /// <summary>Outputs of a tile.</summary>
    public const int Size = 2 * Lanes.Count;

    private const int Width = 4;

    /// <summary>Computes the outputs of one tile, with operands as in <see cref="Correlation.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, bool isAccumulating)
    {
        Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector128<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        if (isAccumulating)
        {
            sum0 = Load(ref output, 0);
            sum1 = Load(ref output, 1);
            sum2 = Load(ref output, 2);
            sum3 = Load(ref output, 3);
            sum4 = Load(ref output, 4);
            sum5 = Load(ref output, 5);
            sum6 = Load(ref output, 6);
            sum7 = Load(ref output, 7);
        }

        int step = Correlation.StepOf(tapCount);
        for (int block = 0; block < tapCount; block += Tile.Block)
        {
            int end = Math.Min(tapCount, block + Tile.Block);
            for (int p = block; p < Math.Min(end, block + step); p++)
            {
                for (int k = p; k < end; k += step)
                {
                    var tap = Vector128.Create(Unsafe.Add(ref taps, k));
                    ref float x = ref Unsafe.Add(ref input, k);
                    sum0 = Fused.MultiplyAdd(tap, Load(ref x, 0), sum0);
                    sum1 = Fused.MultiplyAdd(tap, Load(ref x, 1), sum1);
                    sum2 = Fused.MultiplyAdd(tap, Load(ref x, 2), sum2);
                    sum3 = Fused.MultiplyAdd(tap, Load(ref x, 3), sum3);
                    sum4 = Fused.MultiplyAdd(tap, Load(ref x, 4), sum4);
                    sum5 = Fused.MultiplyAdd(tap, Load(ref x, 5), sum5);
                    sum6 = Fused.MultiplyAdd(tap, Load(ref x, 6), sum6);
                    sum7 = Fused.MultiplyAdd(tap, Load(ref x, 7), sum7);
                }
            }
        }

        sum0.StoreUnsafe(ref output, 0 * Width);
        sum1.StoreUnsafe(ref output, 1 * Width);
        sum2.StoreUnsafe(ref output, 2 * Width);
        sum3.StoreUnsafe(ref output, 3 * Width);
        sum4.StoreUnsafe(ref output, 4 * Width);
        sum5.StoreUnsafe(ref output, 5 * Width);
        sum6.StoreUnsafe(ref output, 6 * Width);
        sum7.StoreUnsafe(ref output, 7 * Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref float start, int vector) => Vector128.LoadUnsafe(ref start, (nuint)(vector * Width));
}
