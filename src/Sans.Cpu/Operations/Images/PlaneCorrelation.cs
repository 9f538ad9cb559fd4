using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// Dense correlation of images: <c>out[r, c] = Σ_u Σ_v taps[u, v] · in[r + u - shift, c + v - shift]</c>. It serves the encoder
/// (Eq. 10), the decoder of a dense activation map (Eq. 12) and the gradient at one. It is computed directly, so that a sum of
/// zeros is exactly zero, which A of Eq. (3) depends on.
/// </summary>
/// <remarks>
/// Each output is one chain of fused multiply-adds from zero. The rows of taps come in blocks of three and two
/// (<see cref="PlaneTile.BlockOf"/>). In a block, v ascends, and for each v the rows u of the block. An accumulating output
/// adds whole chains, kernel after kernel. The order depends on the size of the kernel alone.
/// </remarks>
internal static class PlaneCorrelation
{
    private const int CacheLine = 64;

    /// <summary>Computes one kernel. Cost: <c>rows · width · m²</c> fused multiply-adds, the width in whole vectors.</summary>
    /// <param name="input">in, with zeros in its margins.</param>
    /// <param name="taps"><c>[m, m]</c></param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the window of an output above and left of it.</param>
    /// <param name="output">out, with zeros behind each row. Rows outside of the range keep their values.</param>
    /// <param name="rows">The rows to compute.</param>
    /// <param name="isAccumulating">Whether chains are added to the present outputs.</param>
    public static void Run(Plane input, PaddedBuffer taps, int kernelSize, int shift, Plane output, RowRange rows, bool isAccumulating) =>
        Run<SingleForm>(input, input, taps, taps, kernelSize, shift, output, output, rows, isAccumulating);

    /// <summary>Computes two kernels of one size on one input. Results are those of each kernel alone.</summary>
    /// <inheritdoc cref="Run(Plane, PaddedBuffer, int, int, Plane, RowRange, bool)"/>
    public static void Run(
        Plane input, PaddedBuffer taps0, PaddedBuffer taps1, int kernelSize, int shift, Plane output0, Plane output1, RowRange rows) =>
        Run<EncoderForm>(input, input, taps0, taps1, kernelSize, shift, output0, output1, rows, isAccumulating: false);

    /// <summary>
    /// Computes two kernels of one size, each on its own input, with one output. The result is that of the first, then the
    /// second accumulating.
    /// </summary>
    /// <inheritdoc cref="Run(Plane, PaddedBuffer, int, int, Plane, RowRange, bool)"/>
    public static void Run(
        Plane input0,
        Plane input1,
        PaddedBuffer taps0,
        PaddedBuffer taps1,
        int kernelSize,
        int shift,
        Plane output,
        RowRange rows,
        bool isAccumulating) =>
        Run<DecoderForm>(input0, input1, taps0, taps1, kernelSize, shift, output, output, rows, isAccumulating);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TForm>(
        Plane input0,
        Plane input1,
        PaddedBuffer taps0,
        PaddedBuffer taps1,
        int kernelSize,
        int shift,
        Plane output0,
        Plane output1,
        RowRange rows,
        bool isAccumulating)
        where TForm : struct, IPlaneForm
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            RunEightLanes<TForm>(input0, input1, taps0, taps1, kernelSize, shift, output0, output1, rows, isAccumulating);
            return;
        }

        // Rows behind the last whole tile are computed together with some earlier ones again, which gives the same values.
        int rest = (rows.End - rows.First) % PlaneTile.Rows;
        if (rest == 0 || isAccumulating || rows.End - rows.First < PlaneTile.Rows)
        {
            RunRows<TForm>(input0, input1, taps0, taps1, kernelSize, shift, output0, output1, rows, isAccumulating);
            return;
        }

        RunRows<TForm>(
            input0, input1, taps0, taps1, kernelSize, shift, output0, output1, rows with { End = rows.End - rest }, isAccumulating);
        RunRows<TForm>(
            input0,
            input1,
            taps0,
            taps1,
            kernelSize,
            shift,
            output0,
            output1,
            rows with { First = rows.End - PlaneTile.Rows },
            isAccumulating);
    }

    /// <summary>Computes the tiles for smaller registers. A decoder's two kernels share no load, so they go one after the other.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunEightLanes<TForm>(
        Plane input0,
        Plane input1,
        PaddedBuffer taps0,
        PaddedBuffer taps1,
        int kernelSize,
        int shift,
        Plane output0,
        Plane output1,
        RowRange rows,
        bool isAccumulating)
        where TForm : struct, IPlaneForm
    {
        PlaneLayout layout = input0.Layout;
        float* room = stackalloc float[PlaneTile.SumCount + Lanes.Count];
        ref float sums = ref OnCacheLine(room);
        int count = rows.End - rows.First;
        for (int vector = 0; vector < layout.VectorCount; vector++)
        {
            int column = vector * EightLanePlaneTile.Width;
            Vector512<float> mask = vector == layout.VectorCount - 1 ? layout.LastMask : Vector512<float>.AllBitsSet;
            TilePlace place = new(layout.Stride, mask, default, HasSecondVector: false, isAccumulating);
            ref float in0 = ref input0.At(rows.First - shift, column - shift);
            ref float out0 = ref output0.At(rows.First, column);
            if (kernelSize == 1)
            {
                EightLanePlaneTile.RunOneTap<TForm>(
                    ref in0,
                    ref input1.At(rows.First, column),
                    taps0.At(0),
                    taps1.At(0),
                    ref out0,
                    ref output1.At(rows.First, column),
                    count,
                    in place);
                continue;
            }

            if (typeof(TForm) == typeof(EncoderForm))
            {
                EightLanePlaneTile.RunPair(
                    ref in0, ref taps0.At(0), ref taps1.At(0), kernelSize, ref out0, ref output1.At(rows.First, column), count, in place);
                continue;
            }

            EightLanePlaneTile.RunSingle(ref in0, ref taps0.At(0), kernelSize, ref out0, count, in place, isAccumulating, ref sums);
            if (typeof(TForm) == typeof(DecoderForm))
            {
                ref float in1 = ref input1.At(rows.First - shift, column - shift);
                EightLanePlaneTile.RunSingle(
                    ref in1, ref taps1.At(0), kernelSize, ref out0, count, in place, isAccumulating: true, ref sums);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunRows<TForm>(
        Plane input0,
        Plane input1,
        PaddedBuffer taps0,
        PaddedBuffer taps1,
        int kernelSize,
        int shift,
        Plane output0,
        Plane output1,
        RowRange rows,
        bool isAccumulating)
        where TForm : struct, IPlaneForm
    {
        PlaneLayout layout = input0.Layout;
        float* room = stackalloc float[PlaneTile.SumCount + Lanes.Count];
        ref float sums = ref OnCacheLine(room);
        for (int vector = 0; vector < layout.VectorCount; vector += PlaneTile.Vectors)
        {
            int column = vector * Lanes.Count;
            int rest = layout.VectorCount - vector;
            Vector512<float> mask0 = rest == 1 ? layout.LastMask : Vector512<float>.AllBitsSet;
            Vector512<float> mask1 = rest == 2 ? layout.LastMask : Vector512<float>.AllBitsSet;
            TilePlace place = new(layout.Stride, mask0, mask1, rest > 1, isAccumulating);
            PlaneTile.Run<TForm>(
                ref input0.At(rows.First - shift, column - shift),
                ref input1.At(rows.First - shift, column - shift),
                ref taps0.At(0),
                ref taps1.At(0),
                kernelSize,
                ref output0.At(rows.First, column),
                ref output1.At(rows.First, column),
                rows.End - rows.First,
                in place,
                ref sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref float OnCacheLine(float* room) =>
        ref Unsafe.AsRef<float>(room + ((-(nint)room & (CacheLine - 1)) / sizeof(float)));
}
