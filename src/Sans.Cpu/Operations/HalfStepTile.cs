using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// A <see cref="Tile"/> with fewer than 32 taps, which follow each other in steps of 8. Both the vectors at a tap and those 8
/// samples further on are needed, and nearly every load would cross a cache line. So five of the former stay in registers and
/// move by one lane from tap to tap. Five of the latter are made of them.
/// </summary>
internal static class HalfStepTile
{
    /// <summary>The step between taps that follow each other.</summary>
    public const int Step = Lanes.Count / 2;

    /// <summary>Computes the outputs of one tile, with operands as in <see cref="Correlation.Run"/>.</summary>
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, bool isAccumulating)
    {
        (int whole, int head) = Math.DivRem(tapCount, Step);
        switch (whole)
        {
            case 0:
                Run<Zero, One>(ref input, ref taps, head, ref output, isAccumulating);
                break;
            case 1:
                Run<One, Two>(ref input, ref taps, head, ref output, isAccumulating);
                break;
            case 2:
                Run<Two, Three>(ref input, ref taps, head, ref output, isAccumulating);
                break;
            default:
                Run<Three, Four>(ref input, ref taps, head, ref output, isAccumulating);
                break;
        }
    }

    /// <summary>Computes a tile whose first places have one tap more than the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TCount, TMore>(ref float input, ref float taps, int head, ref float output, bool isAccumulating)
        where TCount : struct, ITileSize
        where TMore : struct, ITileSize
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default;
        Vector512<float> sum3 = default, sum4 = default, sum5 = default;
        Vector512<float> sum6 = default, sum7 = default, sum8 = default;
        if (isAccumulating)
        {
            sum0 = Lanes.Load(ref output, 0);
            sum1 = Lanes.Load(ref output, 1);
            sum2 = Lanes.Load(ref output, 2);
            sum3 = Lanes.Load(ref output, 3);
            sum4 = Lanes.Load(ref output, 4);
            sum5 = Lanes.Load(ref output, 5);
            sum6 = Lanes.Load(ref output, 6);
            sum7 = Lanes.Load(ref output, 7);
            sum8 = Lanes.Load(ref output, 8);
        }

        Vector512<float> start0 = Lanes.Load(ref input, 0);
        Vector512<float> start1 = Lanes.Load(ref input, 1);
        Vector512<float> start2 = Lanes.Load(ref input, 2);
        Vector512<float> start3 = Lanes.Load(ref input, 3);
        Vector512<float> start4 = Lanes.Load(ref input, 4);
        int p = 0;
        for (; p < head; p++)
        {
            Add<TMore>(
                ref Unsafe.Add(ref input, p),
                ref Unsafe.Add(ref taps, p),
                ref start0,
                ref start1,
                ref start2,
                ref start3,
                ref start4,
                ref sum0,
                ref sum1,
                ref sum2,
                ref sum3,
                ref sum4,
                ref sum5,
                ref sum6,
                ref sum7,
                ref sum8);
        }

        if (TCount.Value > 0)
        {
            for (; p < Step; p++)
            {
                Add<TCount>(
                    ref Unsafe.Add(ref input, p),
                    ref Unsafe.Add(ref taps, p),
                    ref start0,
                    ref start1,
                    ref start2,
                    ref start3,
                    ref start4,
                    ref sum0,
                    ref sum1,
                    ref sum2,
                    ref sum3,
                    ref sum4,
                    ref sum5,
                    ref sum6,
                    ref sum7,
                    ref sum8);
            }
        }

        Lanes.Store(sum0, ref output, 0);
        Lanes.Store(sum1, ref output, 1);
        Lanes.Store(sum2, ref output, 2);
        Lanes.Store(sum3, ref output, 3);
        Lanes.Store(sum4, ref output, 4);
        Lanes.Store(sum5, ref output, 5);
        Lanes.Store(sum6, ref output, 6);
        Lanes.Store(sum7, ref output, 7);
        Lanes.Store(sum8, ref output, 8);
    }

    /// <summary>Adds up to four taps and moves the first vectors on to the next place, every lane one to the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TCount>(
        ref float x,
        ref float w,
        ref Vector512<float> start0,
        ref Vector512<float> start1,
        ref Vector512<float> start2,
        ref Vector512<float> start3,
        ref Vector512<float> start4,
        ref Vector512<float> sum0,
        ref Vector512<float> sum1,
        ref Vector512<float> sum2,
        ref Vector512<float> sum3,
        ref Vector512<float> sum4,
        ref Vector512<float> sum5,
        ref Vector512<float> sum6,
        ref Vector512<float> sum7,
        ref Vector512<float> sum8)
        where TCount : struct, ITileSize
    {
        var tap0 = Vector512.Create(w);
        Vector512<float> tap1 = TCount.Value > 1 ? Vector512.Create(Unsafe.Add(ref w, Step)) : default;
        Vector512<float> tap2 = TCount.Value > 2 ? Vector512.Create(Unsafe.Add(ref w, 2 * Step)) : default;
        Vector512<float> tap3 = TCount.Value > 3 ? Vector512.Create(Unsafe.Add(ref w, 3 * Step)) : default;

        Vector512<float> low0 = start0;
        sum0 = Vector512.FusedMultiplyAdd(tap0, low0, sum0);

        Vector512<float> low1 = start1;
        Vector512<float> high0 = TCount.Value > 1 ? EightLanesOn(low0, low1) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high0, ref sum0);
        sum1 = Vector512.FusedMultiplyAdd(tap0, low1, sum1);
        Lanes.AddIf(TCount.Value > 2, tap2, low1, ref sum0);

        Vector512<float> low2 = start2;
        Vector512<float> high1 = TCount.Value > 1 ? EightLanesOn(low1, low2) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high1, ref sum1);
        Lanes.AddIf(TCount.Value > 3, tap3, high1, ref sum0);
        sum2 = Vector512.FusedMultiplyAdd(tap0, low2, sum2);
        Lanes.AddIf(TCount.Value > 2, tap2, low2, ref sum1);

        Vector512<float> low3 = start3;
        Vector512<float> high2 = TCount.Value > 1 ? EightLanesOn(low2, low3) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high2, ref sum2);
        Lanes.AddIf(TCount.Value > 3, tap3, high2, ref sum1);
        sum3 = Vector512.FusedMultiplyAdd(tap0, low3, sum3);
        Lanes.AddIf(TCount.Value > 2, tap2, low3, ref sum2);

        Vector512<float> low4 = start4;
        Vector512<float> high3 = TCount.Value > 1 ? EightLanesOn(low3, low4) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high3, ref sum3);
        Lanes.AddIf(TCount.Value > 3, tap3, high3, ref sum2);
        sum4 = Vector512.FusedMultiplyAdd(tap0, low4, sum4);
        Lanes.AddIf(TCount.Value > 2, tap2, low4, ref sum3);

        Vector512<float> low5 = Lanes.Load(ref x, 5);
        Vector512<float> high4 = TCount.Value > 1 ? EightLanesOn(low4, low5) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high4, ref sum4);
        Lanes.AddIf(TCount.Value > 3, tap3, high4, ref sum3);
        sum5 = Vector512.FusedMultiplyAdd(tap0, low5, sum5);
        Lanes.AddIf(TCount.Value > 2, tap2, low5, ref sum4);

        Vector512<float> high5 = TCount.Value > 1 ? Lanes.Load(ref Unsafe.Add(ref x, Step), 5) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high5, ref sum5);
        Lanes.AddIf(TCount.Value > 3, tap3, high5, ref sum4);

        Vector512<float> low6 = Lanes.Load(ref x, 6);
        sum6 = Vector512.FusedMultiplyAdd(tap0, low6, sum6);
        Lanes.AddIf(TCount.Value > 2, tap2, low6, ref sum5);

        Vector512<float> high6 = TCount.Value > 1 ? Lanes.Load(ref Unsafe.Add(ref x, Step), 6) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high6, ref sum6);
        Lanes.AddIf(TCount.Value > 3, tap3, high6, ref sum5);

        Vector512<float> low7 = Lanes.Load(ref x, 7);
        sum7 = Vector512.FusedMultiplyAdd(tap0, low7, sum7);
        Lanes.AddIf(TCount.Value > 2, tap2, low7, ref sum6);

        Vector512<float> high7 = TCount.Value > 1 ? Lanes.Load(ref Unsafe.Add(ref x, Step), 7) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high7, ref sum7);
        Lanes.AddIf(TCount.Value > 3, tap3, high7, ref sum6);

        Vector512<float> low8 = Lanes.Load(ref x, 8);
        sum8 = Vector512.FusedMultiplyAdd(tap0, low8, sum8);
        Lanes.AddIf(TCount.Value > 2, tap2, low8, ref sum7);

        Vector512<float> high8 = TCount.Value > 1 ? Lanes.Load(ref Unsafe.Add(ref x, Step), 8) : default;
        Lanes.AddIf(TCount.Value > 1, tap1, high8, ref sum8);
        Lanes.AddIf(TCount.Value > 3, tap3, high8, ref sum7);

        Vector512<float> low9 = TCount.Value > 2 ? Lanes.Load(ref x, 9) : default;
        Lanes.AddIf(TCount.Value > 2, tap2, low9, ref sum8);

        Vector512<float> high9 = TCount.Value > 3 ? Lanes.Load(ref Unsafe.Add(ref x, Step), 9) : default;
        Lanes.AddIf(TCount.Value > 3, tap3, high9, ref sum8);

        start0 = Lanes.OneOn(start0, start1);
        start1 = Lanes.OneOn(start1, start2);
        start2 = Lanes.OneOn(start2, start3);
        start3 = Lanes.OneOn(start3, start4);
        start4 = Lanes.OneOn(start4, low5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> EightLanesOn(Vector512<float> vector, Vector512<float> next) =>
        Avx512F.Shuffle4x128(vector, next, 0b01_00_11_10);
}
