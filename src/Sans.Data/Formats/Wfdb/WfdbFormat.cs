using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Wfdb;

/// <summary>Opens records in WFDB format by their headers.</summary>
internal static class WfdbFormat
{
    /// <summary>The recording of a header.</summary>
    /// <exception cref="DatasetException">The header is corrupt, or has another rate than the experiment says.</exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options)
    {
        WfdbRecording recording = new(file, name, WfdbRecord.Open(file));
        return options.SampleRateHz is { } said && recording.Channels.Any(c => c.SampleRateHz != said)
            ? throw new DatasetException(FormattableString.Invariant(
                $"{file}: '{RecordingSchemas.SampleRate}' is {said}, but the record has ")
                    + FormattableString.Invariant($"{recording.Channels.First(c => c.SampleRateHz != said).SampleRateHz} Hz. Leave ")
                        + FormattableString.Invariant($"out the key; the file gives the rate"))
            : [recording];
    }
}

/// <summary>A record in WFDB format, each signal at its own rate.</summary>
/// <param name="file">The header.</param>
/// <param name="name">The name in messages and results.</param>
/// <param name="record">The record.</param>
internal sealed class WfdbRecording(string file, string name, WfdbRecord record) : RecordingFile(name)
{
    // The annotator name that databases reserve for reference annotations.
    private const string Reference = ".atr";

    private readonly int _expansion = record.Signals.Select(s => s.SamplesPerFrame).DefaultIfEmpty(1).Max();

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; } =
    [
        .. record.Signals.Select(s => new ChannelHead(s.Description, s.Units, record.Header.SampleRateHz * s.SamplesPerFrame)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => record.Notes;

    /// <inheritdoc/>
    public override IReadOnlyList<RecordingAnnotation> ReadAnnotations()
    {
        string annotations = Path.ChangeExtension(file, Reference);
        if (!DataFile.Exists(annotations))
        {
            return [];
        }

        WfdbAnnotations read = AnnotationFile.Read(annotations);
        double ticks = read.TicksPerSecond ?? record.Header.SampleRateHz;
        return [.. read.Items.Select(a => new RecordingAnnotation(a.Sample / ticks, null, a.Text.Length > 0
            ? $"{a.Symbol} {a.Text}" : a.Symbol))];
    }

    /// <inheritdoc/>
    public override void Read(int channel, long most, TakeSamples take)
    {
        int perFrame = record.Signals[channel].SamplesPerFrame;
        long wanted = Math.Min(most, record.SampleCount(channel) * perFrame);
        if (perFrame == 1)
        {
            record.Read(channel, 0, wanted, isExpanded: false, take);
            return;
        }

        // Expanded samples of a slower signal are repeated.
        long sample = 0, end = 0;
        double[] piece = new double[PieceLength];
        record.Read(channel, 0, (wanted + perFrame - 1) / perFrame * _expansion, isExpanded: true, (expanded, isBehindGap) =>
        {
            long start = end;
            end += expanded.Length;
            int count = 0;
            for (; sample < wanted && PlaceOf(sample) < end; sample++)
            {
                piece[count++] = expanded[(int)(PlaceOf(sample) - start)];
            }

            return count == 0 || take(piece.AsSpan(0, count), isBehindGap);
        });

        long PlaceOf(long sample) => (sample / perFrame * _expansion) + (((sample % perFrame * _expansion) + perFrame - 1) / perFrame);
    }
}
