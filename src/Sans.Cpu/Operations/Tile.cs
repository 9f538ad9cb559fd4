using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Nine vectors of outputs of a <see cref="Correlation"/>, kept in registers of 512 bits while the taps go by. A vector of inputs
/// is loaded once for up to four
/// taps that lie 16 apart: 12 loads for 36 fused multiply-adds. Fewer than 32 taps are those of a <see cref="HalfStepTile"/>.
/// </summary>
/// <remarks>
/// There are nine, because two units with a latency of four need eight chains, and a signal of 1,000 samples is seven such
/// tiles. Nearly every load crosses a cache line, which limits the speed with only one or two taps to a load. There, five of
/// the nine vectors stay in registers and move by one lane from tap to tap.
/// </remarks>
internal static class Tile
{
    /// <summary>Outputs of a tile.</summary>
    public const int Size = 9 * Lanes.Count;

    /// <summary>The number of taps of a block, within which the order goes by 16.</summary>
    public const int Block = 4 * Lanes.Count;

    /// <summary>Computes the outputs of one tile, with operands as in <see cref="Correlation.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, bool isAccumulating)
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

        for (int block = 0; block < tapCount; block += Block)
        {
            int rest = Math.Min(tapCount - block, Block);
            (int whole, int head) = (rest / Lanes.Count, rest % Lanes.Count);
            int places = Math.Min(rest, Lanes.Count);
            ref float x = ref Unsafe.Add(ref input, block);
            ref float w = ref Unsafe.Add(ref taps, block);

            // The first places have one tap more than the others.
            int p = 0;
            for (int many = whole switch { 0 or 1 => 0, 2 => head, _ => places }; p < many; p++)
            {
                if (whole + (p < head ? 1 : 0) == 3)
                {
                    Add(3, ref Unsafe.Add(ref x, p), ref Unsafe.Add(ref w, p), ref sum0, ref sum1, ref sum2, ref sum3, ref sum4,
                    ref sum5, ref sum6, ref sum7, ref sum8);
                }
                else
                {
                    Add(4, ref Unsafe.Add(ref x, p), ref Unsafe.Add(ref w, p), ref sum0, ref sum1, ref sum2, ref sum3, ref sum4,
                    ref sum5, ref sum6, ref sum7, ref sum8);
                }
            }

            Vector512<float> start0 = Lanes.Load(ref Unsafe.Add(ref x, p), 0);
            Vector512<float> start1 = Lanes.Load(ref Unsafe.Add(ref x, p), 1);
            Vector512<float> start2 = Lanes.Load(ref Unsafe.Add(ref x, p), 2);
            Vector512<float> start3 = Lanes.Load(ref Unsafe.Add(ref x, p), 3);
            Vector512<float> start4 = Lanes.Load(ref Unsafe.Add(ref x, p), 4);
            for (int two = whole switch { 0 => 0, 1 => head, _ => places }; p < two; p++)
            {
                AddShifting(
                    2,
                    ref Unsafe.Add(ref x, p),
                    ref Unsafe.Add(ref w, p),
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

            for (; p < places; p++)
            {
                AddShifting(
                    1,
                    ref Unsafe.Add(ref x, p),
                    ref Unsafe.Add(ref w, p),
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

    /// <summary>Adds three or four taps. <paramref name="count"/> is a constant wherever this is inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        int count,
        ref float x,
        ref float w,
        ref Vector512<float> sum0,
        ref Vector512<float> sum1,
        ref Vector512<float> sum2,
        ref Vector512<float> sum3,
        ref Vector512<float> sum4,
        ref Vector512<float> sum5,
        ref Vector512<float> sum6,
        ref Vector512<float> sum7,
        ref Vector512<float> sum8)
    {
        var tap0 = Vector512.Create(w);
        var tap1 = Vector512.Create(Unsafe.Add(ref w, Lanes.Count));
        var tap2 = Vector512.Create(Unsafe.Add(ref w, 2 * Lanes.Count));
        Vector512<float> tap3 = count > 3 ? Vector512.Create(Unsafe.Add(ref w, 3 * Lanes.Count)) : default;

        Vector512<float> x0 = Lanes.Load(ref x, 0);
        sum0 = Vector512.FusedMultiplyAdd(tap0, x0, sum0);

        Vector512<float> x1 = Lanes.Load(ref x, 1);
        sum1 = Vector512.FusedMultiplyAdd(tap0, x1, sum1);
        sum0 = Vector512.FusedMultiplyAdd(tap1, x1, sum0);

        Vector512<float> x2 = Lanes.Load(ref x, 2);
        sum2 = Vector512.FusedMultiplyAdd(tap0, x2, sum2);
        sum1 = Vector512.FusedMultiplyAdd(tap1, x2, sum1);
        sum0 = Vector512.FusedMultiplyAdd(tap2, x2, sum0);

        Vector512<float> x3 = Lanes.Load(ref x, 3);
        sum3 = Vector512.FusedMultiplyAdd(tap0, x3, sum3);
        sum2 = Vector512.FusedMultiplyAdd(tap1, x3, sum2);
        sum1 = Vector512.FusedMultiplyAdd(tap2, x3, sum1);
        Lanes.AddIf(count > 3, tap3, x3, ref sum0);

        Vector512<float> x4 = Lanes.Load(ref x, 4);
        sum4 = Vector512.FusedMultiplyAdd(tap0, x4, sum4);
        sum3 = Vector512.FusedMultiplyAdd(tap1, x4, sum3);
        sum2 = Vector512.FusedMultiplyAdd(tap2, x4, sum2);
        Lanes.AddIf(count > 3, tap3, x4, ref sum1);

        Vector512<float> x5 = Lanes.Load(ref x, 5);
        sum5 = Vector512.FusedMultiplyAdd(tap0, x5, sum5);
        sum4 = Vector512.FusedMultiplyAdd(tap1, x5, sum4);
        sum3 = Vector512.FusedMultiplyAdd(tap2, x5, sum3);
        Lanes.AddIf(count > 3, tap3, x5, ref sum2);

        Vector512<float> x6 = Lanes.Load(ref x, 6);
        sum6 = Vector512.FusedMultiplyAdd(tap0, x6, sum6);
        sum5 = Vector512.FusedMultiplyAdd(tap1, x6, sum5);
        sum4 = Vector512.FusedMultiplyAdd(tap2, x6, sum4);
        Lanes.AddIf(count > 3, tap3, x6, ref sum3);

        Vector512<float> x7 = Lanes.Load(ref x, 7);
        sum7 = Vector512.FusedMultiplyAdd(tap0, x7, sum7);
        sum6 = Vector512.FusedMultiplyAdd(tap1, x7, sum6);
        sum5 = Vector512.FusedMultiplyAdd(tap2, x7, sum5);
        Lanes.AddIf(count > 3, tap3, x7, ref sum4);

        Vector512<float> x8 = Lanes.Load(ref x, 8);
        sum8 = Vector512.FusedMultiplyAdd(tap0, x8, sum8);
        sum7 = Vector512.FusedMultiplyAdd(tap1, x8, sum7);
        sum6 = Vector512.FusedMultiplyAdd(tap2, x8, sum6);
        Lanes.AddIf(count > 3, tap3, x8, ref sum5);

        Vector512<float> x9 = Lanes.Load(ref x, 9);
        sum8 = Vector512.FusedMultiplyAdd(tap1, x9, sum8);
        sum7 = Vector512.FusedMultiplyAdd(tap2, x9, sum7);
        Lanes.AddIf(count > 3, tap3, x9, ref sum6);

        Vector512<float> x10 = Lanes.Load(ref x, 10);
        sum8 = Vector512.FusedMultiplyAdd(tap2, x10, sum8);
        Lanes.AddIf(count > 3, tap3, x10, ref sum7);

        Vector512<float> x11 = count > 3 ? Lanes.Load(ref x, 11) : default;
        Lanes.AddIf(count > 3, tap3, x11, ref sum8);
    }

    /// <summary>
    /// Adds one or two taps, with the first five vectors of inputs in registers. Then it moves those on to the next tap, every
    /// lane one to the left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddShifting(
        int count,
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
    {
        var tap0 = Vector512.Create(w);
        Vector512<float> tap1 = count > 1 ? Vector512.Create(Unsafe.Add(ref w, Lanes.Count)) : default;

        Vector512<float> x0 = start0;
        sum0 = Vector512.FusedMultiplyAdd(tap0, x0, sum0);

        Vector512<float> x1 = start1;
        sum1 = Vector512.FusedMultiplyAdd(tap0, x1, sum1);
        Lanes.AddIf(count > 1, tap1, x1, ref sum0);

        Vector512<float> x2 = start2;
        sum2 = Vector512.FusedMultiplyAdd(tap0, x2, sum2);
        Lanes.AddIf(count > 1, tap1, x2, ref sum1);

        Vector512<float> x3 = start3;
        sum3 = Vector512.FusedMultiplyAdd(tap0, x3, sum3);
        Lanes.AddIf(count > 1, tap1, x3, ref sum2);

        Vector512<float> x4 = start4;
        sum4 = Vector512.FusedMultiplyAdd(tap0, x4, sum4);
        Lanes.AddIf(count > 1, tap1, x4, ref sum3);

        Vector512<float> x5 = Lanes.Load(ref x, 5);
        sum5 = Vector512.FusedMultiplyAdd(tap0, x5, sum5);
        Lanes.AddIf(count > 1, tap1, x5, ref sum4);

        Vector512<float> x6 = Lanes.Load(ref x, 6);
        sum6 = Vector512.FusedMultiplyAdd(tap0, x6, sum6);
        Lanes.AddIf(count > 1, tap1, x6, ref sum5);

        Vector512<float> x7 = Lanes.Load(ref x, 7);
        sum7 = Vector512.FusedMultiplyAdd(tap0, x7, sum7);
        Lanes.AddIf(count > 1, tap1, x7, ref sum6);

        Vector512<float> x8 = Lanes.Load(ref x, 8);
        sum8 = Vector512.FusedMultiplyAdd(tap0, x8, sum8);
        Lanes.AddIf(count > 1, tap1, x8, ref sum7);

        Vector512<float> x9 = count > 1 ? Lanes.Load(ref x, 9) : default;
        Lanes.AddIf(count > 1, tap1, x9, ref sum8);

        start0 = Lanes.OneOn(start0, start1);
        start1 = Lanes.OneOn(start1, start2);
        start2 = Lanes.OneOn(start2, start3);
        start3 = Lanes.OneOn(start3, start4);
        start4 = Lanes.OneOn(start4, x5);
    }
}
