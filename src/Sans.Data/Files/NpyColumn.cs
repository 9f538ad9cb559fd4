using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sans.Data.Files;

/// <summary>Reads numbers from an array in NumPy's format NPY: of one dimension, or a column of two.</summary>
internal static partial class NpyColumn
{
    private const int LongestHead = 1 << 16;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The first numbers of a column.</summary>
    /// <param name="file">The file.</param>
    /// <param name="column">Which column of a two-dimensional array, from 0; 0 for one dimension.</param>
    /// <param name="most">Numbers wanted at most.</param>
    /// <exception cref="DatasetException">The file is no such array, or ends too early.</exception>
    public static List<double> Read(string file, int column, int most) => DataFile.Read(file, stream =>
    {
        Head head = ReadHead(stream, file);
        if (column >= head.Columns)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: there is no column {column}; the array has {head.Columns}"));
        }

        Int128 needed = head.DataStart + ((Int128)head.Rows * head.Columns * head.ItemBytes);
        if (stream.Length < needed)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: {stream.Length:N0} bytes, but its head promises {head.Rows:N0} × {head.Columns:N0} numbers of {head.ItemBytes} bytes ({needed:N0} bytes). The file is truncated"));
        }

        int count = (int)Math.Min(most, head.Rows);
        (long first, long step) = head.IsColumnMajor ? (column * head.Rows, 1L) : ((long)column, head.Columns);
        List<double> samples = new(count);
        using BufferedStream buffered = new(stream, 1 << 16);
        byte[] item = new byte[head.ItemBytes];
        for (int row = 0; row < count; row++)
        {
            if (row == 0 || step != 1)
            {
                buffered.Position = head.DataStart + ((first + (row * step)) * head.ItemBytes);
            }

            buffered.ReadExactly(item);
            if (head.IsBigEndian)
            {
                Array.Reverse(item);
            }

            samples.Add(Number(item, head.Kind));
        }

        return samples;
    });

    private static Head ReadHead(FileStream stream, string file)
    {
        byte[] start = new byte[12];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length || !start.AsSpan(0, Magic.Length).SequenceEqual(Magic) || start[6] is < 1 or > 3)
        {
            throw new DatasetException($"{file}: this is no NPY file; one begins with \\x93NUMPY and its version");
        }

        bool isShort = start[6] == 1;
        long length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        int textStart = isShort ? 10 : 12;
        if (length > LongestHead || textStart + length > stream.Length)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: a head of {length:N0} bytes cannot be right"));
        }

        byte[] text = new byte[length];
        stream.Position = textStart;
        stream.ReadExactly(text);
        Match match = Description().Match(Encoding.UTF8.GetString(text));
        string shape = match.Groups["shape"].Value;
        string[] sides = shape.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!match.Success || sides.Length is < 1 or > 2)
        {
            throw new DatasetException($"{file}: the array must hold numbers (f2, f4, f8, i1 to i8, u1 to u8) in one or two dimensions; its head is {Encoding.UTF8.GetString(text).Trim()}");
        }

        long[] sizes = [.. sides.Select(s => long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size < int.MaxValue ? size : throw new DatasetException($"{file}: a side of the array is {s}"))];
        return new Head(
            match.Groups["kind"].Value[0],
            match.Groups["bytes"].Value[0] - '0',
            match.Groups["order"].Value == ">",
            match.Groups["fortran"].Value == "True",
            sizes[0],
            sizes.Length == 2 ? sizes[1] : 1,
            textStart + length);
    }

    private static double Number(ReadOnlySpan<byte> item, char kind) => (kind, item.Length) switch
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

    [GeneratedRegex(@"^\{(?=.*'descr':\s*'(?<order>[<>|=])(?<kind>f(?=[248])|[iu](?=[1248]))(?<bytes>[1248])')(?=.*'fortran_order':\s*(?<fortran>True|False))(?=.*'shape':\s*\((?<shape>[0-9, ]*)\))")]
    private static partial Regex Description();

    private sealed record Head(char Kind, int ItemBytes, bool IsBigEndian, bool IsColumnMajor, long Rows, long Columns, long DataStart);
}
