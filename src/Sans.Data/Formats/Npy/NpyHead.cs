using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sans.Data.Formats.Arrays;

namespace Sans.Data.Formats.Npy;

/// <summary>Reads the header of an array in NumPy's format.</summary>
internal static partial class NpyHead
{
    private const int LongestHead = 1 << 16;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads a header from the start of a stream.</summary>
    /// <param name="stream">The stream, which need not be seekable.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="DatasetException">The array does not hold numbers in up to two dimensions.</exception>
    public static ArrayHead Read(Stream stream, string file)
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

    private static ArrayHead Parse(string text, long dataStart, string file)
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
        return new ArrayHead(
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
