namespace Sans.Data;

/// <summary>The loaded datasets of an experiment of any kind.</summary>
/// <param name="Digests">Fingerprint of each dataset that exists, by label.</param>
/// <param name="Skipped">The labels of skipped datasets, and the missing file of each.</param>
/// <param name="Notes">The notes about invalid data, by label.</param>
public record LoadedDatasets(
    IReadOnlyDictionary<string, string> Digests, IReadOnlyDictionary<string, string> Skipped, IReadOnlyDictionary<string, string> Notes)
{
    /// <summary>The record of what was read from recordings, by label.</summary>
    public IReadOnlyDictionary<string, DataReading> Readings { get; init; } = new Dictionary<string, DataReading>();
}
