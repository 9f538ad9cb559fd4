namespace Sans.Core.Training;

/// <summary>Examples of equal length, cut from a signal.</summary>
public sealed class SignalWindows
{
    private readonly float[] _samples;

    /// <summary>Wraps examples that lie one after another.</summary>
    /// <param name="samples"><c>[count · length] float32</c>, finite; not changed afterwards.</param>
    /// <param name="length">Samples n of one example, at least 1.</param>
    /// <exception cref="ArgumentException">The samples are no whole number of examples.</exception>
    public SignalWindows(float[] samples, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (samples.Length % length != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are no whole number of examples of {length}", nameof(samples));
        }

        _samples = samples;
        Length = length;
        Count = samples.Length / length;
    }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>Samples n of one example.</summary>
    public int Length { get; }

    /// <summary>An example, <c>[length] float32</c>.</summary>
    public ReadOnlySpan<float> this[int index] => _samples.AsSpan(index * Length, Length);
}

/// <summary>A dataset ready for training.</summary>
/// <param name="Train">Examples to learn from.</param>
/// <param name="Validation">Examples to choose by.</param>
/// <param name="Test">Examples for the table.</param>
/// <param name="Digest">Fingerprint of all examples.</param>
public sealed record SignalSplit(SignalWindows Train, SignalWindows Validation, SignalWindows Test, string Digest);
