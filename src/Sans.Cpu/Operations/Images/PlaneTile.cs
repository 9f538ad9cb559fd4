using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// Four rows of two vectors of outputs of a <see cref="PlaneCorrelation"/>, for one kernel or two, kept in registers while the
/// taps go by. A vector of inputs is loaded once for up to three
/// rows of taps, and once for both kernels where they have the same input.
/// </summary>
/// <remarks>
/// Two vectors in a row suit the 28 columns of the paper's images. Four rows suit their 28 rows, and make 16 chains with two
/// kernels. The code is compiled for each size of a block, with one loop and few calls. With more of either, the compiler does
/// not keep all sums in registers.
/// </remarks>
internal static class PlaneTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Vectors of a row of a tile.</summary>
    public const int Vectors = 2;

    /// <summary>The number of sums that are kept between blocks, for two kernels.</summary>
    public const int SumCount = RowsTogether / Rows * TileSumCount;

    private const int TileSumCount = 2 * Rows * Vectors * Lanes.Count;
    private const int LargestBlock = 3;

    // This many rows take a block of taps before the next one, because a value just stored is slow to load.
    private const int RowsTogether = 12;

    /// <summary>The number of rows of taps that go together: three or two, or the only one. It is part of the order of the sum.</summary>
    /// <param name="rest">Rows of taps that are left.</param>
    public static int BlockOf(int rest) => rest == 1 ? 1 : rest is 2 or 4 ? 2 : 3;

    /// <summary>Computes tiles one below the other.</summary>
    /// <param name="input0">The input of the first kernel, at the first output and the first tap.</param>
    /// <param name="input1">The input of the second kernel. It is unused where there is one input.</param>
    /// <param name="taps0">The first kernel, <c>[m, m]</c>.</param>
    /// <param name="taps1">The second kernel. It is unused where there is one kernel.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="output0">The first output.</param>
    /// <param name="output1">The first output of the second kernel, where it has one of its own.</param>
    /// <param name="rows">Rows of outputs.</param>
    /// <param name="place">The columns that are part of the image.</param>
    /// <param name="sums">Room for sums between blocks, on a cache line, <see cref="SumCount"/> numbers.</param>
    public static void Run<TForm>(
        ref float input0,
        ref float input1,
        ref float taps0,
        ref float taps1,
        int kernelSize,
        ref float output0,
        ref float output1,
        int rows,
        in TilePlace place,
        ref float sums)
        where TForm : struct, IPlaneForm
    {
        if (kernelSize <= LargestBlock)
        {
            RunBlock<TForm, OnlyBlock>(
                kernelSize, ref input0, ref input1, ref taps0, ref taps1, kernelSize, ref output0, ref output1, rows, in place, ref sums);
            return;
        }

        for (int row = 0; row < rows; row += RowsTogether)
        {
            int offset = row * place.Stride;
            ref float out0 = ref Unsafe.Add(ref output0, offset);
            ref float out1 = ref Unsafe.Add(ref output1, offset);
            int together = Math.Min(RowsTogether, rows - row);
            for (int block = 0, count; block < kernelSize; block += count, offset += count * place.Stride)
            {
                count = BlockOf(kernelSize - block);
                ref float x = ref Unsafe.Add(ref input0, offset);
                ref float y = ref Unsafe.Add(ref input1, offset);
                ref float a = ref Unsafe.Add(ref taps0, block * kernelSize);
                ref float b = ref Unsafe.Add(ref taps1, block * kernelSize);
                if (block == 0)
                {
                    RunBlock<TForm, FirstBlock>(
                        count, ref x, ref y, ref a, ref b, kernelSize, ref out0, ref out1, together, in place, ref sums);
                }
                else if (block + count < kernelSize)
                {
                    RunBlock<TForm, MiddleBlock>(
                        count, ref x, ref y, ref a, ref b, kernelSize, ref out0, ref out1, together, in place, ref sums);
                }
                else
                {
                    RunBlock<TForm, LastBlock>(
                        count, ref x, ref y, ref a, ref b, kernelSize, ref out0, ref out1, together, in place, ref sums);
                }
            }
        }
    }

    private static void RunBlock<TForm, TBlock>(
        int count,
        ref float x,
        ref float y,
        ref float a,
        ref float b,
        int kernelSize,
        ref float output0,
        ref float output1,
        int rows,
        in TilePlace place,
        ref float sums)
        where TForm : struct, IPlaneForm
        where TBlock : struct, IPlaceInChain
    {
        switch (count)
        {
            case 3:
                RunTiles<TForm, TBlock, Three>(ref x, ref y, ref a, ref b, kernelSize, ref output0, ref output1, rows, in place, ref sums);
                break;
            case 2:
                RunTiles<TForm, TBlock, Two>(ref x, ref y, ref a, ref b, kernelSize, ref output0, ref output1, rows, in place, ref sums);
                break;
            default:
                RunTiles<TForm, TBlock, One>(ref x, ref y, ref a, ref b, kernelSize, ref output0, ref output1, rows, in place, ref sums);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTiles<TForm, TBlock, TRows>(
        ref float x,
        ref float y,
        ref float taps0,
        ref float taps1,
        int kernelSize,
        ref float output0,
        ref float output1,
        int rows,
        in TilePlace place,
        ref float sums)
        where TForm : struct, IPlaneForm
        where TBlock : struct, IPlaceInChain
        where TRows : struct, ITileSize
    {
        int stride = place.Stride;
        int row2 = 2 * kernelSize;
        for (; rows > 0; rows -= Rows)
        {
            Vector512<float> p00 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 0), p01 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 1);
            Vector512<float> q00 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 2), q01 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 3);
            Vector512<float> p10 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 4), p11 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 5);
            Vector512<float> q10 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 6), q11 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 7);
            Vector512<float> p20 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 8), p21 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 9);
            Vector512<float> q20 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 10), q21 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 11);
            Vector512<float> p30 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 12), p31 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 13);
            Vector512<float> q30 = TBlock.IsFirst
                ? default
                : Lanes.Load(ref sums, 14), q31 = TBlock.IsFirst ? default : Lanes.Load(ref sums, 15);
            for (int v = 0; v < kernelSize; v++)
            {
                var a0 = Vector512.Create(Unsafe.Add(ref taps0, v));
                Vector512<float> a1 = TRows.Value > 1 ? Vector512.Create(Unsafe.Add(ref taps0, v + kernelSize)) : default;
                Vector512<float> a2 = TRows.Value > 2 ? Vector512.Create(Unsafe.Add(ref taps0, v + row2)) : default;
                Vector512<float> b0 = typeof(TForm) != typeof(SingleForm) ? Vector512.Create(Unsafe.Add(ref taps1, v)) : default;
                Vector512<float> b1 = typeof(TForm) != typeof(SingleForm) && TRows.Value > 1
                    ? Vector512.Create(Unsafe.Add(ref taps1, v + kernelSize))
                    : default;
                Vector512<float> b2 = typeof(TForm) != typeof(SingleForm) && TRows.Value > 2
                    ? Vector512.Create(Unsafe.Add(ref taps1, v + row2))
                    : default;
                AddColumn<TForm>(
                    TRows.Value,
                    ref Unsafe.Add(ref x, v),
                    ref Unsafe.Add(ref y, v),
                    stride,
                    a0,
                    a1,
                    a2,
                    b0,
                    b1,
                    b2,
                    ref p00,
                    ref p10,
                    ref p20,
                    ref p30,
                    ref q00,
                    ref q10,
                    ref q20,
                    ref q30);
                AddColumn<TForm>(
                    TRows.Value,
                    ref Unsafe.Add(ref x, v + Lanes.Count),
                    ref Unsafe.Add(ref y, v + Lanes.Count),
                    stride,
                    a0,
                    a1,
                    a2,
                    b0,
                    b1,
                    b2,
                    ref p01,
                    ref p11,
                    ref p21,
                    ref p31,
                    ref q01,
                    ref q11,
                    ref q21,
                    ref q31);
            }

            if (!TBlock.IsLast || !place.HasSecondVector || rows < Rows)
            {
                Keep<TForm>(0, p00, p01, q00, q01, ref sums);
                Keep<TForm>(1, p10, p11, q10, q11, ref sums);
                Keep<TForm>(2, p20, p21, q20, q21, ref sums);
                Keep<TForm>(3, p30, p31, q30, q31, ref sums);
                if (TBlock.IsLast)
                {
                    PutKept<TForm>(Math.Min(rows, Rows), ref sums, ref output0, ref output1, in place);
                }
            }
            else
            {
                Put<TForm>(0, p00, p01, q00, q01, ref output0, ref output1, in place);
                Put<TForm>(1, p10, p11, q10, q11, ref output0, ref output1, in place);
                Put<TForm>(2, p20, p21, q20, q21, ref output0, ref output1, in place);
                Put<TForm>(3, p30, p31, q30, q31, ref output0, ref output1, in place);
            }

            x = ref Unsafe.Add(ref x, Rows * stride);
            y = ref Unsafe.Add(ref y, Rows * stride);
            output0 = ref Unsafe.Add(ref output0, Rows * stride);
            output1 = ref Unsafe.Add(ref output1, Rows * stride);
            sums = ref Unsafe.Add(ref sums, TBlock.IsFirst && TBlock.IsLast ? 0 : TileSumCount);
        }
    }

    /// <summary>
    /// Adds one vector of each of the four rows. An input row serves the output rows above it. <paramref name="count"/> is a
    /// constant wherever this is inlined.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn<TForm>(
        int count,
        ref float x,
        ref float y,
        int stride,
        Vector512<float> a0,
        Vector512<float> a1,
        Vector512<float> a2,
        Vector512<float> b0,
        Vector512<float> b1,
        Vector512<float> b2,
        ref Vector512<float> p0,
        ref Vector512<float> p1,
        ref Vector512<float> p2,
        ref Vector512<float> p3,
        ref Vector512<float> q0,
        ref Vector512<float> q1,
        ref Vector512<float> q2,
        ref Vector512<float> q3)
        where TForm : struct, IPlaneForm
    {
        var x0 = Vector512.LoadUnsafe(ref x);
        Vector512<float> y0 = typeof(TForm) == typeof(DecoderForm) ? Vector512.LoadUnsafe(ref y) : x0;
        p0 = Vector512.FusedMultiplyAdd(a0, x0, p0);
        q0 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b0, y0, q0) : q0;

        var x1 = Vector512.LoadUnsafe(ref x, (nuint)stride);
        Vector512<float> y1 = typeof(TForm) == typeof(DecoderForm) ? Vector512.LoadUnsafe(ref y, (nuint)stride) : x1;
        p1 = Vector512.FusedMultiplyAdd(a0, x1, p1);
        q1 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b0, y1, q1) : q1;

        if (count > 1)
        {
            p0 = Vector512.FusedMultiplyAdd(a1, x1, p0);
            q0 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b1, y1, q0) : q0;
        }

        var x2 = Vector512.LoadUnsafe(ref x, (nuint)(2 * stride));
        Vector512<float> y2 = typeof(TForm) == typeof(DecoderForm) ? Vector512.LoadUnsafe(ref y, (nuint)(2 * stride)) : x2;
        p2 = Vector512.FusedMultiplyAdd(a0, x2, p2);
        q2 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b0, y2, q2) : q2;

        if (count > 1)
        {
            p1 = Vector512.FusedMultiplyAdd(a1, x2, p1);
            q1 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b1, y2, q1) : q1;
        }

        if (count > 2)
        {
            p0 = Vector512.FusedMultiplyAdd(a2, x2, p0);
            q0 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b2, y2, q0) : q0;
        }

        var x3 = Vector512.LoadUnsafe(ref x, (nuint)(3 * stride));
        Vector512<float> y3 = typeof(TForm) == typeof(DecoderForm) ? Vector512.LoadUnsafe(ref y, (nuint)(3 * stride)) : x3;
        p3 = Vector512.FusedMultiplyAdd(a0, x3, p3);
        q3 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b0, y3, q3) : q3;

        if (count > 1)
        {
            p2 = Vector512.FusedMultiplyAdd(a1, x3, p2);
            q2 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b1, y3, q2) : q2;
        }

        if (count > 2)
        {
            p1 = Vector512.FusedMultiplyAdd(a2, x3, p1);
            q1 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b2, y3, q1) : q1;
        }

        if (count > 1)
        {
            var x4 = Vector512.LoadUnsafe(ref x, (nuint)(4 * stride));
            Vector512<float> y4 = typeof(TForm) == typeof(DecoderForm) ? Vector512.LoadUnsafe(ref y, (nuint)(4 * stride)) : x4;
            p3 = Vector512.FusedMultiplyAdd(a1, x4, p3);
            q3 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b1, y4, q3) : q3;

            if (count > 2)
            {
                p2 = Vector512.FusedMultiplyAdd(a2, x4, p2);
                q2 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b2, y4, q2) : q2;
            }
        }

        if (count > 2)
        {
            var x5 = Vector512.LoadUnsafe(ref x, (nuint)(5 * stride));
            Vector512<float> y5 = typeof(TForm) == typeof(DecoderForm) ? Vector512.LoadUnsafe(ref y, (nuint)(5 * stride)) : x5;
            p3 = Vector512.FusedMultiplyAdd(a2, x5, p3);
            q3 = typeof(TForm) != typeof(SingleForm) ? Vector512.FusedMultiplyAdd(b2, y5, q3) : q3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TForm>(
        int row, Vector512<float> p0, Vector512<float> p1, Vector512<float> q0, Vector512<float> q1, ref float sums)
        where TForm : struct, IPlaneForm
    {
        Lanes.Store(p0, ref sums, 4 * row);
        Lanes.Store(p1, ref sums, (4 * row) + 1);
        if (typeof(TForm) != typeof(SingleForm))
        {
            Lanes.Store(q0, ref sums, (4 * row) + 2);
            Lanes.Store(q1, ref sums, (4 * row) + 3);
        }
    }

    /// <summary>Stores the rare tiles at the lower or right border.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PutKept<TForm>(int rows, ref float sums, ref float output0, ref float output1, in TilePlace place)
        where TForm : struct, IPlaneForm
    {
        for (int row = 0; row < rows; row++)
        {
            ref float target0 = ref Unsafe.Add(ref output0, row * place.Stride);
            ref float target1 = ref Unsafe.Add(ref output1, row * place.Stride);
            Put<TForm>(
                Lanes.Load(ref sums, 4 * row),
                Lanes.Load(ref sums, (4 * row) + 2),
                ref target0,
                ref target1,
                place.Mask0,
                place.IsAccumulating);
            if (place.HasSecondVector)
            {
                Put<TForm>(
                    Lanes.Load(ref sums, (4 * row) + 1),
                    Lanes.Load(ref sums, (4 * row) + 3),
                    ref Unsafe.Add(ref target0, Lanes.Count),
                    ref Unsafe.Add(ref target1, Lanes.Count),
                    place.Mask1,
                    place.IsAccumulating);
            }
        }
    }

    /// <summary>Stores a row of two vectors, of which the first is whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TForm>(
        int row,
        Vector512<float> p0,
        Vector512<float> p1,
        Vector512<float> q0,
        Vector512<float> q1,
        ref float output0,
        ref float output1,
        in TilePlace place)
        where TForm : struct, IPlaneForm
    {
        ref float target0 = ref Unsafe.Add(ref output0, row * place.Stride);
        ref float target1 = ref Unsafe.Add(ref output1, row * place.Stride);
        Put<TForm>(p0, q0, ref target0, ref target1, Vector512<float>.AllBitsSet, place.IsAccumulating);
        Put<TForm>(
            p1, q1, ref Unsafe.Add(ref target0, Lanes.Count), ref Unsafe.Add(ref target1, Lanes.Count), place.Mask1, place.IsAccumulating);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TForm>(
        Vector512<float> p, Vector512<float> q, ref float target0, ref float target1, Vector512<float> mask, bool isAccumulating)
        where TForm : struct, IPlaneForm
    {
        if (typeof(TForm) == typeof(EncoderForm))
        {
            (p & mask).StoreUnsafe(ref target0);
            (q & mask).StoreUnsafe(ref target1);
            return;
        }

        Vector512<float> sum = isAccumulating ? Vector512.LoadUnsafe(ref target0) + p : p;
        ((typeof(TForm) == typeof(DecoderForm) ? sum + q : sum) & mask).StoreUnsafe(ref target0);
    }
}
