using Sans.Core.Training;
using Sans.Data;

namespace Sans.Autoencoders.Data;

/// <summary>Sparse examples that autoencoders are trained on.</summary>
/// <param name="Splits">The examples of each dataset and seed, by <see cref="AutoencoderData.OwnerOf"/>.</param>
/// <param name="Digests">Fingerprint of each dataset that exists, over all seeds, by label.</param>
/// <param name="Skipped">The labels of skipped datasets, and the missing file of each.</param>
/// <param name="Notes">The notes about the data, by label.</param>
internal sealed record AutoencoderInputs(
    IReadOnlyDictionary<string, SparseSplit> Splits,
    IReadOnlyDictionary<string, string> Digests,
    IReadOnlyDictionary<string, string> Skipped,
    IReadOnlyDictionary<string, string> Notes)
    : LoadedDatasets(Digests, Skipped, Notes);
