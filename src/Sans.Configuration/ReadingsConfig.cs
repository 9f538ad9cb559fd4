using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;

namespace Sans.Configuration;

/// <summary>
/// Alternative readings of the paper: literal, or as in the authors' later code (docs/method/san-paper.md, 6.0). They do not
/// give the printed tables. All are off by default.
/// </summary>
/// <param name="Initialization">The initial kernels (6.1).</param>
/// <param name="UseKernelAreas">
/// Whether φ in 2-D is also measured with W = Σ m², beside W = Σ m (6.2). Σ m² reads Eq. (2) literally: every sample of a
/// kernel costs.
/// </param>
/// <param name="Decoder">The operation of the decoder (3.2).</param>
public sealed record ReadingsConfig(Sweep<KernelInitialization> Initialization, bool UseKernelAreas, Sweep<KernelDecoder> Decoder)
{
    /// <summary>The readings that give the printed tables.</summary>
    public static readonly ReadingsConfig None = new(KernelInitialization.Normal, false, KernelDecoder.Correlation);

    /// <summary>Whether the decoder of one training is the transpose of the encoder.</summary>
    public bool UseTransposedDecoder => Decoder.Value == KernelDecoder.Transposed;

    /// <summary>The number of points of <see cref="Expand"/>.</summary>
    internal double Count => ModelKeys.Readings.Count(this);

    /// <summary>The readings with one value for each setting, the first changing slowest.</summary>
    public IEnumerable<SweepPoint<ReadingsConfig>> Expand() => ModelKeys.Readings.Expand(this);

    /// <summary>Every reading of one training that an experiment can sweep, by its name in tables.</summary>
    public IEnumerable<Parameter> Settings() => ModelKeys.Readings.Settings(this);
}

/// <summary>The operation of the decoder.</summary>
public enum KernelDecoder
{
    /// <summary>The correlation of the encoder.</summary>
    Correlation,

    /// <summary>The transpose of the encoder.</summary>
    Transposed,
}

/// <summary>The initial kernels.</summary>
public enum KernelInitialization
{
    /// <summary>Every weight is drawn from N(0, 0.1).</summary>
    Normal,

    /// <summary>Every weight is 0.1.</summary>
    Constant,

    /// <summary>Pieces of the training examples, divided by their norm.</summary>
    Data,

    /// <summary>Pieces of the training examples, each that of the largest Σx² among 30, divided by their norm.</summary>
    Energy,
}
