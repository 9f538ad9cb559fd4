using Sans.Configuration.Kinds.Routing;
using Sans.Core.Random;
using Sans.Routing;
using Sans.Routing.Fits;
using Sans.Routing.Models;
using Sans.Routing.Routers;

namespace Sans.Tests.Routing;

/// <summary>Routers as masks (docs/method/routed-networks.md, 1). A9 and A10.</summary>
public sealed class RouterTests
{
    private const int Dimension = 5;

    private static readonly PointSet Points = DrawPoints(200);

    private static readonly (RoutedPart Router, int Entries)[] UnitRouters =
    [
        (RoutedParts.Part("dense"), 12),
        (RoutedParts.Part("top_k", ("width_factor", 3L), ("by", "value")), 36),
        (RoutedParts.Part("top_k", ("width_factor", 3L), ("by", "magnitude")), 36),
        (RoutedParts.Part("blocks", ("width_factor", 3L)), 36),
        (RoutedParts.Part("hash_uniform", ("width_factor", 3L)), 36),
        (RoutedParts.Part("hash_uniform", ("experts", 4L)), 48),
        (RoutedParts.Part("lsh_sign", ("experts", 4L), ("offset", 0.8)), 48),
    ];

    private static readonly RoutedPart[] Tables =
    [
        RoutedParts.Part("lsh_sign", ("hyperplanes", 3L), ("offset", 0.8)),
        RoutedParts.Part("lsh_euclid", ("directions", 2L), ("width", 1.5)),
    ];

    /// <summary>A9: |(A ∘ mask) φ - A (mask ∘ φ)| ≤ 1e-12. The masks are explicit vectors of zeros and ones.</summary>
    [Fact]
    public void Masking_weights_is_masking_activations()
    {
        foreach ((RoutedPart part, int entries) in UnitRouters)
        {
            IRouter router = RouterFactory.Make(part, 12, Points, "test");
            RandomUnits units = new(Dimension, entries, Nonlinearity.Relu, 1, 1, new RandomStream("test", "units"));
            Assert.Equal(entries, RouterFactory.UnitsOf(part, 12));
            Assert.Equal(entries, router.EntryCount);
            var rows = RoutedRows.Of(Points, router, units);
            double[] weights = Normal(entries, "weights");
            float[] preActivations = new float[units.Room];
            for (int n = 0; n < Points.Count; n++)
            {
                units.Score(Points[n], preActivations);
                double ofWeights = 0;
                double ofActivations = 0;
                for (int j = 0; j < entries; j++)
                {
                    double mask = rows.Entries(n).Contains(j) ? 1 : 0;
                    double phi = units.Activate(preActivations[j]);
                    ofWeights += mask * weights[j] * phi;
                    ofActivations += weights[j] * (mask * phi);
                }

                Assert.Equal(ofWeights, ofActivations, 1e-12);
                Assert.Equal(ofWeights, Head.Value(rows.Entries(n), rows.Values(n), weights), 1e-12);
            }
        }
    }

    /// <summary>
    /// A9: tables form a data-dependent sparse model with one-hot masks. It equals the direct sum over buckets.
    /// </summary>
    [Fact]
    public void Tables_are_a_sparse_model()
    {
        foreach (RoutedPart part in Tables)
        {
            IRouter router = RouterFactory.Make(part, 6, Points, "test");
            var rows = RoutedRows.Of(Points, router, null);
            double[] weights = Normal(router.EntryCount, "buckets");
            int[] starts = [.. router.Partitions.Select((_, i) => router.Partitions.Take(i).Sum(p => p.Count))];
            Assert.Equal(router.EntryCount, router.Partitions.Sum(p => p.Count));
            for (int n = 0; n < Points.Count; n++)
            {
                double direct = 0;
                for (int i = 0; i < starts.Length; i++)
                {
                    direct += weights[starts[i] + router.Partitions[i].PartOf(Points[n])];
                }

                Assert.Equal(direct, Head.Value(rows.Entries(n), rows.Values(n), weights), 1e-12);
            }
        }
    }

    [Fact]
    public void Masks_are_ascending_and_as_long_as_they_say()
    {
        foreach (RoutedPart part in UnitRouters.Select(r => r.Router).Concat(Tables))
        {
            IRouter router = RouterFactory.Make(part, 12, Points, "test");
            int units = RouterFactory.UnitsOf(part, 12);
            var rows = RoutedRows.Of(Points, router, units == 0
                ? null
                : new RandomUnits(Dimension, units, Nonlinearity.Relu, 1, 1, new RandomStream("test", "units")));
            Assert.Equal(12, rows.ActiveCount);
            for (int n = 0; n < Points.Count; n++)
            {
                int[] mask = rows.Entries(n).ToArray();
                Assert.Equal(mask.Distinct().Order(), mask);
                Assert.All(mask, j => Assert.InRange(j, 0, router.EntryCount - 1));
            }
        }
    }

    [Fact]
    public void Top_k_is_the_selection_of_the_house()
    {
        float[] z = [1, -5, 3, 2, 3, -4, 0, 2];
        Assert.Equal([2, 3, 4], Mask(new TopKRouter(Dimension, 8, 3, false), z));
        Assert.Equal([1, 2, 5], Mask(new TopKRouter(Dimension, 8, 3, true), z));
        Assert.Equal([2, 4], Mask(new BlockRouter(Dimension, 2, 4), z));
    }

    [Fact]
    public void A_hash_is_a_function_of_the_bits_of_its_input()
    {
        HashRouter router = new(64, 16, salt: 7);
        float[] x = [0.5f, -1, 0, 3, 2];
        int[] mask = Mask(router, x: x);
        Assert.Equal(mask, Mask(new HashRouter(64, 16, 7), x: x));

        // The result is the same after other calls.
        Mask(router, x: [1, 2, 3, 4, 5]);
        Assert.Equal(mask, Mask(router, x: x));
        Assert.NotEqual(mask, Mask(new HashRouter(64, 16, 8), x: x));
        Assert.NotEqual(mask, Mask(router, x: [0.5f, -1, -0f, 3, 2]));
        Assert.NotEqual(mask, Mask(router, x: [0.5f, -1, 0, 2, 3]));
        Assert.NotEqual(mask, Mask(router, x: [0.5f, -1, 0, float.BitIncrement(3), 2]));
    }

    [Fact]
    public void A_hash_spreads_its_load()
    {
        PointSet points = DrawPoints(20_000);
        HashRouter router = new(40, 10, 1);
        HashPartition experts = new(5, 1);
        int[] units = new int[40];
        int[] parts = new int[5];
        int[] mask = new int[10];
        for (int n = 0; n < points.Count; n++)
        {
            router.Select(points[n], default, mask);
            foreach (int unit in mask)
            {
                units[unit]++;
            }

            parts[experts.PartOf(points[n])]++;
        }

        // The expected counts are 5,000 and 4,000. The bands are more than five standard deviations wide.
        Assert.All(units, count => Assert.InRange(count, 4_650, 5_350));
        Assert.All(parts, count => Assert.InRange(count, 3_700, 4_300));
    }

    [Fact]
    public void More_hyperplanes_cut_the_parts_of_fewer()
    {
        SignPartition coarse = new(Dimension, 3, 0.8, new RandomStream("test", "planes"));
        SignPartition fine = new(Dimension, 5, 0.8, new RandomStream("test", "planes"));
        for (int n = 0; n < Points.Count; n++)
        {
            Assert.Equal(coarse.PartOf(Points[n]), fine.PartOf(Points[n]) & 0b111);
        }
    }

    /// <summary>
    /// A hyperplane through the origin separates two directions with probability angle / π (Charikar 2002).
    /// </summary>
    [Fact]
    public void A_hyperplane_parts_directions_by_their_angle()
    {
        const double turns = 0.15;
        float[] x = [1, 0, 0, 0, 0];
        float[] y = [(float)Math.Cos(2 * Math.PI * turns), (float)Math.Sin(2 * Math.PI * turns), 0, 0, 0];
        SignPartition partition = new(Dimension, 20, 0, new RandomStream("test", "angle"));
        int apart = Enumerable.Range(0, 1000).Sum(i =>
        {
            SignPartition planes = new(Dimension, 20, 0, new RandomStream("test", "angle").Numbered(i));
            return System.Numerics.BitOperations.PopCount((uint)(planes.PartOf(x) ^ planes.PartOf(y)));
        });
        Assert.Equal(1 << 20, partition.Count);
        Assert.Equal(2 * turns, apart / 20_000.0, 0.015);
    }

    /// <summary>A10: the collision rate of one Euclidean hash against P(c) of section 1.2, 200,000 draws each.</summary>
    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(3)]
    public void Euclidean_hashes_collide_as_often_as_they_should(double distance)
    {
        const int draws = 200_000;
        const int atATime = 1000;
        const double width = 1.5;
        float[] x = [0.3f, -0.2f, 0.9f];
        double share = distance / Math.Sqrt(3);
        float[] y = [.. x.Select(v => (float)(v + share))];
        int collisions = 0;
        for (int batch = 0; batch < draws / atATime; batch++)
        {
            EuclideanHash hash = new(
                3, atATime, new RandomStream("test", FormattableString.Invariant($"collision {distance}")).Numbered(batch));
            float[] ofX = new float[hash.Room];
            float[] ofY = new float[hash.Room];
            hash.Project(x, ofX);
            hash.Project(y, ofY);
            collisions += Enumerable.Range(0, atATime).Count(i => hash.CellOf(ofX[i], i, width) == hash.CellOf(ofY[i], i, width));
        }

        Assert.Equal(CollisionProbability(distance, width), (double)collisions / draws, 0.01);
    }

    [Fact]
    public void Cells_are_numbered_by_their_first_appearance()
    {
        CellNumbers cells = new(2);
        Assert.Equal([0, 1, 0, 2], new long[][] { [3, -1], [3, 0], [3, -1], [-4, 0] }.Select(c => cells.Add(c)));
        Assert.Equal(3, cells.Count);
        Assert.Equal(2, cells.Find([-4, 0]));
        Assert.Equal(CellNumbers.None, cells.Find([-4, -1]));
        Assert.Equal(CellNumbers.None, cells.Find([9, 0]));
    }

    /// <summary>One table and one cycle give the shrunken mean. Several tables leave a smaller error.</summary>
    [Fact]
    public void Backfitting_sums_what_the_others_leave()
    {
        RandomStream stream = new("test", "backfitting");
        double[] targets = [.. Enumerable.Range(0, Points.Count).Select(_ => stream.NextNormal())];
        var one = RoutedRows.Of(Points, RouterFactory.Make(Tables[0], 1, Points, "test"), null);
        double[] values = BackfittingFit.Run(one, targets, 1, 2);
        for (int bucket = 0; bucket < one.EntryCount; bucket++)
        {
            double[] own = [.. Enumerable.Range(0, Points.Count).Where(n => one.Entries(n)[0] == bucket).Select(n => targets[n])];
            Assert.Equal(own.Length == 0 ? 0 : own.Sum() / (own.Length + 2), values[bucket], 1e-12);
        }

        var six = RoutedRows.Of(Points, RouterFactory.Make(Tables[0], 6, Points, "test"), null);
        Assert.True(Left(six, BackfittingFit.Run(six, targets, 8, 0)) < Left(one, BackfittingFit.Run(one, targets, 8, 0)));

        double Left(RoutedRows rows, double[] weights) =>
            Head.Values(rows, weights).Zip(targets).Sum(p => (p.First - p.Second) * (p.First - p.Second));
    }

    /// <summary>
    /// P(c) = ∫₀^w f(t) (1 - t/w) dt by Simpson's rule, where f is the density of |N(0, c²)|. Section 1.2 has the
    /// closed form.
    /// </summary>
    private static double CollisionProbability(double distance, double width)
    {
        const int steps = 2000;
        double sum = 0;
        for (int i = 0; i <= steps; i++)
        {
            double t = width * i / steps;
            double density = 2 / (distance * Math.Sqrt(2 * Math.PI)) * Math.Exp(-t * t / (2 * distance * distance));
            sum += (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2) * density * (1 - (t / width));
        }

        return sum * width / steps / 3;
    }

    private static int[] Mask(IRouter router, float[]? preActivations = null, float[]? x = null)
    {
        int[] mask = new int[router.ActiveCount];
        router.Select(x ?? new float[Dimension], preActivations, mask);
        return mask;
    }

    private static double[] Normal(int count, string owner)
    {
        RandomStream stream = new("test", owner);
        return [.. Enumerable.Range(0, count).Select(_ => stream.NextNormal())];
    }

    private static PointSet DrawPoints(int count)
    {
        RandomStream stream = new("test", "points");
        return new PointSet(
            Dimension, [.. Enumerable.Range(0, Dimension * count).Select(_ => (float)stream.NextNormal())], new double[count]);
    }
}
