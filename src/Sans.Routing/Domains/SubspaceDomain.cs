using Sans.Core.Random;

namespace Sans.Routing.Domains;

/// <summary>
/// A uniform distribution on the part of a random k-dimensional linear subspace in the cube [-1, 1]^d: the inputs of T4.1. A
/// point has k coordinates u in an orthonormal basis, which keeps distances.
/// </summary>
/// <remarks>
/// Points are drawn by rejection from the smallest box that is known to contain the part. This takes about 20 tries for k = 3,
/// and five times as many for each further dimension. Hence the limit on k.
/// </remarks>
internal sealed class SubspaceDomain : IDomain
{
    /// <summary>The largest k.</summary>
    public const int LargestDimension = 6;

    // Row i of the basis gives coordinate i of the cube. Rows of greatest length come first, because most tries leave the cube
    // there.
    private readonly double[][] _rows;
    private readonly int[] _byLength;
    private readonly double[] _box;

    /// <summary>Draws a subspace: k normal vectors, made orthonormal one after another (Gram-Schmidt, twice).</summary>
    /// <param name="ambient">d</param>
    /// <param name="dimension">k, from 1 to d and to <see cref="LargestDimension"/>.</param>
    /// <param name="stream">The random stream of the vectors.</param>
    public SubspaceDomain(int ambient, int dimension, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, Math.Min(ambient, LargestDimension));
        (Dimension, CoordinateCount) = (ambient, dimension);
        double[][] columns = DrawBasis(ambient, dimension, stream);
        _rows = [.. Enumerable.Range(0, ambient).Select(i => columns.Select(c => c[i]).ToArray())];
        _byLength = [.. Enumerable.Range(0, ambient).OrderByDescending(i => _rows[i].Sum(b => b * b)).ThenBy(i => i)];

        // Since u = Bᵀ x and |x_i| <= 1, |u_j| is at most the sum of the magnitudes of column j.
        _box = [.. columns.Select(c => c.Sum(Math.Abs))];
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Dimension k of the subspace.</summary>
    public int CoordinateCount { get; }

    /// <summary>Draws a point of the subspace.</summary>
    /// <param name="stream">The random stream.</param>
    /// <param name="u">Receives its coordinates, <c>[k]</c>.</param>
    public void DrawCoordinates(RandomStream stream, Span<double> u)
    {
        do
        {
            for (int j = 0; j < CoordinateCount; j++)
            {
                u[j] = _box[j] * ((2 * stream.NextUniform()) - 1);
            }
        }
        while (!IsInCube(u));
    }

    /// <summary>Computes the input <c>x = B u</c> from coordinates u in the subspace.</summary>
    public void Embed(ReadOnlySpan<double> u, Span<double> x)
    {
        for (int i = 0; i < Dimension; i++)
        {
            x[i] = Coordinate(_rows[i], u);
        }
    }

    /// <inheritdoc/>
    public void Draw(RandomStream stream, Span<double> x)
    {
        Span<double> u = stackalloc double[CoordinateCount];
        DrawCoordinates(stream, u);
        Embed(u, x);
    }

    private bool IsInCube(ReadOnlySpan<double> u)
    {
        foreach (int i in _byLength)
        {
            if (Math.Abs(Coordinate(_rows[i], u)) > 1)
            {
                return false;
            }
        }

        return true;
    }

    private static double Coordinate(double[] row, ReadOnlySpan<double> u)
    {
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            sum = Math.FusedMultiplyAdd(row[j], u[j], sum);
        }

        return sum;
    }

    private static double[][] DrawBasis(int ambient, int dimension, RandomStream stream)
    {
        double[][] basis = new double[dimension][];
        for (int j = 0; j < dimension; j++)
        {
            double[] column = new double[ambient];
            foreach (ref double value in column.AsSpan())
            {
                value = stream.NextNormal();
            }

            // The second pass removes what rounding has left.
            for (int pass = 0; pass < 2; pass++)
            {
                for (int m = 0; m < j; m++)
                {
                    AddMultiple(-Coordinate(basis[m], column), basis[m], column);
                }
            }

            double length = Math.Sqrt(Coordinate(column, column));
            foreach (ref double value in column.AsSpan())
            {
                value /= length;
            }

            basis[j] = column;
        }

        return basis;
    }

    private static void AddMultiple(double factor, double[] source, double[] target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Math.FusedMultiplyAdd(factor, source[i], target[i]);
        }
    }
}
