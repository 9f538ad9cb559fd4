using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Configuration.Parsing;
using Sans.Routing.Studies;
using Sans.Routing.Tables;

namespace Sans.Tests.Routing;

/// <summary>Mistakes in experiments on routed networks, with line and column.</summary>
public sealed class RoutedConfigurationTests
{
    private const string Approximation = """
        name: sample
        kind: routed_approximation
        target: { hypercube: { dimension: 4 } }
        models: [dense, top_k: { label: dsm, width_factor: 2 }]
        """;

    private const string Experts = """
        name: sample
        kind: routed_experts
        target: hypercube
        experts: [1, 4]
        routers: [hash_uniform, lsh_sign]
        """;

    private const string Rate = """
        name: sample
        kind: routed_rate
        ambient: [4, 8]
        subspaces: [{ dimension: 2, directions: 4 }]
        """;

    [Theory]
    [InlineData(
        Approximation,
        "hypercube: { dimension: 4 }",
        "hypercub: { dimension: 4 }",
        "(3,11): error SANS007: there is no target 'hypercub'; did you mean 'hypercube'?")]
    [InlineData(
        Approximation,
        "hypercube: { dimension: 4 }",
        "hypercube: { dimension: 13 }",
        "(3,35): error SANS006: 'target.hypercube.dimension' is a whole number from 1 to 12; found '13'")]
    [InlineData(
        Approximation,
        "hypercube: { dimension: 4 }",
        "hypercube: { dim: 4 }",
        "(3,24): error SANS003: 'dim' is not a key of 'target.hypercube'")]
    [InlineData(Approximation, "[dense,", "[dense, topk: {},", "(4,17): error SANS007: there is no router 'topk'; did you mean 'top_k'?")]
    [InlineData(
        Approximation,
        "[dense,",
        "[dense, dense,",
        "(4,17): error SANS014: two models have the label 'dense'; give one of them another 'label'")]
    [InlineData(
        Approximation,
        "width_factor: 2",
        "width_factor: 0",
        "(4,52): error SANS006: 'models[1].top_k.width_factor' is a whole number from 1 to 1024; found '0'")]
    [InlineData(
        Approximation,
        "width_factor: 2",
        "width_factor: 2, fit: { backfitting: { cycles: 2 } }",
        "error SANS014: 'backfitting' is for tables ('lsh_sign', 'lsh_euclid'); 'top_k' picks units; give the model a 'fit' that suits it")]
    [InlineData(
        Approximation,
        "width_factor: 2",
        "width_factor: 64",
        "(4,17): error SANS014: the model 'dsm' has 8192 units; 'ridge' takes at most 4096, 'adam' takes more")]
    [InlineData(Approximation, "[dense,", "[lsh_sign,", "(4,10): error SANS014: tables are trained by 'backfitting', 'bucket_mean' or "
        + "'adam', not by 'ridge'; give the model a 'fit' that suits it")]
    [InlineData(Approximation, "[dense,", "[lsh_sign: { fit: bucket_mean },", "error SANS014: 'bucket_mean' is for one table, but "
        + "'active' reaches 128; 'backfitting' is for several; give the model a 'fit' that suits it")]
    [InlineData(
        Approximation,
        "[dense,",
        "[switch,",
        "(4,10): error SANS014: a 'switch' is learned by 'adam', not by 'ridge'; give the model a 'fit' that suits it")]
    [InlineData(
        Approximation,
        "models:",
        "domain: { subspace: { k: 5 } }\nmodels:",
        "(4,26): error SANS014: 'domain.subspace.k' is 5, but inputs have 4 numbers ('target.hypercube.dimension')")]
    [InlineData(
        Approximation,
        "models:",
        "domain: { cube: { low: 1 } }\nmodels:",
        "(4,24): error SANS014: 'domain.cube.low' must be less than 'domain.cube.high'")]
    [InlineData(
        Approximation,
        "{ hypercube: { dimension: 4 } }",
        "{ table: { file: a.csv, target_column: 0 } }\ndomain: sphere",
        "(4,9): error SANS014: a 'table' brings its own inputs; remove 'domain'")]
    [InlineData(
        Approximation,
        "{ hypercube: { dimension: 4 } }",
        "{ polynomial: { dimension: 256, degree: 4 } }",
        "error SANS014: a polynomial with these 'dimension' and 'degree' has more than 100000 monomials")]
    [InlineData(
        Approximation,
        "{ hypercube: { dimension: 4 } }",
        "{ table: { file: ../a.csv, target_column: 0 } }",
        "error SANS005: 'target.table.file' is the path of a file in the data folder")]
    [InlineData(
        Approximation,
        "models:",
        "points: { train: 9999999 }\nmodels:",
        "error SANS014: the model 'dense' lists 128 entries for each of 9999999 training inputs; they do not fit into memory")]
    [InlineData(Approximation, "models:", "protocol: honest\nmodels:", "(4,1): error SANS003: 'protocol' is not a key of an experiment")]
    [InlineData(Experts, "[1, 4]", "[1, 6]", "(4,10): error SANS014: 'lsh_sign' makes 2, 4, 8, ... experts, not 6")]
    [InlineData(
        Experts,
        "[hash_uniform, lsh_sign]",
        "[hash_uniform, hash_uniform]",
        "(5,25): error SANS014: the router 'hash_uniform' is listed twice; list its values in one")]
    [InlineData(
        Experts,
        "[1, 4]",
        "[1, 1024]\nunits_per_expert: 2048",
        "(4,10): error SANS014: 'experts' and 'units_per_expert' make 2097152 units; the most is 1048576")]
    [InlineData(Experts, "experts: [1, 4]", "experts: [1, 4]\nfit: ridge", "(5,6): error SANS007: there is no fit 'ridge'")]
    [InlineData(Rate, "dimension: 2", "dimension: 5", "(4,26): error SANS014: a subspace of dimension 5 does not fit into 'ambient' of 4")]
    [InlineData(
        Rate,
        "directions: 4 }]",
        "directions: 4 }, { dimension: 2, directions: [2, 4] }]",
        "error SANS014: the same dimension with the same number of directions is listed twice; remove one of the two")]
    [InlineData(Rate, "dimension: 2,", "", "error SANS004: 'subspaces[0]' needs the key 'dimension': a whole number from 1 to 6")]
    public void Mistakes_are_named_at_their_place(string valid, string text, string replacement, string expected)
    {
        Assert.Contains(text, valid, StringComparison.Ordinal);
        ReadResult result = ExperimentReader.Read(
            valid.Replace(text, replacement, StringComparison.Ordinal), "test.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Null(result.Config);
        Assert.Contains(expected, string.Join('\n', result.Diagnostics), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Approximation)]
    [InlineData(Experts)]
    [InlineData(Rate)]
    public void What_is_left_out_has_defaults_and_what_is_written_reads_back(string yaml)
    {
        ExperimentConfig config = Read(yaml);
        Assert.Equal(config, Read(ResolvedYaml.Write(config)));
    }

    /// <summary>A list may replace any number of a target, a domain, a bottom layer or a router.</summary>
    [Fact]
    public void Everything_can_be_swept()
    {
        ExperimentConfig config = Read("""
            name: sample
            kind: routed_approximation
            target: { polynomial: { dimension: [2, 3] } }
            domain: { cube: { low: [-1, 0] } }
            bottom: { random_affine: { nonlinearity: [relu, identity] } }
            points: { train: 64, validation: 16, test: 16 }
            fit: { ridge: { lambda: [1e-6, 1e-3] } }
            models: [dense, top_k: { width_factor: 2..3, by: [value, magnitude] }]
            active: [2, 4]
            seeds: 0..1
            """);
        string[] keys = [.. RoutedRuns.Train(config, 2).Digests.Keys];
        Assert.Equal(2 * 2 * 2 * (1 + 4) * 2 * 2, keys.Distinct().Count());
        Assert.Contains("polynomial(dimension=3) on cube(low=-1)/top_k(width_factor=3, by=magnitude) on "
            + "random_affine(nonlinearity=identity)/s=4/seed=1", keys);
        Assert.Equal(config, Read(ResolvedYaml.Write(config)));
    }

    [Fact]
    public void Every_router_target_and_fit_runs()
    {
        foreach (string target in new[] { "polynomial: { dimension: 3, degree: 2 }", "distance_to_anchors: { dimension: 3 }" })
        {
            foreach (string domain in new[] { "cube", "sphere", "subspace: { k: 2 }" })
            {
                ExperimentConfig config = Read($$"""
                    name: sample
                    kind: routed_approximation
                    target: { {{target}} }
                    domain: [DOMAIN]
                    points: { train: 200, validation: 20, test: 20 }
                    fit: { adam: { epochs: 2, decay_after: 1, learning_rate: [0.1, 0.01] } }
                    models:
                      - dense
                      - top_k
                      - blocks
                      - hash_uniform
                      - lsh_sign
                      - lsh_euclid: { fit: backfitting }
                      - lsh_euclid: { label: one, active: 1, fit: { bucket_mean: { shrink: [0, 1] } } }
                      - switch: { experts: 3 }
                    active: 4
                    """.Replace("[DOMAIN]", domain.Contains(':', StringComparison.Ordinal)
                        ? $"{{ {domain} }}"
                        : domain, StringComparison.Ordinal));
                IReadOnlyList<RoutedRow> rows = RoutedRuns.Rows(RoutedStudy.Of((RoutedApproximation)config, 2));
                Assert.Equal(8, rows.Count);
                Assert.All(rows, r => Assert.True(double.IsFinite(r.Mean(m => m.Nmse).Mean)));
            }
        }
    }

    private static ExperimentConfig Read(string yaml)
    {
        ReadResult result = ExperimentReader.Read(yaml, "test.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Empty(result.Diagnostics);
        return result.Config!;
    }
}
