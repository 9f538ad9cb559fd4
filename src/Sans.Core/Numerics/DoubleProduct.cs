using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Numerics;

/// <summary>Dense matrix products in double precision: <c>C[m, n] += Σ_k A[m, k] · B[k, n]</c>.</summary>
/// <remarks>
/// The embedded engine has its own products in single precision, with terms in any order and tiles chosen by measurement.
/// </remarks>
public static class DoubleProduct
{
    private const int TileRows = 4;
    private const int TileColumns = 2 * DoubleLanes.Count;

    /// <summary>
    /// Adds a product. Each element of C is one chain of fused multiply-adds, k ascending, that starts from the present value.
    /// O(rows · depth · columns).
    /// </summary>
    /// <param name="a">A. Its element (m, k) lies at <c>m · rowStride + k · depthStride</c>.</param>
    /// <param name="rowStride">Distance between two rows of A.</param>
    /// <param name="depthStride">
    /// Distance between two columns of A: 1, or the stride of a matrix that is used transposed.
    /// </param>
    /// <param name="b">B, <c>[depth, columns]</c>, row by row without gaps.</param>
    /// <param name="c">C, <c>[rows, columns]</c>, row by row without gaps.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="columns">Columns of B and C, a multiple of <see cref="DoubleLanes.Count"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<double> a, int rowStride, int depthStride, ReadOnlySpan<double> b, Span<double> c, int rows, int depth, int columns)
    {
        if (rows == 0 || depth == 0)
        {
            return;
        }

        // The tiles below have no bounds checks.
        _ = a[((rows - 1) * rowStride) + ((depth - 1) * depthStride)];
        _ = b[(depth * columns) - 1];
        _ = c[(rows * columns) - 1];
        ref double a0 = ref MemoryMarshal.GetReference(a);
        ref double b0 = ref MemoryMarshal.GetReference(b);
        ref double c0 = ref MemoryMarshal.GetReference(c);
        int n = 0;
        for (; n <= columns - TileColumns; n += TileColumns)
        {
            int m = 0;
            for (; m <= rows - TileRows; m += TileRows)
            {
                WideTile(
                    ref Unsafe.Add(ref a0, m * rowStride),
                    rowStride,
                    depthStride,
                    ref Unsafe.Add(ref b0, n),
                    ref Unsafe.Add(ref c0, (m * columns) + n),
                    depth,
                    columns);
            }

            for (; m < rows; m++)
            {
                Strip(
                    ref Unsafe.Add(ref a0, m * rowStride),
                    depthStride,
                    ref Unsafe.Add(ref b0, n),
                    ref Unsafe.Add(ref c0, (m * columns) + n),
                    depth,
                    columns);
                Strip(
                    ref Unsafe.Add(ref a0, m * rowStride),
                    depthStride,
                    ref Unsafe.Add(ref b0, n + DoubleLanes.Count),
                    ref Unsafe.Add(ref c0, (m * columns) + n + DoubleLanes.Count),
                    depth,
                    columns);
            }
        }

        if (n < columns)
        {
            int m = 0;
            for (; m <= rows - TileRows; m += TileRows)
            {
                NarrowTile(
                    ref Unsafe.Add(ref a0, m * rowStride),
                    rowStride,
                    depthStride,
                    ref Unsafe.Add(ref b0, n),
                    ref Unsafe.Add(ref c0, (m * columns) + n),
                    depth,
                    columns);
            }

            for (; m < rows; m++)
            {
                Strip(
                    ref Unsafe.Add(ref a0, m * rowStride),
                    depthStride,
                    ref Unsafe.Add(ref b0, n),
                    ref Unsafe.Add(ref c0, (m * columns) + n),
                    depth,
                    columns);
            }
        }
    }

    /// <summary>Computes 4 rows by 16 columns in eight chains, which keep two units with a latency of four cycles busy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WideTile(ref double a, int rowStride, int depthStride, ref double b, ref double c, int depth, int columns)
    {
        ref double c1 = ref Unsafe.Add(ref c, columns);
        ref double c2 = ref Unsafe.Add(ref c1, columns);
        ref double c3 = ref Unsafe.Add(ref c2, columns);
        Vector512<double> s00 = Vector512.LoadUnsafe(ref c), s01 = Vector512.LoadUnsafe(ref c, DoubleLanes.Count);
        Vector512<double> s10 = Vector512.LoadUnsafe(ref c1), s11 = Vector512.LoadUnsafe(ref c1, DoubleLanes.Count);
        Vector512<double> s20 = Vector512.LoadUnsafe(ref c2), s21 = Vector512.LoadUnsafe(ref c2, DoubleLanes.Count);
        Vector512<double> s30 = Vector512.LoadUnsafe(ref c3), s31 = Vector512.LoadUnsafe(ref c3, DoubleLanes.Count);
        for (int k = 0; k < depth; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            var b1 = Vector512.LoadUnsafe(ref b, DoubleLanes.Count);
            var a0 = Vector512.Create(a);
            s00 = Vector512.FusedMultiplyAdd(a0, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(a0, b1, s01);
            var a1 = Vector512.Create(Unsafe.Add(ref a, rowStride));
            s10 = Vector512.FusedMultiplyAdd(a1, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(a1, b1, s11);
            var a2 = Vector512.Create(Unsafe.Add(ref a, 2 * rowStride));
            s20 = Vector512.FusedMultiplyAdd(a2, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(a2, b1, s21);
            var a3 = Vector512.Create(Unsafe.Add(ref a, 3 * rowStride));
            s30 = Vector512.FusedMultiplyAdd(a3, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(a3, b1, s31);
            a = ref Unsafe.Add(ref a, depthStride);
            b = ref Unsafe.Add(ref b, columns);
        }

        s00.StoreUnsafe(ref c);
        s01.StoreUnsafe(ref c, DoubleLanes.Count);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, DoubleLanes.Count);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, DoubleLanes.Count);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, DoubleLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NarrowTile(ref double a, int rowStride, int depthStride, ref double b, ref double c, int depth, int columns)
    {
        ref double c1 = ref Unsafe.Add(ref c, columns);
        ref double c2 = ref Unsafe.Add(ref c1, columns);
        ref double c3 = ref Unsafe.Add(ref c2, columns);
        Vector512<double> s0 = Vector512.LoadUnsafe(ref c), s1 =
            Vector512.LoadUnsafe(ref c1), s2 = Vector512.LoadUnsafe(ref c2), s3 = Vector512.LoadUnsafe(ref c3);
        for (int k = 0; k < depth; k++)
        {
            var row = Vector512.LoadUnsafe(ref b);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(a), row, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, rowStride)), row, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 2 * rowStride)), row, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 3 * rowStride)), row, s3);
            a = ref Unsafe.Add(ref a, depthStride);
            b = ref Unsafe.Add(ref b, columns);
        }

        s0.StoreUnsafe(ref c);
        s1.StoreUnsafe(ref c1);
        s2.StoreUnsafe(ref c2);
        s3.StoreUnsafe(ref c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip(ref double a, int depthStride, ref double b, ref double c, int depth, int columns)
    {
        var sum = Vector512.LoadUnsafe(ref c);
        for (int k = 0; k < depth; k++)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a), Vector512.LoadUnsafe(ref b), sum);
            a = ref Unsafe.Add(ref a, depthStride);
            b = ref Unsafe.Add(ref b, columns);
        }

        sum.StoreUnsafe(ref c);
    }
}
