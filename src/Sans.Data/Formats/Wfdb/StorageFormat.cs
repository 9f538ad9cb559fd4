using System.Buffers.Binary;

namespace Sans.Data.Formats.Wfdb;

/// <summary>The storage form of the digital values of a signal (the WFDB Applications Guide, signal(5)).</summary>
/// <param name="Code">Its number in headers.</param>
/// <param name="InvalidValue">
/// The value that marks a missing sample, or <see langword="null"/> where the format has none.
/// </param>
internal abstract record StorageFormat(int Code, int? InvalidValue)
{
    private static readonly StorageFormat[] All =
    [
        new DifferenceFormat(),
        new BinaryFormat(16, short.MinValue, 1, [0, 2], (b, _) => BinaryPrimitives.ReadInt16LittleEndian(b))
        {
            Unpack = Unpacking.Of16,
        },
        new BinaryFormat(24, -(1 << 23), 1, [0, 3], (b, _) => b[0] | (b[1] << 8) | ((sbyte)b[2] << 16)),
        new BinaryFormat(32, int.MinValue, 1, [0, 4], (b, _) => BinaryPrimitives.ReadInt32LittleEndian(b)),
        new BinaryFormat(61, short.MinValue, 1, [0, 2], (b, _) => BinaryPrimitives.ReadInt16BigEndian(b)),
        new BinaryFormat(80, -128, 1, [0, 1], (b, _) => b[0] - 128),
        new BinaryFormat(160, short.MinValue, 1, [0, 2], (b, _) => BinaryPrimitives.ReadUInt16LittleEndian(b) - 32_768),

        // Two values in three bytes. The middle byte holds the high bits of both, those of the first in its low half.
        new BinaryFormat(212, -2_048, 2, [0, 2, 3], (b, i) => Signed(i == 0
            ? b[0] | ((b[1] & 0x0F) << 8)
            : b[2] | ((b[1] & 0xF0) << 4), 12))
        {
            Unpack = Unpacking.Of212,
        },

        // Three values in two words. The upper ten of the low eleven bits of each word are the first two. The upper five bits
        // of both words are the third, the first word's first.
        new BinaryFormat(310, -512, 3, [0, 2, 4, 4], (b, i) => Signed(i == 2
            ? (Word(b, 0) >> 11) | ((Word(b, 1) >> 11) << 5)
            : (Word(b, i) >> 1) & 0x3FF, 10)),

        // Three values in the low thirty bits, the first in the lowest ten. The end of a file has only the bytes that are
        // needed.
        new BinaryFormat(311, -512, 3, [0, 2, 3, 4], (b, i) => Signed((LittleEndian(b) >> (10 * i)) & 0x3FF, 10)),
        new FlacFormat(508, 8),
        new FlacFormat(516, 16),
        new FlacFormat(524, 24),
    ];

    /// <summary>The codes that can be read.</summary>
    public static IEnumerable<int> Codes => All.Select(f => f.Code);

    /// <summary>The format with that code, or <see langword="null"/>.</summary>
    public static StorageFormat? Find(int code) => code == NoSignal.Code ? NoSignal : Array.Find(All, f => f.Code == code);

    /// <summary>Code 0: a signal without samples in this file.</summary>
    public static StorageFormat NoSignal { get; } = new EmptyFormat();

    private static int Signed(int value, int bits) => (value << (32 - bits)) >> (32 - bits);

    private static int Word(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * index)..]);

    private static int LittleEndian(ReadOnlySpan<byte> bytes)
    {
        int value = 0;
        for (int i = Math.Min(bytes.Length, sizeof(int)) - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private sealed record EmptyFormat() : StorageFormat(0, null);
}

/// <summary>Values packed into groups of bytes, each of which can be read alone.</summary>
/// <param name="Code">Its number in headers.</param>
/// <param name="InvalidValue">The value that marks a missing sample.</param>
/// <param name="GroupSamples">Values of a group.</param>
/// <param name="Bytes">The number of bytes of the first i values of a group.</param>
/// <param name="Read">Reads the value at an index of the group that the bytes begin with.</param>
internal sealed record BinaryFormat(
    int Code, int? InvalidValue, int GroupSamples, int[] Bytes, ReadValue Read) : StorageFormat(Code, InvalidValue)
{
    /// <summary>Bytes of a whole group.</summary>
    public int GroupBytes => Bytes[^1];

    /// <summary>A fast way to read the values of many groups, or <see langword="null"/> for none.</summary>
    public UnpackValues? Unpack { get; init; }

    /// <summary>Reads the values of groups that follow each other. The last group may be incomplete.</summary>
    /// <param name="bytes">The groups.</param>
    /// <param name="values">Receives the values. There are enough bytes for them.</param>
    public void ReadMany(ReadOnlySpan<byte> bytes, Span<int> values)
    {
        int done = Unpack?.Invoke(bytes, values) ?? 0;
        for (; done < values.Length; done++)
        {
            ReadOnlySpan<byte> group = bytes[(done / GroupSamples * GroupBytes)..];
            values[done] = Read(group[..Math.Min(GroupBytes, group.Length)], done % GroupSamples);
        }
    }

    /// <summary>Number of bytes for a given number of values.</summary>
    public long ByteCount(long samples) => (samples / GroupSamples * GroupBytes) + Bytes[samples % GroupSamples];

    /// <summary>Number of whole values in a given number of bytes.</summary>
    public long SampleCount(long bytes) =>
        (bytes / GroupBytes * GroupSamples) + Array.FindLastIndex(Bytes, b => b <= bytes % GroupBytes) % GroupSamples;
}

/// <summary>Reads the first values of groups and tells how many, a whole number of groups.</summary>
internal delegate int UnpackValues(ReadOnlySpan<byte> bytes, Span<int> values);

/// <summary>Reads one value of a group.</summary>
internal delegate int ReadValue(ReadOnlySpan<byte> group, int index);

/// <summary>
/// Format 8: each byte is the difference to the value before, starting from the header's initial value. It can only be read
/// from the start.
/// </summary>
internal sealed record DifferenceFormat() : StorageFormat(8, null);

/// <summary>A FLAC stream with a channel for each signal of the file.</summary>
/// <param name="Code">Its number in headers.</param>
/// <param name="Bits">Bits of a value.</param>
internal sealed record FlacFormat(int Code, int Bits) : StorageFormat(Code, -(1 << (Bits - 1)));
