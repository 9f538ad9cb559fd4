using Sans.Core.Numerics;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Studies;

namespace Sans.Networks.Growth;

/// <summary>The result of a growth.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Stages">Each number of kernels that was tried, from one on.</param>
/// <param name="Network">The network that was kept.</param>
/// <param name="Duration">Wall time.</param>
internal sealed record GrowthResult(
    GrownTrial Trial, IReadOnlyList<GrowthStage> Stages, NetworkResult Network, TimeSpan Duration) : ITrialResult
{
    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;

    /// <summary>SHA-256 over all stages and the network, first 16 hexadecimal digits. It is equal only for equal bits.</summary>
    public string Digest { get; } = DigestOf(Stages, Network);

    private static string DigestOf(IReadOnlyList<GrowthStage> stages, NetworkResult network)
    {
        DigestBuilder digest = new();
        foreach (GrowthStage stage in stages)
        {
            digest.AddIntegers([stage.IsKept ? 1 : 0, stage.Epoch, .. stage.KernelSizes]);
            foreach (PhiMean mean in (ReadOnlySpan<PhiMean>)[stage.Validation, stage.Test])
            {
                digest.Add(mean.InverseCompressionRatio, mean.NormalizedReconstructionLoss, mean.MeanPhi, mean.LeftOutCount);
            }
        }

        digest.Add(network.Digest);
        return digest.Text();
    }
}

/// <summary>The journal's record of a growth.</summary>
internal sealed record GrowthPayload
{
    public required IReadOnlyList<GrowthStage> Stages { get; init; }

    public required SanPayload Network { get; init; }

    public static GrowthPayload Of(GrowthResult result) => new() { Stages = result.Stages, Network = SanPayload.Of(result.Network) };

    /// <summary>The result of the record.</summary>
    /// <exception cref="FormatException">The record does not fit the trial.</exception>
    public GrowthResult ToResult(GrownTrial trial, TimeSpan duration) => Stages is [{ IsKept: true }, ..]
        ? new GrowthResult(trial, Stages, GrownTrial.ResultOf(Network, trial.First), duration)
        : throw new FormatException("a growth begins with a stage that is kept");
}
