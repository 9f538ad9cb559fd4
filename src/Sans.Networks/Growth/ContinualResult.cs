using Sans.Core.Numerics;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Studies;

namespace Sans.Networks.Growth;

/// <summary>The course of a phase.</summary>
/// <param name="HasMode">Whether it created a mode.</param>
/// <param name="KernelSizes">The size m of each kernel of its mode, or empty where it has none.</param>
/// <param name="WeightCount">W of all modes after the phase.</param>
/// <param name="Delay">
/// Number of training examples until the trigger created the mode, or <see langword="null"/> where it did not.
/// </param>
/// <param name="AlarmCount">
/// Number of modes that the trigger would create on the test examples of the phase, or <see langword="null"/> without a trigger.
/// </param>
internal sealed record ContinualPhase(bool HasMode, IReadOnlyList<int> KernelSizes, int WeightCount, int? Delay, int? AlarmCount);

/// <summary>The kept part of a result, which is the journal's record.</summary>
internal sealed record ContinualPayload
{
    public required IReadOnlyList<ContinualPhase> Phases { get; init; }

    /// <summary>φ on the test examples of each phase (first index) after each phase (second index).</summary>
    public required IReadOnlyList<IReadOnlyList<PhiMean>> Phi { get; init; }

    /// <summary>The forgetting of each phase where every reconstruction is as before: what later kernels cost.</summary>
    public required IReadOnlyList<double> Charges { get; init; }

    /// <summary>
    /// Number of test examples of each phase whose reconstruction after the last phase differs from that after their own.
    /// </summary>
    public required IReadOnlyList<int> ChangedCounts { get; init; }

    /// <summary>The phase that each network was trained in.</summary>
    public required IReadOnlyList<int> NetworkPhases { get; init; }

    /// <summary>The network of each mode, or the network of all kernels where modes are not trained alone.</summary>
    public required IReadOnlyList<SanPayload> Networks { get; init; }

    /// <summary>φ̄ of a phase after the last phase minus φ̄ after its own.</summary>
    /// <param name="phase">The phase.</param>
    public double Forgetting(int phase) => Phi[phase][^1].MeanPhi - Phi[phase][phase].MeanPhi;

    /// <summary>The result of the record.</summary>
    /// <exception cref="FormatException">The record does not fit the trial.</exception>
    public ContinualResult ToResult(GrownTrial trial, TimeSpan duration)
    {
        NetworkTrial[] phases = [.. trial.Networks.DistinctBy(n => n.Dataset)];
        int count = phases.Length;
        bool fits = Phases.Count == count
            && Phi.Count == count
            && Phi.All(p => p.Count == count)
            && Charges.Count == count
            && ChangedCounts.Count == count
            && Networks.Count > 0
            && NetworkPhases.Count == Networks.Count
            && NetworkPhases.All(p => p >= 0 && p < count);
        return fits
            ? new ContinualResult(
                trial, this, [.. Networks.Zip(NetworkPhases, (n, p) => GrownTrial.ResultOf(n, phases[p]))], duration)
            : throw new FormatException($"its numbers are not those of {count} phases");
    }
}

/// <summary>The result of datasets that were learned one after another.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Payload">Its numbers.</param>
/// <param name="Networks">The network of each mode, or the network of all kernels where modes are not trained alone.</param>
/// <param name="Duration">Wall time.</param>
internal sealed record ContinualResult(
    GrownTrial Trial, ContinualPayload Payload, IReadOnlyList<NetworkResult> Networks, TimeSpan Duration) : ITrialResult
{
    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;

    /// <summary>SHA-256 over all numbers and networks, first 16 hexadecimal digits. It is equal only for equal bits.</summary>
    public string Digest { get; } = DigestOf(Payload, Networks);

    private static string DigestOf(ContinualPayload payload, IReadOnlyList<NetworkResult> networks)
    {
        DigestBuilder digest = new();
        foreach (ContinualPhase phase in payload.Phases)
        {
            digest.AddIntegers(
                [phase.HasMode ? 1 : 0, phase.WeightCount, phase.Delay ?? -1, phase.AlarmCount ?? -1, .. phase.KernelSizes]);
        }

        foreach (PhiMean mean in payload.Phi.SelectMany(p => p))
        {
            digest.Add(mean.InverseCompressionRatio, mean.NormalizedReconstructionLoss, mean.MeanPhi, mean.LeftOutCount);
        }

        digest.Add([.. payload.Charges]);
        digest.AddIntegers([.. payload.ChangedCounts, .. payload.NetworkPhases]);
        foreach (NetworkResult network in networks)
        {
            digest.Add(network.Digest);
        }

        return digest.Text();
    }
}
