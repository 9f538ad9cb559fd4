using Sans.Data.Recordings;

namespace Sans.Data.Formats.Wfdb;

/// <summary>One signal of a record, with a sample for each frame or at the highest rate of the record's signals.</summary>
/// <param name="name">The name in messages and results.</param>
/// <param name="record">The record.</param>
/// <param name="signal">The index of the signal.</param>
/// <param name="isExpanded">Whether samples come at the highest rate.</param>
internal sealed class FramedSignal(string name, WfdbRecord record, int signal, bool isExpanded) : RecordingFile(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; } =
    [
        new ChannelHead(
            record.Signals[signal].Description,
            record.Signals[signal].Units,
            record.Header.SampleRateHz * (isExpanded ? record.Signals.Max(s => s.SamplesPerFrame) : 1)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => record.Notes;

    /// <inheritdoc/>
    public override void Read(int channel, long most, TakeSamples take) =>
        record.Read(signal, 0, Math.Min(most, record.SampleCount(signal, isExpanded)), isExpanded, take);
}
