using System.Reflection;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Experiments;

public sealed class EmittedExperimentTests
{
    [Theory]
    [InlineData(Samples.Small)]
    [InlineData("""
        name: all-at-once
        title: "quotes \" back\\slash {0} $brace} \u2028 φ 🙂 */"
        protocol: as_published
        datasets:
          - synthetic_motifs: { motif: cosine, noise_level: 1e-3, base_amplitude: 0 }
          - synthetic_motifs: { label: second }
          - synthetic_ecg: { window: { samples: 99 }, normalize: standardize, training: { batch_size: [1, 3] }, model: { kernel_size: 2 }, sample_rate_hz: 0.12345678901234568e3 }
        window: { samples: 100000000, length: 7 }
        split: { train: 3, validation: 1, test: 1 }
        normalize: none
        model: { kernels: 3, kernel_size: [7, 5, 3] }
        activations:
          - extrema_pool_indices
          - extrema_pool_indices: { pool_size: 5 }
          - top_k_absolutes: { k: [7, 1] }
        training: { epochs: 1..3, optimizer: { adam: { learning_rate: [0.1234567890123456e38, 1e-3], epsilon: 1.2345678901234567e-37 } } }
        select: { kernel_size: mean_phi }
        seeds: 0..2147483647 step 100000000
        """)]
    [InlineData("""
        name: varied
        datasets: [synthetic_ecg]
        model: { kernel_size: 3..5 }
        activations: [identity]
        select: { variant: mean_phi, border_tolerance: mean_phi }
        variants:
          plain: {}
          recipe: { model: { kernels: 2 }, activations: [extrema: { border_tolerance: [1, 2] }] }
        """)]
    [InlineData("""
        name: routed
        kind: routed_approximation
        target: { hypercube: { dimension: 4 } }
        models: [dense]
        variants:
          plain: {}
          tables: { models: [lsh_sign: { hyperplanes: [2, 4] }], active: 2, fit: backfitting }
        """)]
    [InlineData("""
        # Names that C# has already, or that stand in their own way.
        name: model
        datasets:
          - synthetic_motifs: { label: label }
          - synthetic_motifs: { label: to_string }
          - synthetic_motifs: { label: datasets }
          - synthetic_motifs: { label: a-b }
          - synthetic_motifs: { label: a_b }
          - synthetic_motifs: { label: a-b2 }
        model: { kernel_size: 5 }
        activations: [identity]
        """)]
    public void Object_built_by_generated_code_equals_what_the_reader_reads(string yaml)
    {
        ExperimentConfig expected = ExperimentReader.Read(yaml, "x.yaml", Core.ActivationRegistry.Instance.Schemas).Config!;

        Assembly assembly = new GeneratorHarness().WithFile("x.yaml", yaml).Run().Load();

        ExperimentEntry entry = Assert.Single(Catalog(assembly));
        Assert.Equal(expected, entry.Config());
        Assert.Equal(yaml, entry.Source());
        Assert.Equal((expected.Name, "x.yaml"), (entry.Name, entry.File));
    }

    [Fact]
    public void Values_are_typed_members_down_to_the_leaf() => Assert.Equal(
        ["3", "0.01", "3", "1..9", "5", "0", "mae", "synthetic_motifs", "0.05"],
        new GeneratorHarness().WithFile("small.yaml", Samples.Small).WithCode("""
            using Sample.App;

            /// <summary>Takes each value at its C# type.</summary>
            public static class Probe
            {
                private const int Epochs = Small.Training.Epochs;
                private const double LearningRate = Small.Training.Optimizer.Adam.LearningRate;
                private const int BorderTolerance = Small.Activations.Extrema.BorderTolerance;
                private static readonly Sans.Configuration.Sweep<int> KernelSizes = Small.Model.KernelSize;

                /// <summary>All of them.</summary>
                public static object[] Run() =>
                [
                    Epochs, LearningRate, BorderTolerance, KernelSizes, KernelSizes.Values[4], Small.Seeds, Small.Training.Loss,
                    Small.Datasets.SyntheticMotifs.Label, Small.Datasets.SyntheticMotifs.NoiseLevel,
                ];
            }
            """).Run().Probe());

    [Fact]
    public void What_a_variant_replaces_is_typed_too() => Assert.Equal(
        ["2", "1..3"],
        new GeneratorHarness().WithFile(
            "small.yaml",
            Samples.Small + "variants: { plain: {}, recipe: { model: { kernels: 2 }, training: { epochs: 1..3 } } }\n").WithCode("""
            using Sample.App;

            /// <summary>Takes each value at its C# type.</summary>
            public static class Probe
            {
                private const int Kernels = Small.Variants.Recipe.Model.Kernels;
                private static readonly Sans.Configuration.Sweep<int> Epochs = Small.Variants.Recipe.Training.Epochs;

                /// <summary>Both of them.</summary>
                public static object[] Run() => [Kernels, Epochs];
            }
            """).Run().Probe());

    [Fact]
    public void Experiment_can_name_an_activation_of_its_own_project()
    {
        string yaml = Samples.Small + "seeds: 7\n";
        string custom = yaml.Replace("- identity", "- threshold: { level: 2 }", StringComparison.Ordinal);

        Assembly assembly = new GeneratorHarness().WithFile("small.yaml", custom).WithCode(Samples.Threshold).Run().Load();

        SanExperiment config = Assert.IsType<SanExperiment>(Assert.Single(Catalog(assembly)).Config());
        Assert.Equal("threshold(level=2, scale=0.1, limit=-1.0e-30, is_signed=true)", config.Activations[0].ToString());
    }

    [Fact]
    public void Template_of_a_new_experiment_builds() =>
        new GeneratorHarness().WithFile("my-first.yaml", ExperimentTemplate.For("my-first")).Run().Compile();

    [Fact]
    public void Catalogue_is_ordered_by_name_and_leaves_out_files_with_mistakes()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile("1.yaml", Samples.Small.Replace("small", "zebra", StringComparison.Ordinal))
            .WithFile("2.yaml", Samples.Small.Replace("small", "adder", StringComparison.Ordinal))
            .WithFile("3.yaml", "name: broken\n")
            .WithFile("elsewhere-unmarked/4.yaml", "no experiment")
            .Run();

        Assert.All(run.Diagnostics, d => Assert.StartsWith("3.yaml(", d, StringComparison.Ordinal));
        Assert.Equal(
            ["ActivationRegistry", "Experiment.adder", "Experiment.adder.Source", "Experiment.zebra", "Experiment.zebra.Source", "ExperimentCatalog"],
            run.Files.Keys.Select(f => f.Replace(".g.cs", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        string catalog = run.Files["ExperimentCatalog.g.cs"];
        Assert.DoesNotContain("broken", catalog, StringComparison.Ordinal);
        Assert.True(catalog.IndexOf("\"adder\"", StringComparison.Ordinal) < catalog.IndexOf("\"zebra\"", StringComparison.Ordinal));
    }

    /// <summary>
    /// With <c>SansLeavesOutMistakes</c> the other experiments are built, and no diagnostic is an error.
    /// </summary>
    [Fact]
    public void One_experiment_with_a_mistake_does_not_stop_the_others()
    {
        GeneratorRun run = new GeneratorHarness(leavesOutMistakes: true)
            .WithFile("good.yaml", Samples.Small)
            .WithFile("bad.yaml", "name: bad\nmodel: { kernel_size: 1 }\n")
            .WithFile("taken.yaml", Samples.Small)
            .Run();

        Assert.Equal(
            ["bad.yaml(1,1): SANS021: this experiment is left out (SANS004): an experiment needs the key "
                + "'activations'", "bad.yaml(1,1): SANS021: this experiment is left "
                + "out (SANS004): an experiment needs the key 'datasets'", "taken.yaml(1,7): SANS021: this experiment is left out "
                    + "(SANS010): the experiment name 'small' is taken by good.yaml"],
            run.Diagnostics.Select(d => d.Split(": a list")[0]).Order(StringComparer.Ordinal));
        string catalog = run.Files["ExperimentCatalog.g.cs"];
        Assert.Contains("\"small\", \"good.yaml\"", catalog, StringComparison.Ordinal);
        Assert.DoesNotContain("bad", catalog, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogue_is_there_when_every_file_has_a_mistake_and_absent_without_files()
    {
        Assert.Contains("ExperimentCatalog.g.cs", new GeneratorHarness().WithFile("x.yaml", "?").Run().Files.Keys);
        Assert.DoesNotContain("ExperimentCatalog.g.cs", new GeneratorHarness().Run().Files.Keys);
    }

    [Fact]
    public void Names_that_differ_in_case_only_as_classes_keep_their_files_apart()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile("1.yaml", Samples.Small.Replace("small", "ab", StringComparison.Ordinal))
            .WithFile("2.yaml", Samples.Small.Replace("small", "a-b", StringComparison.Ordinal))
            .Run();

        Assert.Equal(["a-b", "ab"], Catalog(run.Load()).Select(e => e.Name));
    }

    [Theory]
    [InlineData("My-App.2d.class", "global::My_App._2d.@class.Small")]
    [InlineData("", "global::Fallback_Name.Small")]
    public void Namespace_compiles_whatever_the_project_is_called(string rootNamespace, string expected)
    {
        GeneratorRun run = new GeneratorHarness("Fallback-Name", rootNamespace).WithFile("small.yaml", Samples.Small).Run();

        run.Compile();
        Assert.Contains(expected + ".Config", run.Files["ExperimentCatalog.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void No_absolute_path_reaches_generated_code()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile("sub/small.yaml", Samples.Small)
            .WithFile(InMemoryFile.Of("/elsewhere/other.yaml", Samples.Small.Replace("small", "other", StringComparison.Ordinal)))
            .Run();

        Assert.Equal(["other.yaml", "sub/small.yaml"], Catalog(run.Load()).Select(e => e.File));
        Assert.All(run.Files.Values, text => Assert.DoesNotContain("/home", text, StringComparison.Ordinal));
    }

    private static IReadOnlyList<ExperimentEntry> Catalog(Assembly assembly) => (IReadOnlyList<ExperimentEntry>)assembly
        .GetType(GeneratorHarness.RootNamespace + ".ExperimentCatalog")!
        .GetProperty("All")!
        .GetValue(null)!;
}
