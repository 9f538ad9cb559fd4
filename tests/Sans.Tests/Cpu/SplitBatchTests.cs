using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Tests.Cpu;

/// <summary>One training on several cores.</summary>
public sealed class SplitBatchTests
{
    private const string Yaml = """
        name: split
        datasets: [synthetic_ecg]
        window: { samples: 2700, length: 300 }
        split: { train: 5, validation: 2, test: 2 }
        model: { kernels: 3, kernel_size: [5, 40, 100], scales: SCALES }
        activations: [ACTIVATION]
        training: { TRAINING }
        """;

    /// <summary>
    /// Few lags and many, sparse maps and dense ones, slopes that are signs and others take different forms of the operations.
    /// The last batch is smaller than the first.
    /// </summary>
    [Theory]
    [InlineData("identity")]
    [InlineData("relu")]
    [InlineData("top_k_absolutes")]
    [InlineData("extrema_pool_indices")]
    [InlineData("extrema: { border_tolerance: 3 }")]
    [InlineData("extrema_competition")]
    [InlineData("top_k_sample")]
    [InlineData("phi_pursuit")]
    [InlineData("matching_pursuit: { steps: 6 }")]
    [InlineData("identity_values")]
    [InlineData("batch_top_k")]
    [InlineData("learned_shrinkage")]
    public void The_number_of_cores_changes_no_bit(string activation)
    {
        foreach (string training in new[]
        {
            "epochs: 2, batch_size: 2",
            "epochs: 2, batch_size: 3, loss: mse, penalty: { l1: { weight: 0.1 } }",
            "epochs: 1, batch_size: 5",
        })
        {
            string[] expected = Digests(activation, training, null);
            Assert.Equal(expected, Digests(activation, training, new CoreShare(1, 1, 0)));
            Assert.Equal(expected, Digests(activation, training, new CoreShare(2, 1, 0)));
            Assert.Equal(expected, Digests(activation, training, new CoreShare(3, 1, 0, mostBytes: 1)));
            Assert.Equal(expected, Digests(activation, training, new CoreShare(5, 1, 0)));
        }
    }

    /// <summary>A penalty over means looks at the batch before it learns. Dropout draws one number after another.</summary>
    [Theory]
    [InlineData("relu", "penalty: { mean_square: { weight: 0.5, mean_over: batch, weight_relative: true } }")]
    [InlineData("extrema_competition", "penalty: { mean_square: { weight: 0.5, mean_over: batch, weight_relative: true } }")]
    [InlineData("extrema", "dropout: { rate: 0.2 }")]
    [InlineData("jump_relu", "loss: mae")]
    public void The_number_of_cores_changes_no_bit_of_steps_with_an_order(string activation, string settings)
    {
        string training = "epochs: 2, batch_size: 3, " + settings;
        Assert.Equal(Digests(activation, training, null), Digests(activation, training, new CoreShare(3, 1, 0)));
    }

    /// <summary>Copies of kernels are kernels of the network that is split.</summary>
    [Fact]
    public void The_number_of_cores_changes_no_bit_of_scaled_kernels()
    {
        const string training = "epochs: 2, batch_size: 3";
        string[] expected = Digests("extrema", training, null, "[0.7, 1, 1.4]");
        Assert.Equal(expected, Digests("extrema", training, new CoreShare(3, 1, 0), "[0.7, 1, 1.4]"));
        Assert.Empty(expected.Intersect(Digests("extrema", training, null)));
    }

    [Theory]
    [InlineData(4, 9, 0, 1)]
    [InlineData(4, 9, 5, 1)]
    [InlineData(4, 9, 7, 2)]
    [InlineData(4, 9, 8, 4)]
    [InlineData(4, 9, 9, 4)]
    [InlineData(5, 2, 0, 2)]
    [InlineData(1, 1, 0, 1)]
    public void Trials_share_the_cores_that_are_left(int cores, int trials, int ended, int share)
    {
        CoreShare all = new(cores, trials);
        for (int i = 0; i < ended; i++)
        {
            Assert.Throws<TrialFailedException>(() => all.Run<int>(() => throw new TrialFailedException("diverged")));
        }

        Assert.Equal(share, all.PerTrial);
    }

    /// <summary>A training that diverges does so in the same epoch, and a defect of an activation keeps its exception.</summary>
    [Fact]
    public void Failures_are_those_of_one_core()
    {
        const string diverging = "epochs: 3, batch_size: 4, optimizer: { adam: { learning_rate: 1e38 } }";
        string expected = Assert.Throws<TrialFailedException>(() => Digests("relu", diverging, null)).Message;
        Assert.Equal(expected, Assert.Throws<TrialFailedException>(() => Digests("relu", diverging, new CoreShare(3, 1, 0))).Message);
        Assert.StartsWith("one", Assert.Throws<InvalidOperationException>(
            () => Digests("throwing", "epochs: 1", new CoreShare(3, 1, 0))).Message, StringComparison.Ordinal);
    }

    private static string[] Digests(string activation, string training, CoreShare? cores, string scales = "[1]")
    {
        SanExperiment experiment = TestExperiments.Read(Yaml
            .Replace("ACTIVATION", activation, StringComparison.Ordinal)
            .Replace("SCALES", scales, StringComparison.Ordinal)
            .Replace("TRAINING", training, StringComparison.Ordinal));
        var data = PreparedSplit.Of(ExperimentData.Load(experiment).Data["synthetic_ecg"], largestKernel: 140);
        WorkerMemory memory = new(cores);
        return
        [
            .. NetworkPlan.Of(experiment).Select(trial => ActivationRegistry.Instance.Visit(
                trial.Activation, new SanTraining(trial, data, 140, memory, null, CancellationToken.None)).Digest),
        ];
    }
}
