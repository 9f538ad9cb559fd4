using System.Buffers.Binary;
using System.Text;

namespace Sans.Data.Formats.Wav;

/// <summary>Reads the header of a WAV file, also with 64-bit sizes (RF64).</summary>
/// <param name="stream">The file.</param>
/// <param name="file">Its path, for messages.</param>
/// <param name="name">Its name in notes.</param>
internal sealed class WavHeadReader(Stream stream, string file, string name)
{
    private const int ChunkHead = 8, FirstChunk = 12, LongestFormat = 1 << 16;
    private const int Pcm = 1, Float = 3, Extensible = 0xFFFE;

    // Programs that write into a pipe cannot know the size.
    private const long Unknown = uint.MaxValue;

    /// <summary>Reads the header.</summary>
    /// <exception cref="DatasetException">The file is not WAV, is compressed, or is damaged.</exception>
    public WavHead Read()
    {
        byte[] start = ReadAt(0, FirstChunk);
        string form = Encoding.ASCII.GetString(start, 0, 4);
        if (form is not ("RIFF" or "RF64" or "BW64") || Encoding.ASCII.GetString(start, 8, 4) != "WAVE")
        {
            throw new DatasetException(form == "RIFX"
                ? $"{file}: this is a WAV file with big-endian numbers (RIFX); save it as RIFF"
                : $"{file}: this is not a WAV file; such a file begins with RIFF or RF64, its size and WAVE");
        }

        long? longSize = null;
        byte[]? format = null;
        for (long place = FirstChunk; place + ChunkHead <= stream.Length;)
        {
            byte[] chunk = ReadAt(place, ChunkHead);
            string id = Encoding.ASCII.GetString(chunk, 0, 4);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4)), content = place + ChunkHead;
            switch (id)
            {
                case "ds64":
                    longSize = BinaryPrimitives.ReadInt64LittleEndian(ReadAt(content + 8, 8));
                    break;
                case "fmt ":
                    format = size is >= 16 and <= LongestFormat ? ReadAt(content, (int)size)
                        : throw new DatasetException(FormattableString.Invariant(
                            $"{file}: byte {place}: the chunk 'fmt ' has {size:N0} bytes; 16 or more are needed. The file is damaged"));
                    break;
                case "data" when format is null:
                    throw new DatasetException(FormattableString.Invariant(
                        $"{file}: byte {place}: the samples begin before the chunk 'fmt ' says what they are. The file is damaged"));
                case "data":
                    return HeadOf(format, content, size == Unknown && longSize is { } whole ? whole : size);
            }

            // Chunks begin at even offsets.
            place = content + size + (size & 1);
        }

        throw new DatasetException($"{file}: there is no chunk 'data' with samples. The file is truncated or damaged");
    }

    private WavHead HeadOf(byte[] format, long start, long size)
    {
        int tag = Short(0), channels = Short(2), frameBytes = Short(12), bits = Short(14);
        long rate = BinaryPrimitives.ReadUInt32LittleEndian(format.AsSpan(4));
        bool isExtensible = tag == Extensible && format.Length >= 40;
        int kind = isExtensible ? Short(24) : tag;
        int sampleBytes = channels > 0 && frameBytes % channels == 0 ? frameBytes / channels : 0;
        bool isKnown = kind switch { Pcm => sampleBytes is >= 1 and <= 4, Float => sampleBytes is 4 or 8, _ => false };
        if (!isKnown || bits > 8 * sampleBytes || bits <= 8 * (sampleBytes - 1))
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: the samples have format {kind}, {bits} bits and ")
                + FormattableString.Invariant($"{frameBytes} bytes for {channels} channels. Whole numbers of 8, 16, 24 or 32 bits ")
                    + "(format 1) and floating-point numbers of 32 or 64 bits (format 3) are read");
        }

        long there = stream.Length - start;
        List<string> notes = [];
        if (size == Unknown || (size == 0 && there > 0 && !AreChunks(start)))
        {
            notes.Add($"{name}: its header does not state the number of samples; it was read to its end");
            size = there - (there % frameBytes);
        }

        if (size < 0 || size > there || size % frameBytes != 0)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: the header states {size:N0} bytes of samples, ")
                + FormattableString.Invariant($"{frameBytes} for each time; the file has {there:N0}. The file is truncated or damaged"));
        }

        return new WavHead(kind == Float, sampleBytes, channels, rate == 0 ? null : rate, start, size / frameBytes, notes);

        int Short(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(offset));
    }

    /// <summary>Whether a place begins chunks that end where the file does.</summary>
    private bool AreChunks(long place)
    {
        while (place + ChunkHead <= stream.Length)
        {
            byte[] chunk = ReadAt(place, ChunkHead);
            if (chunk.AsSpan(0, 4).ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                return false;
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4));
            place += ChunkHead + size + (size & 1);
        }

        return place == stream.Length;
    }

    private byte[] ReadAt(long place, int count)
    {
        stream.Position = place;
        byte[] bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw new DatasetException(
            FormattableString.Invariant($"{file}: it ends within the {count} bytes at byte {place}. The file is truncated"));
    }
}
