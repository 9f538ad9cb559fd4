using Sans.Configuration;

namespace Sans.Data.Examples;

/// <summary>Turns examples as published into the numbers that networks see.</summary>
internal static class ExampleScaling
{
    /// <summary>Scales all examples in place. <c>unit</c> and <c>symmetric</c> are one straight line for the whole dataset, test included, rounded once to float32.</summary>
    /// <exception cref="DatasetException">It cannot be done; the message says why.</exception>
    public static void Apply(RawExamples examples, Normalization normalization, string dataset)
    {
        double range = (double)examples.Maximum - examples.Minimum;
        if (range == 0 && normalization is Normalization.Unit or Normalization.Symmetric)
        {
            throw new DatasetException(FormattableString.Invariant($"every sample is {examples.Minimum}; 'normalize' cannot scale them"));
        }

        foreach (float[] samples in (ReadOnlySpan<float[]>)[examples.Train, examples.Validation, examples.Test])
        {
            switch (normalization)
            {
                case Normalization.Unit:
                    Scale(samples, x => (float)((x - (double)examples.Minimum) / range));
                    break;
                case Normalization.Symmetric:
                    Scale(samples, x => (float)((2 * (x - (double)examples.Minimum) / range) - 1));
                    break;
                case Normalization.Standardize:
                    Standardize(samples, examples.Shape.Length, dataset);
                    break;
            }
        }
    }

    private static void Scale(Span<float> samples, Func<float, float> line)
    {
        foreach (ref float sample in samples)
        {
            sample = line(sample);
        }
    }

    private static void Standardize(float[] samples, int length, string dataset)
    {
        for (int first = 0; first < samples.Length; first += length)
        {
            if (WindowNormalization.Apply(samples.AsSpan(first, length), Normalization.Standardize) is { } wrong)
            {
                throw new DatasetException(FormattableString.Invariant($"the samples of example {first / length} {wrong}. Choose 'normalize: unit', 'symmetric' or 'none' for {dataset}"));
            }
        }
    }
}
