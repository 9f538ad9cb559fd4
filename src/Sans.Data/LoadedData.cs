using Sans.Core.Training;
using Sans.Data.Synthetic;

namespace Sans.Data;

/// <summary>What came of loading the datasets of an experiment of any kind.</summary>
/// <param name="Digests">Fingerprint of each dataset that is there, by label.</param>
/// <param name="Skipped">The labels of the others, and which file is missing.</param>
/// <param name="Notes">What had to be done about invalid data, by label.</param>
public record LoadedDatasets(
    IReadOnlyDictionary<string, string> Digests, IReadOnlyDictionary<string, string> Skipped, IReadOnlyDictionary<string, string> Notes)
{
    /// <summary>What was read of files for recordings, by label.</summary>
    public IReadOnlyDictionary<string, DataReading> Readings { get; init; } = new Dictionary<string, DataReading>();
}

/// <summary>The examples that sparsely activated networks are trained on.</summary>
/// <param name="Data">The datasets that are there.</param>
/// <param name="Skipped">The labels of the others, and which file is missing.</param>
/// <param name="Notes">What had to be done about invalid data, by label.</param>
public sealed record LoadedData(NetworkData Data, IReadOnlyDictionary<string, string> Skipped, IReadOnlyDictionary<string, string> Notes)
    : LoadedDatasets(Data.Digests, Skipped, Notes)
{
    /// <summary>What synthetic datasets were made of, by label, where it is known.</summary>
    public IReadOnlyDictionary<string, SyntheticTruth> Truths { get; init; } = new Dictionary<string, SyntheticTruth>();
}
