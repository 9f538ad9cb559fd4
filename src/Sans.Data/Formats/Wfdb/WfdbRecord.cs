using Sans.Data.Recordings;

namespace Sans.Data.Formats.Wfdb;

/// <summary>A record in WFDB format, of one segment or several.</summary>
internal sealed class WfdbRecord
{
    private const long WholeFileBytes = 1 << 25;

    private readonly IReadOnlyList<Placed> _segments;
    private readonly List<string> _notes = [];

    private WfdbRecord(WfdbHeader header, IReadOnlyList<WfdbSignal> signals, IReadOnlyList<Placed> segments)
    {
        Header = header;
        Signals = signals;
        _segments = segments;
    }

    /// <summary>The header that was opened.</summary>
    public WfdbHeader Header { get; }

    /// <summary>The signals. In a record of several segments, the layout or else the first segment describes them.</summary>
    public IReadOnlyList<WfdbSignal> Signals { get; }

    /// <summary>The notes about promised data that the read files lack.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Opens a record by its header.</summary>
    /// <exception cref="MissingDataException">A header does not exist.</exception>
    /// <exception cref="DatasetException">A header is corrupt, or those of the segments do not fit together.</exception>
    public static WfdbRecord Open(string file) => Of(WfdbHeaderReader.Read(file));

    /// <summary>The record of a header.</summary>
    /// <inheritdoc cref="Open"/>
    public static WfdbRecord Of(WfdbHeader header)
    {
        if (header.Segments.Count == 0)
        {
            return new WfdbRecord(header, header.Signals, [new Placed(header, 0, header.FrameCount, IsMatchedByDescription: false)]);
        }

        // In a variable layout, the first segment has no samples and describes the signals. The others hold some of them, in
        // any order.
        WfdbSegment first = header.Segments[0];
        bool isVariable = first is { FrameCount: 0, Record: not null };
        List<Placed> segments = [];
        IReadOnlyList<WfdbSignal>? signals = isVariable ? Segment(header, first.Record!).Signals : null;
        long start = 0;
        foreach (WfdbSegment segment in header.Segments.Skip(isVariable ? 1 : 0))
        {
            if (segment.Record is not null)
            {
                Placed placed = new(null, start, segment.FrameCount, isVariable, header, segment.Record);
                segments.Add(placed);
                signals ??= placed.Open().Signals;
            }

            start += segment.FrameCount;
        }

        if (header.FrameCount is { } promised && promised != start)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{header.File}: the record line states {promised:N0} samples, but the segments have {start:N0} in total"));
        }

        return new WfdbRecord(
            header with { FrameCount = start },
            signals ?? throw new DatasetException($"{header.File}: the record consists of gaps only"),
            segments);
    }

    /// <summary>
    /// Samples of a signal in physical units: (digital - baseline) / gain, NaN where a sample is missing. Files of segments up
    /// to <paramref name="wholeFileBytes"/> are read whole and their checksums verified. Of a longer file, only the window is
    /// read.
    /// </summary>
    /// <param name="signal">The index of the signal, from 0.</param>
    /// <param name="start">The first sample.</param>
    /// <param name="count">Samples wanted.</param>
    /// <param name="isExpanded">
    /// Whether samples come at the highest rate of the record's signals. Several samples in a frame are then kept apart.
    /// Otherwise each frame has one sample, the mean.
    /// </param>
    /// <param name="wholeFileBytes">Size of the largest file to read whole, in bytes.</param>
    /// <exception cref="MissingDataException">A file does not exist.</exception>
    /// <exception cref="DatasetException">A file does not fit its header, or the record is too short.</exception>
    public double[] ReadPhysical(int signal, long start, int count, bool isExpanded = false, long wholeFileBytes = WholeFileBytes)
    {
        double[] physical = new double[count];
        int filled = 0;
        Read(signal, start, count, isExpanded, Take, wholeFileBytes);
        return physical;

        bool Take(ReadOnlySpan<double> samples, bool isBehindGap)
        {
            samples.CopyTo(physical.AsSpan(filled));
            filled += samples.Length;
            return true;
        }
    }

    /// <summary>Hands on the samples of <see cref="ReadPhysical"/>, piece by piece.</summary>
    /// <param name="signal">The index of the signal, from 0.</param>
    /// <param name="start">The first sample.</param>
    /// <param name="count">Samples wanted.</param>
    /// <param name="isExpanded">Whether a sample comes at the highest rate of the record's signals.</param>
    /// <param name="take">Takes them.</param>
    /// <param name="wholeFileBytes">Size of the largest file to read whole.</param>
    /// <exception cref="MissingDataException">A file does not exist.</exception>
    /// <exception cref="DatasetException">A file does not fit its header, or the record is too short.</exception>
    public void Read(int signal, long start, long count, bool isExpanded, TakeSamples take, long wholeFileBytes = WholeFileBytes)
    {
        int expansion = isExpanded ? Signals.Max(s => s.SamplesPerFrame) : 1;
        if (SampleCount(signal, isExpanded) is var there && start + count > there)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{Header.File}: the record has {there:N0} samples of '{Signals[signal].Description}', but {start + count:N0} are ")
                    + FormattableString.Invariant($"asked for"));
        }

        long done = start;
        bool isWanted = true;
        foreach (Placed segment in _segments)
        {
            long segmentStart = segment.Start * expansion;
            long from = Math.Max(start, segmentStart);
            long to = Math.Min(start + count, segment.FrameCount is { } length ? segmentStart + (length * expansion) : long.MaxValue);
            if (from >= to || !isWanted)
            {
                continue;
            }

            MissUpTo(from);
            WfdbHeader header = segment.Open();
            if (header.SampleRateHz != Header.SampleRateHz)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{header.File}: {header.SampleRateHz} samples per second, but the record has {Header.SampleRateHz}"));
            }

            int place = segment.IsMatchedByDescription ? IndexOf(header, Signals[signal].Description) : signal;
            if (place >= header.Signals.Count)
            {
                throw new DatasetException(
                    FormattableString.Invariant($"{header.File}: there is no signal {signal}; the segment has {header.Signals.Count}"));
            }

            if (place >= 0 && header.Signals[place].Format != StorageFormat.NoSignal)
            {
                RequireSameSignal(header, header.Signals[place], Signals[signal]);
                string? note = SegmentSignal.Read(
                    header,
                    place,
                    from - segmentStart,
                    to - from,
                    expansion,
                    header.FrameCount ?? segment.FrameCount,
                    wholeFileBytes,
                    Take);
                if (note is not null && !_notes.Contains(note))
                {
                    _notes.Add(note);
                }
            }
        }

        MissUpTo(start + count);

        bool Take(ReadOnlySpan<double> samples, bool isBehindGap)
        {
            done += samples.Length;
            return isWanted &= take(samples, isBehindGap);
        }

        // Between segments, and where a segment has not the signal.
        void MissUpTo(long end)
        {
            double[] missing = new double[Math.Min(RecordingFile.PieceLength, Math.Max(0, end - done))];
            Array.Fill(missing, double.NaN);
            while (isWanted && done < end)
            {
                Take(missing.AsSpan(0, (int)Math.Min(missing.Length, end - done)), isBehindGap: false);
            }
        }
    }

    /// <summary>
    /// Number of samples of a signal: one for each frame, or as many as the fastest signal of the record has.
    /// </summary>
    /// <exception cref="DatasetException">The file of the signal is too short for its header.</exception>
    public long SampleCount(int signal, bool isExpanded = false) =>
        (Header.Segments.Count > 0
            ? Header.FrameCount!.Value
            : SegmentSignal.FrameCount(Header, signal)) * (isExpanded ? Signals.Max(s => s.SamplesPerFrame) : 1);

    private static void RequireSameSignal(WfdbHeader segment, WfdbSignal found, WfdbSignal expected)
    {
        if ((found.Description, found.Units) != (expected.Description, expected.Units))
        {
            throw new DatasetException($"{segment.File}: '{found.Description}' in {found.Units} takes the place of the record's "
                + $"'{expected.Description}' in {expected.Units}");
        }
    }

    private static int IndexOf(WfdbHeader header, string description)
    {
        for (int i = 0; i < header.Signals.Count; i++)
        {
            if (header.Signals[i].Description == description)
            {
                return i;
            }
        }

        return -1;
    }

    private static WfdbHeader Segment(WfdbHeader record, string name)
    {
        WfdbHeader header = WfdbHeaderReader.Read(record.Beside(name + ".hea"));
        return header.Segments.Count == 0 ? header : throw new DatasetException($"{header.File}: a segment must not have segments");
    }

    /// <summary>A segment and its start. Its header is read when needed.</summary>
    private sealed record Placed(
        WfdbHeader? Header, long Start, long? FrameCount, bool IsMatchedByDescription, WfdbHeader? Parent = null, string? Name = null)
    {
        public WfdbHeader Open()
        {
            WfdbHeader header = Header ?? Segment(Parent!, Name!);
            return header.FrameCount is null || FrameCount is null || header.FrameCount >= FrameCount
                ? header
                : throw new DatasetException(FormattableString.Invariant(
                    $"{header.File}: {header.FrameCount:N0} samples, but {Parent!.Record} states {FrameCount:N0}"));
        }
    }
}
