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
        [DatasetSchemas.PhysioNet] = new PhysioNetSource(),
    };

    /// <summary>The names of the datasets that can be loaded.</summary>
    public static IReadOnlyCollection<string> Names => Sources.Keys;

    /// <summary>All datasets of the experiment.</summary>
    /// <param name="experiment">What names them.</param>
    /// <param name="folder">Where published data lie; by default the folder of <see cref="DataFolder.Find"/>.</param>
    /// <param name="skipMissing">Whether to leave out datasets whose files are not there, rather than fail.</param>
    /// <exception cref="DatasetException">Some of them cannot be used, or none is there; every problem is named.</exception>
    public static LoadedData Load(ExperimentConfig experiment, DataFolder? folder = null, bool skipMissing = false)
    {
        folder ??= DataFolder.Find();
        Dictionary<string, SignalSplit> splits = new(StringComparer.Ordinal);
        Dictionary<string, string> skipped = new(StringComparer.Ordinal);
        List<string> problems = [];
        bool isAnyMissing = false;
        foreach (DatasetConfig dataset in experiment.ExpandDatasets())
        {
            try
            {
                splits.Add(dataset.Label, Load(dataset, experiment.For(dataset), folder));
            }
            catch (MissingDataException e) when (skipMissing)
            {
                skipped.Add(dataset.Label, e.Message);
            }
            catch (DatasetException e)
            {
                isAnyMissing |= e is MissingDataException;
                problems.Add($"dataset '{dataset.Label}': {e.Message}");
            }
        }

        if (problems.Count > 0)
        {
            throw new DatasetException(problems, isAnyMissing ? Advice(folder) + ", or run the others with --skip-missing-data" : null);
        }

        return splits.Count > 0
            ? new LoadedData(new TrialData(splits), skipped)
            : throw new DatasetException(["the files of every dataset are missing, so that nothing is left to run", .. skipped.Select(s => $"dataset '{s.Key}': {s.Value}")], Advice(folder));
    }

    private static string Advice(DataFolder folder) =>
        $"The data folder is {folder.Path} ({folder.Origin}). "
        + "Put the files there (those of physionet/DATABASE/ are at https://physionet.org/content/DATABASE/), name another folder with --data";

    private static SignalSplit Load(DatasetConfig dataset, ExperimentConfig experiment, DataFolder folder)
    {
        (WindowConfig window, SplitConfig split) = (experiment.Window, experiment.Split);
        int windowCount = split.Train + split.Validation + split.Test;
        double[] signal = Sources[dataset.Name].Read(dataset, window.Samples, folder);
        float[] samples = new float[windowCount * window.Length];
        for (int t = 0; t < samples.Length; t++)
        {
            samples[t] = (float)signal[t];
            if (!float.IsFinite(samples[t]))
            {
                throw new DatasetException(FormattableString.Invariant($"sample {t} is {signal[t]:R}, which no float32 can hold"));
            }
        }

        for (int i = 0; i < windowCount; i++)
        {
            if (WindowNormalization.Apply(samples.AsSpan(i * window.Length, window.Length), experiment.Normalization) is { } problem)
            {
                int first = i * window.Length;
                throw new DatasetException(FormattableString.Invariant(
                    $"samples {first} to {first + window.Length - 1} {problem}. Choose other samples, or 'normalize: none'"));
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

/// <summary>What came of loading the datasets of an experiment.</summary>
/// <param name="Data">The datasets that are there.</param>
/// <param name="Skipped">The labels of the others, and which file is missing.</param>
public sealed record LoadedData(TrialData Data, IReadOnlyDictionary<string, string> Skipped);
