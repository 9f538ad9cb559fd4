using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Part of an <see cref="EightLaneTile"/>: fewer than 32 taps, which follow each other in steps of 8, so that a loaded vector of inputs serves as many taps as lie at a place. The order of each sum is
/// that of <see cref="Correlation"/>.
/// </summary>
internal static class EightLaneHalfStepTile
{
    private const int Width = 8;

    /// <summary>Computes a number of tiles; other operands as in <see cref="Correlation.Run"/>.</summary>
    public static void Run<TVectors>(ref float input, ref float taps, int tapCount, ref float output, int tiles, bool isAccumulating)
        where TVectors : struct, ITileSize
    {
        // The first places have one tap more than the others.
        (int whole, int head) = Math.DivRem(tapCount, Width);
        RunPlaces<TVectors>(whole + 1, head, ref input, ref taps, ref output, tiles, isAccumulating);
        RunPlaces<TVectors>(whole, Width - head, ref Unsafe.Add(ref input, head), ref Unsafe.Add(ref taps, head), ref output, tiles, isAccumulating || head > 0);
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
                RunSteps<TVectors, One>(ref input, ref taps, places, ref output, tiles, isBegun);
                break;
            case 2:
                RunSteps<TVectors, Two>(ref input, ref taps, places, ref output, tiles, isBegun);
                break;
            case 3:
                RunSteps<TVectors, Three>(ref input, ref taps, places, ref output, tiles, isBegun);
                break;
            default:
                RunSteps<TVectors, Four>(ref input, ref taps, places, ref output, tiles, isBegun);
                break;
        }
    }

    /// <summary>A number of places, each with as many taps as the type says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSteps<TVectors, TCount>(ref float input, ref float taps, int places, ref float output, int tiles, bool isBegun)
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

            for (int p = 0; p < places; p++)
            {
                ref float x = ref Unsafe.Add(ref input, p);
                ref float w = ref Unsafe.Add(ref taps, p);
                var tap0 = Vector256.Create(w);
                Vector256<float> tap1 = TCount.Value > 1 ? Vector256.Create(Unsafe.Add(ref w, Width)) : default;
                Vector256<float> tap2 = TCount.Value > 2 ? Vector256.Create(Unsafe.Add(ref w, 2 * Width)) : default;
                Vector256<float> tap3 = TCount.Value > 3 ? Vector256.Create(Unsafe.Add(ref w, 3 * Width)) : default;

                Vector256<float> x0 = Load(ref x, 0);
                sum0 = Vector256.FusedMultiplyAdd(tap0, x0, sum0);

                Vector256<float> x1 = Load(ref x, 1);
                sum1 = Vector256.FusedMultiplyAdd(tap0, x1, sum1);
                sum0 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x1, sum0) : sum0;

                Vector256<float> x2 = Load(ref x, 2);
                sum2 = Vector256.FusedMultiplyAdd(tap0, x2, sum2);
                sum1 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x2, sum1) : sum1;
                sum0 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x2, sum0) : sum0;

                Vector256<float> x3 = Load(ref x, 3);
                sum3 = Vector256.FusedMultiplyAdd(tap0, x3, sum3);
                sum2 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x3, sum2) : sum2;
                sum1 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x3, sum1) : sum1;
                sum0 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x3, sum0) : sum0;

                Vector256<float> x4 = Load(ref x, 4);
                sum4 = Vector256.FusedMultiplyAdd(tap0, x4, sum4);
                sum3 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x4, sum3) : sum3;
                sum2 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x4, sum2) : sum2;
                sum1 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x4, sum1) : sum1;

                Vector256<float> x5 = Load(ref x, 5);
                sum5 = Vector256.FusedMultiplyAdd(tap0, x5, sum5);
                sum4 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x5, sum4) : sum4;
                sum3 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x5, sum3) : sum3;
                sum2 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x5, sum2) : sum2;

                Vector256<float> x6 = Load(ref x, 6);
                sum6 = Vector256.FusedMultiplyAdd(tap0, x6, sum6);
                sum5 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x6, sum5) : sum5;
                sum4 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x6, sum4) : sum4;
                sum3 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x6, sum3) : sum3;

                Vector256<float> x7 = Load(ref x, 7);
                sum7 = Vector256.FusedMultiplyAdd(tap0, x7, sum7);
                sum6 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x7, sum6) : sum6;
                sum5 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x7, sum5) : sum5;
                sum4 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x7, sum4) : sum4;

                Vector256<float> x8 = TCount.Value > 1 || TVectors.Value > 8 ? Load(ref x, 8) : default;
                sum8 = TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap0, x8, sum8) : sum8;
                sum7 = TCount.Value > 1 ? Vector256.FusedMultiplyAdd(tap1, x8, sum7) : sum7;
                sum6 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x8, sum6) : sum6;
                sum5 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x8, sum5) : sum5;

                Vector256<float> x9 = TCount.Value > 2 || TVectors.Value > 8 ? Load(ref x, 9) : default;
                sum9 = TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap0, x9, sum9) : sum9;
                sum8 = TCount.Value > 1 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap1, x9, sum8) : sum8;
                sum7 = TCount.Value > 2 ? Vector256.FusedMultiplyAdd(tap2, x9, sum7) : sum7;
                sum6 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x9, sum6) : sum6;

                Vector256<float> x10 = TCount.Value > 3 || (TCount.Value > 1 && TVectors.Value > 8) ? Load(ref x, 10) : default;
                sum9 = TCount.Value > 1 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap1, x10, sum9) : sum9;
                sum8 = TCount.Value > 2 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap2, x10, sum8) : sum8;
                sum7 = TCount.Value > 3 ? Vector256.FusedMultiplyAdd(tap3, x10, sum7) : sum7;

                Vector256<float> x11 = TCount.Value > 2 && TVectors.Value > 8 ? Load(ref x, 11) : default;
                sum9 = TCount.Value > 2 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap2, x11, sum9) : sum9;
                sum8 = TCount.Value > 3 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap3, x11, sum8) : sum8;

                Vector256<float> x12 = TCount.Value > 3 && TVectors.Value > 8 ? Load(ref x, 12) : default;
                sum9 = TCount.Value > 3 && TVectors.Value > 8 ? Vector256.FusedMultiplyAdd(tap3, x12, sum9) : sum9;
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
