using System.Buffers.Binary;
using System.Text;

namespace Sans.Data.Formats.Hdf5;

/// <summary>Reads numbers and texts at addresses of an HDF5 file.</summary>
/// <param name="stream">The file.</param>
/// <param name="file">Its path, for messages.</param>
/// <param name="origin">The offset from which addresses count.</param>
internal sealed class Hdf5Bytes(FileStream stream, string file, long origin)
{
    /// <summary>The address that means none.</summary>
    public const ulong Nowhere = ulong.MaxValue;

    private const int LargestPart = 1 << 24, LongestText = 1 << 12;

    /// <summary>The bytes at an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="count">Number of bytes.</param>
    /// <exception cref="DatasetException">They are not in the file.</exception>
    public byte[] At(ulong address, long count)
    {
        if (count is < 0 or > LargestPart || address > long.MaxValue || (long)address + origin > stream.Length - count)
        {
            throw Damaged(address, FormattableString.Invariant($"{count:N0} bytes are expected, but the file ends before"));
        }

        byte[] bytes = new byte[count];
        stream.Position = (long)address + origin;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The text at an address, up to its end mark.</summary>
    public string TextAt(ulong address)
    {
        long there = address > long.MaxValue ? 0 : Math.Clamp(stream.Length - origin - (long)address, 0, LongestText);
        byte[] bytes = At(address, there);
        int end = Array.IndexOf(bytes, (byte)0);
        return end >= 0 ? Encoding.UTF8.GetString(bytes, 0, end) : throw Damaged(address, "a name has no end");
    }

    /// <summary>Requires a signature at the start of bytes.</summary>
    public void Require(byte[] bytes, ReadOnlySpan<byte> signature, ulong address)
    {
        if (!bytes.AsSpan().StartsWith(signature))
        {
            throw Damaged(address, $"'{Encoding.ASCII.GetString(signature)}' is expected");
        }
    }

    /// <summary>The error for a damaged file.</summary>
    public DatasetException Damaged(ulong address, string problem) => new(FormattableString.Invariant(
        $"{file}: byte {(UInt128)address + (UInt128)origin}: {problem}. The file is truncated or damaged"));

    /// <summary>A number of up to 8 bytes.</summary>
    public static ulong Number(ReadOnlySpan<byte> bytes, int size)
    {
        ulong number = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            number = (number << 8) | bytes[i];
        }

        return number;
    }

    /// <summary>An address or length.</summary>
    public static ulong Long(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
