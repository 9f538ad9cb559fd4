using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Runner.Running;

namespace Sans.Runner.Health;

/// <summary>Trains one small network and compares the digest: the promise of equal bits, on this machine.</summary>
internal static class EngineCheck
{
    /// <summary>What every machine has found so far; it changes with the digests that the tests of the engine pin.</summary>
    private const string ExpectedDigest = "764d5c28979ab067";

    private const string Experiment = """
        name: health-check
        datasets: [synthetic_motifs]
        window: { samples: 1200, length: 100 }
        model: { kernel_size: 9 }
        activations: [extrema_pool_indices]
        training: { epochs: 3 }
        """;

    public static Finding Examine(string engine, IActivationRegistry activations)
    {
        ExperimentConfig config = ExperimentReader.Read(Experiment, "health-check.yaml", activations.Schemas).Config!;
        var study = Studies.Of(config, engine, activations, jobs: 1);
        Outcome outcome = new();
        study.Train(study.Plan, study.Load(DataFolder.Find(), skipMissing: false), outcome, CancellationToken.None);
        return outcome.Digest == ExpectedDigest
            ? new Finding("engine " + engine, $"a small training gives the digest {ExpectedDigest}, as it should")
            : new Finding("engine " + engine, $"a small training gives {outcome.Digest}, and {ExpectedDigest} elsewhere: results of this machine are not comparable. Please report it", IsWrong: true);
    }

    private sealed class Outcome : ITrialSink
    {
        public string Digest { get; private set; } = "nothing";

        public void Completed(ITrialResult result) => Digest = result.Digest;

        public void Failed(ITrial trial, string reason, Exception? defect) => Digest = reason;
    }
}
