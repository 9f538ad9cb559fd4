using System.Buffers.Binary;
using System.Security.Cryptography;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data.Synthetic;

namespace Sans.Data;

/// <summary>Loads the datasets of an experiment: read, cut into windows, normalise, split.</summary>
public static class ExperimentData
{
    private const int DigestHexDigits = 16;

    private static readonly Dictionary<string, ISignalSource> Sources = new(StringComparer.Ordinal)
    {
        [DatasetSchemas.SyntheticMotifs] = new MotifSource(),
        [DatasetSchemas.SyntheticEcg] = new EcgSource(),
    };

    /// <summary>The names of the datasets that can be loaded.</summary>
    public static IReadOnlyCollection<string> Names => Sources.Keys;

    /// <summary>All datasets of the experiment.</summary>
    /// <exception cref="DatasetException">One of them cannot be used; the message says what to do.</exception>
    public static TrialData Load(ExperimentConfig experiment) =>
        new(experiment.ExpandDatasets().ToDictionary(d => d.Label, d => Load(d, experiment.For(d)), StringComparer.Ordinal));

    private static SignalSplit Load(DatasetConfig dataset, ExperimentConfig experiment)
    {
        (WindowConfig window, SplitConfig split) = (experiment.Window, experiment.Split);
        int windowCount = split.Train + split.Validation + split.Test;
        double[] signal = Sources[dataset.Name].Read(dataset, window.Samples);
        float[] samples = new float[windowCount * window.Length];
        for (int t = 0; t < samples.Length; t++)
        {
            samples[t] = (float)signal[t];
        }

        for (int i = 0; i < windowCount; i++)
        {
            if (!WindowNormalization.TryApply(samples.AsSpan(i * window.Length, window.Length), experiment.Normalization))
            {
                int first = i * window.Length;
                throw new DatasetException(FormattableString.Invariant(
                    $"dataset '{dataset.Label}': samples {first} to {first + window.Length - 1} are all equal; a window without variance cannot be standardized. Choose other samples, or 'normalize: none'"));
            }
        }

        return new SignalSplit(
            Windows(0, split.Train),
            Windows(split.Train, split.Validation),
            Windows(split.Train + split.Validation, split.Test),
            Digest(samples));

        SignalWindows Windows(int first, int count) =>
            new(samples[(first * window.Length)..((first + count) * window.Length)], window.Length);
    }

    private static string Digest(float[] samples)
    {
        byte[] bytes = new byte[samples.Length * sizeof(float)];
        for (int t = 0; t < samples.Length; t++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(t * sizeof(float)), samples[t]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..DigestHexDigits];
    }
}
