using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// A <see cref="PlaneKernelGradient"/> on machines without AVX-512: the sixteen registers hold eight of the sixteen lanes of up
/// to nine taps. Lanes do not meet before the batch has ended, so
/// that each half goes by itself.
/// </summary>
internal static class EightLanePlaneKernelGradient
{
    private const int Half = 8;

    /// <summary>
    /// Adds an example to a block of taps. Two kernels go together where their sums leave registers for the maps. Otherwise
    /// they go one after the other.
    /// </summary>
    /// <inheritdoc cref="PlaneKernelGradient.Add"/>
    public static void Add<TRows, TColumns>(
        Plane map0, Plane? map1, RowRange rows, ref float input, int kernelSize, ref float sums0, ref float sums1)
        where TRows : struct, ITileSize
        where TColumns : struct, ITileSize
    {
        if (TRows.Value * TColumns.Value == 1)
        {
            RunOneTap(map0, map1 ?? map0, rows, ref input, ref sums0, ref map1 is null ? ref sums0 : ref sums1, map1 is not null);
            return;
        }

        for (int lane = 0; lane < Lanes.Count; lane += Half)
        {
            if (map1 is not null && TRows.Value * TColumns.Value <= 4)
            {
                Run<TapBlock<TRows, TColumns, Two>>(map0, map1, rows, ref input, kernelSize, ref sums0, ref sums1, lane);
                continue;
            }

            Run<TapBlock<TRows, TColumns, One>>(map0, map0, rows, ref input, kernelSize, ref sums0, ref sums0, lane);
            if (map1 is not null)
            {
                Run<TapBlock<TRows, TColumns, One>>(map1, map1, rows, ref input, kernelSize, ref sums1, ref sums1, lane);
            }
        }
    }

    /// <summary>
    /// A tap has one chain for each lane. Both halves and both kernels go together, so that chains do not wait for themselves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunOneTap(Plane map0, Plane map1, RowRange rows, ref float input, ref float sums0, ref float sums1, bool hasSecond)
    {
        PlaneLayout layout = map0.Layout;
        Vector256<float> p0 = Vector256.LoadUnsafe(ref sums0), p1 = Vector256.LoadUnsafe(ref sums0, Half);
        Vector256<float> q0 = Vector256.LoadUnsafe(ref sums1), q1 = Vector256.LoadUnsafe(ref sums1, Half);
        for (int column = 0; column < layout.Width; column += Lanes.Count)
        {
            ref float x = ref Unsafe.Add(ref input, column);
            ref float a = ref map0.At(rows.First, column);
            ref float b = ref map1.At(rows.First, column);
            for (int row = rows.First; row < rows.End; row++)
            {
                var x0 = Vector256.LoadUnsafe(ref x);
                var x1 = Vector256.LoadUnsafe(ref x, Half);
                p0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), x0, p0);
                p1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, Half), x1, p1);
                q0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref b), x0, q0);
                q1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref b, Half), x1, q1);
                x = ref Unsafe.Add(ref x, layout.Stride);
                a = ref Unsafe.Add(ref a, layout.Stride);
                b = ref Unsafe.Add(ref b, layout.Stride);
            }
        }

        p0.StoreUnsafe(ref sums0);
        p1.StoreUnsafe(ref sums0, Half);
        if (hasSecond)
        {
            q0.StoreUnsafe(ref sums1);
            q1.StoreUnsafe(ref sums1, Half);
        }
    }

    /// <summary>Handles up to three rows and columns of taps. A vector of in serves the map rows above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TBlock>(
        Plane map0, Plane map1, RowRange rows, ref float input, int kernelSize, ref float sums0, ref float sums1, int lane)
        where TBlock : struct, ITapBlock
    {
        PlaneLayout layout = map0.Layout;
        Vector256<float> p00 = Get<TBlock>(
            0, 0, false, ref sums0, kernelSize, lane), q00 = Get<TBlock>(0, 0, true, ref sums1, kernelSize, lane);
        Vector256<float> p01 = Get<TBlock>(
            0, 1, false, ref sums0, kernelSize, lane), q01 = Get<TBlock>(0, 1, true, ref sums1, kernelSize, lane);
        Vector256<float> p02 = Get<TBlock>(
            0, 2, false, ref sums0, kernelSize, lane), q02 = Get<TBlock>(0, 2, true, ref sums1, kernelSize, lane);
        Vector256<float> p10 = Get<TBlock>(
            1, 0, false, ref sums0, kernelSize, lane), q10 = Get<TBlock>(1, 0, true, ref sums1, kernelSize, lane);
        Vector256<float> p11 = Get<TBlock>(
            1, 1, false, ref sums0, kernelSize, lane), q11 = Get<TBlock>(1, 1, true, ref sums1, kernelSize, lane);
        Vector256<float> p12 = Get<TBlock>(
            1, 2, false, ref sums0, kernelSize, lane), q12 = Get<TBlock>(1, 2, true, ref sums1, kernelSize, lane);
        Vector256<float> p20 = Get<TBlock>(
            2, 0, false, ref sums0, kernelSize, lane), q20 = Get<TBlock>(2, 0, true, ref sums1, kernelSize, lane);
        Vector256<float> p21 = Get<TBlock>(
            2, 1, false, ref sums0, kernelSize, lane), q21 = Get<TBlock>(2, 1, true, ref sums1, kernelSize, lane);
        Vector256<float> p22 = Get<TBlock>(
            2, 2, false, ref sums0, kernelSize, lane), q22 = Get<TBlock>(2, 2, true, ref sums1, kernelSize, lane);
        for (int column = lane; column < layout.Width; column += Lanes.Count)
        {
            ref float in0 = ref Unsafe.Add(ref input, column);
            ref float from0 = ref map0.At(rows.First, column);
            ref float from1 = ref map1.At(rows.First, column);
            Vector256<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
            int count = rows.End - rows.First;
            for (int r = 0; r < count + TBlock.Rows - 1; r++)
            {
                (a2, a1) = (a1, a0);
                (b2, b1) = (b1, b0);
                int offset = r * layout.Stride;
                a0 = r < count ? Vector256.LoadUnsafe(ref from0, (nuint)offset) : default;
                b0 = TBlock.Kernels > 1 && r < count ? Vector256.LoadUnsafe(ref from1, (nuint)offset) : default;
                var x0 = Vector256.LoadUnsafe(ref in0, (nuint)offset);
                Vector256<float> x1 = TBlock.Columns > 1 ? Vector256.LoadUnsafe(ref in0, (nuint)(offset + 1)) : default;
                Vector256<float> x2 = TBlock.Columns > 2 ? Vector256.LoadUnsafe(ref in0, (nuint)(offset + 2)) : default;
                Add<TBlock>(0, 0, false, a0, x0, ref p00);
                Add<TBlock>(0, 0, true, b0, x0, ref q00);
                Add<TBlock>(0, 1, false, a0, x1, ref p01);
                Add<TBlock>(0, 1, true, b0, x1, ref q01);
                Add<TBlock>(0, 2, false, a0, x2, ref p02);
                Add<TBlock>(0, 2, true, b0, x2, ref q02);
                Add<TBlock>(1, 0, false, a1, x0, ref p10);
                Add<TBlock>(1, 0, true, b1, x0, ref q10);
                Add<TBlock>(1, 1, false, a1, x1, ref p11);
                Add<TBlock>(1, 1, true, b1, x1, ref q11);
                Add<TBlock>(1, 2, false, a1, x2, ref p12);
                Add<TBlock>(1, 2, true, b1, x2, ref q12);
                Add<TBlock>(2, 0, false, a2, x0, ref p20);
                Add<TBlock>(2, 0, true, b2, x0, ref q20);
                Add<TBlock>(2, 1, false, a2, x1, ref p21);
                Add<TBlock>(2, 1, true, b2, x1, ref q21);
                Add<TBlock>(2, 2, false, a2, x2, ref p22);
                Add<TBlock>(2, 2, true, b2, x2, ref q22);
            }
        }

        Put<TBlock>(0, 0, false, p00, ref sums0, kernelSize, lane);
        Put<TBlock>(0, 0, true, q00, ref sums1, kernelSize, lane);
        Put<TBlock>(0, 1, false, p01, ref sums0, kernelSize, lane);
        Put<TBlock>(0, 1, true, q01, ref sums1, kernelSize, lane);
        Put<TBlock>(0, 2, false, p02, ref sums0, kernelSize, lane);
        Put<TBlock>(0, 2, true, q02, ref sums1, kernelSize, lane);
        Put<TBlock>(1, 0, false, p10, ref sums0, kernelSize, lane);
        Put<TBlock>(1, 0, true, q10, ref sums1, kernelSize, lane);
        Put<TBlock>(1, 1, false, p11, ref sums0, kernelSize, lane);
        Put<TBlock>(1, 1, true, q11, ref sums1, kernelSize, lane);
        Put<TBlock>(1, 2, false, p12, ref sums0, kernelSize, lane);
        Put<TBlock>(1, 2, true, q12, ref sums1, kernelSize, lane);
        Put<TBlock>(2, 0, false, p20, ref sums0, kernelSize, lane);
        Put<TBlock>(2, 0, true, q20, ref sums1, kernelSize, lane);
        Put<TBlock>(2, 1, false, p21, ref sums0, kernelSize, lane);
        Put<TBlock>(2, 1, true, q21, ref sums1, kernelSize, lane);
        Put<TBlock>(2, 2, false, p22, ref sums0, kernelSize, lane);
        Put<TBlock>(2, 2, true, q22, ref sums1, kernelSize, lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has<TBlock>(int u, int v, bool isSecond)
        where TBlock : struct, ITapBlock => u < TBlock.Rows && v < TBlock.Columns && (!isSecond || TBlock.Kernels > 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TBlock>(int u, int v, bool isSecond, Vector256<float> map, Vector256<float> x, ref Vector256<float> sum)
        where TBlock : struct, ITapBlock
    {
        if (Has<TBlock>(u, v, isSecond))
        {
            sum = Vector256.FusedMultiplyAdd(map, x, sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Get<TBlock>(int u, int v, bool isSecond, ref float sums, int kernelSize, int lane)
        where TBlock : struct, ITapBlock =>
            Has<TBlock>(u, v, isSecond) ? Vector256.LoadUnsafe(ref sums, (nuint)((((u * kernelSize) + v) * Lanes.Count) + lane)) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TBlock>(int u, int v, bool isSecond, Vector256<float> sum, ref float sums, int kernelSize, int lane)
        where TBlock : struct, ITapBlock
    {
        if (Has<TBlock>(u, v, isSecond))
        {
            sum.StoreUnsafe(ref sums, (nuint)((((u * kernelSize) + v) * Lanes.Count) + lane));
        }
    }
}
