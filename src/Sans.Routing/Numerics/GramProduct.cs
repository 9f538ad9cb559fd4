using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Routing.Numerics;

/// <summary>
/// Adds products of columns, <c>G[i, j] += Σ_n left[n, i] · right[n, j]</c>, for the panels on and above the diagonal. It
/// serves the normal matrix of a ridge and the trailing update of <see cref="Cholesky"/>.
/// </summary>
/// <remarks>
/// Each element is one chain of fused multiply-adds that begins at its present value and takes the rows in ascending order.
/// Tiles and the width of registers do not change it, so a sum over several calls is the chain over all their rows. The bits
/// are those of <see cref="DoubleProduct"/>, which would compute both halves. A ridge of thousands of columns needs one half,
/// and packed panels.
/// </remarks>
internal static class GramProduct
{
    /// <summary>Adds the products. Cost: about <c>rows · columns² / 2</c> fused multiply-adds.</summary>
    /// <param name="left">
    /// First factor, whose first column belongs to row <paramref name="firstPanel"/>·24 of the result.
    /// </param>
    /// <param name="right">Second factor, with as many columns.</param>
    /// <param name="rowCount">Rows that are summed.</param>
    /// <param name="result">G. Panels below the diagonal stay unchanged.</param>
    /// <param name="firstPanel">The first panel of the factors in the result.</param>
    public static void Add(Panels left, Panels right, int rowCount, SquareMatrix result, int firstPanel = 0)
    {
        int panels = (result.Stride / Panels.Width) - firstPanel;
        for (int q = 0; q < panels; q++)
        {
            for (int p = 0; p <= q; p++)
            {
                ref double target = ref result[(firstPanel + p) * Panels.Width, (firstPanel + q) * Panels.Width];
                if (Vector512.IsHardwareAccelerated)
                {
                    GramTile512.Run(ref left.Start(p), ref right.Start(q), rowCount, ref target, result.Stride);
                }
                else
                {
                    GramTile256.Run(ref left.Start(p), ref right.Start(q), rowCount, ref target, result.Stride);
                }
            }
        }
    }
}
