using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data;

namespace Sans.Networks.Data;

/// <summary>The recordings behind a dataset of signals.</summary>
public static class DatasetRecordings
{
    /// <summary>The files of a dataset, in its order: the path of each, and its name below the data folder.</summary>
    /// <param name="dataset">The dataset, checked.</param>
    /// <param name="folder">The folder of published data.</param>
    /// <returns>The files. None for a dataset that is generated, or that has no recordings.</returns>
    /// <exception cref="DatasetException">A file does not exist, or a folder cannot be listed.</exception>
    public static IReadOnlyList<(string Path, string Name)> FilesOf(DatasetConfig dataset, DataFolder folder) => dataset.Name switch
    {
        DatasetSchemas.PhysioNet => PhysioNetSource.FilesOf(dataset, folder),
        DatasetSchemas.Files or RecordingSchemas.Recordings => RecordingsSource.FilesOf(dataset, folder),
        _ => [],
    };

    /// <summary>The signal of a generated dataset as a recording, or <see langword="null"/> for any other dataset.</summary>
    /// <param name="experiment">The experiment, which says how many samples there are.</param>
    /// <param name="dataset">The dataset, checked.</param>
    public static Recording? Generated(SanExperiment experiment, DatasetConfig dataset)
    {
        if (!DatasetSchemas.AreSynthetic(dataset.Name))
        {
            return null;
        }

        SanExperiment own = experiment.For(dataset);
        CutSettings settings = new(own.Window, own.Split, own.Normalization.Value, own.OnInvalid.Value);
        Signal signal = ExperimentData.SourceOf(dataset.Name).Read(dataset, settings, DataFolder.Find());
        return new Recording(dataset.Label, [new RecordingChannel("", "", null, signal.Samples) { Starts = signal.Starts }]);
    }
}
