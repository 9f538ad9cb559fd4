using Sans.Core.Numerics;

namespace Sans.Networks.Forecasts;

/// <summary>A linear prediction from the previous samples, by least squares (docs/method/extensions.md, 7.3).</summary>
internal sealed class AutoRegression
{
    // This share of the mean diagonal is added to the normal equations, which are nearly singular for smooth signals.
    private const double Ridge = 1e-3;

    private readonly double[] _coefficients;

    /// <summary>Fits <c>x[t] = Σ c[j] · x[t - order + j]</c>. O(samples · order²).</summary>
    /// <param name="samples">The samples to learn from, more than twice the order.</param>
    /// <param name="order">Number of samples that a prediction uses.</param>
    /// <exception cref="ArgumentException">There are too few samples.</exception>
    public AutoRegression(ReadOnlySpan<double> samples, int order)
    {
        int rows = samples.Length - order;
        if (rows <= order)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{samples.Length} samples are too few for an autoregression of order {order}"), nameof(samples));
        }

        int columns = (order + 1 + DoubleLanes.Count - 1) / DoubleLanes.Count * DoubleLanes.Count;
        double[] lagged = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            samples.Slice(row, order + 1).CopyTo(lagged.AsSpan(row * columns));
        }

        double[] products = new double[(order + 1) * columns];
        DoubleProduct.Add(lagged, 1, columns, lagged, products, order + 1, rows, columns);
        double[][] normal = [.. Enumerable.Range(0, order).Select(i => products[(i * columns)..((i * columns) + order)])];
        double trace = 0;
        for (int i = 0; i < order; i++)
        {
            trace += normal[i][i];
        }

        for (int i = 0; i < order; i++)
        {
            normal[i][i] += Ridge * trace / order;
        }

        _coefficients = Solve(normal, [.. Enumerable.Range(0, order).Select(i => products[(i * columns) + order])]);
    }

    /// <summary>Number of samples that a prediction uses.</summary>
    public int Order => _coefficients.Length;

    /// <summary>The samples that follow, each predicted from those before, including predicted ones.</summary>
    /// <param name="past">At least as many samples as the order.</param>
    /// <param name="count">Samples to predict.</param>
    public double[] Continue(ReadOnlySpan<double> past, int count)
    {
        double[] all = new double[Order + count];
        past[^Order..].CopyTo(all);
        for (int t = Order; t < all.Length; t++)
        {
            double sum = 0;
            for (int j = 0; j < Order; j++)
            {
                sum = Math.FusedMultiplyAdd(_coefficients[j], all[t - Order + j], sum);
            }

            all[t] = sum;
        }

        return all[Order..];
    }

    /// <summary>Solves by elimination without exchanges, as the matrix is positive definite.</summary>
    private static double[] Solve(double[][] matrix, double[] right)
    {
        for (int i = 0; i < right.Length; i++)
        {
            for (int row = i + 1; row < right.Length; row++)
            {
                double factor = matrix[i][i] == 0 ? 0 : matrix[row][i] / matrix[i][i];
                for (int j = i; j < right.Length; j++)
                {
                    matrix[row][j] = Math.FusedMultiplyAdd(-factor, matrix[i][j], matrix[row][j]);
                }

                right[row] = Math.FusedMultiplyAdd(-factor, right[i], right[row]);
            }
        }

        for (int i = right.Length - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < right.Length; j++)
            {
                right[i] = Math.FusedMultiplyAdd(-matrix[i][j], right[j], right[i]);
            }

            right[i] = matrix[i][i] == 0 ? 0 : right[i] / matrix[i][i];
        }

        return right;
    }
}
