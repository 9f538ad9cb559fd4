using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Routing.Numerics;

/// <summary>
/// Adds products of columns: <c>G[i, j] += Σ_n left[n, i] · right[n, j]</c> for the panels on and above the diagonal. The normal
/// matrix of a ridge, and the trailing update of <see cref="Cholesky"/>.
/// </summary>
/// <remarks>
/// Each element is one chain of fused multiply-adds that begins at its present value and takes the rows in ascending order,
/// whatever the tiles and the width of the registers: a sum over several calls is the chain over all their rows. These are the
/// bits of <see cref="DoubleProduct"/>, which would compute both halves. A ridge of thousands of columns needs one, and packed
/// panels.
/// </remarks>
internal static class GramProduct
{
    /// <summary>Cost: about <c>rows · columns² / 2</c> fused multiply-adds.</summary>
    /// <param name="left">First factor. Its first column belongs to row <paramref name="firstPanel"/>·24 of the result.</param>
    /// <param name="right">Second factor, with as many columns.</param>
    /// <param name="rowCount">Rows that are summed.</param>
    /// <param name="result">G. Panels below the diagonal are left alone.</param>
    /// <param name="firstPanel">Where in the result the factors begin, in panels.</param>
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
