namespace Sans.Core.Training;

/// <summary>The datasets of a run, ready for training.</summary>
/// <param name="splits">Each dataset by its label.</param>
public sealed class NetworkData(IReadOnlyDictionary<string, SignalSplit> splits)
{
    /// <summary>Fingerprint of each dataset, by label.</summary>
    public IReadOnlyDictionary<string, string> Digests { get; } = splits.ToDictionary(
        s => s.Key, s => s.Value.Digest, StringComparer.Ordinal);

    /// <summary>The dataset with the given label.</summary>
    /// <exception cref="KeyNotFoundException">There is no such dataset.</exception>
    public SignalSplit this[string label] => splits[label];
}
