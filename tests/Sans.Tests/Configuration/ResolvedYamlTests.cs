using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

public sealed class ResolvedYamlTests
{
    [Fact]
    public Task Every_default_is_written_out() => Snapshot.Verify(ResolvedYaml.Write(Minimal), "resolved-minimal");

    [Fact]
    public void Reading_what_was_written_gives_an_equal_experiment()
    {
        SanExperiment full = TestExperiments.Read("""
            name: everything
            title: "Quotes \" and \\, colon: #, letters äφ, 5"
            kind: reconstruction
            protocol: as_published
            datasets:
              - synthetic_motifs: { label: "true-motifs", motif: random, noise: uniform, noise_level: 1e-3, seed: 7 }
              - synthetic_ecg
            window: { samples: 500, length: 20 }
            split: { train: 3, validation: 4, test: 5 }
            normalize: none
            model: { kernels: 3, kernel_size: [2, 3, 5] }
            activations: [top_k_absolutes: { k: 4 }, extrema: { border_tolerance: 1 }, extrema, identity]
            training: { epochs: 2, batch_size: 9, optimizer: { adam: { learning_rate: 0.1, epsilon: 1e-30 } } }
            select: { kernel_size: mean_phi }
            seeds: 3..9 step 2
            """);
        foreach (ExperimentConfig config in (ExperimentConfig[])[
            Minimal,
            full,
            Experiments.Quickstart.Config,
            full with { Title = "null" },
            full with { Title = "1..3" },
            full with { Title = "yes" },
        ])
        {
            Assert.Equal(config, TestExperiments.Read(ResolvedYaml.Write(config)));
        }
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("1..5", "1..5")]
    [InlineData("[1, 2, 3]", "1..3")]
    [InlineData("1..10 step 4", "1..9 step 4")]
    [InlineData("[9, 3]", "[9, 3]")]
    [InlineData("[3, 9]", "[3, 9]")]
    [InlineData("[9, 6, 3]", "[9, 6, 3]")]
    public void A_sweep_is_written_in_its_shortest_form(string written, string expected) =>
        Assert.Equal(
            expected, TestExperiments.Read(MinimalYaml.Replace("5..7", written, StringComparison.Ordinal)).Model.KernelSizes.ToString());

    [Fact]
    public void A_long_sweep_of_numbers_is_written_as_its_range()
    {
        SanExperiment swept = TestExperiments.Read(
            MinimalYaml + "\ntraining: { optimizer: { adam: { learning_rate: 0.00001..0.12 step 0.00001 } } }");
        Assert.Equal(12_000, swept.Training.Adam.LearningRate.Values.Count);
        string yaml = ResolvedYaml.Write(swept);
        Assert.Contains("learning_rate: 1.0e-05..0.12 step 1.0e-05,", yaml, StringComparison.Ordinal);
        Assert.Equal(swept, TestExperiments.Read(yaml));
    }

    [Fact]
    public void A_variant_can_be_called_null()
    {
        SanExperiment named = TestExperiments.Read(MinimalYaml + "\nvariants: { \"null\": {}, true: { model: { kernels: 2 } } }");
        Assert.Equal(["null", "true"], named.Variants.Select(v => v.Name));
        Assert.Equal(named, TestExperiments.Read(ResolvedYaml.Write(named)));
    }

    private const string MinimalYaml = """
        name: minimal
        datasets: [synthetic_motifs]
        model: { kernel_size: 5..7 }
        activations: [identity]
        """;

    private static SanExperiment Minimal => TestExperiments.Read(MinimalYaml);
}
