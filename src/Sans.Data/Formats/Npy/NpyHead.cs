using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sans.Data.Formats.Npy;

/// <summary>The header of an array in NumPy's format.</summary>
/// <param name="Kind">The kind of number: <c>f</c>, <c>i</c> or <c>u</c>.</param>
/// <param name="ItemBytes">Bytes of a number.</param>
/// <param name="IsBigEndian">Whether the first byte of a number is the highest.</param>
/// <param name="IsColumnMajor">Whether columns lie one after another, instead of rows.</param>
/// <param name="Sizes">The sizes of the dimensions: none, one or two.</param>
/// <param name="DataStart">The offset of the numbers.</param>
internal sealed partial record NpyHead(
    char Kind, int ItemBytes, bool IsBigEndian, bool IsColumnMajor, IReadOnlyList<long> Sizes, long DataStart)
{
    private const int LongestHead = 1 << 16;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Rows of the array, or the length of one dimension.</summary>
    public long Rows => Sizes[0];

    /// <summary>Columns of the array, 1 for one dimension.</summary>
    public long Columns => Sizes.Count == 2 ? Sizes[1] : 1;

    /// <summary>The number of bytes of header and numbers.</summary>
    public Int128 ByteCount => DataStart + ((Int128)Rows * Columns * ItemBytes);

    /// <summary>Reads a header from the start of a stream.</summary>
    /// <param name="stream">The stream, which need not be seekable.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="DatasetException">The array does not hold numbers in up to two dimensions.</exception>
    public static NpyHead Read(Stream stream, string file)
    {
        byte[] start = new byte[12];
        int read = stream.ReadAtLeast(start.AsSpan(0, 10), 10, throwOnEndOfStream: false);
        if (read < 10 || !start.AsSpan(0, Magic.Length).SequenceEqual(Magic) || start[6] is < 1 or > 3)
        {
            throw new DatasetException($"{file}: this is not an NPY file; such a file begins with \\x93NUMPY and its version");
        }

        bool isShort = start[6] == 1;
        if (!isShort)
        {
            stream.ReadAtLeast(start.AsSpan(10), 2, throwOnEndOfStream: false);
        }

        long length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8))
            : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        byte[] text = new byte[Math.Min(length, LongestHead)];
        if (length > LongestHead || stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < length)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: the header claims {length:N0} bytes, but the file is too short or a header has at most {LongestHead:N0}"));
        }

        return Parse(Encoding.UTF8.GetString(text), (isShort ? 10 : 12) + length, file);
    }

    /// <summary>The value of a number from its bytes, in little-endian order.</summary>
    public double Number(ReadOnlySpan<byte> item) => (Kind, item.Length) switch
    {
        ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(item),
        ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(item),
        ('f', 8) => BinaryPrimitives.ReadDoubleLittleEndian(item),
        ('i', 1) => (sbyte)item[0],
        ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(item),
        ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(item),
        ('i', 8) => BinaryPrimitives.ReadInt64LittleEndian(item),
        ('u', 1) => item[0],
        ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(item),
        ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(item),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(item),
    };

    private static NpyHead Parse(string text, long dataStart, string file)
    {
        Match match = Description().Match(text);
        string[] sides = match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!match.Success || sides.Length > 2)
        {
            throw new OtherArrayException($"{file}: the array must hold numbers (f2, f4, f8, i1 to i8, u1 to u8) in one or two "
                + $"dimensions; its header is {text.Trim()}");
        }

        // Python 2 wrote an L behind long numbers.
        long[] sizes = [.. sides.Select(s => long.TryParse(s.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            && size < int.MaxValue
            ? size
            : throw new DatasetException($"{file}: a side of the array is {s}"))];
        return new NpyHead(
            match.Groups["kind"].Value[0],
            match.Groups["bytes"].Value[0] - '0',
            match.Groups["order"].Value == ">",
            match.Groups["fortran"].Value == "True",
            sizes,
            dataStart);
    }

    [GeneratedRegex(
        @"^\{(?=.*['""]descr['""]:\s*['""](?<order>[<>|=])(?<kind>f(?=[248])|[iu](?=[1248]))(?<bytes>[1248])['""])(?=.*['""]fortran_order['""]:\s*(?<fortran>True|False))(?=.*['""]shape['""]:\s*\((?<shape>[0-9L, ]*)\))")]
    private static partial Regex Description();
}
