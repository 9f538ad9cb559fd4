using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Edf;

/// <summary>Opens files in EDF, EDF+ and BDF.</summary>
internal static class EdfFormat
{
    /// <summary>The recording of a file.</summary>
    /// <exception cref="DatasetException">The file is invalid, or has another rate than the experiment says.</exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options) =>
        [DataFile.Read(file, stream => new EdfRecording(file, name, new EdfHeadReader(file).Read(stream), stream.Length, options))];
}

/// <summary>A file in EDF, EDF+ or BDF.</summary>
internal sealed class EdfRecording : RecordingFile
{
    private readonly string _file;
    private readonly EdfHead _head;
    private readonly long _records;
    private readonly int[] _signals;
    private readonly List<string> _notes = [];

    /// <summary>Opens the recording of a header.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The name in messages and results.</param>
    /// <param name="head">Its header.</param>
    /// <param name="length">The size of the file in bytes.</param>
    /// <param name="options">The options of the experiment.</param>
    public EdfRecording(string file, string name, EdfHead head, long length, ReadingOptions options)
        : base(name)
    {
        (_file, _head) = (file, head);
        long there = head.RecordBytes == 0 ? 0 : (length - head.HeadBytes) / head.RecordBytes;
        long rest = head.RecordBytes == 0 ? 0 : (length - head.HeadBytes) % head.RecordBytes;
        _records = Math.Min(head.RecordCount ?? there, there);
        if (head.RecordCount > there)
        {
            _notes.Add(FormattableString.Invariant(
                $"{name}: its header states {head.RecordCount:N0} data records; complete records in the file: {there:N0}"));
        }
        else if (head.RecordCount < there || rest != 0)
        {
            _notes.Add(FormattableString.Invariant($"{name}: {length - head.HeadBytes - (_records * head.RecordBytes):N0} bytes ")
                + FormattableString.Invariant($"follow its {_records:N0} data records; they were not read"));
        }

        _signals = [.. Enumerable.Range(0, head.Signals.Count).Where(s => !head.Signals[s].IsAnnotations
            && head.Signals[s].RecordSamples > 0)];
        Channels = [.. _signals.Select(s => HeadOf(head.Signals[s], options))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; }

    /// <inheritdoc/>
    public override DateTime? Start => _head.Start;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc/>
    public override void Read(int channel, long most, TakeSamples take)
    {
        EdfSignal signal = _head.Signals[_signals[channel]];
        if (signal.DigitalMinimum >= signal.DigitalMaximum || signal.PhysicalMinimum == signal.PhysicalMaximum)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{_file}: the header gives '{signal.Label}' digital values from {signal.DigitalMinimum} to {signal.DigitalMaximum} ")
                    + FormattableString.Invariant(
                        $"and physical ones from {signal.PhysicalMinimum} to {signal.PhysicalMaximum}; its samples have no meaning"));
        }

        Func<Stream, long, bool> isBehindGap = _head.IsDiscontinuous ? GapsOf(signal) : (_, _) => false;
        long wanted = Math.Min(most, _records * signal.RecordSamples);
        double[] samples = new double[Math.Min(PieceLength, signal.RecordSamples)];
        byte[] bytes = new byte[samples.Length * _head.SampleBytes];
        DataFile.Read(_file, stream =>
        {
            for (long record = 0; wanted > 0; record++)
            {
                bool isGap = isBehindGap(stream, record);
                for (int first = 0; first < signal.RecordSamples && wanted > 0; first += samples.Length)
                {
                    int count = (int)Math.Min(Math.Min(samples.Length, signal.RecordSamples - first), wanted);
                    Fill(stream, _signals[channel], record, first, bytes.AsSpan(0, count * _head.SampleBytes));
                    for (int i = 0; i < count; i++)
                    {
                        samples[i] = signal.Physical(Digital(bytes.AsSpan(i * _head.SampleBytes)));
                    }

                    wanted = take(samples.AsSpan(0, count), isGap && first == 0) ? wanted - count : 0;
                }
            }

            return 0;
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RecordingAnnotation> ReadAnnotations()
    {
        List<RecordingAnnotation>[] byRecord = [.. Enumerable.Range(0, (int)_records).Select(_ => new List<RecordingAnnotation>())];
        foreach (int signal in AnnotationSignals())
        {
            ReadRecords(signal, _records, (record, bytes) =>
                byRecord[record].AddRange(EdfAnnotations.Read(bytes, PlaceOf(record)).SelectMany(l => l.Each())));
        }

        return [.. byRecord.SelectMany(a => a)];
    }

    private ChannelHead HeadOf(EdfSignal signal, ReadingOptions options)
    {
        double? rate = _head.RecordSeconds > 0 ? signal.RecordSamples / _head.RecordSeconds : null;
        return options.SampleRateHz is { } said && rate is { } found && said != found && IsChosen(signal, options)
            ? throw new DatasetException(FormattableString.Invariant(
                $"{_file}: '{RecordingSchemas.SampleRate}' is {said}, but '{signal.Label}' has {found} Hz. Leave out the key; the ")
                    + FormattableString.Invariant($"file gives the rate"))
            : new ChannelHead(signal.Label, signal.Units, rate ?? options.SampleRateHz, _records * signal.RecordSamples);
    }

    private bool IsChosen(EdfSignal signal, ReadingOptions options) => options.Channel switch
    {
        string name => signal.Label == name,
        long number => number < _signals.Length && ReferenceEquals(_head.Signals[_signals[number]], signal),
        _ => true,
    };

    private IEnumerable<int> AnnotationSignals() => Enumerable.Range(0, _head.Signals.Count).Where(s => _head.Signals[s].IsAnnotations);

    /// <summary>Tells of data records, asked for in order, whether they do not follow the one before at once.</summary>
    private Func<Stream, long, bool> GapsOf(EdfSignal signal)
    {
        int clock = AnnotationSignals().Append(-1).First();
        if (clock < 0)
        {
            throw new DatasetException($"{_file}: the header says that the recording has gaps (EDF+D), but no annotation says where");
        }

        double expected = double.NaN;
        double half = _head.RecordSeconds / signal.RecordSamples / 2;
        byte[] bytes = new byte[_head.Signals[clock].RecordSamples * (long)_head.SampleBytes];
        return (stream, record) =>
        {
            Fill(stream, clock, record, 0, bytes);
            double onset = EdfAnnotations.Read(bytes, PlaceOf(record)).FirstOrDefault()?.OnsetSeconds
                ?? throw new DatasetException(
                    $"{PlaceOf(record)}: the start time of the data record is missing; a recording with gaps (EDF+D) needs it");
            bool isGap = Math.Abs(onset - expected) > half;
            expected = onset + _head.RecordSeconds;
            return isGap;
        };
    }

    private string PlaceOf(long record) => FormattableString.Invariant($"{_file}: data record {record}");

    private void ReadRecords(int signal, long count, Action<long, byte[]> onRecord) => DataFile.Read(_file, stream =>
    {
        // Without a whole data record, nothing shows that the file holds that many bytes.
        byte[] bytes = new byte[count == 0 ? 0 : _head.Signals[signal].RecordSamples * (long)_head.SampleBytes];
        for (long record = 0; record < count; record++)
        {
            Fill(stream, signal, record, 0, bytes);
            onRecord(record, bytes);
        }

        return 0;
    });

    /// <summary>Reads samples of a signal in a data record.</summary>
    private void Fill(Stream stream, int signal, long record, int first, Span<byte> bytes)
    {
        stream.Position = _head.HeadBytes + _head.OffsetOf(signal) + (record * _head.RecordBytes) + (first * (long)_head.SampleBytes);
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new DatasetException($"{PlaceOf(record)}: the file ends within it");
        }
    }

    private int Digital(ReadOnlySpan<byte> bytes) => _head.SampleBytes == 2
        ? (short)(bytes[0] | (bytes[1] << 8)) : bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16);
}
