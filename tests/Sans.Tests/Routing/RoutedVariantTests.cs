using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Configuration.Yaml;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;
using Sans.Runner;
using Sans.Runs;

namespace Sans.Tests.Routing;

/// <summary>Named overlays on experiments of the routed kinds.</summary>
public sealed class RoutedVariantTests
{
    private const string Approximation = """
        name: widths
        kind: routed_approximation
        target: { hypercube: { dimension: 4 } }
        points: { train: 64, validation: 16, test: 32 }
        active: 4
        models: [dense, top_k: { width_factor: 2 }]
        seeds: [0, 1]

        """;

    private const string Experts = """
        name: blocks
        kind: routed_experts
        target: { polynomial: { dimension: 3, degree: 2 } }
        points: { train: 64, validation: 16, test: 32 }
        experts: [1, 2]
        units_per_expert: 4
        routers: [hash_uniform]
        fit: { adam: { epochs: 1 } }

        """;

    private const string Rate = """
        name: cells
        kind: routed_rate
        ambient: 4
        subspaces: [{ dimension: 1, directions: 4 }, { dimension: 2, directions: 6 }]
        points: { train: 2000, test: 100 }
        fit_points: { min_buckets: 2, min_samples_per_bucket: 40 }

        """;

    /// <summary>A file of each kind, with overlays by name.</summary>
    public static TheoryData<string, string> Files => new()
    {
        {
            Approximation, """
            plain: {}
            flat: { bottom: { random_affine: { nonlinearity: identity } } }
            tables: { active: [2, 4], models: [lsh_sign: { hyperplanes: 2 }], fit: { backfitting: { cycles: 2 } } }
            """
        },
        {
            Experts, """
            plain: {}
            learned: { experts: 2, routers: [switch] }
            longer: { units_per_expert: [2, 4], fit: { adam: { epochs: 2 } } }
            """
        },
        {
            Rate, """
            plain: {}
            finer: { widths: { factor: 0.9 } }
            coarser: { subspaces: [{ dimension: 2, directions: 8 }, { dimension: 1, directions: [2, 8] }] }
            """
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_variant_has_the_bits_that_it_has_alone(string file, string variants)
    {
        ExperimentConfig experiment = Config(With(file, variants));
        var all = RoutedRuns.Train(experiment, 2).Digests;
        int count = 0;
        foreach (ExperimentVariant variant in experiment.Variants)
        {
            ExperimentConfig alone = Config(ResolvedYaml.Write(variant.Experiment));
            Assert.Equal(variant.Experiment, alone);
            var own = RoutedRuns.Train(alone, 2).Digests;
            count += own.Count;
            foreach ((string key, string digest) in own)
            {
                int seed = key.LastIndexOf("/seed=", StringComparison.Ordinal);
                Assert.Equal(digest, all[$"{key[..seed]}/variant={variant.Name}{key[seed..]}"]);
            }
        }

        Assert.Equal(count, all.Count);
        Assert.Equal(experiment, Config(ResolvedYaml.Write(experiment)));
        Assert.Equal(experiment, Config(AnnotatedYaml.Write(experiment, new Dictionary<string, TextSpan>())));
    }

    /// <summary>Rows, table head, files and pictures name the variant of a model.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public Task Tables_tell_variants_apart(string file, string variants)
    {
        ExperimentConfig experiment = Config(With(file, variants));
        (StudyFiles files, string[] pictures) = RoutedRuns.Files(experiment, 2);
        Table table = ExperimentTable.Of(experiment, ActivationRegistry.Instance);
        Assert.Equal(table.Rows.Count, RunComparison.Of(new("1", [], table), new("2", [], table), 0).RowCount);
        foreach (string name in (string[])["table.csv", "trials.csv"])
        {
            Assert.Contains(",variant,", $",{files.Files.Single(f => f.Name == name).Text.Split('\n')[0]},", StringComparison.Ordinal);
        }

        return Snapshot.Verify(TextTable.Write(files.Table) + $"\npictures: {string.Join(", ", pictures)}\n", $"variants-{experiment.Kind}");
    }

    [Theory]
    [InlineData(Approximation, "{ other: { target: { hypercube: { dimension: 3 } } } }", "SANS003: 'variants.other' has no "
        + "'target' of its own: all variants have that of the experiment, because their rows are compared; its keys are 'bottom', "
        + "'models', 'active', 'fit'")]
    [InlineData(Approximation, "{ other: { fit: { backfitting: {} } } }", "SANS014: 'backfitting' is for tables ('lsh_sign', "
        + "'lsh_euclid'); 'dense' picks units; give the model a 'fit' that suits it (variant 'other')")]
    [InlineData(Experts, "{ one: {}, other: {} }", "SANS014: the variants 'one' and 'other' are the same experiment; remove one of the two")]
    [InlineData(Rate, "{ other: { subspaces: [{ dimension: 3, directions: 4 }] } }", "SANS014: the variant 'other' changes the data of "
        + "the experiment; all variants must share the data, because their rows are compared")]
    public void A_mistake_is_named_with_its_variant(string file, string variants, string expected) => Assert.Equal(
        expected, Read(file + "variants: " + variants).Diagnostics.Select(d => $"{d.Rule.Id}: {d.Message}").First());

    private static string With(string file, string variants) =>
        file + "variants:\n" + string.Concat(variants.Split('\n').Select(line => $"  {line}\n"));

    private static ExperimentConfig Config(string text)
    {
        ReadResult result = Read(text);
        Assert.Empty(result.Diagnostics);
        return result.Config!;
    }

    private static ReadResult Read(string text) => ExperimentReader.Read(text, "x.yaml", ActivationRegistry.Instance.Schemas);
}
