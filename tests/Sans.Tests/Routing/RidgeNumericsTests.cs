using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Routing;
using Sans.Routing.Fits;
using Sans.Routing.Models;
using Sans.Routing.Numerics;
using Sans.Routing.Routers;

namespace Sans.Tests.Routing;

/// <summary>
/// Products, factorisation and affine maps against the scalar loops of their documentation, to the bit.
/// </summary>
public sealed class RidgeNumericsTests
{
    /// <summary>
    /// Numbers of columns below, at and above one panel, and for several panels. Rows from none to more than one block,
    /// given in two calls.
    /// </summary>
    [Fact]
    public void A_product_is_one_chain_per_element_over_the_rows()
    {
        foreach (int columns in new[] { 1, 2, 7, 8, 23, 24, 25, 47, 48, 49, 75 })
        {
            foreach (int rows in new[] { 0, 1, 2, 3, 17, 64 })
            {
                double[,] a = Random(rows, columns, "product");
                SquareMatrix matrix = new(columns);
                int half = rows / 2;
                Add(0, half);
                Add(half, rows);
                for (int i = 0; i < columns; i++)
                {
                    for (int j = i; j < columns; j++)
                    {
                        double sum = 0;
                        for (int n = 0; n < rows; n++)
                        {
                            sum = Math.FusedMultiplyAdd(a[n, i], a[n, j], sum);
                        }

                        Assert.Equal(sum, matrix[i, j]);
                    }
                }

                void Add(int first, int end)
                {
                    Panels panels = new(columns, 64);
                    for (int n = first; n < end; n++)
                    {
                        for (int i = 0; i < columns; i++)
                        {
                            panels[n - first, i] = a[n, i];
                        }
                    }

                    GramProduct.Add(panels, panels, end - first, matrix);
                }
            }
        }
    }

    /// <summary>Both tiles are tested, whichever the machine prefers.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void The_tiles_of_all_widths_agree_to_the_bit(int rows)
    {
        Panels left = RandomPanels(rows, "left");
        Panels right = RandomPanels(rows, "right");
        SquareMatrix wide = new(Panels.Width);
        SquareMatrix narrow = new(Panels.Width);
        GramTile512.Run(ref left.Start(0), ref right.Start(0), rows, ref wide[0, 0], wide.Stride);
        GramTile256.Run(ref left.Start(0), ref right.Start(0), rows, ref narrow[0, 0], narrow.Stride);
        for (int i = 0; i < Panels.Width; i++)
        {
            Assert.Equal(wide.Row(i).ToArray(), narrow.Row(i).ToArray());
        }
    }

    [Fact]
    public void The_factor_is_one_chain_per_element_and_solves_the_equations()
    {
        foreach (int size in new[] { 1, 2, 5, 23, 24, 25, 48, 61, 97 })
        {
            double[,] a = Random(size + 3, size, "factor");
            double[,] matrix = new double[size, size];
            SquareMatrix factor = new(size);
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                {
                    for (int n = 0; n < size + 3; n++)
                    {
                        matrix[i, j] += a[n, i] * a[n, j];
                    }

                    matrix[i, j] += i == j ? 0.1 : 0;
                    factor[i, j] = matrix[i, j];
                }
            }

            Assert.True(Cholesky.TryFactor(factor));
            double[,] expected = ReferenceFactor(matrix);
            for (int i = 0; i < size; i++)
            {
                for (int j = i; j < size; j++)
                {
                    Assert.Equal(expected[i, j], factor[i, j]);
                }
            }

            double[] solution = [.. Enumerable.Range(0, size).Select(i => Math.Sin(i))];
            double[] right = new double[size];
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                {
                    right[i] += matrix[i, j] * solution[j];
                }
            }

            Cholesky.Solve(factor, right, size);
            Assert.All(right.Zip(solution), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        }
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_has_no_factor()
    {
        SquareMatrix matrix = new(30);
        for (int i = 0; i < 30; i++)
        {
            matrix[i, i] = i == 27 ? -1 : 1;
        }

        Assert.False(Cholesky.TryFactor(matrix));
    }

    /// <summary>The gradient of the ridge's objective is zero at its solution.</summary>
    [Fact]
    public void The_ridge_minimises_its_objective()
    {
        const double lambda = 1e-3;
        (RoutedRows rows, double[] targets) = Rows(300, 40, "ridge");
        double[] weights = new RidgeFit(rows, targets).Solve(lambda);
        double[] gradient = [.. weights.Select(w => rows.Count * lambda * w)];
        for (int n = 0; n < rows.Count; n++)
        {
            double residual = Head.Value(rows.Entries(n), rows.Values(n), weights) - targets[n];
            for (int i = 0; i < rows.ActiveCount; i++)
            {
                gradient[rows.Entries(n)[i]] += residual * rows.Values(n)[i];
            }
        }

        Assert.All(gradient, g => Assert.Equal(0, g, 1e-9));
    }

    [Fact]
    public void A_ridge_without_a_solution_says_so()
    {
        (RoutedRows rows, double[] targets) = Rows(3, 40, "ridge");
        TrialFailedException failure = Assert.Throws<TrialFailedException>(() => new RidgeFit(rows, targets).Solve(1e-300));
        Assert.Contains("a larger one helps", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Affine_functions_are_one_chain_each()
    {
        for (int outputs = 1; outputs <= 70; outputs++)
        {
            AffineMap map = new(5, outputs);
            RandomStream stream = new("test", "affine");
            float[] x = [.. Enumerable.Range(0, 5).Select(_ => (float)stream.NextNormal())];
            for (int j = 0; j < outputs; j++)
            {
                map.Bias(j) = (float)stream.NextNormal();
                for (int i = 0; i < 5; i++)
                {
                    map.Weight(i, j) = (float)stream.NextNormal();
                }
            }

            float[] values = new float[AffineMap.RoomFor(outputs)];
            map.Run(x, values);
            for (int j = 0; j < outputs; j++)
            {
                float sum = map.Bias(j);
                for (int i = 0; i < 5; i++)
                {
                    sum = MathF.FusedMultiplyAdd(x[i], map.Weight(i, j), sum);
                }

                Assert.Equal(sum, values[j]);
            }
        }
    }

    /// <summary>Random units. Half of them are picked by value.</summary>
    internal static (RoutedRows Rows, double[] Targets) Rows(int count, int units, string owner)
    {
        RandomStream stream = new("test", owner);
        PointSet points = new(3, [.. Enumerable.Range(0, 3 * count).Select(_ => (float)stream.NextNormal())], new double[count]);
        RandomUnits bottom = new(3, units, Nonlinearity.Relu, 1, 1, stream);
        return (RoutedRows.Of(points, new TopKRouter(3, units, units / 2, false), bottom),
        [
            .. Enumerable.Range(0, count).Select(_ => stream.NextNormal()),
        ]);
    }

    private static double[,] ReferenceFactor(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        double[,] factor = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = i; j < size; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < i; k++)
                {
                    sum = Math.FusedMultiplyAdd(-factor[k, i], factor[k, j], sum);
                }

                factor[i, j] = j == i ? sum : sum / Math.Sqrt(factor[i, i]);
            }

            factor[i, i] /= Math.Sqrt(factor[i, i]);
        }

        return factor;
    }

    private static double[,] Random(int rows, int columns, string owner)
    {
        RandomStream stream = new("test", owner);
        double[,] a = new double[rows, columns];
        for (int n = 0; n < rows; n++)
        {
            for (int i = 0; i < columns; i++)
            {
                a[n, i] = stream.NextNormal();
            }
        }

        return a;
    }

    private static Panels RandomPanels(int rows, string owner)
    {
        double[,] a = Random(rows, Panels.Width, owner);
        Panels panels = new(Panels.Width, Math.Max(1, rows));
        for (int n = 0; n < rows; n++)
        {
            for (int i = 0; i < Panels.Width; i++)
            {
                panels[n, i] = a[n, i];
            }
        }

        return panels;
    }
}
