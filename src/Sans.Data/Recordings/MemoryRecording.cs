namespace Sans.Data.Recordings;

/// <summary>A recording whose samples are in memory.</summary>
/// <param name="name">The name in messages and results.</param>
/// <param name="channels">Its channels with their samples.</param>
/// <param name="placeOf">The place of a sample in its file, in words.</param>
internal sealed class MemoryRecording(
    string name, IReadOnlyList<(ChannelHead Head, double[] Samples)> channels, Func<int, string?>? placeOf = null) : RecordingFile(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; } = [.. channels.Select(c => c.Head)];

    /// <inheritdoc/>
    public override void Read(int channel, long most, TakeSamples take)
    {
        double[] samples = channels[channel].Samples;
        take(samples.AsSpan(0, (int)Math.Min(most, samples.Length)), isBehindGap: false);
    }

    /// <inheritdoc/>
    public override Func<int, string?> ReadPlaces(int channel, long most, TakeSamples take)
    {
        Read(channel, most, take);
        return placeOf ?? (_ => null);
    }
}
