using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Data.Formats.Text;

namespace Sans.Data.Recordings;

/// <summary>The channels of files, for datasets with <c>channel: all</c>.</summary>
public static class RecordingChannels
{
    /// <summary>The largest number of channels that become datasets.</summary>
    public const int Most = 1_000;

    /// <summary>The channels of the first file of a dataset, by name, or by number where they have no name.</summary>
    /// <param name="dataset">A dataset with <c>channel: all</c>.</param>
    /// <param name="folder">The folder of the files.</param>
    /// <exception cref="MissingDataException">There is no file.</exception>
    /// <exception cref="DatasetException">
    /// The file cannot be read. Two channels have the same name, one is a clock, or rows are examples.
    /// </exception>
    public static IReadOnlyList<object> Of(DatasetConfig dataset, DataFolder folder)
    {
        string key = RecordingSchemas.ChannelKeyOf(dataset.Name);
        ReadingOptions options = ReadingOptions.Of(dataset.Parameters, key) with { Channel = null, Filters = null };
        (string file, string name) = FirstFile(dataset, folder);
        if (options.Layout == TableLayout.Rows)
        {
            throw new DatasetException(
                $"{file}: '{RecordingSchemas.Layout}: rows' makes each row an example, so that '{key}: all' has no channels to take");
        }

        RecordingFile recording = RecordingFormats.Open(file, name, options)[0];
        int[] channels = [.. Enumerable.Range(0, recording.Channels.Count).Where(c => !recording.Channels[c].IsTime)];
        if (channels.Length is 0 or > Most)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: it has {channels.Length:N0} channels; '{key}: all' takes from 1 to {Most:N0}. Choose some in a list"));
        }

        foreach (int channel in channels)
        {
            string label = recording.Channels[channel].Label;
            int[] same = [.. channels.Where(c => label.Length > 0 && recording.Channels[c].Label == label)];
            if (same.Length > 1)
            {
                throw new DatasetException(
                    $"{file}: several channels are called '{label}': {string.Join(", ", same)}. List channels by their numbers");
            }

            if (label == RecordingSchemas.AllChannels)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{file}: channel {channel} is called '{label}', so that '{key}: all' has two meanings. List channels by their ")
                        + "numbers");
            }

            if (IsClock(recording, channel))
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{file}: channel {channel}{(label.Length > 0 ? $" '{label}'" : "")} rises evenly, as a clock does. Name it as ")
                        + $"'{RecordingSchemas.TimeColumn}' of a text file, or list the channels");
            }
        }

        return [.. channels.Select(c => recording.Channels[c].Label is { Length: > 0 } label ? (object)label : (long)c)];
    }

    private static (string File, string Name) FirstFile(DatasetConfig dataset, DataFolder folder)
    {
        if (dataset.Name == DatasetSchemas.PhysioNet)
        {
            string header = PhysioNetSource.FirstHeaderOf(dataset, folder);
            return (header, Path.GetFileName(header));
        }

        FoundFile first = RecordingsSource.FirstFileOf(dataset, folder);
        return (first.File, first.Name);
    }

    /// <summary>Whether a channel rises evenly. The first samples of a signal show that it does not.</summary>
    private static bool IsClock(RecordingFile recording, int channel)
    {
        if (recording.Channels[channel].IsClock)
        {
            return true;
        }

        EvenRise rise = new();
        recording.Read(channel, long.MaxValue, (samples, _) =>
        {
            rise.Add(samples);
            return rise.IsPossible;
        });
        return rise.IsEven;
    }
}
