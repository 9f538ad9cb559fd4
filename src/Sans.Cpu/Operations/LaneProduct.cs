using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Dot products of long rows: <c>out[r][j] = Σ_t rows[r · rowStride + t] · columns[offset_j + t]</c>. It is the gradient of
/// convolution kernels over a whole batch. The rows are gradients at its outputs, the columns its inputs, and the offsets
/// follow the kernels.
/// </summary>
/// <remarks>
/// Lane l of 16 adds the t with t mod 16 = l, run after run and ascending in each. Then comes the tree of
/// <see cref="Lanes.Sum"/>.
/// </remarks>
internal static class LaneProduct
{
    /// <summary>Computes all products. Cost: <c>rows · columns · t</c> fused multiply-adds.</summary>
    /// <param name="rows">Row 0.</param>
    /// <param name="rowStride">Distance between the starts of two rows.</param>
    /// <param name="columns">The place that columns are counted from.</param>
    /// <param name="offsets">The start of each column.</param>
    /// <param name="runs">The range of t.</param>
    /// <param name="output">Element 0 of row 0. Rows lie one behind the other.</param>
    /// <param name="rowCount">Number of rows.</param>
    public static void Run(
        ref float rows, int rowStride, ref float columns, ReadOnlySpan<int> offsets, ProductRuns runs, ref float output, int rowCount)
    {
        (int mostRows, int mostColumns) = Vector512.IsHardwareAccelerated ? (4, 4) : Vector256.IsHardwareAccelerated ? (2, 3) : (1, 1);
        for (int row = 0; row < rowCount; row += mostRows)
        {
            ref float first = ref Unsafe.Add(ref rows, row * rowStride);
            for (int column = 0; column < offsets.Length; column += mostColumns)
            {
                (int r, int c) = (Math.Min(mostRows, rowCount - row), Math.Min(mostColumns, offsets.Length - column));
                ref float here = ref Unsafe.Add(ref output, (row * offsets.Length) + column);
                RunTile(r, ref first, rowStride, ref columns, offsets.Slice(column, c), runs, ref here, offsets.Length);
            }
        }
    }

    private static void RunTile(
        int rowCount,
        ref float rows,
        int rowStride,
        ref float columns,
        ReadOnlySpan<int> offsets,
        ProductRuns runs,
        ref float output,
        int outputStride)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            output = NarrowLaneTile.Run(ref rows, ref Unsafe.Add(ref columns, offsets[0]), runs);
            return;
        }

        switch (rowCount)
        {
            case 1:
                RunTile<One>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
            case 2:
                RunTile<Two>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
            case 3:
                RunTile<Three>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
            default:
                RunTile<Four>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
        }
    }

    private static void RunTile<TRows>(
        ref float rows, int rowStride, ref float columns, ReadOnlySpan<int> offsets, ProductRuns runs, ref float output, int outputStride)
        where TRows : struct, ITileSize
    {
        switch (offsets.Length)
        {
            case 1:
                LaneTile.Run<TRows, One>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
            case 2:
                LaneTile.Run<TRows, Two>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
            case 3:
                LaneTile.Run<TRows, Three>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
            default:
                LaneTile.Run<TRows, Four>(ref rows, rowStride, ref columns, offsets, runs, ref output, outputStride);
                break;
        }
    }
}

/// <summary>The range of the sums of a <see cref="LaneProduct"/>: the rows of an image, or one run for a signal.</summary>
/// <param name="Count">Number of runs.</param>
/// <param name="Length">Numbers of each, a multiple of 16.</param>
/// <param name="RowStep">Distance between two runs in a row.</param>
/// <param name="ColumnStep">Distance between two runs in a column.</param>
internal readonly record struct ProductRuns(int Count, int Length, int RowStep, int ColumnStep);
