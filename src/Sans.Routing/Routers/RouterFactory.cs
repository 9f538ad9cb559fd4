using System.Numerics;
using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Random;

namespace Sans.Routing.Routers;

/// <summary>Makes the routers that are not learned.</summary>
internal static class RouterFactory
{
    /// <summary>The number of entries of φ that need units. It is 0 for tables, where φ = 1.</summary>
    /// <param name="router">The router, with one value for each parameter.</param>
    /// <param name="active">s</param>
    public static int UnitsOf(RoutedPart router, int active) =>
        router.Parameters.Has("experts") ? router.Integer("experts") * active
        : router.Parameters.Has("width_factor") ? router.Integer("width_factor") * active
        : router.Name is "lsh_sign" or "lsh_euclid" ? 0
        : active;

    /// <summary>Makes a router.</summary>
    /// <param name="router">The router, with one value for each parameter.</param>
    /// <param name="active">s</param>
    /// <param name="train">The training points. Only Euclidean tables use them.</param>
    /// <param name="owner">The owner of its random streams.</param>
    public static IRouter Make(RoutedPart router, int active, PointSet train, string owner)
    {
        int d = train.Dimension;
        int units = UnitsOf(router, active);
        if (router.Parameters.Has("experts"))
        {
            return new ExpertRouter(PartitionOf(router, d, owner), active);
        }

        return router.Name switch
        {
            "dense" => new DenseRouter(active),
            "top_k" => new TopKRouter(d, units, active, router.Text("by") == "magnitude"),
            "blocks" => new BlockRouter(d, active, router.Integer("width_factor")),
            "hash_uniform" => new HashRouter(units, active, Salt(owner)),
            "lsh_sign" => new TableRouter(
                [.. Tables("routed_hyperplanes").Select(
                    s => new SignPartition(d, router.Integer("hyperplanes"), router.Number("offset"), s))]),
            "lsh_euclid" => new TableRouter(
                [.. Tables("routed_directions").Select(
                    s => new EuclideanPartition(new EuclideanHash(d, router.Integer("directions"), s), router.Number("width"), train))]),
            _ => throw new ArgumentException($"there is no router '{router.Name}'", nameof(router)),
        };

        // Each table has a stream, so that fewer tables are the beginning of more.
        IEnumerable<RandomStream> Tables(string purpose) => Enumerable.Range(1, active).Select(new RandomStream(purpose, owner).Numbered);
    }

    private static IPartition PartitionOf(RoutedPart router, int dimension, string owner)
    {
        int experts = router.Integer("experts");
        return router.Name switch
        {
            "hash_uniform" => new HashPartition(experts, Salt(owner)),
            "lsh_sign" => new SignPartition(
                dimension,
                BitOperations.Log2((uint)experts),
                router.Number("offset"),
                new RandomStream("routed_hyperplanes", owner).Numbered(1)),
            _ => throw new ArgumentException($"the router '{router.Name}' has no experts that it does not learn", nameof(router)),
        };
    }

    private static ulong Salt(string owner)
    {
        RandomStream stream = new("routed_salt", owner);
        ulong high = stream.NextUInt32();
        return (high << 32) | stream.NextUInt32();
    }
}
