using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;

namespace Sans.Autoencoders.Data;

/// <summary>A source of sparse examples.</summary>
internal interface IAutoencoderSource
{
    /// <summary>Reads or prepares the data that all seeds share.</summary>
    /// <param name="dataset">The dataset, with one value for each parameter.</param>
    /// <param name="folder">The folder of published data.</param>
    /// <returns>The examples of a seed, and a note on them or <see langword="null"/>.</returns>
    /// <exception cref="MissingDataException">A file does not exist.</exception>
    /// <exception cref="DatasetException">A file is invalid.</exception>
    Func<string, (SparseExamples Train, SparseExamples Test, string? Note)> Open(DatasetConfig dataset, DataFolder folder);
}
