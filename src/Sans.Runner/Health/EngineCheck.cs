using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Runner.Health;

/// <summary>
/// Trains one small network and compares its digest, to check on this machine that results have the same bits.
/// </summary>
internal static class EngineCheck
{
    /// <summary>The expected digest on every machine. It changes with the digests in the tests of the engine.</summary>
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
            ? new Finding(name, $"a small training gives the expected digest {ExpectedDigest}")
            : new Finding(name, $"a small training gives {digest} instead of {ExpectedDigest}: results of this machine are not "
                + "comparable. Please report it", IsWrong: true);
    }

    /// <summary>Trains the small network.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="activations">The activations.</param>
    /// <exception cref="TrialFailedException">The training failed.</exception>
    /// <exception cref="EngineUnavailableException">The engine does not run here.</exception>
    public static NetworkResult Train(EngineChoice engine, IActivationRegistry activations)
    {
        var experiment = (SanExperiment)ExperimentReader.Read(Experiment, "health-check.yaml", activations.Schemas).Config!;
        LastResult last = new();
        engine.Create(activations, jobs: 1).Run(
            NetworkPlan.Of(experiment), ExperimentData.Load(experiment).Data, last, CancellationToken.None);
        return last.Value!;
    }

    private sealed class LastResult : ITrialSink<NetworkTrial, NetworkResult>
    {
        public NetworkResult? Value { get; private set; }

        public void Completed(NetworkResult result) => Value = result;

        public void Failed(NetworkTrial trial, string reason, Exception? defect) => throw new TrialFailedException(reason);
    }
}
