using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Ten vectors of eight outputs of a <see cref="Correlation"/>, kept in the sixteen registers of machines without AVX-512 while
/// taps go by. A vector of inputs is loaded once for up to four
/// taps that follow each other: 16 loads for 40 fused multiply-adds. The order of each sum is that of <see cref="Correlation"/>.
/// </summary>
/// <remarks>
/// Two units with a latency of four need eight chains. Tiles of ten and of eight vectors together fill a signal of 1,000
/// samples and most kernels. Each number of taps to a load has a loop of its own over all tiles. Sums lie in the output between
/// the loops. With several loops in one method, the compiler does not keep the sums in registers.
/// </remarks>
internal static class EightLaneTile
{
    private const int Width = 8;
    private const int Size = 10 * Width;
    private const int SmallSize = 8 * Width;

    /// <summary>Computes all tiles, with operands as in <see cref="Correlation.Run"/>.</summary>
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, int outputCount, bool isAccumulating)
    {
        if (tapCount <= EightLaneShortTile.MostTaps)
        {
            EightLaneShortTile.Run(ref input, ref taps, tapCount, ref output, outputCount, isAccumulating);
            return;
        }

        if (Correlation.StepOf(tapCount) == Lanes.Count)
        {
            Run<Sixteen>(ref input, ref taps, tapCount, ref output, outputCount, isAccumulating);
        }
        else
        {
            Run<Eight>(ref input, ref taps, tapCount, ref output, outputCount, isAccumulating);
        }
    }

    private static void Run<TStep>(ref float input, ref float taps, int tapCount, ref float output, int outputCount, bool isAccumulating)
        where TStep : struct, ITileSize
    {
        (int large, int small) = Tiles(outputCount);
        RunTiles<TStep, Ten>(ref input, ref taps, tapCount, ref output, large, isAccumulating);
        int first = large * Size;
        RunTiles<TStep, Eight>(
            ref Unsafe.Add(ref input, first), ref taps, tapCount, ref Unsafe.Add(ref output, first), small, isAccumulating);
    }

    /// <summary>The quickest numbers of tiles of ten and of eight vectors for a number of outputs. At most four are small.</summary>
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

    private static void RunTiles<TStep, TVectors>(
        ref float input, ref float taps, int tapCount, ref float output, int tiles, bool isAccumulating)
        where TStep : struct, ITileSize
        where TVectors : struct, ITileSize
    {
        if (tiles == 0)
        {
            return;
        }

        int start = TStep.Value == Lanes.Count ? tapCount / Tile.Block * Tile.Block : 0;
        if (start > 0)
        {
            RunSteps<TStep, TVectors, Four>(ref input, ref taps, start / Tile.Block, Lanes.Count, ref output, tiles, isAccumulating);
        }

        // The first places of the last block have one tap more than the others.
        (int whole, int head) = Math.DivRem(tapCount - start, TStep.Value);
        bool isBegun = isAccumulating || start > 0;
        RunPlaces<TStep, TVectors>(
            whole + 1, head, ref Unsafe.Add(ref input, start), ref Unsafe.Add(ref taps, start), ref output, tiles, isBegun);
        start += head;
        isBegun |= head > 0;
        RunPlaces<TStep, TVectors>(
            whole, TStep.Value - head, ref Unsafe.Add(ref input, start), ref Unsafe.Add(ref taps, start), ref output, tiles, isBegun);
    }

    private static void RunPlaces<TStep, TVectors>(
        int count, int places, ref float input, ref float taps, ref float output, int tiles, bool isBegun)
        where TStep : struct, ITileSize
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
                RunSteps<TStep, TVectors, One>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
            case 2:
                RunSteps<TStep, TVectors, Two>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
            case 3:
                RunSteps<TStep, TVectors, Three>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
            default:
                RunSteps<TStep, TVectors, Four>(ref input, ref taps, 1, places, ref output, tiles, isBegun);
                break;
        }
    }

    /// <summary>Computes a number of places in each block, each with as many taps as the type says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSteps<TStep, TVectors, TCount>(
        ref float input, ref float taps, int blocks, int places, ref float output, int tiles, bool isBegun)
        where TStep : struct, ITileSize
        where TVectors : struct, ITileSize
        where TCount : struct, ITileSize
    {
        // Two groups of vectors are used, in each of which vectors are as far apart as taps. With a step of 16 they alternate,
        // else they are the halves of a tile.
        int next = TStep.Value / Width;
        int second = next > 1 ? Width : TVectors.Value / 2 * Width;
        bool hasFive = TVectors.Value > 8;
        for (; tiles > 0; tiles--)
        {
            Vector256<float> a0 = default, a1 =
                default, a2 = default, a3 = default, a4 = default, b0 = default, b1 = default, b2 = default, b3 = default, b4 = default;
            ref float secondOutput = ref Unsafe.Add(ref output, second);
            if (isBegun)
            {
                a0 = Load(ref output, 0 * next);
                a1 = Load(ref output, 1 * next);
                a2 = Load(ref output, 2 * next);
                a3 = Load(ref output, 3 * next);
                a4 = hasFive ? Load(ref output, 4 * next) : default;
                b0 = Load(ref secondOutput, 0 * next);
                b1 = Load(ref secondOutput, 1 * next);
                b2 = Load(ref secondOutput, 2 * next);
                b3 = Load(ref secondOutput, 3 * next);
                b4 = hasFive ? Load(ref secondOutput, 4 * next) : default;
            }

            ref float x = ref input;
            ref float w = ref taps;
            for (int block = 0; block < blocks; block++)
            {
                for (int p = 0; p < places; p++)
                {
                    var tap0 = Vector256.Create(w);
                    Vector256<float> tap1 = TCount.Value > 1 ? Vector256.Create(Unsafe.Add(ref w, TStep.Value)) : default;
                    Vector256<float> tap2 = TCount.Value > 2 ? Vector256.Create(Unsafe.Add(ref w, 2 * TStep.Value)) : default;
                    Vector256<float> tap3 = TCount.Value > 3 ? Vector256.Create(Unsafe.Add(ref w, 3 * TStep.Value)) : default;
                    ref float y = ref Unsafe.Add(ref x, second);

                    Vector256<float> x0 = Load(ref x, 0);
                    a0 = Vector256.FusedMultiplyAdd(tap0, x0, a0);
                    Vector256<float> y0 = Load(ref y, 0);
                    b0 = Vector256.FusedMultiplyAdd(tap0, y0, b0);

                    Vector256<float> x1 = Load(ref x, 1 * next);
                    a1 = Vector256.FusedMultiplyAdd(tap0, x1, a1);
                    a0 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x1, a0) : a0;
                    Vector256<float> y1 = Load(ref y, 1 * next);
                    b1 = Vector256.FusedMultiplyAdd(tap0, y1, b1);
                    b0 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, y1, b0) : b0;

                    Vector256<float> x2 = Load(ref x, 2 * next);
                    a2 = Vector256.FusedMultiplyAdd(tap0, x2, a2);
                    a1 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x2, a1) : a1;
                    a0 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x2, a0) : a0;
                    Vector256<float> y2 = Load(ref y, 2 * next);
                    b2 = Vector256.FusedMultiplyAdd(tap0, y2, b2);
                    b1 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, y2, b1) : b1;
                    b0 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, y2, b0) : b0;

                    Vector256<float> x3 = Load(ref x, 3 * next);
                    a3 = Vector256.FusedMultiplyAdd(tap0, x3, a3);
                    a2 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x3, a2) : a2;
                    a1 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x3, a1) : a1;
                    a0 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x3, a0) : a0;
                    Vector256<float> y3 = Load(ref y, 3 * next);
                    b3 = Vector256.FusedMultiplyAdd(tap0, y3, b3);
                    b2 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, y3, b2) : b2;
                    b1 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, y3, b1) : b1;
                    b0 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, y3, b0) : b0;

                    Vector256<float> x4 = TCount.Value > 1 || hasFive ? Load(ref x, 4 * next) : default;
                    a4 = hasFive ? Vector256.FusedMultiplyAdd(tap0, x4, a4) : a4;
                    a3 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x4, a3) : a3;
                    a2 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x4, a2) : a2;
                    a1 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x4, a1) : a1;
                    Vector256<float> y4 = TCount.Value > 1 || hasFive ? Load(ref y, 4 * next) : default;
                    b4 = hasFive ? Vector256.FusedMultiplyAdd(tap0, y4, b4) : b4;
                    b3 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, y4, b3) : b3;
                    b2 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, y4, b2) : b2;
                    b1 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, y4, b1) : b1;

                    Vector256<float> x5 = TCount.Value > 2 || (hasFive && TCount.Value > 1) ? Load(ref x, 5 * next) : default;
                    a4 = hasFive && TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x5, a4) : a4;
                    a3 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x5, a3) : a3;
                    a2 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x5, a2) : a2;
                    Vector256<float> y5 = TCount.Value > 2 || (hasFive && TCount.Value > 1) ? Load(ref y, 5 * next) : default;
                    b4 = hasFive && TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, y5, b4) : b4;
                    b3 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, y5, b3) : b3;
                    b2 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, y5, b2) : b2;

                    Vector256<float> x6 = TCount.Value > 3 || (hasFive && TCount.Value > 2) ? Load(ref x, 6 * next) : default;
                    a4 = hasFive && TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x6, a4) : a4;
                    a3 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x6, a3) : a3;
                    Vector256<float> y6 = TCount.Value > 3 || (hasFive && TCount.Value > 2) ? Load(ref y, 6 * next) : default;
                    b4 = hasFive && TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, y6, b4) : b4;
                    b3 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, y6, b3) : b3;

                    Vector256<float> x7 = hasFive && TCount.Value > 3 ? Load(ref x, 7 * next) : default;
                    a4 = hasFive && TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x7, a4) : a4;
                    Vector256<float> y7 = hasFive && TCount.Value > 3 ? Load(ref y, 7 * next) : default;
                    b4 = hasFive && TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, y7, b4) : b4;

                    x = ref Unsafe.Add(ref x, 1);
                    w = ref Unsafe.Add(ref w, 1);
                }

                x = ref Unsafe.Add(ref x, Tile.Block - Lanes.Count);
                w = ref Unsafe.Add(ref w, Tile.Block - Lanes.Count);
            }

            a0.StoreUnsafe(ref output, (nuint)(0 * next * Width));
            a1.StoreUnsafe(ref output, (nuint)(1 * next * Width));
            a2.StoreUnsafe(ref output, (nuint)(2 * next * Width));
            a3.StoreUnsafe(ref output, (nuint)(3 * next * Width));
            b0.StoreUnsafe(ref secondOutput, (nuint)(0 * next * Width));
            b1.StoreUnsafe(ref secondOutput, (nuint)(1 * next * Width));
            b2.StoreUnsafe(ref secondOutput, (nuint)(2 * next * Width));
            b3.StoreUnsafe(ref secondOutput, (nuint)(3 * next * Width));
            if (hasFive)
            {
                a4.StoreUnsafe(ref output, (nuint)(4 * next * Width));
                b4.StoreUnsafe(ref secondOutput, (nuint)(4 * next * Width));
            }

            input = ref Unsafe.Add(ref input, TVectors.Value * Width);
            output = ref Unsafe.Add(ref output, TVectors.Value * Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int vector) => Vector256.LoadUnsafe(ref start, (nuint)(vector * Width));
}
