using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Synthetic;

namespace Sans.Networks.Data;

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
