using System.Text;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Synthetic;
using Sans.Networks.Clusters;

namespace Sans.Networks.Data;

/// <summary>The examples that sparsely activated networks are trained on.</summary>
/// <param name="Data">The datasets that exist.</param>
/// <param name="Skipped">The labels of skipped datasets, and the missing file of each.</param>
/// <param name="Notes">The notes about invalid data, by label.</param>
public sealed record LoadedData(NetworkData Data, IReadOnlyDictionary<string, string> Skipped, IReadOnlyDictionary<string, string> Notes)
    : LoadedDatasets(Data.Digests, Skipped, Notes)
{
    /// <summary>The components of synthetic datasets, by label, where they are known.</summary>
    public IReadOnlyDictionary<string, SyntheticTruth> Truths { get; init; } = new Dictionary<string, SyntheticTruth>();

    /// <summary>The signals of forecasts without normalisation, by label.</summary>
    public IReadOnlyDictionary<string, SignalSplit> RawSignals { get; init; } = new Dictionary<string, SignalSplit>();

    /// <summary>The places and kinds of the events of clusters, by label.</summary>
    public IReadOnlyDictionary<string, ReferenceEvents> References { get; init; } = new Dictionary<string, ReferenceEvents>();

    /// <summary>The truth of synthetic datasets as files of a run.</summary>
    internal IReadOnlyList<(string Name, byte[] Content)> TruthFiles => [.. Truths.SelectMany(t => FilesOf(t.Key, t.Value))];

    private static (string Name, byte[] Content)[] FilesOf(string label, SyntheticTruth truth)
    {
        // The label of a swept dataset has characters that are invalid in folder names.
        string folder = "truth/" + string.Concat(label.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-'
            ? c
            : '-')).Trim('-');
        return [(folder + "/atoms.npy", truth.AtomsFile()), (folder + "/events.csv", Encoding.UTF8.GetBytes(truth.EventsFile()))];
    }
}
