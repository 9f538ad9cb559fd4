using Sans.Data.Formats.Flac;

namespace Sans.Data.Formats.Wfdb;

/// <summary>A file with the samples of one or more signals, read forward.</summary>
internal abstract class SignalFile
{
    /// <summary>Number of samples of a signal in one block.</summary>
    protected const int BlockSamples = 1 << 14;

    /// <summary>Number of frames in the file, as far as its size tells.</summary>
    public abstract long? FrameCount { get; }

    /// <summary>Opens the file of a signal.</summary>
    /// <param name="stream">The open file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="signal">The index of the signal in the header.</param>
    /// <exception cref="DatasetException">Header and file do not fit together.</exception>
    public static SignalFile Open(FileStream stream, WfdbHeader header, int signal)
    {
        WfdbSignal wanted = header.Signals[signal];
        List<WfdbSignal> sharing = [.. header.Signals.Where(s => s.FileName == wanted.FileName)];
        if (sharing.Find(s => s.Format != wanted.Format || s.ByteOffset != wanted.ByteOffset) is { } other)
        {
            throw new DatasetException($"{header.File}: '{wanted.Description}' and '{other.Description}' share {wanted.FileName}, "
                + "but differ in format or byte offset");
        }

        List<WfdbSignal> before = [.. header.Signals.Take(signal).Where(s => s.FileName == wanted.FileName)];
        int frameSamples = sharing.Sum(s => s.SamplesPerFrame);
        int place = before.Sum(s => s.SamplesPerFrame);
        return wanted.Format switch
        {
            BinaryFormat format => new BinarySignalFile(stream, format, wanted, frameSamples, place),
            DifferenceFormat => new DifferenceSignalFile(stream, wanted, frameSamples, place),
            FlacFormat format => new FlacSignalFile(stream, header, format, wanted, sharing.Count, before.Count),
            _ => throw new DatasetException($"{header.File}: '{wanted.Description}' has no samples here"),
        };
    }

    /// <summary>The digital values of the signal, in blocks, each valid until the next one.</summary>
    /// <param name="first">The first sample, counted in samples of this signal.</param>
    /// <param name="count">Number of samples wanted. The file may have fewer.</param>
    public abstract IEnumerable<ReadOnlyMemory<int>> Read(long first, long count);

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    protected static int Fill(FileStream stream, Span<byte> buffer) => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
}

/// <summary>Groups of bytes that can be read from any place.</summary>
internal sealed class BinarySignalFile(FileStream stream, BinaryFormat format, WfdbSignal signal, int frameSamples, int place) : SignalFile
{
    // Groups have at most four bytes.
    private const int BytesPerRead = 1 << 16;

    // Frames of at most so many samples are read whole.
    private const int LargestWholeFrame = 16;

    /// <inheritdoc/>
    public override long? FrameCount => format.SampleCount(Math.Max(0, stream.Length - signal.ByteOffset)) / frameSamples;

    /// <inheritdoc/>
    public override IEnumerable<ReadOnlyMemory<int>> Read(long first, long count) => frameSamples <= LargestWholeFrame
        ? ReadFrames(first, count)
        : ReadSamples(first, count);

    /// <summary>Reads all samples of frames, and picks those of the signal.</summary>
    private IEnumerable<ReadOnlyMemory<int>> ReadFrames(long first, long count)
    {
        // A chunk begins with a frame and with a group.
        int perFrame = signal.SamplesPerFrame;
        int chunkFrames = Math.Max(1, BlockSamples / (frameSamples * format.GroupSamples)) * format.GroupSamples;
        int chunkBytes = (int)format.ByteCount((long)chunkFrames * frameSamples);
        byte[] bytes = new byte[Math.Min(chunkBytes, stream.Length)];
        int[] values = new int[Math.Min((long)chunkFrames * frameSamples, (stream.Length + 1) * format.GroupSamples)];
        int[] block = new int[chunkFrames * perFrame];
        long chunk = first / perFrame / chunkFrames;
        for (long done = 0; done < count; chunk++)
        {
            stream.Position = signal.ByteOffset + (chunk * chunkBytes);
            int length = Fill(stream, bytes);
            int there = (int)Math.Min(format.SampleCount(length), values.Length);
            format.ReadMany(bytes.AsSpan(0, length), values.AsSpan(0, there));
            long start = chunk * chunkFrames * perFrame;
            int from = (int)Math.Max(0, first - start);
            int to = (int)Math.Min(block.Length, first + count - start);
            int picked = Pick(values.AsSpan(0, there), from, to, block);
            if (picked > 0)
            {
                yield return block.AsMemory(0, picked);
            }

            done += picked;
            if (picked < to - from)
            {
                yield break;
            }
        }
    }

    /// <summary>Picks samples of the signal from those of frames.</summary>
    /// <param name="values">The samples of the frames, of which the last ones may be missing.</param>
    /// <param name="from">The first sample of the signal.</param>
    /// <param name="to">The end of its samples.</param>
    /// <param name="block">Receives the samples.</param>
    /// <returns>The number of samples that are there.</returns>
    private int Pick(ReadOnlySpan<int> values, int from, int to, int[] block)
    {
        int perFrame = signal.SamplesPerFrame;
        int picked = 0;
        if (perFrame == 1)
        {
            for (int at = place + (from * frameSamples); picked < to - from && at < values.Length; at += frameSamples)
            {
                block[picked++] = values[at];
            }

            return picked;
        }

        for (int sample = from; sample < to && (int)PlaceInFile(sample) is var at && at < values.Length; sample++)
        {
            block[picked++] = values[at];
        }

        return picked;
    }

    /// <summary>Reads each sample of the signal alone.</summary>
    private IEnumerable<ReadOnlyMemory<int>> ReadSamples(long first, long count)
    {
        int[] block = new int[Math.Min(BlockSamples, count)];
        byte[] buffer = new byte[Math.Min(BytesPerRead, stream.Length) + format.GroupBytes];
        long bufferedGroup = -1;
        int bufferedBytes = 0;
        for (long done = 0; done < count;)
        {
            int length = 0;
            for (; length < block.Length && done < count; length++, done++)
            {
                long sample = PlaceInFile(first + done);
                long group = sample / format.GroupSamples;
                int index = (int)(sample % format.GroupSamples);
                int offset = (int)Math.Min((group - bufferedGroup) * format.GroupBytes, int.MaxValue);
                if (bufferedGroup < 0 || offset + format.GroupBytes > bufferedBytes)
                {
                    stream.Position = signal.ByteOffset + (group * format.GroupBytes);
                    bufferedBytes = Fill(stream, buffer);
                    bufferedGroup = group;
                    offset = 0;
                    if (bufferedBytes < format.Bytes[index + 1])
                    {
                        break;
                    }
                }

                block[length] = format.Read(buffer.AsSpan(offset, Math.Min(format.GroupBytes, bufferedBytes - offset)), index);
            }

            if (length == 0)
            {
                yield break;
            }

            yield return block.AsMemory(0, length);
        }
    }

    private long PlaceInFile(long sample) => (sample / signal.SamplesPerFrame * frameSamples) + place + (sample % signal.SamplesPerFrame);
}

/// <summary>Format 8: differences, summed from the start.</summary>
internal sealed class DifferenceSignalFile(FileStream stream, WfdbSignal signal, int frameSamples, int place) : SignalFile
{
    /// <inheritdoc/>
    public override long? FrameCount => Math.Max(0, stream.Length - signal.ByteOffset) / frameSamples;

    /// <inheritdoc/>
    public override IEnumerable<ReadOnlyMemory<int>> Read(long first, long count)
    {
        SignalFile differences = new BinarySignalFile(
            stream, new BinaryFormat(Code: 8, null, 1, [0, 1], (b, _) => (sbyte)b[0]), signal, frameSamples, place);
        int[] block = new int[BlockSamples];
        int value = signal.InitialValue ?? 0;
        long sample = 0;
        foreach (ReadOnlyMemory<int> part in differences.Read(0, first + count))
        {
            int length = 0;
            for (int i = 0; i < part.Length; i++, sample++)
            {
                value += part.Span[i];
                if (sample >= first)
                {
                    block[length++] = value;
                }
            }

            if (length > 0)
            {
                yield return block.AsMemory(0, length);
            }
        }
    }
}

/// <summary>A FLAC stream, decoded from the start.</summary>
internal sealed class FlacSignalFile : SignalFile
{
    private readonly FlacDecoder _decoder;
    private readonly WfdbSignal _signal;
    private readonly int _channel;

    public FlacSignalFile(FileStream stream, WfdbHeader header, FlacFormat format, WfdbSignal signal, int channelCount, int channel)
    {
        (_signal, _channel) = (signal, channel);
        stream.Position = Math.Min(signal.ByteOffset, stream.Length);
        string file = header.Beside(signal.FileName);
        _decoder = new FlacDecoder(stream, file);
        if (_decoder.ChannelCount != channelCount || _decoder.BitsPerSample != format.Bits)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: {_decoder.ChannelCount} channels of {_decoder.BitsPerSample} bits, but {Path.GetFileName(header.File)} ")
                    + FormattableString.Invariant($"states {channelCount} of {format.Bits}"));
        }
    }

    /// <inheritdoc/>
    public override long? FrameCount => _decoder.SampleCount is { } samples ? samples / _signal.SamplesPerFrame : null;

    /// <inheritdoc/>
    public override IEnumerable<ReadOnlyMemory<int>> Read(long first, long count)
    {
        long start = 0;
        while (start < first + count && ReadBlock() is var length and > 0)
        {
            int from = (int)Math.Clamp(first - start, 0, length);
            int to = (int)Math.Clamp(first + count - start, 0, length);
            if (to > from)
            {
                yield return _decoder.Channel(_channel).AsMemory(from, to - from);
            }

            start += length;
        }
    }

    /// <summary>The samples of the next block, 0 at the end of the file, wherever that is.</summary>
    private int ReadBlock()
    {
        try
        {
            return _decoder.ReadBlock();
        }
        catch (StreamEndedException)
        {
            return 0;
        }
    }
}
