using Sans.Core.Random;
using Sans.Routing.Domains;
using Sans.Routing.Targets;

namespace Sans.Tests.Routing;

/// <summary>Targets and domains against their definitions (docs/method/routed-networks.md, 4.2 and 6.3).</summary>
public sealed class TargetTests
{
    [Fact]
    public void The_hypercube_function_is_the_sum_over_corners()
    {
        HypercubeTarget target = new(5, new RandomStream("test", "hypercube"));
        Each(5, x =>
        {
            double sum = 0;
            for (int y = 0; y < 32; y++)
            {
                double product = target.Corners[y];
                for (int i = 0; i < 5; i++)
                {
                    product *= (1 + (((y >> i) & 1) == 1 ? x[i] : -x[i])) / 2;
                }

                sum += product;
            }

            Assert.Equal(sum, target.Value(x), 1e-14);
        });

        // At a corner, the value is the sign of the corner.
        Assert.Equal(target.Corners[0b10110], target.Value([-1, 1, 1, -1, 1]));
    }

    [Fact]
    public void The_polynomial_has_every_monomial_once()
    {
        PolynomialTarget target = new(8, 4, 0.999, new RandomStream("test", "polynomial"));
        Assert.Equal(495, target.MonomialCount);
        Assert.Equal(0.999, target.Coefficients.ToArray().Sum(Math.Abs), 1e-12);

        // In two variables the order is known: 1, x, y, xx, xy, yy.
        PolynomialTarget small = new(2, 2, 1, new RandomStream("test", "polynomial"));
        double[] c = small.Coefficients.ToArray();
        Each(2, x => Assert.Equal(
            c[0] + (c[1] * x[0]) + (c[2] * x[1]) + (c[3] * x[0] * x[0]) + (c[4] * x[0] * x[1]) + (c[5] * x[1] * x[1]),
            small.Value(x),
            1e-14));
    }

    [Fact]
    public void The_distance_target_is_a_mean_of_distances() =>
        Assert.Equal((5 + 1) / 2.0, new DistanceToAnchors([[0, 0], [3, 3]]).Value([3, 4]), 1e-14);

    [Fact]
    public void Domains_stay_where_they_say()
    {
        RandomStream stream = new("test", "domains");
        SubspaceDomain subspace = new(32, 3, new RandomStream("test", "subspace"));
        double[] x = new double[32];
        double[] u = new double[3];
        double most = 0;
        for (int n = 0; n < 500; n++)
        {
            subspace.DrawCoordinates(stream, u);
            subspace.Embed(u, x);
            Assert.All(x, c => Assert.InRange(c, -1, 1));

            // An orthonormal basis keeps lengths.
            Assert.Equal(u.Sum(c => c * c), x.Sum(c => c * c), 1e-12);
            most = Math.Max(most, x.Max(Math.Abs));
        }

        // The inputs cover the whole part inside of the cube, not a small ball.
        Assert.InRange(most, 0.95, 1);
        new SphereDomain(4).Draw(stream, x.AsSpan(0, 4));
        Assert.Equal(1, x.Take(4).Sum(c => c * c), 1e-14);
        new CubeDomain(4, 2, 3).Draw(stream, x.AsSpan(0, 4));
        Assert.All(x.Take(4), c => Assert.InRange(c, 2, 3));
    }

    /// <summary>On a line, the part inside of the cube is an interval.</summary>
    [Fact]
    public void A_subspace_is_drawn_from_uniformly()
    {
        SubspaceDomain line = new(16, 1, new RandomStream("test", "line"));
        RandomStream stream = new("test", "uniform");
        double[] u = new double[1];
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(_ => { line.DrawCoordinates(stream, u); return u[0]; }).Order()];
        double end = drawn.Max(Math.Abs);
        for (int decile = 1; decile < 10; decile++)
        {
            Assert.Equal((0.2 * decile) - 1, drawn[decile * 2_000] / end, 0.02);
        }
    }

    private static void Each(int dimension, Action<double[]> check)
    {
        RandomStream stream = new("test", "points");
        for (int n = 0; n < 30; n++)
        {
            check([.. Enumerable.Range(0, dimension).Select(_ => (2 * stream.NextUniform()) - 1)]);
        }
    }
}
