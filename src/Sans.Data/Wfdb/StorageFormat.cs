using System.Buffers.Binary;

namespace Sans.Data.Wfdb;

/// <summary>How the digital values of a file are stored: so many bytes for so many values, and how to read one of them.</summary>
internal abstract record StorageFormat(int Code, int GroupBytes, int GroupSamples, int InvalidValue)
{
    private static readonly StorageFormat[] All = [new Format16(), new Format32(), new Format212()];

    /// <summary>The codes that can be read.</summary>
    public static IEnumerable<int> Codes => All.Select(f => f.Code);

    /// <summary>The format with that code, or <see langword="null"/>.</summary>
    public static StorageFormat? Find(int code) => All.FirstOrDefault(f => f.Code == code);

    /// <summary>Bytes that so many values take; the values of an incomplete last group take the bytes that they need.</summary>
    public abstract long ByteCount(long samples);

    /// <summary>The value at a place, counted from the start of the bytes, which is the start of a group.</summary>
    public abstract int Read(ReadOnlySpan<byte> bytes, int sample);

    /// <summary>Two bytes, little-endian, two's complement.</summary>
    private sealed record Format16() : StorageFormat(16, GroupBytes: 2, GroupSamples: 1, short.MinValue)
    {
        public override long ByteCount(long samples) => 2 * samples;

        public override int Read(ReadOnlySpan<byte> bytes, int sample) => BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * sample)..]);
    }

    /// <summary>Four bytes, little-endian, two's complement.</summary>
    private sealed record Format32() : StorageFormat(32, GroupBytes: 4, GroupSamples: 1, int.MinValue)
    {
        public override long ByteCount(long samples) => 4 * samples;

        public override int Read(ReadOnlySpan<byte> bytes, int sample) => BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * sample)..]);
    }

    /// <summary>
    /// Two values of 12 bits, two's complement, in three bytes: the low byte of the first, a byte with the high bits of both (first in the low half),
    /// the low byte of the second.
    /// </summary>
    private sealed record Format212() : StorageFormat(212, GroupBytes: 3, GroupSamples: 2, InvalidValue: -2048)
    {
        public override long ByteCount(long samples) => (3 * (samples / 2)) + (2 * (samples % 2));

        public override int Read(ReadOnlySpan<byte> bytes, int sample)
        {
            ReadOnlySpan<byte> group = bytes[(3 * (sample / 2))..];
            int value = sample % 2 == 0 ? group[0] | ((group[1] & 0x0F) << 8) : group[2] | ((group[1] & 0xF0) << 4);

            // The sign is in bit 11.
            return (value ^ 0x800) - 0x800;
        }
    }
}
