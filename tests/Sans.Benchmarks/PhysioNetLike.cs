using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Networks.Data;

namespace Sans.Benchmarks;

/// <summary>Trainings of the size of Table I: 12 windows of 1,000 samples, 30 epochs, batches of two.</summary>
internal static class PhysioNetLike
{
    /// <summary>The label of the signal.</summary>
    public const string Dataset = "ecg";

    /// <summary>The activation: Extrema with its distance of Table I.</summary>
    public const int BorderTolerance = 3;

    /// <summary>The experiment as its YAML declares it.</summary>
    public static readonly SanExperiment Experiment = Read("""
        name: physionet-like
        datasets: [synthetic_ecg: { label: ecg }]
        window: { samples: 12000, length: 1000 }
        split: { train: 6, validation: 2, test: 4 }
        model: { kernel_size: 1..249 }
        activations: [identity, relu, top_k_absolutes, extrema_pool_indices, extrema: { border_tolerance: 3 }]
        training: { epochs: 30, batch_size: 2 }
        """);

    /// <summary>The training settings of each.</summary>
    public static readonly TrainingConfig Training = Experiment.Training.Expand().Single().Value;

    /// <summary>Its signal.</summary>
    public static NetworkData Load() => ExperimentData.Load(Experiment).Data;

    /// <summary>One training.</summary>
    public static NetworkTrial Trial(ActivationConfig activation, int kernelSize, int seed = 0, string dataset = Dataset) =>
        new(dataset, activation, activation.Name, 1, kernelSize, seed, Training, Protocol.AsPublished);

    private static SanExperiment Read(string yaml)
    {
        ReadResult result = ExperimentReader.Read(yaml, "physionet-like.yaml", Experiments.ActivationRegistry.Instance.Schemas);
        return (SanExperiment?)result.Config ?? throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }
}
