using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Studies;
using Sans.Runs;

namespace Sans.Runner.Health;

/// <summary>Trains one small network and compares the digest: the promise of equal bits, on this machine.</summary>
internal static class EngineCheck
{
    /// <summary>What every machine must find; it changes with the digests that the tests of the engine pin.</summary>
    private const string ExpectedDigest = "76fb992d1c43d07c";

    private const string Experiment = """
        name: health-check
        datasets: [synthetic_motifs]
        window: { samples: 1200, length: 100 }
        model: { kernel_size: 9 }
        activations: [extrema_pool_indices]
        training: { epochs: 3 }
        """;

    public static Finding Examine(IActivationRegistry activations)
    {
        string name = "engine " + Engines.Embedded.Name;
        string digest = Train(Engines.Embedded, activations).Digest;
        return digest == ExpectedDigest
            ? new Finding(name, $"a small training gives the digest {ExpectedDigest}, as it should")
            : new Finding(name, $"a small training gives {digest}, and {ExpectedDigest} elsewhere: results of this machine are not comparable. Please report it", IsWrong: true);
    }

    /// <summary>Trains the small network.</summary>
    /// <param name="engine">What trains it.</param>
    /// <param name="activations">The activations.</param>
    /// <exception cref="TrialFailedException">The training failed.</exception>
    /// <exception cref="UserErrorException">There is no such engine or device.</exception>
    public static NetworkResult Train(EngineChoice engine, IActivationRegistry activations)
    {
        ExperimentConfig config = ExperimentReader.Read(Experiment, "health-check.yaml", activations.Schemas).Config!;
        var study = Studies.Of(config, engine, activations, jobs: 1);
        Outcome outcome = new();
        study.Train(study.Plan, study.Load(DataFolder.Find(), skipMissing: false), outcome, CancellationToken.None);
        return outcome.Result!;
    }

    private sealed class Outcome : ITrialSink
    {
        public NetworkResult? Result { get; private set; }

        public void Completed(ITrialResult result) => Result = (NetworkResult)result;

        public void Failed(ITrial trial, string reason, Exception? defect) => throw new TrialFailedException(reason);
    }
}
