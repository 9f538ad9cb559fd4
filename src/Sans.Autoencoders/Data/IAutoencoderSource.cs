using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;

namespace Sans.Autoencoders.Data;

/// <summary>Where sparse examples come from.</summary>
internal interface IAutoencoderSource
{
    /// <summary>Reads or prepares what all seeds share.</summary>
    /// <param name="dataset">The dataset, with one value for each parameter.</param>
    /// <param name="folder">Where published data lie.</param>
    /// <returns>The examples of a seed, and a remark on them or <see langword="null"/>.</returns>
    /// <exception cref="MissingDataException">A file is not there.</exception>
    /// <exception cref="DatasetException">A file is not what it should be.</exception>
    Func<string, (SparseExamples Train, SparseExamples Test, string? Note)> Open(DatasetConfig dataset, DataFolder folder);
}
