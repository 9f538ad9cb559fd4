namespace Sans.Data.Formats.Flac;

/// <summary>
/// Decodes a FLAC stream (RFC 9639) block by block: 4 to 24 bits, up to 8 channels, all kinds of subframe. It verifies the
/// checksums of headers and frames.
/// </summary>
internal sealed class FlacDecoder
{
    private const uint Marker = 0x664C6143; // "fLaC"
    private const int MostBits = 24;

    private readonly BitReader _bits;
    private readonly int[][] _channels;
    private readonly SubframeReader _subframes;
    private long _decoded;

    /// <summary>Reads the header of the stream.</summary>
    /// <param name="stream">The stream, at its start.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="DatasetException">The stream is not FLAC.</exception>
    public FlacDecoder(Stream stream, string file)
    {
        _bits = new BitReader(stream, file);
        if (_bits.Read(32) != Marker)
        {
            throw _bits.Damaged("a FLAC stream must begin with 'fLaC'");
        }

        bool isLast = ReadMetadataHead(out uint type, out int length);
        if (type != 0 || length != 34)
        {
            throw _bits.Damaged("the first block must describe the stream");
        }

        Skip(2);
        int largestBlock = (int)_bits.Read(16);
        Skip(3 + 3);
        _bits.Read(20);
        ChannelCount = (int)_bits.Read(3) + 1;
        BitsPerSample = (int)_bits.Read(5) + 1;
        long samples = ((long)_bits.Read(4) << 32) | _bits.Read(32);
        SampleCount = samples == 0 ? null : samples;
        Skip(16);
        if (BitsPerSample > MostBits)
        {
            throw _bits.Damaged(FormattableString.Invariant($"{BitsPerSample} bits per sample; up to {MostBits} can be read"));
        }

        while (!isLast)
        {
            isLast = ReadMetadataHead(out _, out length);
            Skip(length);
        }

        _channels = [.. Enumerable.Range(0, ChannelCount).Select(_ => new int[largestBlock])];
        _subframes = new SubframeReader(_bits);
    }

    /// <summary>Channels of the stream, 1 to 8.</summary>
    public int ChannelCount { get; }

    /// <summary>Bits of a sample.</summary>
    public int BitsPerSample { get; }

    /// <summary>Samples of each channel, or <see langword="null"/> where the stream does not say.</summary>
    public long? SampleCount { get; }

    /// <summary>The samples of the last <see cref="ReadBlock"/>. The buffer is reused.</summary>
    public int[] Channel(int index) => _channels[index];

    /// <summary>Decodes the next block.</summary>
    /// <returns>The number of samples of each channel, 0 at the end of the stream.</returns>
    /// <exception cref="StreamEndedException">The stream ends before its last sample.</exception>
    /// <exception cref="DatasetException">The stream is damaged.</exception>
    public int ReadBlock()
    {
        if (_bits.IsAtEnd)
        {
            return SampleCount is null || SampleCount == _decoded
                ? 0
                : throw _bits.Ended(FormattableString.Invariant($"the stream ends after {_decoded:N0} of {SampleCount:N0} samples"));
        }

        _bits.StartChecksums();
        (int length, int assignment) = ReadFrameHead();
        for (int c = 0; c < ChannelCount; c++)
        {
            // A difference of two channels needs one more bit.
            bool isSide = assignment switch { 8 or 10 => c == 1, 9 => c == 0, _ => false };
            _subframes.Read(_channels[c].AsSpan(0, length), BitsPerSample + (isSide ? 1 : 0));
        }

        _bits.AlignToByte();
        ushort crc = _bits.Crc16;
        if (_bits.Read(16) != crc)
        {
            throw _bits.Damaged("the checksum of a frame is wrong");
        }

        Decorrelate(assignment, length);
        _decoded += length;
        return length;
    }

    private (int Length, int Assignment) ReadFrameHead()
    {
        if (_bits.Read(15) != 0x7FFC)
        {
            throw _bits.Damaged("a frame must begin with its synchronisation code");
        }

        _bits.Read(1);
        uint sizeCode = _bits.Read(4);
        uint rateCode = _bits.Read(4);
        int assignment = (int)_bits.Read(4);
        uint bitsCode = _bits.Read(3);
        _bits.Read(1);
        SkipNumber();
        int length = sizeCode switch
        {
            1 => 192,
            >= 2 and <= 5 => 576 << (int)(sizeCode - 2),
            6 => (int)_bits.Read(8) + 1,
            7 => (int)_bits.Read(16) + 1,
            >= 8 => 256 << (int)(sizeCode - 8),
            _ => throw _bits.Damaged("the size of a frame is reserved"),
        };
        _bits.Read(rateCode switch { 12 => 8, 13 or 14 => 16, _ => 0 });
        byte crc = _bits.Crc8;
        if (_bits.Read(8) != crc)
        {
            throw _bits.Damaged("the checksum of a frame's header is wrong");
        }

        int channels = assignment < 8 ? assignment + 1 : 2;
        int bits = bitsCode switch { 0 => BitsPerSample, 1 => 8, 2 => 12, 4 => 16, 5 => 20, 6 => 24, _ => 0 };
        if (assignment > 10 || channels != ChannelCount || bits != BitsPerSample || length > _channels[0].Length)
        {
            throw _bits.Damaged("a frame does not fit the stream");
        }

        return (length, assignment);
    }

    /// <summary>Skips the number of the frame or sample, which is coded like UTF-8.</summary>
    private void SkipNumber()
    {
        uint first = _bits.Read(8);
        for (uint mask = 0x80; (first & mask) != 0 && mask > 1; mask >>= 1)
        {
            if (mask != 0x80)
            {
                _bits.Read(8);
            }
        }
    }

    private void Decorrelate(int assignment, int length)
    {
        if (assignment < 8)
        {
            return;
        }

        (int[] first, int[] second) = (_channels[0], _channels[1]);
        for (int t = 0; t < length; t++)
        {
            (first[t], second[t]) = assignment switch
            {
                8 => (first[t], first[t] - second[t]),
                9 => (first[t] + second[t], second[t]),
                _ => FromMidAndSide(first[t], second[t]),
            };
        }

        // The lowest bit of the sum is that of the difference.
        static (int Left, int Right) FromMidAndSide(int mid, int side)
        {
            int sum = (mid << 1) | (side & 1);
            return ((sum + side) >> 1, (sum - side) >> 1);
        }
    }

    private bool ReadMetadataHead(out uint type, out int length)
    {
        bool isLast = _bits.Read(1) == 1;
        type = _bits.Read(7);
        length = (int)_bits.Read(24);
        return isLast;
    }

    private void Skip(int bytes)
    {
        for (int i = 0; i < bytes; i++)
        {
            _bits.Read(8);
        }
    }
}
