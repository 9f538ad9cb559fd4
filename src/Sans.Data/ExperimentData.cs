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
        [DatasetSchemas.Files] = new FilesSource(),
    };

    /// <summary>The names of the datasets that can be loaded.</summary>
    public static IReadOnlyCollection<string> Names => Sources.Keys;

    /// <summary>All datasets of the experiment.</summary>
    /// <param name="experiment">What names them.</param>
    /// <param name="folder">Where published data lie; by default the folder of <see cref="DataFolder.Find"/>.</param>
    /// <param name="skipMissing">Whether to leave out datasets whose files are not there, rather than fail.</param>
    /// <exception cref="DatasetException">Some of them cannot be used, or none is there; every problem is named.</exception>
    public static LoadedData Load(SanExperiment experiment, DataFolder? folder = null, bool skipMissing = false)
    {
        folder ??= DataFolder.Find();
        Dictionary<string, SignalSplit> splits = new(StringComparer.Ordinal);
        Dictionary<string, string> skipped = new(StringComparer.Ordinal);
        Dictionary<string, string> notes = new(StringComparer.Ordinal);
        List<string> problems = [];
        bool isAnyMissing = false;
        foreach (DatasetConfig dataset in experiment.ExpandDatasets())
        {
            try
            {
                PreparedSignal signal = Prepare(dataset, experiment.For(dataset), folder);
                splits.Add(dataset.Label, new SignalSplit(signal.Train, signal.Validation, signal.Test, Digest(signal.Train, signal.Validation, signal.Test)));
                if (signal.Note is not null)
                {
                    notes.Add(dataset.Label, signal.Note);
                }
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
            throw new DatasetException(problems, isAnyMissing ? Advice(folder) : null);
        }

        return splits.Count > 0
            ? new LoadedData(new TrialData(splits), skipped, notes)
            : throw new DatasetException(["the files of every dataset are missing, so that nothing is left to run", .. skipped.Select(s => $"dataset '{s.Key}': {s.Value}")], Advice(folder));
    }

    private static string Advice(DataFolder folder) =>
        $"The data folder is {folder.Path} ({folder.Origin}). "
        + "Fetch the files (sans data fetch DATASET), name another folder with --data, or start a run with --skip-missing-data, which leaves out what is missing";

    private static PreparedSignal Prepare(DatasetConfig dataset, SanExperiment experiment, DataFolder folder) =>
        SignalCutter.Cut(Sources[dataset.Name].Read(dataset, experiment.Window, folder), experiment);

    /// <summary>Over all samples in the order of the signal.</summary>
    private static string Digest(params SignalWindows[] parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = new byte[sizeof(float)];
        foreach (SignalWindows part in parts)
        {
            for (int i = 0; i < part.Count; i++)
            {
                foreach (float sample in part[i])
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes, sample);
                    hash.AppendData(bytes);
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestHexDigits];
    }
}
