namespace Sans.Data;

/// <summary>The loaded datasets of an experiment of any kind.</summary>
/// <param name="Digests">Fingerprint of each dataset that is there, by label.</param>
/// <param name="Skipped">The labels of the others, and which file is missing.</param>
/// <param name="Notes">What had to be done about invalid data, by label.</param>
public record LoadedDatasets(
    IReadOnlyDictionary<string, string> Digests, IReadOnlyDictionary<string, string> Skipped, IReadOnlyDictionary<string, string> Notes)
{
    /// <summary>What was read of files for recordings, by label.</summary>
    public IReadOnlyDictionary<string, DataReading> Readings { get; init; } = new Dictionary<string, DataReading>();
}
