using Sans.Configuration.Kinds.Routing;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Routing.Domains;
using Sans.Routing.Models;
using Sans.Routing.Targets;

namespace Sans.Routing;

/// <summary>The points of one seed of an experiment.</summary>
/// <param name="Train">The points to learn from.</param>
/// <param name="Validation">The points to choose by.</param>
/// <param name="Test">The points to test on.</param>
internal sealed record RoutedData(PointSet Train, PointSet Validation, PointSet Test)
{
    /// <summary>Draws a target, and points with their values.</summary>
    /// <param name="target">The target, with one value for each parameter.</param>
    /// <param name="domain">The domain of the inputs.</param>
    /// <param name="counts">The numbers of points.</param>
    /// <param name="seed">The seed, at least 0.</param>
    public static RoutedData Draw(RoutedPart target, RoutedPart domain, PointCounts counts, int seed)
    {
        string owner = FormattableString.Invariant($"{target}/{domain}/seed={seed}");
        int dimension = target.Integer("dimension");
        IDomain inputs = DomainOf(domain, dimension, new RandomStream("routed_domain", owner));
        ITarget function = TargetOf(target, inputs, new RandomStream("routed_target", owner));
        RandomStream points = new("routed_points", owner);
        return new RoutedData(
            Draw(function, inputs, counts.Train, points.Numbered(1)),
            Draw(function, inputs, counts.Validation, points.Numbered(2)),
            Draw(function, inputs, counts.Test, points.Numbered(3)));
    }

    /// <summary>Splits the rows of a table at random.</summary>
    /// <param name="rows">The inputs and values, at least as many as requested.</param>
    /// <param name="name">The name that keys the order.</param>
    /// <param name="counts">The numbers of points.</param>
    /// <param name="seed">The seed, at least 0.</param>
    public static RoutedData Split(PointSet rows, string name, PointCounts counts, int seed)
    {
        int[] order = new int[rows.Count];
        new RandomStream("routed_split", FormattableString.Invariant($"{name}/seed={seed}")).Permute(order);
        return new RoutedData(
            Rows(order.AsSpan(0, counts.Train)),
            Rows(order.AsSpan(counts.Train, counts.Validation)),
            Rows(order.AsSpan(counts.Train + counts.Validation, counts.Test)));

        PointSet Rows(ReadOnlySpan<int> indices)
        {
            float[] inputs = new float[indices.Length * rows.Dimension];
            double[] values = new double[indices.Length];
            for (int n = 0; n < indices.Length; n++)
            {
                rows[indices[n]].CopyTo(inputs.AsSpan(n * rows.Dimension));
                values[n] = rows.Values[indices[n]];
            }

            return new PointSet(rows.Dimension, inputs, values);
        }
    }

    /// <summary>
    /// The reason why the variance of the target cannot scale an error, in a sentence, or <see langword="null"/> where it can.
    /// </summary>
    public string? WhyNoVariance()
    {
        foreach ((string part, PointSet points) in new[] { ("training", Train), ("validation", Validation), ("test", Test) })
        {
            // This is checked first: a rounded mean would give a constant target some variance.
            if (!points.Values.ContainsAnyExcept(points.Values[0]))
            {
                return $"the target is constant on the {part} points; an error relative to its variance is undefined";
            }

            if (!double.IsNormal(ValueStatistics.Of(points.Values).Variance))
            {
                return $"the target is too large or too small on the {part} points: float64 cannot hold its variance. Scale it by a "
                    + "constant";
            }
        }

        return null;
    }

    /// <summary>A fingerprint of the inputs and values of several such data, in their order.</summary>
    public static string Digest(IEnumerable<RoutedData> all)
    {
        DigestBuilder digest = new();
        foreach (PointSet points in all.SelectMany(d => new[] { d.Train, d.Validation, d.Test }))
        {
            for (int n = 0; n < points.Count; n++)
            {
                digest.AddSingles(points[n]);
                digest.Add(points.Values[n]);
            }
        }

        return digest.Text();
    }

    /// <summary>A domain by its name.</summary>
    internal static IDomain DomainOf(RoutedPart domain, int dimension, RandomStream stream) => domain.Name switch
    {
        "cube" => new CubeDomain(dimension, domain.Number("low"), domain.Number("high")),
        "subspace" => new SubspaceDomain(dimension, domain.Integer("k"), stream),
        "sphere" => new SphereDomain(dimension),
        _ => throw new ArgumentException($"there is no domain '{domain.Name}'", nameof(domain)),
    };

    private static ITarget TargetOf(RoutedPart target, IDomain domain, RandomStream stream) => target.Name switch
    {
        "polynomial" => new PolynomialTarget(target.Integer("dimension"), target.Integer("degree"), target.Number("l1_norm"), stream),
        "hypercube" => new HypercubeTarget(target.Integer("dimension"), stream),
        "distance_to_anchors" =>
            new DistanceToAnchors([.. Enumerable.Range(0, target.Integer("anchors")).Select(_ => Anchor(domain, stream))]),
        _ => throw new ArgumentException($"there is no target '{target.Name}'", nameof(target)),
    };

    private static double[] Anchor(IDomain domain, RandomStream stream)
    {
        double[] anchor = new double[domain.Dimension];
        domain.Draw(stream, anchor);
        return anchor;
    }

    /// <summary>Inputs are rounded to float32 before the target is computed.</summary>
    private static PointSet Draw(ITarget target, IDomain domain, int count, RandomStream stream)
    {
        int dimension = domain.Dimension;
        float[] inputs = new float[count * dimension];
        double[] values = new double[count];
        double[] x = new double[dimension];
        for (int n = 0; n < count; n++)
        {
            domain.Draw(stream, x);
            for (int i = 0; i < dimension; i++)
            {
                inputs[(n * dimension) + i] = (float)x[i];
                x[i] = (float)x[i];
            }

            values[n] = target.Value(x);
        }

        return new PointSet(dimension, inputs, values);
    }
}
