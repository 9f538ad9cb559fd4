using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Four vectors of outputs of a <see cref="Correlation"/>, for the rest behind the last large <see cref="Tile"/>. The order of
/// each sum is the same.
/// </summary>
internal static class SmallTile
{
    /// <summary>Outputs of a tile.</summary>
    public const int Size = 4 * Lanes.Count;

    /// <summary>Computes the outputs of one tile, with operands as in <see cref="Correlation.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, bool isAccumulating)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        if (isAccumulating)
        {
            sum0 = Lanes.Load(ref output, 0);
            sum1 = Lanes.Load(ref output, 1);
            sum2 = Lanes.Load(ref output, 2);
            sum3 = Lanes.Load(ref output, 3);
        }

        if (Correlation.StepOf(tapCount) == HalfStepTile.Step)
        {
            for (int p = 0; p < Math.Min(tapCount, HalfStepTile.Step); p++)
            {
                for (int k = p; k < tapCount; k += HalfStepTile.Step)
                {
                    Add(1, ref Unsafe.Add(ref input, k), ref Unsafe.Add(ref taps, k), ref sum0, ref sum1, ref sum2, ref sum3);
                }
            }
        }
        else
        {
            for (int block = 0; block < tapCount; block += Tile.Block)
            {
                int rest = Math.Min(tapCount - block, Tile.Block);
                (int whole, int head) = (rest / Lanes.Count, rest % Lanes.Count);
                for (int p = 0; p < Math.Min(rest, Lanes.Count); p++)
                {
                    ref float x = ref Unsafe.Add(ref input, block + p);
                    ref float w = ref Unsafe.Add(ref taps, block + p);
                    switch (whole + (p < head ? 1 : 0))
                    {
                        case 1:
                            Add(1, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3);
                            break;
                        case 2:
                            Add(2, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3);
                            break;
                        case 3:
                            Add(3, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3);
                            break;
                        default:
                            Add(4, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3);
                            break;
                    }
                }
            }
        }

        Lanes.Store(sum0, ref output, 0);
        Lanes.Store(sum1, ref output, 1);
        Lanes.Store(sum2, ref output, 2);
        Lanes.Store(sum3, ref output, 3);
    }

    /// <summary>Adds up to four taps. <paramref name="count"/> is a constant wherever this is inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        int count,
        ref float x,
        ref float w,
        ref Vector512<float> sum0,
        ref Vector512<float> sum1,
        ref Vector512<float> sum2,
        ref Vector512<float> sum3)
    {
        var tap0 = Vector512.Create(w);
        Vector512<float> tap1 = count > 1 ? Vector512.Create(Unsafe.Add(ref w, Lanes.Count)) : default;
        Vector512<float> tap2 = count > 2 ? Vector512.Create(Unsafe.Add(ref w, 2 * Lanes.Count)) : default;
        Vector512<float> tap3 = count > 3 ? Vector512.Create(Unsafe.Add(ref w, 3 * Lanes.Count)) : default;

        Vector512<float> x0 = Lanes.Load(ref x, 0);
        sum0 = Vector512.FusedMultiplyAdd(tap0, x0, sum0);

        Vector512<float> x1 = Lanes.Load(ref x, 1);
        sum1 = Vector512.FusedMultiplyAdd(tap0, x1, sum1);
        Lanes.AddIf(count > 1, tap1, x1, ref sum0);

        Vector512<float> x2 = Lanes.Load(ref x, 2);
        sum2 = Vector512.FusedMultiplyAdd(tap0, x2, sum2);
        Lanes.AddIf(count > 1, tap1, x2, ref sum1);
        Lanes.AddIf(count > 2, tap2, x2, ref sum0);

        Vector512<float> x3 = Lanes.Load(ref x, 3);
        sum3 = Vector512.FusedMultiplyAdd(tap0, x3, sum3);
        Lanes.AddIf(count > 1, tap1, x3, ref sum2);
        Lanes.AddIf(count > 2, tap2, x3, ref sum1);
        Lanes.AddIf(count > 3, tap3, x3, ref sum0);

        Vector512<float> x4 = count > 1 ? Lanes.Load(ref x, 4) : default;
        Lanes.AddIf(count > 1, tap1, x4, ref sum3);
        Lanes.AddIf(count > 2, tap2, x4, ref sum2);
        Lanes.AddIf(count > 3, tap3, x4, ref sum1);

        Vector512<float> x5 = count > 2 ? Lanes.Load(ref x, 5) : default;
        Lanes.AddIf(count > 2, tap2, x5, ref sum3);
        Lanes.AddIf(count > 3, tap3, x5, ref sum2);

        Vector512<float> x6 = count > 3 ? Lanes.Load(ref x, 6) : default;
        Lanes.AddIf(count > 3, tap3, x6, ref sum3);
    }
}
