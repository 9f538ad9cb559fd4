using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Losses;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>The reconstruction of an image against the image: absolute error (Eq. 14) and the slope of the training loss.</summary>
internal static class PlaneError
{
    /// <summary>
    /// Computes <c>g = ℓ'(x̂ - x)</c> and returns <c>Σ|x̂ - x|</c>. In lane l of four vectors, vector r mod 4 adds row r. It
    /// takes the vectors of columns from left to right, and each vector row by row. Then come vectors 0 and 1, 2 and 3, the
    /// two sums, and the tree of <see cref="Lanes.Sum"/>. The factor 1 / (B n) of the mean is applied once, to the gradient of
    /// the kernel. O(n).
    /// </summary>
    /// <param name="loss">ℓ</param>
    /// <param name="reconstruction">x̂. Values behind its rows are ignored.</param>
    /// <param name="image">x, with zeros behind its rows.</param>
    /// <param name="slope">Receives g in the rows, and zeros behind them.</param>
    /// <param name="rows">The rows outside of which x̂ and x are zero.</param>
    /// <returns>The absolute error. It is not finite when the reconstruction is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Run<TLoss>(TLoss loss, Plane reconstruction, Plane image, Plane slope, RowRange rows)
        where TLoss : struct, ILoss
    {
        PlaneLayout layout = image.Layout;
        nuint stride = (nuint)layout.Stride;
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int vector = 0; vector < layout.VectorCount; vector++)
        {
            int column = vector * Lanes.Count;
            Vector512<float> mask = vector == layout.VectorCount - 1 ? layout.LastMask : Vector512<float>.AllBitsSet;

            // The sum of a row depends on the row's number, so that rows left out change nothing.
            int row = rows.First & ~3;
            ref float r = ref reconstruction.At(row, column);
            ref float x = ref image.At(row, column);
            ref float g = ref slope.At(row, column);
            for (; row < rows.End && row + 4 <= layout.Height; row += 4)
            {
                sum0 += SlopeAt(loss, ref r, ref x, ref g, 0, mask);
                sum1 += SlopeAt(loss, ref r, ref x, ref g, stride, mask);
                sum2 += SlopeAt(loss, ref r, ref x, ref g, 2 * stride, mask);
                sum3 += SlopeAt(loss, ref r, ref x, ref g, 3 * stride, mask);
                r = ref Unsafe.Add(ref r, 4 * stride);
                x = ref Unsafe.Add(ref x, 4 * stride);
                g = ref Unsafe.Add(ref g, 4 * stride);
            }

            // Behind the last row of the image lie values that the decoder spilled.
            if (row < rows.End)
            {
                sum0 += SlopeAt(loss, ref r, ref x, ref g, 0, mask);
                sum1 += row + 1 < layout.Height ? SlopeAt(loss, ref r, ref x, ref g, stride, mask) : default;
                sum2 += row + 2 < layout.Height ? SlopeAt(loss, ref r, ref x, ref g, 2 * stride, mask) : default;
            }
        }

        return Lanes.Sum((sum0 + sum1) + (sum2 + sum3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SlopeAt<TLoss>(TLoss loss, ref float r, ref float x, ref float g, nuint offset, Vector512<float> mask)
        where TLoss : struct, ILoss
    {
        Vector512<float> difference = (Vector512.LoadUnsafe(ref r, offset) - Vector512.LoadUnsafe(ref x, offset)) & mask;
        loss.Slope<Vector512<float>, LaneArithmetic>(difference).StoreUnsafe(ref g, offset);
        return Vector512.Abs(difference);
    }
}
