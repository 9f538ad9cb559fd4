using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Eight vectors of eight outputs of a <see cref="Correlation"/>, kept in the sixteen registers of machines without AVX-512 while taps go by. A vector of inputs is loaded once for up to four
/// taps that lie 16 apart: 14 loads for 32 fused multiply-adds. The order of each sum is that of <see cref="Tile"/>.
/// </summary>
/// <remarks>
/// Eight, because two units with a latency of four need eight chains, and because a signal of 1,000 samples and most kernels fill such tiles. Each number of taps to a load has a loop of its own
/// over all tiles, and sums lie in the output between them: with several loops, or two numbers of taps, in one method the compiler does not keep the sums in registers.
/// </remarks>
internal static class EightLaneTile
{
    /// <summary>Outputs of a tile.</summary>
    public const int Size = 10 * Width;

    private const int Width = 8;
    private const int SmallSize = 8 * Width;

    /// <summary>Computes all tiles; operands as in <see cref="Correlation.Run"/>.</summary>
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, int outputCount, bool isAccumulating)
    {
        if (tapCount <= EightLaneShortTile.MostTaps)
        {
            EightLaneShortTile.Run(ref input, ref taps, tapCount, ref output, outputCount, isAccumulating);
            return;
        }

        (int large, int small) = Tiles(outputCount);
        RunTiles<Ten>(ref input, ref taps, tapCount, ref output, large, isAccumulating);
        int first = large * Size;
        RunTiles<Eight>(ref Unsafe.Add(ref input, first), ref taps, tapCount, ref Unsafe.Add(ref output, first), small, isAccumulating);
    }

    /// <summary>How many tiles of ten and of eight vectors are quickest for a number of outputs; at most four small ones.</summary>
    private static (int Large, int Small) Tiles(int outputCount)
    {
        (int bestCost, int large, int small) = (int.MaxValue, 0, 0);
        for (int n = 0; n <= 4; n++)
        {
            int rest = Math.Max(0, outputCount - (n * SmallSize));
            int count = (rest + Size - 1) / Size;

            // A small tile takes the time of nine vectors.
            int cost = (count * Size) + (n * (Size - Width));
            if (cost < bestCost)
            {
                (bestCost, large, small) = (cost, count, n);
            }
        }

        return (large, small);
    }

    private static void RunTiles<TVectors>(ref float input, ref float taps, int tapCount, ref float output, int tiles, bool isAccumulating)
        where TVectors : struct, ITileSize
    {
        if (tiles == 0)
        {
            return;
        }

        if (Correlation.StepOf(tapCount) == HalfStepTile.Step)
        {
            EightLaneHalfStepTile.Run<TVectors>(ref input, ref taps, tapCount, ref output, tiles, isAccumulating);
            return;
        }

        int start = tapCount / Tile.Block * Tile.Block;
        if (start > 0)
        {
            RunSteps<TVectors, Four>(ref input, ref taps, start / Tile.Block, Lanes.Count, ref output, tiles, isAccumulating);
        }

        // The first places of the last block have one tap more than the others.
        (int whole, int head) = Math.DivRem(tapCount - start, Lanes.Count);
        bool isBegun = isAccumulating || start > 0;
        RunPlaces<TVectors>(whole + 1, head, ref Unsafe.Add(ref input, start), ref Unsafe.Add(ref taps, start), ref output, tiles, isBegun);
        start += head;
        isBegun |= head > 0;
        RunPlaces<TVectors>(whole, Lanes.Count - head, ref Unsafe.Add(ref input, start), ref Unsafe.Add(ref taps, start), ref output, tiles, isBegun);
    }

    private static void RunPlaces<TVectors>(int count, int places, ref float input, ref float taps, ref float output, int tiles, bool isBegun)
        where TVectors : struct, ITileSize
    {
        if (places == 0)
        {
            return;
        }

        switch (count)
        {
            case 0:
                break;
            case 1:
                RunSteps<TVectors, One>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
            case 2:
                RunSteps<TVectors, Two>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
            case 3:
                RunSteps<TVectors, Three>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
            default:
                RunSteps<TVectors, Four>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
        }
    }

    /// <summary>A number of places, each with as many taps as the type says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSteps<TVectors, TCount>(ref float input, ref float taps, int blocks, int places, ref float output, int tiles, bool isBegun)
        where TVectors : struct, ITileSize
        where TCount : struct, ITileSize
    {
        for (; tiles > 0; tiles--)
        {
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default, sum8 = default, sum9 = default;
            if (isBegun)
            {
                sum0 = Load(ref output, 0);
                sum1 = Load(ref output, 1);
                sum2 = Load(ref output, 2);
                sum3 = Load(ref output, 3);
                sum4 = Load(ref output, 4);
                sum5 = Load(ref output, 5);
                sum6 = Load(ref output, 6);
                sum7 = Load(ref output, 7);
                sum8 = TVectors.Value > 8 ? Load(ref output, 8) : default;
                sum9 = TVectors.Value > 8 ? Load(ref output, 9) : default;
            }

            ref float x = ref input;
            ref float w = ref taps;
            for (int block = 0; block < blocks; block++)
            {
                for (int p = 0; p < places; p++)
                {
                    var tap0 = Vector256.Create(w);
                    Vector256<float> tap1 = TCount.Value > 1 ? Vector256.Create(Unsafe.Add(ref w, Lanes.Count)) : default;
                    Vector256<float> tap2 = TCount.Value > 2 ? Vector256.Create(Unsafe.Add(ref w, 2 * Lanes.Count)) : default;
                    Vector256<float> tap3 = TCount.Value > 3 ? Vector256.Create(Unsafe.Add(ref w, 3 * Lanes.Count)) : default;

                    Vector256<float> x0 = Load(ref x, 0);
                    sum0 = Vector256.FusedMultiplyAdd(tap0, x0, sum0);

                    Vector256<float> x1 = Load(ref x, 1);
                    sum1 = Vector256.FusedMultiplyAdd(tap0, x1, sum1);

                    Vector256<float> x2 = Load(ref x, 2);
                    sum2 = Vector256.FusedMultiplyAdd(tap0, x2, sum2);
                    sum0 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x2, sum0) : sum0;

                    Vector256<float> x3 = Load(ref x, 3);
                    sum3 = Vector256.FusedMultiplyAdd(tap0, x3, sum3);
                    sum1 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x3, sum1) : sum1;

                    Vector256<float> x4 = Load(ref x, 4);
                    sum4 = Vector256.FusedMultiplyAdd(tap0, x4, sum4);
                    sum2 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x4, sum2) : sum2;
                    sum0 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x4, sum0) : sum0;

                    Vector256<float> x5 = Load(ref x, 5);
                    sum5 = Vector256.FusedMultiplyAdd(tap0, x5, sum5);
                    sum3 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x5, sum3) : sum3;
                    sum1 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x5, sum1) : sum1;

                    Vector256<float> x6 = Load(ref x, 6);
                    sum6 = Vector256.FusedMultiplyAdd(tap0, x6, sum6);
                    sum4 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x6, sum4) : sum4;
                    sum2 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x6, sum2) : sum2;
                    sum0 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x6, sum0) : sum0;

                    Vector256<float> x7 = Load(ref x, 7);
                    sum7 = Vector256.FusedMultiplyAdd(tap0, x7, sum7);
                    sum5 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x7, sum5) : sum5;
                    sum3 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x7, sum3) : sum3;
                    sum1 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x7, sum1) : sum1;

                    Vector256<float> x8 = TCount.Value > 1 || TVectors.Value > 8 ? Load(ref x, 8) : default;
                    sum8 = TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap0, x8, sum8) : sum8;
                    sum6 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x8, sum6) : sum6;
                    sum4 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x8, sum4) : sum4;
                    sum2 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x8, sum2) : sum2;

                    Vector256<float> x9 = TCount.Value > 1 || TVectors.Value > 8 ? Load(ref x, 9) : default;
                    sum9 = TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap0, x9, sum9) : sum9;
                    sum7 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x9, sum7) : sum7;
                    sum5 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x9, sum5) : sum5;
                    sum3 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x9, sum3) : sum3;

                    Vector256<float> x10 = TCount.Value > 2 || (TCount.Value > 1 && TVectors.Value > 8) ? Load(ref x, 10) : default;
                    sum8 = TCount.Value > 1 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap1, x10, sum8) : sum8;
                    sum6 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x10, sum6) : sum6;
                    sum4 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x10, sum4) : sum4;

                    Vector256<float> x11 = TCount.Value > 2 || (TCount.Value > 1 && TVectors.Value > 8) ? Load(ref x, 11) : default;
                    sum9 = TCount.Value > 1 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap1, x11, sum9) : sum9;
                    sum7 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x11, sum7) : sum7;
                    sum5 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x11, sum5) : sum5;

                    Vector256<float> x12 = TCount.Value > 3 || (TCount.Value > 2 && TVectors.Value > 8) ? Load(ref x, 12) : default;
                    sum8 = TCount.Value > 2 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap2, x12, sum8) : sum8;
                    sum6 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x12, sum6) : sum6;

                    Vector256<float> x13 = TCount.Value > 3 || (TCount.Value > 2 && TVectors.Value > 8) ? Load(ref x, 13) : default;
                    sum9 = TCount.Value > 2 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap2, x13, sum9) : sum9;
                    sum7 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x13, sum7) : sum7;

                    Vector256<float> x14 = TCount.Value > 3 && TVectors.Value > 8 ? Load(ref x, 14) : default;
                    sum8 = TCount.Value > 3 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap3, x14, sum8) : sum8;

                    Vector256<float> x15 = TCount.Value > 3 && TVectors.Value > 8 ? Load(ref x, 15) : default;
                    sum9 = TCount.Value > 3 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap3, x15, sum9) : sum9;

                    x = ref Unsafe.Add(ref x, 1);
                    w = ref Unsafe.Add(ref w, 1);
                }

                x = ref Unsafe.Add(ref x, Tile.Block - Lanes.Count);
                w = ref Unsafe.Add(ref w, Tile.Block - Lanes.Count);
            }

            sum0.StoreUnsafe(ref output, 0 * Width);
            sum1.StoreUnsafe(ref output, 1 * Width);
            sum2.StoreUnsafe(ref output, 2 * Width);
            sum3.StoreUnsafe(ref output, 3 * Width);
            sum4.StoreUnsafe(ref output, 4 * Width);
            sum5.StoreUnsafe(ref output, 5 * Width);
            sum6.StoreUnsafe(ref output, 6 * Width);
            sum7.StoreUnsafe(ref output, 7 * Width);
            if (TVectors.Value > 8)
            {
                sum8.StoreUnsafe(ref output, 8 * Width);
                sum9.StoreUnsafe(ref output, 9 * Width);
            }

            input = ref Unsafe.Add(ref input, TVectors.Value * Width);
            output = ref Unsafe.Add(ref output, TVectors.Value * Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int vector) => Vector256.LoadUnsafe(ref start, (nuint)(vector * Width));
}
