using Sans.Core.Numerics;

namespace Sans.Core.Pursuit;

/// <summary>The Cholesky factor of the inner products of a support, one row for each activation. Rows are added at the end.</summary>
internal sealed class SupportFactor
{
    /// <summary>
    /// The least squared distance of an atom to the span of the atoms before it, as a share of N². Atoms below it are
    /// dropped.
    /// </summary>
    public const double LeastIndependence = 1e-6;

    private double[][] _rows = [];

    /// <summary>Activations in the factor.</summary>
    public int Count { get; private set; }

    /// <summary>Removes all rows.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds the row of an activation. O(A²).</summary>
    /// <param name="products">Its inner products with the activations before it, <c>[A]</c>.</param>
    /// <param name="squaredNorm">N², its inner product with itself.</param>
    /// <returns>Whether it is independent enough of those before it. If not, nothing was added.</returns>
    public bool TryAdd(ReadOnlySpan<double> products, double squaredNorm)
    {
        double[] row = NextRow();
        for (int i = 0; i < Count; i++)
        {
            row[i] = (products[i] - DoubleSpans.Product(_rows[i].AsSpan(0, i), row)) / _rows[i][i];
        }

        double distance = squaredNorm - DoubleSpans.Product(row.AsSpan(0, Count), row);
        if (!(distance > LeastIndependence * squaredNorm))
        {
            return false;
        }

        row[Count++] = Math.Sqrt(distance);
        return true;
    }

    /// <summary>The changes of the amplitudes when only the last activation's correlation with the residual is not zero. O(A²).</summary>
    /// <param name="correlation">The correlation of the last atom with the residual.</param>
    /// <param name="changes"><c>[A]</c>. Receives the changes of all amplitudes.</param>
    public void SolveLast(double correlation, Span<double> changes)
    {
        changes[..Count].Clear();
        double pivot = _rows[Count - 1][Count - 1];
        changes[Count - 1] = correlation / pivot;
        SolveTransposed(changes);
    }

    /// <summary>The least-squares amplitudes. O(A²).</summary>
    /// <param name="correlations">
    /// The correlations of the atoms with the signal to explain, <c>[A]</c>. Receives the amplitudes.
    /// </param>
    public void Solve(Span<double> correlations)
    {
        for (int i = 0; i < Count; i++)
        {
            correlations[i] = (correlations[i] - DoubleSpans.Product(_rows[i].AsSpan(0, i), correlations)) / _rows[i][i];
        }

        SolveTransposed(correlations);
    }

    private void SolveTransposed(Span<double> values)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            double value = values[i] / _rows[i][i];
            values[i] = value;
            DoubleSpans.AddScaled(-value, _rows[i].AsSpan(0, i), values);
        }
    }

    private double[] NextRow()
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(16, 2 * Count));
        }

        if (_rows[Count] is null || _rows[Count].Length <= Count)
        {
            _rows[Count] = new double[Count + 16];
        }

        return _rows[Count];
    }
}
