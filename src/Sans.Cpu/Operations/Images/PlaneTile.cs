using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Four rows of two vectors of outputs of a <see cref="PlaneCorrelation"/>, for one kernel or two, kept in registers while the taps go by. A vector of inputs is loaded once for up to three
/// rows of taps, and once for both kernels where they have the same input.
/// </summary>
/// <remarks>Two vectors in a row, because an image of the paper has 28 columns; four rows, because it has 28 rows, and because two kernels then make 16 chains.</remarks>
internal static class PlaneTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Vectors of a row of a tile.</summary>
    public const int Vectors = 2;

    /// <summary>
    /// How many rows of taps go together: three or two, or the only one. It is part of the order of the sum.
    /// </summary>
    /// <param name="rest">Rows of taps that are left.</param>
    public static int BlockOf(int rest) => rest == 1 ? 1 : rest is 2 or 4 ? 2 : 3;

    /// <summary>Computes a tile.</summary>
    /// <param name="input0">The input of the first kernel, at the first output and the first tap.</param>
    /// <param name="input1">That of the second; not looked at where there is one input.</param>
    /// <param name="stride">Distance between rows, of inputs and outputs.</param>
    /// <param name="taps0">The first kernel, <c>[m, m]</c>.</param>
    /// <param name="taps1">The second; not looked at where there is one kernel.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="output0">The first output.</param>
    /// <param name="output1">That of the second kernel, where it has one of its own.</param>
    /// <param name="place">What of the tile is part of the image.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TForm>(
        ref float input0, ref float input1, int stride, ref float taps0, ref float taps1, int kernelSize, ref float output0, ref float output1, in TilePlace place)
        where TForm : struct, IPlaneForm
    {
        Vector512<float> p00 = default, p01 = default, p10 = default, p11 = default, p20 = default, p21 = default, p30 = default, p31 = default;
        Vector512<float> q00 = default, q01 = default, q10 = default, q11 = default, q20 = default, q21 = default, q30 = default, q31 = default;
        for (int block = 0, count; block < kernelSize; block += count)
        {
            count = BlockOf(kernelSize - block);
            ref float x = ref Unsafe.Add(ref input0, block * stride);
            ref float y = ref Unsafe.Add(ref input1, block * stride);
            ref float a = ref Unsafe.Add(ref taps0, block * kernelSize);
            ref float b = ref Unsafe.Add(ref taps1, block * kernelSize);
            if (count == 3)
            {
                for (int v = 0; v < kernelSize; v++)
                {
                    AddTaps<TForm>(3, ref Unsafe.Add(ref x, v), ref Unsafe.Add(ref y, v), stride, ref Unsafe.Add(ref a, v), ref Unsafe.Add(ref b, v), kernelSize, ref p00, ref p10, ref p20, ref p30, ref p01, ref p11, ref p21, ref p31, ref q00, ref q10, ref q20, ref q30, ref q01, ref q11, ref q21, ref q31);
                }
            }
            else if (count == 2)
            {
                for (int v = 0; v < kernelSize; v++)
                {
                    AddTaps<TForm>(2, ref Unsafe.Add(ref x, v), ref Unsafe.Add(ref y, v), stride, ref Unsafe.Add(ref a, v), ref Unsafe.Add(ref b, v), kernelSize, ref p00, ref p10, ref p20, ref p30, ref p01, ref p11, ref p21, ref p31, ref q00, ref q10, ref q20, ref q30, ref q01, ref q11, ref q21, ref q31);
                }
            }
            else
            {
                AddTaps<TForm>(1, ref x, ref y, stride, ref a, ref b, kernelSize, ref p00, ref p10, ref p20, ref p30, ref p01, ref p11, ref p21, ref p31, ref q00, ref q10, ref q20, ref q30, ref q01, ref q11, ref q21, ref q31);
            }
        }

        Put<TForm>(0, p00, p01, q00, q01, ref output0, ref output1, in place);
        Put<TForm>(1, p10, p11, q10, q11, ref output0, ref output1, in place);
        Put<TForm>(2, p20, p21, q20, q21, ref output0, ref output1, in place);
        Put<TForm>(3, p30, p31, q30, q31, ref output0, ref output1, in place);
    }

    /// <summary>Adds the taps of one column of a block. <paramref name="count"/> is a constant wherever this is inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTaps<TForm>(
        int count,
        ref float x,
        ref float y,
        int stride,
        ref float taps0,
        ref float taps1,
        int kernelSize,
        ref Vector512<float> p00,
        ref Vector512<float> p10,
        ref Vector512<float> p20,
        ref Vector512<float> p30,
        ref Vector512<float> p01,
        ref Vector512<float> p11,
        ref Vector512<float> p21,
        ref Vector512<float> p31,
        ref Vector512<float> q00,
        ref Vector512<float> q10,
        ref Vector512<float> q20,
        ref Vector512<float> q30,
        ref Vector512<float> q01,
        ref Vector512<float> q11,
        ref Vector512<float> q21,
        ref Vector512<float> q31)
        where TForm : struct, IPlaneForm
    {
        var a0 = Vector512.Create(taps0);
        Vector512<float> a1 = count > 1 ? Vector512.Create(Unsafe.Add(ref taps0, kernelSize)) : default;
        Vector512<float> a2 = count > 2 ? Vector512.Create(Unsafe.Add(ref taps0, 2 * kernelSize)) : default;
        Vector512<float> b0 = TForm.HasTwoKernels ? Vector512.Create(taps1) : default;
        Vector512<float> b1 = TForm.HasTwoKernels && count > 1 ? Vector512.Create(Unsafe.Add(ref taps1, kernelSize)) : default;
        Vector512<float> b2 = TForm.HasTwoKernels && count > 2 ? Vector512.Create(Unsafe.Add(ref taps1, 2 * kernelSize)) : default;
        AddColumn<TForm>(count, ref x, ref y, stride, a0, a1, a2, b0, b1, b2, ref p00, ref p10, ref p20, ref p30, ref q00, ref q10, ref q20, ref q30);
        AddColumn<TForm>(count, ref Unsafe.Add(ref x, Lanes.Count), ref Unsafe.Add(ref y, Lanes.Count), stride, a0, a1, a2, b0, b1, b2, ref p01, ref p11, ref p21, ref p31, ref q01, ref q11, ref q21, ref q31);
    }

    /// <summary>One vector of each of the four rows: an input row serves the output rows above it.</summary>
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
        Vector512<float> y0 = SecondInput<TForm>(x0, ref y, 0, stride);
        p0 = Vector512.FusedMultiplyAdd(a0, x0, p0);
        AddSecond<TForm>(true, b0, y0, ref q0);

        Vector512<float> x1 = Load(ref x, 1, stride);
        Vector512<float> y1 = SecondInput<TForm>(x1, ref y, 1, stride);
        p1 = Vector512.FusedMultiplyAdd(a0, x1, p1);
        AddSecond<TForm>(true, b0, y1, ref q1);
        AddIf(count > 1, a1, x1, ref p0);
        AddSecond<TForm>(count > 1, b1, y1, ref q0);

        Vector512<float> x2 = Load(ref x, 2, stride);
        Vector512<float> y2 = SecondInput<TForm>(x2, ref y, 2, stride);
        p2 = Vector512.FusedMultiplyAdd(a0, x2, p2);
        AddSecond<TForm>(true, b0, y2, ref q2);
        AddIf(count > 1, a1, x2, ref p1);
        AddSecond<TForm>(count > 1, b1, y2, ref q1);
        AddIf(count > 2, a2, x2, ref p0);
        AddSecond<TForm>(count > 2, b2, y2, ref q0);

        Vector512<float> x3 = Load(ref x, 3, stride);
        Vector512<float> y3 = SecondInput<TForm>(x3, ref y, 3, stride);
        p3 = Vector512.FusedMultiplyAdd(a0, x3, p3);
        AddSecond<TForm>(true, b0, y3, ref q3);
        AddIf(count > 1, a1, x3, ref p2);
        AddSecond<TForm>(count > 1, b1, y3, ref q2);
        AddIf(count > 2, a2, x3, ref p1);
        AddSecond<TForm>(count > 2, b2, y3, ref q1);

        if (count > 1)
        {
            Vector512<float> x4 = Load(ref x, 4, stride);
            Vector512<float> y4 = SecondInput<TForm>(x4, ref y, 4, stride);
            p3 = Vector512.FusedMultiplyAdd(a1, x4, p3);
            AddSecond<TForm>(true, b1, y4, ref q3);
            AddIf(count > 2, a2, x4, ref p2);
            AddSecond<TForm>(count > 2, b2, y4, ref q2);
        }

        if (count > 2)
        {
            Vector512<float> x5 = Load(ref x, 5, stride);
            Vector512<float> y5 = SecondInput<TForm>(x5, ref y, 5, stride);
            p3 = Vector512.FusedMultiplyAdd(a2, x5, p3);
            AddSecond<TForm>(true, b2, y5, ref q3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ref float start, int row, int stride) => Vector512.LoadUnsafe(ref Unsafe.Add(ref start, row * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SecondInput<TForm>(Vector512<float> x, ref float y, int row, int stride)
        where TForm : struct, IPlaneForm => TForm.HasTwoInputs ? Load(ref y, row, stride) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSecond<TForm>(bool isUsed, Vector512<float> tap, Vector512<float> y, ref Vector512<float> sum)
        where TForm : struct, IPlaneForm => AddIf(TForm.HasTwoKernels && isUsed, tap, y, ref sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddIf(bool isUsed, Vector512<float> tap, Vector512<float> x, ref Vector512<float> sum)
    {
        if (isUsed)
        {
            sum = Vector512.FusedMultiplyAdd(tap, x, sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TForm>(
        int row, Vector512<float> p0, Vector512<float> p1, Vector512<float> q0, Vector512<float> q1, ref float output0, ref float output1, in TilePlace place)
        where TForm : struct, IPlaneForm
    {
        if (row >= place.Rows)
        {
            return;
        }

        ref float target0 = ref Unsafe.Add(ref output0, row * place.Stride);
        Put<TForm>(p0, q0, ref target0, ref Unsafe.Add(ref output1, row * place.Stride), place.Mask0, place.IsAccumulating);
        if (place.HasSecondVector)
        {
            Put<TForm>(p1, q1, ref Unsafe.Add(ref target0, Lanes.Count), ref Unsafe.Add(ref output1, (row * place.Stride) + Lanes.Count), place.Mask1, place.IsAccumulating);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TForm>(Vector512<float> p, Vector512<float> q, ref float target0, ref float target1, Vector512<float> mask, bool isAccumulating)
        where TForm : struct, IPlaneForm
    {
        if (TForm.HasTwoKernels && !TForm.HasTwoInputs)
        {
            (p & mask).StoreUnsafe(ref target0);
            (q & mask).StoreUnsafe(ref target1);
            return;
        }

        Vector512<float> sum = isAccumulating ? Vector512.LoadUnsafe(ref target0) + p : p;
        ((TForm.HasTwoKernels ? sum + q : sum) & mask).StoreUnsafe(ref target0);
    }
}
