using Sans.Configuration;

namespace Sans.Core.Training;

/// <summary>The shape of one example: a signal of one row, or an image, row by row.</summary>
/// <param name="Height">Rows, 1 for a signal.</param>
/// <param name="Width">Samples of a row.</param>
public readonly record struct ExampleShape(int Height, int Width)
{
    /// <summary>Samples n of an example.</summary>
    public int Length => checked(Height * Width);

    /// <summary>
    /// The dimensions of an example. They decide whether kernels are vectors or squares, and the cost of a position in φ.
    /// </summary>
    public SignalDimensions Dimensions => Height == 1 ? SignalDimensions.One : SignalDimensions.Two;

    /// <summary>The shape of a signal.</summary>
    /// <param name="length">Samples n.</param>
    public static ExampleShape Signal(int length) => new(1, length);

    /// <summary>Weights of one kernel: m for a signal, m² for an image.</summary>
    /// <param name="kernelSize">Samples m of a kernel, or of its side.</param>
    public int WeightsOf(int kernelSize) => Dimensions == SignalDimensions.One ? kernelSize : checked(kernelSize * kernelSize);

    /// <summary>The shape in words: <c>1000</c> or <c>28 × 28</c>.</summary>
    public override string ToString() =>
        Height == 1 ? FormattableString.Invariant($"{Width}") : FormattableString.Invariant($"{Height} × {Width}");
}
