using Sans.Configuration;

namespace Sans.Data.Examples;

/// <summary>Turns examples as published into the numbers that networks see.</summary>
internal static class ExampleScaling
{
    /// <summary>Scales all examples in place, each sample rounded once to float32.</summary>
    /// <exception cref="DatasetException">It cannot be done; the message says why.</exception>
    public static void Apply(RawExamples examples, Normalization normalization)
    {
        var scale = DatasetScale.For(normalization, examples.Minimum, examples.Maximum);
        foreach (float[] samples in (ReadOnlySpan<float[]>)[examples.Train, examples.Validation, examples.Test])
        {
            if (scale is not null)
            {
                foreach (ref float sample in samples.AsSpan())
                {
                    sample = (float)scale.Of(sample);
                }
            }
            else if (normalization == Normalization.Standardize)
            {
                Standardize(samples, examples.Shape.Length);
            }
        }
    }

    private static void Standardize(float[] samples, int length)
    {
        for (int first = 0; first < samples.Length; first += length)
        {
            if (WindowNormalization.Standardize(samples.AsSpan(first, length)) is { } wrong)
            {
                throw new DatasetException(FormattableString.Invariant($"the samples of example {first / length} {wrong}. Choose 'normalize: unit', 'symmetric' or 'none'"));
            }
        }
    }
}
