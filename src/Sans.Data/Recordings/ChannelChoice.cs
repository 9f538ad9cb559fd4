using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;

namespace Sans.Data.Recordings;

/// <summary>Finds the channel or column that an experiment names.</summary>
internal static class ChannelChoice
{
    /// <summary>The number of a channel or column.</summary>
    /// <param name="labels">The names of all channels.</param>
    /// <param name="chosen">The name as text, or the number.</param>
    /// <param name="key">The key of the choice, for messages.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="DatasetException">No channel matches, or several do.</exception>
    public static int Of(IReadOnlyList<string> labels, object chosen, string key, string file)
    {
        if (chosen is long number)
        {
            return number >= 0 && number < labels.Count ? (int)number : throw new DatasetException(FormattableString.Invariant(
                $"{file}: there is no {key} {number}; there are {labels.Count}: {ListOf(labels)}"));
        }

        string name = (string)chosen;
        int[] same = [.. Enumerable.Range(0, labels.Count).Where(i => labels[i] == name)];
        return same switch
        {
            [var one] => one,
            [] => throw new DatasetException(
                $"{file}: there is no {key} '{name}'; " + (NearestName.Of(name, labels) is { } near && near.Length > 0
                    ? $"did you mean '{near}'? " : "") + $"there are {ListOf(labels)}"),
            _ => throw new DatasetException(
                $"{file}: several channels are called '{name}'; choose one by its number: {string.Join(", ", same)}"),
        };
    }

    /// <summary>The channel of a recording that an experiment chooses, or the only one.</summary>
    /// <exception cref="DatasetException">No channel matches, or there are several without a choice.</exception>
    public static int Of(RecordingFile recording, ReadingOptions options)
    {
        string[] labels = [.. recording.Channels.Select(c => c.Label)];
        if (options.Channel is { } chosen)
        {
            int one = Of(labels, chosen, options.ChannelKey, recording.Name);
            return !recording.Channels[one].IsTime ? one : throw new DatasetException(
                $"{recording.Name}: column {chosen} is the time, as '{RecordingSchemas.TimeColumn}' says, not a channel");
        }

        int[] channels = [.. Enumerable.Range(0, labels.Length).Where(c => !recording.Channels[c].IsTime)];
        return channels switch
        {
            [var only] => only,
            [] => throw new DatasetException($"{recording.Name}: there is no channel"),
            _ => throw new DatasetException(FormattableString.Invariant(
                $"{recording.Name}: it has {channels.Length} channels, and none is chosen: {ListOf(labels)}. Choose one ")
                    + FormattableString.Invariant($"with {options.ChannelChooser}{Clock(recording)}")),
        };
    }

    private static string Clock(RecordingFile recording) =>
        recording.Channels.Select((c, i) => (c.IsClock, i)).FirstOrDefault(c => c.IsClock) is (true, var clock)
            ? FormattableString.Invariant($"; {clock} rises evenly, as a clock does ('{RecordingSchemas.TimeColumn}')")
            : "";

    /// <summary>Numbers and names on one line: <c>0 'time', 1 'ecg'</c>.</summary>
    public static string ListOf(IReadOnlyList<string> labels)
    {
        const int Most = 20;
        string[] all = [.. labels.Take(Most).Select((l, i) => FormattableString.Invariant($"{i}") + (l.Length > 0 ? $" '{l}'" : ""))];
        return string.Join(", ", all) + (labels.Count > Most ? FormattableString.Invariant($", … {labels.Count - 1}") : "");
    }
}
