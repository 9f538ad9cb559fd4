using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

/// <summary>Keys of one dataset, which are merged over those of the experiment.</summary>
public sealed class DatasetOverlayTests
{
    [Theory]
    [InlineData("penalty: { mean_square: { weight: 0.5 } }")]
    [InlineData("penalty: { l1: { weight: 0.5 } }")]
    [InlineData("reinitialize: { similarity: 0.9 }")]
    [InlineData("reinitialize: {}")]
    [InlineData("dropout: { rate: 0.5 }")]
    [InlineData("loss: huber")]
    [InlineData("optimizer: { adam: { beta1: 0.5 } }")]
    public void What_it_leaves_out_has_the_defaults_that_it_has_in_the_experiment(string training) =>
        Assert.Equal(Of("", training).Training, Of(training, "").Datasets[0].Overrides!.Training);

    [Theory]
    [InlineData(
        "penalty: { l1: { weight: 0.5 } }", "penalty: { l1: { weight_relative: true } }", "{ weight: 0.5, weight_relative: true }")]
    [InlineData("loss: { huber: { delta: 3 } }", "loss: huber", "loss: { huber: { delta: 3 } }")]
    [InlineData(
        "reinitialize: { epochs: [3] }", "reinitialize: { similarity: 0.9 }", "reinitialize: { epochs: [3], similarity: 0.9 }")]
    public void What_it_leaves_out_is_that_of_the_experiment(string whole, string own, string expected) =>
        Assert.Contains(expected, ResolvedDataset(Of(own, whole)), StringComparison.Ordinal);

    private static string ResolvedDataset(SanExperiment experiment) =>
        ResolvedYaml.Write(experiment).Split('\n').Single(l => l.StartsWith("  - synthetic_ecg", StringComparison.Ordinal));

    /// <summary>An experiment with settings of a training for its dataset and for itself.</summary>
    private static SanExperiment Of(string own, string whole) => TestExperiments.Read($$"""
        name: sample
        datasets: [synthetic_ecg: { training: { {{own}} } }]
        model: { kernel_size: 5 }
        activations: [identity]
        training: { {{whole}} }
        """);
}
