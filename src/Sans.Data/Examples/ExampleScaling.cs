using Sans.Configuration;

namespace Sans.Data.Examples;

/// <summary>Turns published examples into the inputs of networks.</summary>
internal static class ExampleScaling
{
    /// <summary>Scales all examples in place, each sample rounded once to float32.</summary>
    /// <returns>The number of samples, of the file or scaled, that are 0 in float32 only.</returns>
    /// <exception cref="DatasetException">The examples cannot be scaled. The message says why.</exception>
    public static int Apply(RawExamples examples, Normalization normalization)
    {
        int vanished = examples.VanishedCount;
        var scale = DatasetScale.For(normalization, examples.Minimum, examples.Maximum);
        foreach (float[] samples in (ReadOnlySpan<float[]>)[examples.Train, examples.Validation, examples.Test])
        {
            if (scale is not null)
            {
                foreach (ref float sample in samples.AsSpan())
                {
                    double scaled = scale.Of(sample);
                    sample = (float)scaled;
                    vanished += sample == 0 && scaled != 0 ? 1 : 0;
                }
            }
            else if (normalization == Normalization.Standardize)
            {
                Standardize(samples, examples.Shape.Length);
            }
        }

        return vanished;
    }

    private static void Standardize(float[] samples, int length)
    {
        double[] raw = new double[length];
        for (int first = 0; first < samples.Length; first += length)
        {
            Span<float> example = samples.AsSpan(first, length);
            for (int t = 0; t < length; t++)
            {
                raw[t] = example[t];
            }

            if (WindowNormalization.Standardize(raw, example) is { } wrong)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"the samples of example {first / length} {wrong}. Choose 'normalize: unit', 'symmetric' or 'none'"));
            }
        }
    }
}
