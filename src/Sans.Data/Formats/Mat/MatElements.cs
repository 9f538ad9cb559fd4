using System.Buffers.Binary;
using Sans.Data.Formats.Arrays;

namespace Sans.Data.Formats.Mat;

/// <summary>Reads the elements of a MAT file in their order.</summary>
/// <param name="stream">The content. It need not be seekable.</param>
/// <param name="start">The offset of its next byte.</param>
/// <param name="isBigEndian">Whether the first byte of a number is the highest.</param>
/// <param name="file">The file, for messages.</param>
/// <param name="compressedAt">The offset of the compressed content in the file, or <see langword="null"/>.</param>
internal sealed class MatElements(Stream stream, long start, bool isBigEndian, string file, long? compressedAt)
{
    private const int TagBytes = 8, Alignment = 8, UnsignedType = 6, SizesType = 5, MostDimensions = 32;

    /// <summary>The offset of the next byte.</summary>
    public long Position { get; private set; } = start;

    /// <summary>The next tag. Small elements have their content in the tag.</summary>
    public MatTag ReadTag()
    {
        uint first = (uint)Number(ReadExactly(TagBytes / 2));
        return first >> 16 is var bytes and > 0
            ? bytes <= TagBytes / 2
                ? new MatTag((int)(first & 0xFFFF), bytes, IsSmall: true)
                : throw Damaged(FormattableString.Invariant($"a small element of {bytes} bytes"))
            : new MatTag((int)first, Number(ReadExactly(TagBytes / 2)), IsSmall: false);
    }

    /// <summary>The flags of a variable.</summary>
    public uint ReadFlags()
    {
        MatTag tag = ReadTag();
        if (tag is not { Type: UnsignedType, Bytes: TagBytes })
        {
            throw Damaged("a variable without flags");
        }

        return (uint)Number(ReadExactly(TagBytes).AsSpan(0, TagBytes / 2));
    }

    /// <summary>The sizes of the dimensions of a variable.</summary>
    public long[] ReadSizes()
    {
        MatTag tag = ReadTag();
        if (tag.Type is not (SizesType or UnsignedType) || tag.Bytes is < 8 or > 4 * MostDimensions || tag.Bytes % 4 != 0)
        {
            throw Damaged("a variable without dimensions");
        }

        long[] sizes = [.. ReadContent(tag).Chunk(4).Select(s => (long)(int)Number(s))];
        return sizes.All(s => s >= 0) ? sizes : throw Damaged("a dimension below 0");
    }

    /// <summary>The content of the next element.</summary>
    /// <param name="most">The most bytes that it may have.</param>
    public byte[] ReadBytes(int most)
    {
        MatTag tag = ReadTag();
        return tag.Bytes <= most ? ReadContent(tag) : throw Damaged(FormattableString.Invariant(
            $"an element of {tag.Bytes:N0} bytes where up to {most:N0} are possible"));
    }

    /// <summary>The next bytes.</summary>
    public byte[] ReadExactly(int count)
    {
        byte[] bytes = new byte[count];
        stream.ReadExactly(bytes);
        Position += count;
        return bytes;
    }

    /// <summary>Moves forward.</summary>
    public void SkipTo(long position)
    {
        if (position < Position)
        {
            throw Damaged("a variable that ends within its content");
        }

        if (stream.CanSeek)
        {
            stream.Position = position;
        }
        else
        {
            stream.SkipExactly(position - Position);
        }

        Position = position;
    }

    /// <summary>A number of four bytes.</summary>
    public long Number(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>The error for a damaged file.</summary>
    /// <param name="found">The fault.</param>
    public DatasetException Damaged(string found) => new(compressedAt is { } outer
        ? FormattableString.Invariant($"{file}: byte {Position} of the compressed variable at byte {outer}: {found}. The file is damaged")
        : FormattableString.Invariant($"{file}: byte {Position}: {found}. The file is damaged"));

    private byte[] ReadContent(MatTag tag)
    {
        byte[] bytes = ReadExactly((int)tag.Bytes);
        int unit = tag.IsSmall ? TagBytes / 2 : Alignment;
        ReadExactly((unit - ((int)tag.Bytes % unit)) % unit);
        return bytes;
    }
}

/// <summary>The tag of an element.</summary>
/// <param name="Type">The type of its content.</param>
/// <param name="Bytes">Bytes of its content, without those that fill up to a multiple of 8.</param>
/// <param name="IsSmall">Whether the content is in the tag.</param>
internal readonly record struct MatTag(int Type, long Bytes, bool IsSmall);
