using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// Rows of two vectors of eight outputs of a <see cref="PlaneCorrelation"/>, kept in the sixteen registers of machines without
/// AVX-512 while all taps go by. The order of each sum is that of
/// <see cref="PlaneTile"/>.
/// </summary>
/// <remarks>
/// Two units with a latency of four need eight chains to be busy. Two loads a cycle are the other limit, more so as half of
/// them cross a cache line. With two kernels, three rows make twelve chains, and every vector of inputs serves both. With one
/// kernel, four rows make eight, and every vector serves up to three rows of taps.
/// </remarks>
internal static class EightLanePlaneTile
{
    /// <summary>Outputs of a row of a tile.</summary>
    public const int Width = 2 * Half;

    private const int Half = 8;
    private const int PairRows = 3;
    private const int SingleRows = 4;

    // This many rows of one kernel take the blocks of three rows of taps before those of two. There is room for them.
    private const int RowsTogether = 12;

    /// <summary>
    /// Computes rows of kernels of a single tap, in any form. Rows share nothing, so that only loads and stores can be saved.
    /// </summary>
    /// <inheritdoc cref="PlaneTile.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunOneTap<TForm>(
        ref float input0, ref float input1, float tap0, float tap1, ref float output0, ref float output1, int rows, in TilePlace place)
        where TForm : struct, IPlaneForm
    {
        var a = Vector256.Create(tap0);
        var b = Vector256.Create(tap1);
        (Vector256<float> left, Vector256<float> right) = (place.Mask0.GetLower(), place.Mask0.GetUpper());
        for (nint p = 0, end = rows * (nint)place.Stride; p < end; p += place.Stride)
        {
            RunHalf<TForm>(
                a,
                b,
                ref Unsafe.Add(ref input0, p),
                ref Unsafe.Add(ref input1, p),
                left,
                ref Unsafe.Add(ref output0, p),
                ref Unsafe.Add(ref output1, p),
                place.IsAccumulating);
            nint q = p + Half;
            RunHalf<TForm>(
                a,
                b,
                ref Unsafe.Add(ref input0, q),
                ref Unsafe.Add(ref input1, q),
                right,
                ref Unsafe.Add(ref output0, q),
                ref Unsafe.Add(ref output1, q),
                place.IsAccumulating);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunHalf<TForm>(
        Vector256<float> a,
        Vector256<float> b,
        ref float input0,
        ref float input1,
        Vector256<float> mask,
        ref float output0,
        ref float output1,
        bool isAccumulating)
        where TForm : struct, IPlaneForm
    {
        var x = Vector256.LoadUnsafe(ref input0);
        Vector256<float> p = Vector256.FusedMultiplyAdd(a, x, default);
        p = isAccumulating ? Vector256.LoadUnsafe(ref output0) + p : p;
        if (typeof(TForm) == typeof(DecoderForm))
        {
            p += Vector256.FusedMultiplyAdd(b, Vector256.LoadUnsafe(ref input1), default);
        }

        (p & mask).StoreUnsafe(ref output0);
        if (typeof(TForm) == typeof(EncoderForm))
        {
            (Vector256.FusedMultiplyAdd(b, x, default) & mask).StoreUnsafe(ref output1);
        }
    }

    /// <summary>Computes tiles one below the other, for two kernels with one input.</summary>
    /// <inheritdoc cref="PlaneTile.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunPair(
        ref float input0,
        ref float taps0,
        ref float taps1,
        int kernelSize,
        ref float output0,
        ref float output1,
        int rows,
        in TilePlace place)
    {
        ReadOnlySpan<TapPlace> order = TapPlace.OrderOf(kernelSize);
        nint stride = place.Stride;
        (Vector256<float> left, Vector256<float> right) = (place.Mask0.GetLower(), place.Mask0.GetUpper());
        for (; rows > 0; rows -= PairRows)
        {
            Vector256<float> p00 = default, p01 = default, p10 = default, p11 = default, p20 = default, p21 = default;
            Vector256<float> q00 = default, q01 = default, q10 = default, q11 = default, q20 = default, q21 = default;
            foreach (ref readonly TapPlace tap in order)
            {
                ref float x = ref Unsafe.Add(ref input0, (tap.Row * stride) + tap.Column);
                var a = Vector256.Create(Unsafe.Add(ref taps0, tap.Index));
                var b = Vector256.Create(Unsafe.Add(ref taps1, tap.Index));
                var x0 = Vector256.LoadUnsafe(ref x);
                p00 = Vector256.FusedMultiplyAdd(a, x0, p00);
                q00 = Vector256.FusedMultiplyAdd(b, x0, q00);
                var x1 = Vector256.LoadUnsafe(ref x, Half);
                p01 = Vector256.FusedMultiplyAdd(a, x1, p01);
                q01 = Vector256.FusedMultiplyAdd(b, x1, q01);
                x = ref Unsafe.Add(ref x, stride);
                var x2 = Vector256.LoadUnsafe(ref x);
                p10 = Vector256.FusedMultiplyAdd(a, x2, p10);
                q10 = Vector256.FusedMultiplyAdd(b, x2, q10);
                var x3 = Vector256.LoadUnsafe(ref x, Half);
                p11 = Vector256.FusedMultiplyAdd(a, x3, p11);
                q11 = Vector256.FusedMultiplyAdd(b, x3, q11);
                x = ref Unsafe.Add(ref x, stride);
                var x4 = Vector256.LoadUnsafe(ref x);
                p20 = Vector256.FusedMultiplyAdd(a, x4, p20);
                q20 = Vector256.FusedMultiplyAdd(b, x4, q20);
                var x5 = Vector256.LoadUnsafe(ref x, Half);
                p21 = Vector256.FusedMultiplyAdd(a, x5, p21);
                q21 = Vector256.FusedMultiplyAdd(b, x5, q21);
            }

            Put(p00 & left, p01 & right, ref output0);
            Put(q00 & left, q01 & right, ref output1);
            if (rows > 1)
            {
                Put(p10 & left, p11 & right, ref Unsafe.Add(ref output0, stride));
                Put(q10 & left, q11 & right, ref Unsafe.Add(ref output1, stride));
            }

            if (rows > 2)
            {
                Put(p20 & left, p21 & right, ref Unsafe.Add(ref output0, 2 * stride));
                Put(q20 & left, q21 & right, ref Unsafe.Add(ref output1, 2 * stride));
            }

            input0 = ref Unsafe.Add(ref input0, PairRows * stride);
            output0 = ref Unsafe.Add(ref output0, PairRows * stride);
            output1 = ref Unsafe.Add(ref output1, PairRows * stride);
        }
    }

    /// <summary>Computes tiles one below the other, for one kernel.</summary>
    /// <inheritdoc cref="PlaneTile.Run"/>
    public static void RunSingle(
        ref float input0,
        ref float taps0,
        int kernelSize,
        ref float output0,
        int rows,
        in TilePlace place,
        bool isAccumulating,
        ref float sums)
    {
        ReadOnlySpan<TapPlace> order = TapPlace.OrderOf(kernelSize);

        // Blocks of three come before those of two.
        int count = PlaneTile.BlockOf(kernelSize);
        int alike = 0;
        while (alike < kernelSize && PlaneTile.BlockOf(kernelSize - alike) == count)
        {
            alike += count;
        }

        ReadOnlySpan<TapPlace> taps = order[..(alike * kernelSize)], rest = order[taps.Length..];
        if (rest.IsEmpty)
        {
            switch (count)
            {
                case 3:
                    RunTiles<OnlyBlock, Three>(
                        ref input0, ref taps0, taps, kernelSize, ref output0, rows, in place, isAccumulating, ref sums);
                    break;
                case 2:
                    RunTiles<OnlyBlock, Two>(
                        ref input0, ref taps0, taps, kernelSize, ref output0, rows, in place, isAccumulating, ref sums);
                    break;
                default:
                    RunTiles<OnlyBlock, One>(
                        ref input0, ref taps0, taps, kernelSize, ref output0, rows, in place, isAccumulating, ref sums);
                    break;
            }

            return;
        }

        for (int row = 0; row < rows; row += RowsTogether)
        {
            ref float x = ref Unsafe.Add(ref input0, row * place.Stride);
            ref float target = ref Unsafe.Add(ref output0, row * place.Stride);
            int together = Math.Min(RowsTogether, rows - row);
            RunTiles<FirstBlock, Three>(ref x, ref taps0, taps, kernelSize, ref target, together, in place, isAccumulating, ref sums);
            RunTiles<LastBlock, Two>(ref x, ref taps0, rest, kernelSize, ref target, together, in place, isAccumulating, ref sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTiles<TBlock, TRows>(
        ref float input,
        ref float taps,
        ReadOnlySpan<TapPlace> order,
        int kernelSize,
        ref float output,
        int rows,
        in TilePlace place,
        bool isAccumulating,
        ref float sums)
        where TBlock : struct, IPlaceInChain
        where TRows : struct, ITileSize
    {
        nint stride = place.Stride;
        (Vector256<float> left, Vector256<float> right) = (place.Mask0.GetLower(), place.Mask0.GetUpper());
        for (; rows > 0; rows -= SingleRows)
        {
            Vector256<float> p00 =
                Get<TBlock>(0, ref sums), p01 = Get<TBlock>(1, ref sums), p10 = Get<TBlock>(2, ref sums), p11 = Get<TBlock>(3, ref sums);
            Vector256<float> p20 =
                Get<TBlock>(4, ref sums), p21 = Get<TBlock>(5, ref sums), p30 = Get<TBlock>(6, ref sums), p31 = Get<TBlock>(7, ref sums);
            for (int t = 0; t < order.Length; t += TRows.Value)
            {
                TapPlace tap = order[t];
                ref float w = ref Unsafe.Add(ref taps, tap.Index);
                ref float x = ref Unsafe.Add(ref input, (tap.Row * stride) + tap.Column);
                var a0 = Vector256.Create(w);
                Vector256<float> a1 = TRows.Value > 1 ? Vector256.Create(Unsafe.Add(ref w, kernelSize)) : default;
                Vector256<float> a2 = TRows.Value > 2 ? Vector256.Create(Unsafe.Add(ref w, 2 * kernelSize)) : default;
                AddColumn(TRows.Value, ref x, stride, a0, a1, a2, ref p00, ref p10, ref p20, ref p30);
                AddColumn(TRows.Value, ref Unsafe.Add(ref x, Half), stride, a0, a1, a2, ref p01, ref p11, ref p21, ref p31);
            }

            if (TBlock.IsLast)
            {
                Put(p00, p01, left, right, ref output, isAccumulating);
                if (rows > 1)
                {
                    Put(p10, p11, left, right, ref Unsafe.Add(ref output, stride), isAccumulating);
                }

                if (rows > 2)
                {
                    Put(p20, p21, left, right, ref Unsafe.Add(ref output, 2 * stride), isAccumulating);
                }

                if (rows > 3)
                {
                    Put(p30, p31, left, right, ref Unsafe.Add(ref output, 3 * stride), isAccumulating);
                }
            }
            else
            {
                Put(p00, p01, ref sums);
                Put(p10, p11, ref Unsafe.Add(ref sums, Width));
                Put(p20, p21, ref Unsafe.Add(ref sums, 2 * Width));
                Put(p30, p31, ref Unsafe.Add(ref sums, 3 * Width));
            }

            sums = ref Unsafe.Add(ref sums, TBlock.IsFirst && TBlock.IsLast ? 0 : SingleRows * Width);
            input = ref Unsafe.Add(ref input, SingleRows * stride);
            output = ref Unsafe.Add(ref output, SingleRows * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Get<TBlock>(int vector, ref float sums)
        where TBlock : struct, IPlaceInChain => TBlock.IsFirst ? default : Vector256.LoadUnsafe(ref sums, (nuint)(vector * Half));

    /// <summary>Adds one vector of each of the four rows. <paramref name="count"/> is a constant wherever this is inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn(
        int count,
        ref float x,
        nint stride,
        Vector256<float> a0,
        Vector256<float> a1,
        Vector256<float> a2,
        ref Vector256<float> p0,
        ref Vector256<float> p1,
        ref Vector256<float> p2,
        ref Vector256<float> p3)
    {
        var x0 = Vector256.LoadUnsafe(ref x);
        p0 = Vector256.FusedMultiplyAdd(a0, x0, p0);
        var x1 = Vector256.LoadUnsafe(ref x, (nuint)stride);
        p1 = Vector256.FusedMultiplyAdd(a0, x1, p1);
        p0 = count > 1 ? Vector256.FusedMultiplyAdd(a1, x1, p0) : p0;
        var x2 = Vector256.LoadUnsafe(ref x, (nuint)(2 * stride));
        p2 = Vector256.FusedMultiplyAdd(a0, x2, p2);
        p1 = count > 1 ? Vector256.FusedMultiplyAdd(a1, x2, p1) : p1;
        p0 = count > 2 ? Vector256.FusedMultiplyAdd(a2, x2, p0) : p0;
        var x3 = Vector256.LoadUnsafe(ref x, (nuint)(3 * stride));
        p3 = Vector256.FusedMultiplyAdd(a0, x3, p3);
        p2 = count > 1 ? Vector256.FusedMultiplyAdd(a1, x3, p2) : p2;
        p1 = count > 2 ? Vector256.FusedMultiplyAdd(a2, x3, p1) : p1;
        if (count > 1)
        {
            var x4 = Vector256.LoadUnsafe(ref x, (nuint)(4 * stride));
            p3 = Vector256.FusedMultiplyAdd(a1, x4, p3);
            p2 = count > 2 ? Vector256.FusedMultiplyAdd(a2, x4, p2) : p2;
        }

        if (count > 2)
        {
            p3 = Vector256.FusedMultiplyAdd(a2, Vector256.LoadUnsafe(ref x, (nuint)(5 * stride)), p3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(
        Vector256<float> left,
        Vector256<float> right,
        Vector256<float> leftMask,
        Vector256<float> rightMask,
        ref float output,
        bool isAccumulating)
    {
        if (isAccumulating)
        {
            left = Vector256.LoadUnsafe(ref output) + left;
            right = Vector256.LoadUnsafe(ref output, Half) + right;
        }

        Put(left & leftMask, right & rightMask, ref output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<float> left, Vector256<float> right, ref float output)
    {
        left.StoreUnsafe(ref output);
        right.StoreUnsafe(ref output, Half);
    }
}
