using Sans.Configuration;

namespace Sans.Data;

/// <summary>Where the signal of a dataset comes from.</summary>
internal interface ISignalSource
{
    /// <summary>The first samples of the signal.</summary>
    /// <param name="dataset">Its parameters, checked.</param>
    /// <param name="settings">How many samples, how long a window is, and what is split.</param>
    /// <param name="folder">Where published data lie.</param>
    /// <exception cref="MissingDataException">A file is not there.</exception>
    /// <exception cref="DatasetException">The signal cannot be had. The message says what to do.</exception>
    Signal Read(DatasetConfig dataset, CutSettings settings, DataFolder folder);
}
