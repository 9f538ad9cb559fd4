namespace Sans.Core.Training;

/// <summary>Examples of equal shape: windows cut from a signal, or images.</summary>
public sealed class SignalWindows
{
    private readonly float[] _samples;

    /// <summary>Wraps windows of a signal that lie one after another.</summary>
    /// <param name="samples"><c>[count · length] float32</c>, finite. The array must not change afterwards.</param>
    /// <param name="length">Samples n of one example, at least 1.</param>
    /// <exception cref="ArgumentException">The samples are no whole number of examples.</exception>
    public SignalWindows(float[] samples, int length)
        : this(samples, ExampleShape.Signal(length))
    {
    }

    /// <summary>Wraps examples that lie one after another.</summary>
    /// <param name="samples">
    /// <c>[count · height · width] float32</c>, finite, each example row by row. The array must not change afterwards.
    /// </param>
    /// <param name="shape">The shape of one example. Its sides are at least 1.</param>
    /// <exception cref="ArgumentException">The samples are no whole number of examples.</exception>
    public SignalWindows(float[] samples, ExampleShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Width, 1);
        if (samples.Length % shape.Length != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are not a whole number of examples of {shape}", nameof(samples));
        }

        _samples = samples;
        Shape = shape;
        Count = samples.Length / shape.Length;
    }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>The shape of one example.</summary>
    public ExampleShape Shape { get; }

    /// <summary>Samples n of one example.</summary>
    public int Length => Shape.Length;

    /// <summary>All samples, <c>[count · n] float32</c>, example after example.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>An example, <c>[length] float32</c>.</summary>
    public ReadOnlySpan<float> this[int index] => _samples.AsSpan(index * Length, Length);
}

/// <summary>A dataset ready for training.</summary>
/// <param name="Train">Examples to learn from.</param>
/// <param name="Validation">Examples to choose by.</param>
/// <param name="Test">Examples for the table.</param>
/// <param name="Digest">Fingerprint of all examples, and of their labels where there are any.</param>
/// <param name="Labels">The class of each example, or <see langword="null"/> where a dataset has none.</param>
public sealed record SignalSplit(
    SignalWindows Train, SignalWindows Validation, SignalWindows Test, string Digest, ClassLabels? Labels = null)
{
    /// <summary>The examples of a part.</summary>
    public SignalWindows Part(SplitPart part) => part switch
    {
        SplitPart.Train => Train,
        SplitPart.Validation => Validation,
        _ => Test,
    };
}
