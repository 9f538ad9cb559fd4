using Sans.Core.Models;

namespace Sans.Framework;

/// <summary>The check of recordings that come from the caller.</summary>
internal static class OneChannel
{
    /// <summary>Checks that a recording has one channel, whose rate and pieces can be used.</summary>
    /// <param name="recording">The recording.</param>
    /// <exception cref="ArgumentException">It has none or several, or a rate or piece is wrong. The message says which.</exception>
    public static void Require(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(recording.Name, nameof(recording));
        ArgumentNullException.ThrowIfNull(recording.Channels, nameof(recording));
        if (recording.Channels is not [{ } channel])
        {
            throw new ArgumentException(
                $"'{recording.Name}' has {recording.Channels.Count} channels; Recording.Load(path, channel) reads one", nameof(recording));
        }

        ArgumentNullException.ThrowIfNull(channel.Samples, nameof(recording));
        ArgumentNullException.ThrowIfNull(channel.Starts, nameof(recording));
        if (channel.SampleRateHz is { } rate && !(rate > 0 && double.IsFinite(rate)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"'{recording.Name}' has {rate} samples per second; a rate must be above 0, and null where it is unknown"), nameof(recording));
        }

        int last = 0;
        for (int i = 0; i < channel.Starts.Count; i++)
        {
            int start = channel.Starts[i];
            if (i == 0 ? start != 0 : start < last || start > channel.Samples.Count)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"piece {i} of '{recording.Name}' starts at {start}; pieces start at 0, ascend and end ")
                        + FormattableString.Invariant($"with {channel.Samples.Count} samples"),
                    nameof(recording));
            }

            last = start;
        }

        if (channel.Starts.Count == 0)
        {
            throw new ArgumentException($"'{recording.Name}' has no piece; Starts must begin with 0", nameof(recording));
        }
    }
}
