namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>An autoencoder with one hidden layer (docs/method/sparsity-penalties.md, section 4).</summary>
/// <param name="HiddenUnits">Units H of the code. In an experiment one number or several.</param>
/// <param name="IsTied">Whether the decoder is the transposed encoder.</param>
/// <param name="IsUnitNorm">Whether the decoder's weights of each unit are scaled to norm 1 after every step. Untied only.</param>
/// <param name="Output">What the output is taken for, and with it the loss.</param>
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

/// <summary>How a code is measured.</summary>
/// <param name="NearZero">τ: a magnitude up to which a value counts as nearly zero.</param>
/// <param name="RecentSamples">
/// n: a unit that did not fire in training for so many samples counts as dead in training. Of a shorter training, one that
/// never fired.
/// </param>
public sealed record CodeMeasureConfig(double NearZero, int RecentSamples);
