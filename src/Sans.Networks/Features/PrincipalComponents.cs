using Sans.Core.Numerics;

namespace Sans.Networks.Features;

/// <summary>The directions of greatest variance of rows, by Jacobi rotations of their covariance.</summary>
internal sealed class PrincipalComponents
{
    private const int MostSweeps = 60;
    private const double Converged = 1e-24;

    private readonly double[] _means;
    private readonly double[] _vectors;
    private readonly int[] _order;

    /// <summary>Finds all components. O(columns³) for each of a few sweeps.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="cancellationToken">Checked before each sweep.</param>
    public PrincipalComponents(FeatureTable rows, CancellationToken cancellationToken)
    {
        int n = rows.ColumnCount;
        _means = rows.Scale().Means;
        double[] covariance = Covariance(rows, _means);
        _vectors = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            _vectors[(i * n) + i] = 1;
        }

        double all = covariance.Sum(v => v * v);
        for (int sweep = 0; sweep < MostSweeps && Rest(covariance, n) > Converged * all; sweep++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int p = 0; p < n - 1; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(covariance, n, p, q);
                }
            }
        }

        _order = [.. Enumerable.Range(0, n).OrderByDescending(i => covariance[(i * n) + i]).ThenBy(i => i)];
    }

    /// <summary>Rows in the coordinates of the first components.</summary>
    /// <param name="rows">Rows with as many columns.</param>
    /// <param name="count">Components, at most as many as columns.</param>
    public FeatureTable Project(FeatureTable rows, int count)
    {
        int n = rows.ColumnCount;
        double[] values = new double[rows.RowCount * count];
        for (int row = 0; row < rows.RowCount; row++)
        {
            ReadOnlySpan<double> x = rows[row];
            for (int c = 0; c < count; c++)
            {
                ReadOnlySpan<double> vector = _vectors.AsSpan(_order[c] * n, n);
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    sum += (x[i] - _means[i]) * vector[i];
                }

                values[(row * count) + c] = sum;
            }
        }

        return new FeatureTable(values, count);
    }

    private static double[] Covariance(FeatureTable rows, double[] means)
    {
        int n = rows.ColumnCount, columns = (n + DoubleLanes.Count - 1) / DoubleLanes.Count * DoubleLanes.Count;
        double[] centred = new double[rows.RowCount * columns], products = new double[n * columns];
        for (int row = 0; row < rows.RowCount; row++)
        {
            for (int i = 0; i < n; i++)
            {
                centred[(row * columns) + i] = rows[row][i] - means[i];
            }
        }

        DoubleProduct.Add(centred, 1, columns, centred, products, n, rows.RowCount, columns);
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            products.AsSpan(i * columns, n).CopyTo(covariance.AsSpan(i * n));
        }

        return covariance;
    }

    private static double Rest(double[] matrix, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                sum += matrix[(i * n) + j] * matrix[(i * n) + j];
            }
        }

        return sum;
    }

    /// <summary>Applies the rotation that makes an element zero. Vectors are rows and turn with it.</summary>
    private void Rotate(double[] a, int n, int p, int q)
    {
        double element = a[(p * n) + q];
        if (element == 0)
        {
            return;
        }

        double theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * element);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double cosine = 1 / Math.Sqrt((t * t) + 1), sine = t * cosine;
        Turn(a.AsSpan(p * n, n), a.AsSpan(q * n, n), cosine, sine);
        for (int i = 0; i < n; i++)
        {
            (double first, double second) = (a[(i * n) + p], a[(i * n) + q]);
            a[(i * n) + p] = (cosine * first) - (sine * second);
            a[(i * n) + q] = (sine * first) + (cosine * second);
        }

        Turn(_vectors.AsSpan(p * n, n), _vectors.AsSpan(q * n, n), cosine, sine);
    }

    private static void Turn(Span<double> first, Span<double> second, double cosine, double sine)
    {
        for (int i = 0; i < first.Length; i++)
        {
            (first[i], second[i]) = ((cosine * first[i]) - (sine * second[i]), (sine * first[i]) + (cosine * second[i]));
        }
    }
}
