using Sans.Configuration;

namespace Sans.Data;

/// <summary>The source of a dataset's signal.</summary>
internal interface ISignalSource
{
    /// <summary>Reads the first samples of the signal.</summary>
    /// <param name="dataset">Its parameters, checked.</param>
    /// <param name="settings">The number of samples, the length of a window, and the split.</param>
    /// <param name="folder">The folder of published data.</param>
    /// <exception cref="MissingDataException">A file does not exist.</exception>
    /// <exception cref="DatasetException">The signal cannot be read. The message says what to do.</exception>
    Signal Read(DatasetConfig dataset, CutSettings settings, DataFolder folder);
}
