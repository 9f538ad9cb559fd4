using Sans.Core.Training;
using Sans.Data;

namespace Sans.Autoencoders.Data;

/// <summary>Sparse examples that autoencoders are trained on.</summary>
/// <param name="Splits">The examples of each dataset and seed, by <see cref="AutoencoderData.OwnerOf"/>.</param>
/// <param name="Digests">Fingerprint of each dataset that is there, over all seeds, by label.</param>
/// <param name="Skipped">The labels of the others, and which file is missing.</param>
/// <param name="Notes">What had to be done about the data, by label.</param>
public sealed record AutoencoderInputs(
    IReadOnlyDictionary<string, SparseSplit> Splits,
    IReadOnlyDictionary<string, string> Digests,
    IReadOnlyDictionary<string, string> Skipped,
    IReadOnlyDictionary<string, string> Notes)
    : LoadedDatasets(Digests, Skipped, Notes);
