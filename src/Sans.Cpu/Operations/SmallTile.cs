using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>Small tile.</summary>
internal static class SmallTile
{
    /// <summary>Outputs of the tile.</summary>
    public const int Block = 4 * Lanes.Count;

    /// <summary>Outputs of the tile.</summary>
    public const int Size = 4 * Lanes.Count;

    /// <summary>Computes the outputs of one tile; operands as in <see cref="Correlation.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, bool isAccumulating)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default;
        Vector512<float> sum3 = default;
        if (isAccumulating)
        {
            sum0 = Lanes.Load(ref output, 0);
            sum1 = Lanes.Load(ref output, 1);
            sum2 = Lanes.Load(ref output, 2);
            sum3 = Lanes.Load(ref output, 3);
        }

        for (int block = 0; block < tapCount; block += Block)
        {
            int rest = Math.Min(tapCount - block, Block);
            (int whole, int head) = (rest / Lanes.Count, rest % Lanes.Count);
            for (int p = 0; p < Math.Min(rest, Lanes.Count); p++)
            {
                ref float x = ref Unsafe.Add(ref input, block + p);
                ref float w = ref Unsafe.Add(ref taps, block + p);
                switch (whole + (p < head ? 1 : 0))
                {
                    case 1: Add(1, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3); break;
                    case 2: Add(2, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3); break;
                    case 3: Add(3, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3); break;
                    default: Add(4, ref x, ref w, ref sum0, ref sum1, ref sum2, ref sum3); break;
                }
            }
        }

        sum0.StoreUnsafe(ref output, 0 * Lanes.Count);
        sum1.StoreUnsafe(ref output, 1 * Lanes.Count);
        sum2.StoreUnsafe(ref output, 2 * Lanes.Count);
        sum3.StoreUnsafe(ref output, 3 * Lanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(int count, ref float x, ref float w, ref Vector512<float> sum0, ref Vector512<float> sum1, ref Vector512<float> sum2, ref Vector512<float> sum3)
    {
        var tap0 = Vector512.Create(w);
        Vector512<float> tap1 = count > 1 ? Vector512.Create(Unsafe.Add(ref w, 16)) : default;
        Vector512<float> tap2 = count > 2 ? Vector512.Create(Unsafe.Add(ref w, 32)) : default;
        Vector512<float> tap3 = count > 3 ? Vector512.Create(Unsafe.Add(ref w, 48)) : default;

        Vector512<float> x0 = Lanes.Load(ref x, 0);
        sum0 = Vector512.FusedMultiplyAdd(tap0, x0, sum0);
        Vector512<float> x1 = Lanes.Load(ref x, 1);
        sum1 = Vector512.FusedMultiplyAdd(tap0, x1, sum1);
        if (count > 1) { sum0 = Vector512.FusedMultiplyAdd(tap1, x1, sum0); }
        Vector512<float> x2 = Lanes.Load(ref x, 2);
        sum2 = Vector512.FusedMultiplyAdd(tap0, x2, sum2);
        if (count > 1) { sum1 = Vector512.FusedMultiplyAdd(tap1, x2, sum1); }
        if (count > 2) { sum0 = Vector512.FusedMultiplyAdd(tap2, x2, sum0); }
        Vector512<float> x3 = Lanes.Load(ref x, 3);
        sum3 = Vector512.FusedMultiplyAdd(tap0, x3, sum3);
        if (count > 1) { sum2 = Vector512.FusedMultiplyAdd(tap1, x3, sum2); }
        if (count > 2) { sum1 = Vector512.FusedMultiplyAdd(tap2, x3, sum1); }
        if (count > 3) { sum0 = Vector512.FusedMultiplyAdd(tap3, x3, sum0); }
        if (count > 1)
        {
            Vector512<float> x4 = Lanes.Load(ref x, 4);
            sum3 = Vector512.FusedMultiplyAdd(tap1, x4, sum3);
            if (count > 2) { sum2 = Vector512.FusedMultiplyAdd(tap2, x4, sum2); }
            if (count > 3) { sum1 = Vector512.FusedMultiplyAdd(tap3, x4, sum1); }
        }
        if (count > 2)
        {
            Vector512<float> x5 = Lanes.Load(ref x, 5);
            sum3 = Vector512.FusedMultiplyAdd(tap2, x5, sum3);
            if (count > 3) { sum2 = Vector512.FusedMultiplyAdd(tap3, x5, sum2); }
        }
        if (count > 3)
        {
            Vector512<float> x6 = Lanes.Load(ref x, 6);
            sum3 = Vector512.FusedMultiplyAdd(tap3, x6, sum3);
        }
    }
}
