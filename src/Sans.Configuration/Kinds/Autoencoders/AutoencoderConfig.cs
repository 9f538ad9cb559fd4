namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>An autoencoder with one hidden layer (docs/method/sparsity-penalties.md, section 4).</summary>
/// <param name="HiddenUnits">Number of units H of the code. In an experiment there may be several.</param>
/// <param name="IsTied">Whether the decoder is the transposed encoder.</param>
/// <param name="IsUnitNorm">
/// Whether the decoder's weights of each unit are scaled to norm 1 after every step. It requires an untied decoder.
/// </param>
/// <param name="Output">The kind of output, which decides the loss.</param>
public sealed record AutoencoderConfig(Sweep<int> HiddenUnits, bool IsTied, bool IsUnitNorm, OutputUnit Output)
{
    /// <summary>The networks, in order.</summary>
    public IEnumerable<AutoencoderConfig> Expand() => AutoencoderKeys.Model.Expand(this).Select(p => p.Value);
}

/// <summary>The output of an autoencoder, and the loss that belongs to it.</summary>
public enum OutputUnit
{
    /// <summary>Probabilities, with the cross-entropy of binary data.</summary>
    Sigmoid,

    /// <summary>Numbers, with the squared error.</summary>
    Identity,
}

/// <summary>The settings for measures of a code.</summary>
/// <param name="NearZero">The magnitude τ up to which a value counts as nearly zero.</param>
/// <param name="RecentSamples">
/// The number n of training samples without firing after which a unit counts as dead. In a shorter training, a unit is dead
/// that never fired.
/// </param>
public sealed record CodeMeasureConfig(double NearZero, int RecentSamples);
