using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>One layer of a classifier.</summary>
public abstract record LayerConfig
{
    /// <summary>The name of the layer in YAML.</summary>
    public abstract string Name { get; }

    /// <summary>The input that it accepts, in words: <c>maps of at least 5 samples</c>.</summary>
    internal abstract string Takes { get; }

    /// <summary>Its parameters as messages show them, or empty where it has none.</summary>
    private protected abstract string Parameters { get; }

    /// <summary>The shape of its output, or <see langword="null"/> where the input does not fit.</summary>
    internal abstract LayerShape? Through(LayerShape input);

    /// <summary>Number of weights and biases for an input that fits.</summary>
    internal virtual long WeightCount(LayerShape input) => 0;

    /// <summary>Name and parameters in one line: <c>conv1d(channels=3, kernel_size=5)</c>.</summary>
    public sealed override string ToString() => Parameters.Length == 0 ? Name : $"{Name}({Parameters})";
}

/// <summary>Valid correlation with stride 1 over signals. Each output map is a sum over all input maps plus a bias.</summary>
/// <param name="Channels">Number of output maps.</param>
/// <param name="KernelSize">Samples of each kernel. A map becomes shorter by this less one.</param>
public sealed record Conv1dLayer(int Channels, int KernelSize) : LayerConfig
{
    /// <inheritdoc/>
    public override string Name => "conv1d";

    internal override string Takes => $"maps of at least {ValueSchema.Format(KernelSize)} samples";

    private protected override string Parameters =>
        $"channels={ValueSchema.Format(Channels)}, kernel_size={ValueSchema.Format(KernelSize)}";

    internal override LayerShape? Through(LayerShape input) =>
        input.Dimensions == 1 && input.Width >= KernelSize ? LayerShape.Signals(Channels, input.Width - KernelSize + 1) : null;

    internal override long WeightCount(LayerShape input) => Channels * (((long)input.Channels * KernelSize) + 1);
}

/// <summary>Valid correlation with stride 1 over images. Each output map is a sum over all input maps plus a bias.</summary>
/// <param name="Channels">Number of output maps.</param>
/// <param name="KernelSize">Side of each kernel. The sides of a map become shorter by this less one.</param>
public sealed record Conv2dLayer(int Channels, int KernelSize) : LayerConfig
{
    /// <inheritdoc/>
    public override string Name => "conv2d";

    internal override string Takes => $"maps of at least {ValueSchema.Format(KernelSize)} × {ValueSchema.Format(KernelSize)}";

    private protected override string Parameters =>
        $"channels={ValueSchema.Format(Channels)}, kernel_size={ValueSchema.Format(KernelSize)}";

    internal override LayerShape? Through(LayerShape input) =>
        input.Dimensions == 2 && Math.Min(input.Height, input.Width) >= KernelSize
            ? LayerShape.Images(Channels, input.Height - KernelSize + 1, input.Width - KernelSize + 1)
            : null;

    internal override long WeightCount(LayerShape input) => Channels * (((long)input.Channels * KernelSize * KernelSize) + 1);
}

/// <summary>The larger of each number and zero.</summary>
public sealed record ReluLayer : LayerConfig
{
    /// <inheritdoc/>
    public override string Name => "relu";

    internal override string Takes => "anything";

    private protected override string Parameters => "";

    internal override LayerShape? Through(LayerShape input) => input;
}

/// <summary>
/// The largest value of each whole cell of a map: of samples in a signal, of squares in an image. Samples behind the last whole
/// cell are dropped. Ties go to the lower index.
/// </summary>
/// <param name="Size">Samples, or the side, of a cell.</param>
public sealed record MaxPoolLayer(int Size) : LayerConfig
{
    /// <inheritdoc/>
    public override string Name => "max_pool";

    internal override string Takes =>
        $"maps of at least {ValueSchema.Format(Size)} samples or {ValueSchema.Format(Size)} × {ValueSchema.Format(Size)}";

    private protected override string Parameters => $"size={ValueSchema.Format(Size)}";

    internal override LayerShape? Through(LayerShape input) => input.Dimensions switch
    {
        1 when input.Width >= Size => LayerShape.Signals(input.Channels, input.Width / Size),
        2 when Math.Min(input.Height, input.Width) >= Size => LayerShape.Images(input.Channels, input.Height / Size, input.Width / Size),
        _ => null,
    };
}

/// <summary>Joins all maps to one row of numbers: map after map, in each row after row.</summary>
public sealed record FlattenLayer : LayerConfig
{
    /// <inheritdoc/>
    public override string Name => "flatten";

    internal override string Takes => "anything";

    private protected override string Parameters => "";

    internal override LayerShape? Through(LayerShape input) => LayerShape.Row(input.Size);
}

/// <summary>A dense layer: each output is a weighted sum of all inputs plus a bias.</summary>
/// <param name="Units">Number of outputs.</param>
public sealed record LinearLayer(int Units) : LayerConfig
{
    /// <inheritdoc/>
    public override string Name => "linear";

    internal override string Takes => "one row of numbers (what 'flatten' gives)";

    private protected override string Parameters => $"units={ValueSchema.Format(Units)}";

    internal override LayerShape? Through(LayerShape input) => input.Dimensions == 0 ? LayerShape.Row(Units) : null;

    internal override long WeightCount(LayerShape input) => Units * ((long)input.Size + 1);
}
