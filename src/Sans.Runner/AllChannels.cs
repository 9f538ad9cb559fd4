using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Data;
using Sans.Data.Recordings;

namespace Sans.Runner;

/// <summary>Replaces <c>channel: all</c> by the channels of files, before trials are planned.</summary>
internal static class AllChannels
{
    /// <summary>The experiment with a dataset for each channel. Where files are missing, loading says so.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">The folder of the files.</param>
    /// <exception cref="DatasetException">A file cannot be read, or its channels cannot all be datasets.</exception>
    public static ExperimentConfig Named(ExperimentConfig experiment, DataFolder folder) =>
        experiment is SanExperiment networks ? networks.WithChannels(d => ChannelsOf(d, folder)) : experiment;

    private static IReadOnlyList<object>? ChannelsOf(DatasetConfig dataset, DataFolder folder)
    {
        try
        {
            return RecordingChannels.Of(dataset, folder);
        }
        catch (MissingDataException)
        {
            return null;
        }
        catch (DatasetException e)
        {
            throw new DatasetException($"dataset '{dataset.Label}': {e.Message}");
        }
    }
}
