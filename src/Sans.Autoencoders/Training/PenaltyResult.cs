using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>What a training of an autoencoder came to.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Findings">What was measured.</param>
/// <param name="Duration">Wall time of the training.</param>
public sealed record PenaltyResult(PenaltyTrial Trial, PenaltyFindings Findings, TimeSpan Duration) : ITrialResult
{
    /// <inheritdoc/>
    public string Digest { get; } = FindingsDigest.Of(Findings);

    /// <summary>The measures on the test examples.</summary>
    public CodeMeasures Measures => Findings.Measures;

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;
}
