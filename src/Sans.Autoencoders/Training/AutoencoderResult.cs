using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>The result of one training of an autoencoder.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Payload">The measures and the fingerprint.</param>
/// <param name="Duration">Wall time of the training.</param>
public sealed record AutoencoderResult(AutoencoderTrial Trial, AutoencoderPayload Payload, TimeSpan Duration) : ITrialResult
{
    /// <inheritdoc/>
    public string Digest { get; } = AutoencoderDigest.Of(Payload);

    /// <summary>The measures on the test examples.</summary>
    public CodeMeasures Measures => Payload.Measures;

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;
}
