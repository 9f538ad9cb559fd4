using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Configuration.Yaml;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;
using Sans.Runner;
using Sans.Runner.Commands;

namespace Sans.Tests.Configuration;

/// <summary>Named overlays on one experiment.</summary>
public sealed class VariantTests
{
    private const string Base = """
        name: recipes
        datasets: [synthetic_motifs: { label: motifs }, synthetic_ecg: { label: ecg, training: { batch_size: 1 } }]
        window: { samples: 600, length: 50 }
        split: { train: 3, validation: 1, test: 1 }
        model: { kernel_size: [3, 5] }
        activations: [extrema: { border_tolerance: 2 }]
        training: { epochs: 2 }
        seeds: [0, 1]

        """;

    private const string Variants = """
        variants:
          plain: {}
          recipe: { model: { kernels: 2, decoder: transposed }, activations: [extrema: { minimum_extrema_distance: 4 }, relu] }
          mixed: { model: { kernel_sizes: [2, 4] }, training: { optimizer: { adam: { learning_rate: [0.1, 0.01] } } } }

        """;

    private static readonly Dictionary<string, string> Overlays = new()
    {
        ["plain"] = "",
        ["recipe"] = "model: { kernel_size: [3, 5], kernels: 2, decoder: transposed }\nactivations: [extrema: { "
            + "minimum_extrema_distance: 4 }, relu]",
        ["mixed"] = "model: { kernel_sizes: [2, 4] }\ntraining: { epochs: 2, optimizer: { adam: { learning_rate: [0.1, 0.01] } } }",
    };

    [Fact]
    public void Every_variant_has_the_bits_that_it_has_alone()
    {
        var all = Digests(TestExperiments.Read(Base + Variants));
        int count = 0;
        foreach ((string name, string overlay) in Overlays)
        {
            var alone = Digests(TestExperiments.Read(Overlaid(overlay)));
            count += alone.Count;
            foreach ((string key, string digest) in alone)
            {
                int setting = key.LastIndexOf("/m=", StringComparison.Ordinal);
                int end = key.IndexOf('/', setting + 1);
                Assert.Equal(digest, all[$"{key[..end]}/variant={name}{key[end..]}"]);
            }
        }

        Assert.Equal(count, all.Count);
    }

    [Fact]
    public void A_variant_is_the_experiment_with_its_overlay()
    {
        SanExperiment experiment = TestExperiments.Read(Base + Variants);
        Assert.Equal(["plain", "recipe", "mixed"], experiment.Variants.Select(v => v.Name));
        Assert.All(experiment.Variants, v => Assert.Equal(TestExperiments.Read(Overlaid(Overlays[v.Name])), v.Experiment));
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_experiment()
    {
        SanExperiment experiment = TestExperiments.Read(Base + Variants);
        string yaml = ResolvedYaml.Write(experiment);
        Assert.Contains("\nvariants:\n  plain: {}\n  recipe: { ", yaml, StringComparison.Ordinal);
        Assert.Equal(experiment, TestExperiments.Read(yaml));
        Assert.Equal(experiment, TestExperiments.Read(AnnotatedYaml.Write(experiment, new Dictionary<string, TextSpan>())));
    }

    /// <summary>Rows, table head, files and pictures name the variant of a training.</summary>
    [Fact]
    public Task The_table_tells_variants_apart()
    {
        SanExperiment experiment = TestExperiments.Read(
            Base.Replace(", synthetic_ecg: { label: ecg, training: { batch_size: 1 } }", "", StringComparison.Ordinal) + Variants);
        Table table = ExperimentTable.Of(experiment, ActivationRegistry.Instance);
        Assert.Contains(",variant,", CsvTable.Write(table).Split('\n')[0] + ",", StringComparison.Ordinal);
        Assert.Equal(table.Rows.Count, RunComparison.Of(new("1", [], table), new("2", [], table), 0).RowCount);
        return Snapshot.Verify(table, "variants");
    }

    [Fact]
    public void A_table_without_variants_has_no_such_column() =>
        Assert.DoesNotContain(
            "variant",
            CsvTable.Write(ExperimentTable.Of(TestExperiments.Read(Base), ActivationRegistry.Instance)),
            StringComparison.Ordinal);

    [Fact]
    public void Settings_of_the_command_line_reach_the_experiment_and_a_variant()
    {
        var experiment = (SanExperiment)Read(
            Base + Variants, "training.epochs=4", "variants.recipe.model.kernels=3", "variants.more.training.epochs=1").Config!;
        Assert.Equal(["plain: 4 1", "recipe: 4 3", "mixed: 4 2", "more: 1 1"], experiment.Variants.Select(
            v => $"{v.Name}: {((SanExperiment)v.Experiment).Training.Epochs} {((SanExperiment)v.Experiment).Model.KernelCount}"));
    }

    /// <summary>A variant with its own protocol keeps it, also under <c>-s protocol=WORD</c>.</summary>
    [Fact]
    public void The_protocol_of_the_command_line_reaches_variants()
    {
        string yaml = Base + Variants.Replace("plain: {}", "plain: { protocol: [honest, as_published] }", StringComparison.Ordinal);
        ExperimentConfig given = RunCommand.WithProtocol(TestExperiments.Read(yaml), "as_published");
        Assert.Equal(["plain as_published", "plain honest", "recipe as_published", "mixed as_published"], ProtocolsOf(given));
        Assert.Equal(ProtocolsOf(Read(yaml, "protocol=as_published").Config!), ProtocolsOf(given));

        static IEnumerable<string> ProtocolsOf(ExperimentConfig experiment) =>
            from variant in ((SanExperiment)experiment).ExpandVariants()
            from protocol in variant.Experiment.Protocol.Values.Select(p => p.Word()).Order(StringComparer.Ordinal)
            select $"{variant.Settings[0].Value} {protocol}";
    }

    [Fact]
    public void Variants_of_an_extended_file_are_merged_by_name()
    {
        SourceFiles files = new([new SourceFile("base.yaml", Base.Replace("name: recipes", "", StringComparison.Ordinal) + Variants)]);
        var experiment = (SanExperiment)ExperimentReader.Read(
            "extends: base.yaml\nname: more\nvariants: { plain: { training: { epochs: 5 } }, last: { model: { kernels: 3 } } }\n",
            "more.yaml",
            ActivationRegistry.Instance.Schemas,
            files).Config!;
        Assert.Equal(["plain", "recipe", "mixed", "last"], experiment.Variants.Select(v => v.Name));
        Assert.Equal(5, ((SanExperiment)experiment.Variants[0].Experiment).Training.Epochs.Value);
    }

    [Theory]
    [InlineData(
        "{ fast: { training: { epoch: 1 } } }", "SANS003: 'epoch' is not a key of 'variants.fast.training'; did you mean 'epochs'?")]
    [InlineData(
        "{ fast: { seeds: 1 } }",
        "SANS003: 'variants.fast' has no 'seeds' of its own: all variants have that of the experiment, because their rows are "
            + "compared; its keys are 'protocol', 'datasets', 'model', 'activations', 'training'")]
    [InlineData(
        "{ short: { window: { length: 20 } } }",
        "SANS003: 'variants.short' has no 'window' of its own: all variants have that of the experiment, because their rows are "
            + "compared; its keys are 'protocol', 'datasets', 'model', 'activations', 'training'")]
    [InlineData(
        "{ fast: { training: { epochs: 0 } } }", "SANS006: 'variants.fast.training.epochs' is a whole number from 1 to 1000000; found '0'")]
    [InlineData(
        "{ fast: { model: { kernel_size: 60 } } }",
        "SANS014: 'model.kernel_size' reaches 60, but a window has 50 samples (variant 'fast')")]
    [InlineData("{ one: {}, other: {} }", "SANS014: the variants 'one' and 'other' are the same experiment; remove one of the two")]
    [InlineData("{ other: { datasets: [synthetic_ecg] } }", "SANS014: the variant 'other' changes the data of the experiment; all "
        + "variants must share the data, because their rows are compared")]
    [InlineData("{}", "SANS005: 'variants' is a mapping of the name of each variant to a mapping with the keys 'protocol', 'datasets', "
        + "'model', 'activations', 'training'; found an empty mapping")]
    [InlineData(
        "{ Fast: {} }",
        "SANS005: 'variants.Fast' is a name of lower-case letters, digits, '-' and '_' that begins with a letter; found 'Fast'")]
    [InlineData(
        "{ a: { training: { epochs: 1..9999 } }, b: { training: { epochs: 2..9999 } }, c: { training: { epochs: 3..9999 } } }",
        "SANS015: the experiment has 59988 trials")]
    public void A_mistake_is_named_with_its_variant(string variants, string expected)
    {
        string text = Base.Replace(", synthetic_ecg: { label: ecg, training: { batch_size: 1 } }", "", StringComparison.Ordinal)
            .Replace("[3, 5]", "3", StringComparison.Ordinal)
            .Replace("[0, 1]", "0..1", StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(Read(text + "variants: " + variants).Diagnostics) is var d ? $"{d.Rule.Id}: {d.Message}" : "");
    }

    [Fact]
    public void Autoencoders_have_variants_too()
    {
        const string yaml = """
            name: sparse
            kind: sparsity_penalty
            datasets: [topic_bag_of_words: { label: topics, features: 40, topics: 4, train: 60, test: 20 }]
            model: { hidden: 6 }
            methods: [relu, top_k: { k: 2 }]
            training: { epochs: 1 }

            """;
        var both = Results(Experiment(yaml + "variants: { plain: {}, wide: { model: { hidden: 8 }, methods: [relu] } }"));
        Assert.Equal(
            ["topics/relu/h=6/variant=plain/seed=0", "topics/relu/h=8/variant=wide/seed=0", "topics/top_k(k=2)/h=6/variant=plain/seed=0"],
            both.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Results(Experiment(yaml))["topics/relu/h=6/seed=0"], both["topics/relu/h=6/variant=plain/seed=0"]);
        Assert.Equal(
            Results(Experiment(yaml.Replace("hidden: 6", "hidden: 8", StringComparison.Ordinal)))["topics/relu/h=8/seed=0"],
            both["topics/relu/h=8/variant=wide/seed=0"]);

        static ExperimentConfig Experiment(string text) => Read(text).Config!;
    }

    private static string Overlaid(string overlay)
    {
        string[] replaced = [.. overlay.Split('\n').Where(l => l.Length > 0).Select(l => l.Split(':')[0] + ":")];
        return string.Join(
            '\n', Base.Split('\n').Where(line => !replaced.Any(r => line.StartsWith(r, StringComparison.Ordinal)))) + overlay;
    }

    private static ReadResult Read(string text, params string[] settings) =>
        ExperimentReader.Read(text, "x.yaml", ActivationRegistry.Instance.Schemas, settings: settings);

    private static IReadOnlyDictionary<string, string> Digests(SanExperiment experiment) => Results(experiment);

    private static IReadOnlyDictionary<string, string> Results(ExperimentConfig experiment) =>
        Routing.RoutedRuns.Train(experiment, 2).Digests;
}
