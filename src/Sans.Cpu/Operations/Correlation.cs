using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Dense correlation: <c>out[i] = Σ_k taps[k] · in[i + k]</c>. It serves the encoder (Eq. 10), the decoder of a dense
/// activation map (Eq. 12) and the gradient at one. The gradient of a long kernel is this operation, too.
/// </summary>
/// <remarks>
/// Each output is one chain of fused multiply-adds. From 32 taps on, they come in blocks of 64, of which the last may be
/// shorter. In a block, tap p is followed by p + 16, p + 32 and p + 48 where they exist. Then comes p + 1, up to p = 15. Of
/// fewer taps, p is followed by p + 8, p + 16 and p + 24, up to p = 7. So a loaded vector of inputs serves up to four taps. The
/// order depends on the number of taps alone, not on outputs, tiles or the width of registers.
/// </remarks>
internal static class Correlation
{
    /// <summary>The number of outputs that may be written behind the last.</summary>
    public const int Overrun = Tile.Size;

    /// <summary>
    /// The step between consecutive taps of a chain. With few taps, a step of 16 would leave most taps without a
    /// successor.
    /// </summary>
    public static int StepOf(int tapCount) => tapCount < 2 * Lanes.Count ? HalfStepTile.Step : Lanes.Count;

    /// <summary>Computes the outputs. Cost: <c>outputCount · tapCount</c> fused multiply-adds.</summary>
    /// <param name="input"><c>in[0]</c>, readable up to <c>outputCount + tapCount + Overrun</c>.</param>
    /// <param name="taps"><c>[tapCount]</c></param>
    /// <param name="tapCount">Number of taps, at least 1.</param>
    /// <param name="output"><c>[outputCount]</c>, with room for <see cref="Overrun"/> behind it. It must not overlap the operands.</param>
    /// <param name="outputCount">Number of outputs.</param>
    /// <param name="isAccumulating">Whether chains begin at the present outputs instead of zero.</param>
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, int outputCount, bool isAccumulating)
    {
        if (Vector256.IsHardwareAccelerated && !Vector512.IsHardwareAccelerated)
        {
            EightLaneTile.Run(ref input, ref taps, tapCount, ref output, outputCount, isAccumulating);
            return;
        }

        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; outputCount - i > SmallTile.Size; i += Tile.Size)
            {
                if (StepOf(tapCount) == HalfStepTile.Step)
                {
                    HalfStepTile.Run(ref Unsafe.Add(ref input, i), ref taps, tapCount, ref Unsafe.Add(ref output, i), isAccumulating);
                }
                else
                {
                    Tile.Run(ref Unsafe.Add(ref input, i), ref taps, tapCount, ref Unsafe.Add(ref output, i), isAccumulating);
                }
            }

            for (; i < outputCount; i += SmallTile.Size)
            {
                SmallTile.Run(ref Unsafe.Add(ref input, i), ref taps, tapCount, ref Unsafe.Add(ref output, i), isAccumulating);
            }
        }

        for (; i < outputCount; i += NarrowTile.Size)
        {
            NarrowTile.Run(ref Unsafe.Add(ref input, i), ref taps, tapCount, ref Unsafe.Add(ref output, i), isAccumulating);
        }
    }
}
