using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Configuration.Yaml;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Reports.Tables;
using Sans.Runner;

namespace Sans.Tests.Configuration;

/// <summary>Lists and ranges in place of single values: a grid.</summary>
public sealed class SweepTests
{
    private const string Grid = """
        name: grid
        datasets:
          - synthetic_motifs: { label: motifs, noise_level: [0.1, 0.2], motif: [sine, triangle] }
          - synthetic_ecg: { label: ecg, window: { length: 100 }, model: { kernel_size: 3 } }
        window: { samples: 600, length: 50 }
        model: { kernels: [1, 2], kernel_size: [5, 7] }
        activations: [identity, extrema: { border_tolerance: 0..2 }]
        training: { epochs: [1, 2], optimizer: { adam: { learning_rate: [0.1, 1e-3] } } }
        split: { train: 2, validation: 1, test: 1 }
        seeds: [0, 1]
        """;

    [Fact]
    public void Every_swept_scalar_multiplies_the_plan()
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(TestExperiments.Read(Grid));
        int rest = 4 * 2 * 4 * 2; // activations, kernel counts, trainings, seeds
        Assert.Equal((4 * rest * 2) + (1 * rest * 1), plan.Count);
        Assert.Equal(plan.Count, plan.Select(t => t.Key).Distinct().Count());
        Assert.Equal("motifs(motif=sine, noise_level=0.1)/identity/q=1/m=5/epochs=1/learning_rate=0.1/seed=0", plan[0].Key);
        Assert.Equal("ecg/extrema(border_tolerance=2)/q=2/m=3/epochs=2/learning_rate=0.001/seed=1", plan[^1].Key);
        Assert.Equal((2, 0.001), (plan[^1].Training.Epochs.Value, plan[^1].Training.Adam.LearningRate.Value));
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_grid()
    {
        SanExperiment config = TestExperiments.Read(Grid);
        Assert.Equal(config, TestExperiments.Read(ResolvedYaml.Write(config)));
        Assert.Equal(config, TestExperiments.Read(AnnotatedYaml.Write(config, new Dictionary<string, TextSpan>())));
    }

    [Fact]
    public void A_point_of_a_grid_has_the_bits_that_it_has_alone()
    {
        SanExperiment grid = TestExperiments.Read(Grid);
        var all = Digests(grid);
        string alone = Grid
            .Replace("[1, 2], optimizer", "2, optimizer", StringComparison.Ordinal)
            .Replace("[0.1, 1e-3]", "1e-3", StringComparison.Ordinal)
            .Replace("kernels: [1, 2]", "kernels: 2", StringComparison.Ordinal)
            .Replace("0..2 }", "[1, 2] }", StringComparison.Ordinal);
        foreach ((string key, string digest) in Digests(TestExperiments.Read(alone)))
        {
            Assert.Equal(digest, all[key.Replace("/seed", "/epochs=2/learning_rate=0.001/seed", StringComparison.Ordinal)]);
        }
    }

    /// <summary>Losses are distinguished by their names and by the parameters that differ.</summary>
    [Theory]
    [InlineData("mae", "mae", "")]
    [InlineData("[mae]", "mae", "")]
    [InlineData("{ huber: { delta: 0.5 } }", "{ huber: { delta: 0.5 } }", "")]
    [InlineData("huber", "{ huber: { delta: 1 } }", "")]
    [InlineData("[mae, log_cosh]", "[mae, log_cosh]", "/loss=mae /loss=log_cosh")]
    [InlineData("{ huber: { delta: [0.5, 2] } }", "{ huber: { delta: [0.5, 2] } }", "/delta=0.5 /delta=2")]
    [InlineData(
        "[huber: { delta: 0.5 }, huber: { delta: 2 }]", "[{ huber: { delta: 0.5 } }, { huber: { delta: 2 } }]", "/delta=0.5 /delta=2")]
    [InlineData("[mse, huber: { delta: 0.5 }]", "[mse, { huber: { delta: 0.5 } }]", "/loss=mse /loss=huber")]
    [InlineData(
        "[mse, huber: { delta: 1..2 }]", "[mse, { huber: { delta: [1, 2] } }]", "/loss=mse /loss=huber/delta=1 /loss=huber/delta=2")]
    public void Losses_are_swept_with_their_parameters(string written, string resolved, string settings)
    {
        SanExperiment experiment = Assert.IsType<SanExperiment>(Read("loss", written).Config);
        string yaml = ResolvedYaml.Write(experiment);
        Assert.Contains($"loss: {resolved}, optimizer", yaml, StringComparison.Ordinal);
        Assert.Equal(experiment, TestExperiments.Read(yaml));
        Assert.Equal(
            settings.Split(' ').Select(s => $"synthetic_ecg/identity/q=1/m=5{s}/seed=0"), NetworkPlan.Of(experiment).Select(t => t.Key));
    }

    [Fact]
    public void A_dataset_takes_another_loss()
    {
        const string yaml = """
            name: sample
            datasets: [synthetic_ecg: { training: { loss: huber } }]
            model: { kernel_size: 5 }
            activations: [identity]
            training: { loss: mse }
            """;
        ReadResult read = ExperimentReader.Read(yaml, "x.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Equal("huber(delta=1)", NetworkPlan.Of(Assert.IsType<SanExperiment>(read.Config)).Single().Training.Loss!.ToString());
    }

    [Fact]
    public void Every_loss_of_a_sweep_has_the_bits_that_it_has_alone()
    {
        string text = Grid.Replace(
            "epochs: [1, 2], optimizer: { adam: { learning_rate: [0.1, 1e-3] } }",
            "epochs: 3, loss: [mae, mse, huber: { delta: 0.5..1 step 0.5 }, log_cosh]",
            StringComparison.Ordinal);
        var all = Digests(TestExperiments.Read(text));
        foreach ((string loss, string key) in new[]
        {
            ("mae", "/loss=mae"),
            ("{ huber: { delta: 1 } }", "/loss=huber/delta=1"),
            ("log_cosh", "/loss=log_cosh"),
        })
        {
            SanExperiment alone = TestExperiments.Read(Grid.Replace(
                "epochs: [1, 2], optimizer: { adam: { learning_rate: [0.1, 1e-3] } }",
                $"epochs: 3, loss: {loss}",
                StringComparison.Ordinal));
            Assert.All(
                Digests(alone), one => Assert.Equal(one.Value, all[one.Key.Replace("/seed", key + "/seed", StringComparison.Ordinal)]));
        }

        // Each loss trains to a different network.
        Assert.Equal(all.Count, all.Values.Distinct().Count());
    }

    [Fact]
    public Task The_table_tells_the_points_apart() => Snapshot.Verify(
        TextTable.Write(ExperimentTable.Of(
            TestExperiments.Read("""
                name: grid
                datasets: [synthetic_motifs: { label: motifs, noise_level: [0.1, 0.2] }]
                window: { samples: 600, length: 50 }
                split: { train: 2, validation: 1, test: 1 }
                model: { kernels: [1, 2], kernel_size: 5 }
                activations: [extrema: { border_tolerance: 0..1 }]
                training: { epochs: 3, optimizer: { adam: { learning_rate: [0.1, 1e-3] } } }
                """),
            ActivationRegistry.Instance)),
        "grid");

    /// <summary>A swept data setting makes several datasets of one. A swept protocol or reading makes trials.</summary>
    [Fact]
    public void Data_protocol_and_readings_are_swept_like_numbers()
    {
        SanExperiment grid = TestExperiments.Read("""
            name: everything
            protocol: [honest, as_published]
            datasets:
              - synthetic_motifs: { label: motifs, noise_level: [0.1, 0.2] }
              - synthetic_ecg: { label: ecg, normalize: none, split: { train: 1..2 } }
            window: { samples: [600, 800], length: 50..100 step 50 }
            split: { train: 2, validation: 1, test: 1 }
            normalize: [none, standardize]
            on_invalid: [error, skip_window]
            model: { kernel_size: 5, decoder: [correlation, transposed], initialization: [normal, constant] }
            activations: [identity]
            """);
        Assert.Equal(grid, TestExperiments.Read(ResolvedYaml.Write(grid)));
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(grid);
        int perDataset = 2 * 2 * 2;
        Assert.Equal(((2 * 16) + (2 * 8)) * perDataset, plan.Count);
        Assert.Equal(plan.Count, plan.Select(t => t.Key).Distinct().Count());
        Assert.Equal("motifs(noise_level=0.1, samples=600, length=50, normalize=none, "
            + "on_invalid=error)/identity/q=1/m=5/protocol=honest/initialization=normal/decoder=correlation/seed=0", plan[0].Key);
        Assert.Equal("ecg(samples=800, length=100, train=2, "
            + "on_invalid=skip_window)/identity/q=1/m=5/protocol=as_published/initialization=constant/decoder=transposed/seed=0", plan[^1].Key);
        Assert.Equal(
            (Protocol.AsPublished, new ReadingsConfig(KernelInitialization.Constant, false, KernelDecoder.Transposed)),
            (plan[^1].Protocol, plan[^1].Readings));

        NetworkData data = ExperimentData.Load(grid).Data;
        Assert.Equal((2, 100), (data[plan[^1].Dataset].Train.Count, data[plan[^1].Dataset].Train.Length));
        Assert.Equal((2, 50), (data[plan[0].Dataset].Train.Count, data[plan[0].Dataset].Train.Length));
    }

    [Fact]
    public void A_point_that_contradicts_is_named_with_its_numbers() => Assert.Equal(
        "SANS014: 'split' asks for 12 windows of 2000 samples, but 'window.samples' is 12000",
        Assert.Single(Read("window: { length: [1000, 2000] }").Diagnostics) is var d ? $"{d.Rule.Id}: {d.Message}" : "");

    [Theory]
    [InlineData("0.1..0.5 step 0.1", "[0.1, 0.2, 0.3, 0.4, 0.5]")]
    [InlineData("1..3", "[1, 2, 3]")]
    [InlineData("1e-3..2e-3 step 5e-4", "[0.001, 0.0015, 0.002]")]
    [InlineData("[0.5]", "0.5")]
    public void Ranges_of_numbers_hold_the_numbers_that_one_would_write(string written, string expected) =>
        Assert.Equal(expected, Assert.IsType<SanExperiment>(Read("learning_rate", written).Config).Training.Adam.LearningRate.ToString());

    [Theory]
    [InlineData("learning_rate", "[0.1, 0.10]", "SANS013: 'training.optimizer.adam.learning_rate' lists 0.1 twice; remove one of the two")]
    [InlineData("learning_rate", "[]", "SANS013: 'training.optimizer.adam.learning_rate' is an empty list; give at least one value")]
    [InlineData(
        "learning_rate", "1..0.5", "SANS013: 'training.optimizer.adam.learning_rate': the range '1..0.5' is empty: 1 is greater than 0.5")]
    [InlineData(
        "learning_rate",
        "0.1..0.5 step 0",
        "SANS013: 'training.optimizer.adam.learning_rate': the step of '0.1..0.5 step 0' must be greater than 0")]
    [InlineData(
        "learning_rate",
        "0..1 step 1e-9",
        "SANS013: 'training.optimizer.adam.learning_rate': the range '0..1 step 1e-9' has more than 1000000 values")]
    [InlineData("learning_rate", "0..1 step 0.5", "SANS006: 'training.optimizer.adam.learning_rate' is a number from 1.0e-37 to "
        + "1.0e+38, a list of them, or a range like 1..9 or 1..9 step 2; the range '0..1 step 0.5' goes beyond")]
    [InlineData(
        "learning_rate",
        "[0.1, fast]",
        "SANS005: 'training.optimizer.adam.learning_rate[1]' is a number from 1.0e-37 to 1.0e+38; found 'fast'")]
    [InlineData("epochs", "[1, 0]", "SANS006: 'training.epochs[1]' is a whole number from 1 to 1000000; found '0'")]
    [InlineData("loss", "[mae, msee]", "SANS007: there is no loss 'msee'; did you mean 'mse'?")]
    [InlineData("loss", "[mae, mae]", "SANS013: 'training.loss' lists mae twice; remove one of the two")]
    [InlineData(
        "loss", "[huber: { delta: 1 }, huber]", "SANS013: 'training.loss' lists { huber: { delta: 1 } } twice; remove one of the two")]
    [InlineData(
        "loss",
        "[huber: { delta: [1, 2] }, mae, huber]",
        "SANS014: the loss 'huber(delta=1)' is listed twice with equal parameters; remove one of the two")]
    [InlineData("loss", "[]", "SANS013: 'training.loss' is an empty list; give at least one value")]
    [InlineData("loss", "{ huber: { delta: 0 } }", "SANS006: 'training.loss.huber.delta' is a number from 1.0e-06 to 1000000; found '0'")]
    [InlineData("loss", "{ mse: { delta: 1 } }", "SANS003: 'delta' is not a key of 'training.loss.mse'; it has none")]
    public void A_sweep_that_is_none_is_named(string key, string written, string expected) =>
        Assert.Equal(expected, Assert.Single(Read(key, written).Diagnostics) is var d ? $"{d.Rule.Id}: {d.Message}" : "");

    [Theory]
    [InlineData(
        "select: { kernel_size: [mean_phi, none] }",
        "SANS013: 'select.kernel_size' cannot be swept: it takes one value, 'mean_phi' or 'none'")]
    [InlineData("title: [a, b]", "SANS013: 'title' cannot be swept: it takes one value, a text in one line")]
    public void What_cannot_be_swept_says_so(string line, string expected) =>
        Assert.Equal(expected, Assert.Single(Read(line).Diagnostics) is var d ? $"{d.Rule.Id}: {d.Message}" : "");

    [Fact]
    public void A_grid_is_bounded_and_a_large_one_is_mentioned()
    {
        Assert.Equal("SANS015: the experiment has 90000 trials", Assert.Single(Read("seeds: 1..90000").Diagnostics) is var large
            ? $"{large.Rule.Id}: {large.Message}"
            : "");
        Assert.StartsWith(
            "the experiment has more than 1000000 trials",
            Assert.Single(Read("seeds: 1..90000\ntraining: { epochs: 1..1000, optimizer: { adam: { beta1: 0.0..0.9 step "
                + "0.00001 } } }").Diagnostics).Message,
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Digests(SanExperiment experiment)
    {
        CompletedSink sink = new();
        new CpuEngine(ActivationRegistry.Instance, 2).Run(
            NetworkPlan.Of(experiment), ExperimentData.Load(experiment).Data, sink, CancellationToken.None);
        return sink.Results.ToDictionary(r => r.Trial.Key, r => r.Digest, StringComparer.Ordinal);
    }

    private static ReadResult Read(string key, string value) =>
        Read("training: { " + (key is "epochs" or "loss" ? $"{key}: {value}" : $"optimizer: {{ adam: {{ {key}: {value} }} }}") + " }");

    private static ReadResult Read(string line) => ExperimentReader.Read(
        $"name: sample\ndatasets: [synthetic_ecg]\nmodel: {{ kernel_size: 5 }}\nactivations: [identity]\n{line}",
        "x.yaml",
        ActivationRegistry.Instance.Schemas);
}
