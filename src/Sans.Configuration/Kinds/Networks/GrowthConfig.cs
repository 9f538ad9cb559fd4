namespace Sans.Configuration.Kinds.Networks;

/// <summary>Kernels that are added one by one on a dataset (docs/method/extensions.md, 5.3).</summary>
/// <param name="Most">The largest number of kernels q.</param>
/// <param name="Freeze">Whether earlier kernels stay as they are when a kernel is added.</param>
public sealed record GrowConfig(int Most, bool Freeze) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Growth;
}

/// <summary>Datasets that are learned one after another (docs/method/extensions.md, 5.2 to 5.4).</summary>
/// <param name="Gate">The kernels that take part in an example.</param>
/// <param name="Freeze">Whether earlier kernels stay as they are.</param>
/// <param name="Create">Whether a later dataset gets kernels of its own. Otherwise the kernels of the first one train on.</param>
/// <param name="Initialization">The first weights of kernels of a later dataset.</param>
/// <param name="Trigger">The condition for kernels of a later dataset, or <see langword="null"/> where each one has some.</param>
public sealed record ContinualConfig(
    ModeGate Gate, bool Freeze, bool Create, ModeInitialization Initialization, TriggerConfig? Trigger) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Continual;
}

/// <summary>The condition for a new mode: a number of examples in succession that the present modes explain badly.</summary>
/// <param name="Ratio">An example is foreign if its φ exceeds the mean φ of its mode by this factor.</param>
/// <param name="Patience">The number of foreign examples in succession that create a mode.</param>
public sealed record TriggerConfig(double Ratio, int Patience);

/// <summary>The modes that take part in an example.</summary>
public enum ModeGate
{
    /// <summary>The subset of modes with the least φ of the example.</summary>
    Example,

    /// <summary>All modes. Their kernels compete for positions.</summary>
    Competition,

    /// <summary>All modes. Their reconstructions are added.</summary>
    None,
}

/// <summary>The first weights of the kernels of a new mode.</summary>
public enum ModeInitialization
{
    /// <summary>They are drawn like those of any network.</summary>
    Random,

    /// <summary>They are the piece of the residual with the largest sum of magnitudes.</summary>
    Residual,
}
