namespace Sans.Configuration;

/// <summary>
/// The paper read literally, or as the authors' later code has it, where that does not give the printed tables (docs/method/san-paper.md, 6.0); all of them off by default.
/// </summary>
/// <param name="Initialization">Where kernels begin (6.1).</param>
/// <param name="UseKernelAreas">In 2-D φ is also measured with W = Σ m² (Eq. 2 read literally: every sample of a kernel costs), beside the one with W = Σ m (6.2).</param>
/// <param name="UseTransposedDecoder">The decoder is the transpose of the encoder, instead of the same correlation (3.2).</param>
public sealed record ReadingsConfig(
    KernelInitialization Initialization = KernelInitialization.Normal,
    bool UseKernelAreas = false,
    bool UseTransposedDecoder = false)
{
    /// <summary>The readings that give the printed tables.</summary>
    public static readonly ReadingsConfig None = new();

    /// <summary>Every reading that an experiment can sweep, by the name that tables give it.</summary>
    public IEnumerable<Parameter> Settings() =>
    [
        new("initialization", Initialization.ToString().ToLowerInvariant()),
        new("decoder", UseTransposedDecoder ? "transposed" : "correlation"),
    ];
}

/// <summary>Where kernels begin.</summary>
public enum KernelInitialization
{
    /// <summary>Every weight is drawn from N(0, 0.1).</summary>
    Normal,

    /// <summary>Every weight is 0.1.</summary>
    Constant,

    /// <summary>Pieces of the training examples, divided by their norm.</summary>
    Data,
}
