using Sans.Core.Training;
using Sans.Routing.Models;
using Sans.Routing.Numerics;

namespace Sans.Routing.Fits;

/// <summary>Ridge regression by its normal equations: <c>(Φᵀ Φ + N λ I) A = Φᵀ y</c>, in float64 by <see cref="Cholesky"/>.</summary>
/// <remarks>
/// The right-hand side is one more column of the product. Each of its numbers is thus one chain over the rows in their order,
/// too.
/// </remarks>
internal sealed class RidgeFit
{
    // 128 rows of 1,025 columns are a megabyte, which fits the cache of a core.
    private const int RowsAtATime = 128;

    private readonly SquareMatrix _normal;
    private readonly double[] _right;
    private readonly int _rowCount;

    /// <summary>Sums the normal equations, which serve every λ. Cost: <c>N t² / 2</c> fused multiply-adds.</summary>
    /// <param name="rows">Φ</param>
    /// <param name="targets">y, centred, <c>[N]</c>.</param>
    /// <param name="cancellationToken">Checked after each block of rows.</param>
    public RidgeFit(RoutedRows rows, ReadOnlySpan<double> targets, CancellationToken cancellationToken = default)
    {
        int t = rows.EntryCount;
        _rowCount = rows.Count;
        SquareMatrix product = new(t + 1);
        Panels panels = new(t + 1, RowsAtATime);
        for (int first = 0; first < rows.Count; first += RowsAtATime)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(RowsAtATime, rows.Count - first);
            panels.Clear();
            for (int n = 0; n < count; n++)
            {
                ReadOnlySpan<int> entries = rows.Entries(first + n);
                ReadOnlySpan<float> values = rows.Values(first + n);
                for (int i = 0; i < entries.Length; i++)
                {
                    panels[n, entries[i]] = values[i];
                }

                panels[n, t] = targets[first + n];
            }

            GramProduct.Add(panels, panels, count, product);
        }

        _normal = new SquareMatrix(t);
        _right = new double[t];
        for (int i = 0; i < t; i++)
        {
            product.Row(i)[..t].CopyTo(_normal.Row(i));
            _right[i] = product[i, t];
        }
    }

    /// <summary>The weights A for a λ. Cost: <c>t³ / 6</c> fused multiply-adds.</summary>
    /// <param name="lambda">λ, above 0.</param>
    /// <returns><c>[t]</c></returns>
    /// <exception cref="TrialFailedException">The equations are not positive definite in float64: λ is too small.</exception>
    public double[] Solve(double lambda)
    {
        SquareMatrix factor = new(_right.Length);
        for (int i = 0; i < _right.Length; i++)
        {
            _normal.Row(i).CopyTo(factor.Row(i));
            factor[i, i] += _rowCount * lambda;
        }

        if (!Cholesky.TryFactor(factor))
        {
            throw new TrialFailedException(
                FormattableString.Invariant($"the ridge has no solution in float64 with lambda = {lambda}; a larger one helps"));
        }

        double[] weights = [.. _right];
        Cholesky.Solve(factor, weights, weights.Length);
        return weights;
    }
}
