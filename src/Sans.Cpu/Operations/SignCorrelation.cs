using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// A <see cref="Correlation"/> with signs as its input: <c>out[i] = Σ_k taps[k] · g[i + k - shift]</c>, where g is -1 or 1 in
/// [0, n) and 0 outside. Four taps cost one look-up and one addition instead of four fused multiply-adds. It serves the
/// gradient at a dense activation map and the decoder's share in the gradient of a kernel.
/// </summary>
/// <remarks>
/// Each output is one chain of additions over groups of four taps, each summed by itself (<see cref="SignTables"/>), in blocks
/// of 16 groups. Group p is followed by p + 4, p + 8 and p + 12, then comes p + 1, up to p = 3. So a loaded vector of patterns
/// serves up to four groups. Samples outside have counted as 1 so far, and are subtracted. First come the taps before the first
/// sample, summed from the first tap on. Then come those behind the last sample, summed from the last tap back.
/// </remarks>
internal static class SignCorrelation
{
    /// <summary>
    /// The least number of taps. With fewer, the multiply-adds of a <see cref="Correlation"/> cost less than the
    /// patterns.
    /// </summary>
    public const int LeastTaps = 17;

    /// <summary>Computes the outputs. Cost: <c>outputCount · tapCount / 4</c> look-ups and additions.</summary>
    /// <param name="pattern">The <see cref="SignPattern"/> of g, as long as g.</param>
    /// <param name="shift">Samples by which the first tap is before the output.</param>
    /// <param name="taps"><c>[tapCount]</c>, followed by zeros up to a group of four.</param>
    /// <param name="tapCount">Number of taps, at least 1.</param>
    /// <param name="output">
    /// <c>[outputCount]</c>, with room for <see cref="Correlation.Overrun"/> behind it. It must not overlap the operands.
    /// </param>
    /// <param name="outputCount">Number of outputs.</param>
    /// <param name="tables">Working memory of 16 numbers for each four taps.</param>
    /// <param name="isAccumulating">Whether chains begin at the present outputs instead of zero.</param>
    public static void Run(
        PaddedBuffer pattern,
        int shift,
        ref float taps,
        int tapCount,
        ref float output,
        int outputCount,
        ref float tables,
        bool isAccumulating)
    {
        ref float bits = ref pattern.At(-shift);
        int groups = SignTables.CountFor(tapCount);
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            SignTables.Run(ref taps, tapCount, ref tables);
            if (!Vector512.IsHardwareAccelerated)
            {
                EightLaneSignTile.Run(ref bits, ref tables, groups, ref output, outputCount, isAccumulating);
                i = outputCount;
            }

            for (; outputCount - i > SmallSignTile.Size; i += SignTile.Size)
            {
                SignTile.Run(ref Unsafe.Add(ref bits, i), ref tables, groups, ref Unsafe.Add(ref output, i), isAccumulating);
            }

            for (; i < outputCount; i += SmallSignTile.Size)
            {
                SmallSignTile.Run(ref Unsafe.Add(ref bits, i), ref tables, groups, ref Unsafe.Add(ref output, i), isAccumulating);
            }
        }

        for (; i < outputCount; i += NarrowSignTile.Size)
        {
            NarrowSignTile.Run(ref Unsafe.Add(ref bits, i), ref taps, groups, ref Unsafe.Add(ref output, i), isAccumulating);
        }

        SubtractOutside(pattern.Length, shift, ref taps, tapCount, ref output, outputCount);
    }

    /// <summary>Subtracts the sums of taps outside the signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SubtractOutside(int length, int shift, ref float taps, int tapCount, ref float output, int outputCount)
    {
        // Output i meets samples before the first with its taps before shift - i, and samples behind the last with those from
        // length + shift - i on.
        float before = 0;
        for (int k = 0; k < shift; k++)
        {
            before += k < tapCount ? Unsafe.Add(ref taps, k) : 0;
            int i = shift - 1 - k;
            if (i < outputCount)
            {
                Unsafe.Add(ref output, i) -= before;
            }
        }

        float behind = 0;
        for (int i = length + shift - tapCount + 1; i < outputCount; i++)
        {
            int k = length + shift - i;
            behind += k >= 0 ? Unsafe.Add(ref taps, k) : 0;
            if (i >= 0)
            {
                Unsafe.Add(ref output, i) -= behind;
            }
        }
    }
}
