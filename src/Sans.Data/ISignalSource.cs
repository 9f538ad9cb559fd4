using Sans.Configuration;

namespace Sans.Data;

/// <summary>Where the signal of a dataset comes from.</summary>
internal interface ISignalSource
{
    /// <summary>The first samples of the signal, <c>[samples] float64</c>, finite, in the dataset's own unit.</summary>
    /// <param name="dataset">Its parameters, checked.</param>
    /// <param name="samples">Samples to read, at least 1.</param>
    /// <param name="folder">Where published data lie.</param>
    /// <exception cref="MissingDataException">A file is not there.</exception>
    /// <exception cref="DatasetException">The signal cannot be had; the message says what to do.</exception>
    double[] Read(DatasetConfig dataset, int samples, DataFolder folder);
}
