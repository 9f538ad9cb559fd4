using System.Buffers.Binary;
using Sans.Data.Files;

namespace Sans.Data.Formats.Idx;

/// <summary>Bytes in the IDX format of MNIST, plain or compressed.</summary>
/// <param name="Sizes">Sizes of the dimensions, the slowest first: <c>[60000, 28, 28]</c>.</param>
/// <param name="Values">The values, row by row. Their number is the product of the sizes.</param>
public sealed record IdxFile(IReadOnlyList<int> Sizes, byte[] Values)
{
    private const byte UnsignedByte = 0x08;
    private const long MostBytes = 1L << 28;

    /// <summary>Reads a file of unsigned bytes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dimensions">The required number of dimensions: 3 for images, 1 for labels.</param>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">The file is invalid, or ends too early or too late.</exception>
    public static IdxFile Read(string file, int dimensions) => GzipFile.Read(file, (stream, mostBytes) =>
    {
        byte[] head = new byte[4 + (4 * dimensions)];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read < 4 || head[0] != 0 || head[1] != 0 || head[2] != UnsignedByte || head[3] != dimensions)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: an IDX file of bytes in {dimensions} dimensions must begin with 00 00 08 {dimensions:X2}; found ")
                    + FormattableString.Invariant($"{Convert.ToHexString(head.AsSpan(0, Math.Min(read, 4)))}"));
        }

        int[] sizes = [.. Enumerable.Range(0, dimensions).Select(d => BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4 + (4 * d))))];
        decimal product = sizes.Aggregate(1m, (all, size) => all * size);
        if (read < head.Length || Array.Exists(sizes, s => s < 0) || product > Math.Min(MostBytes, mostBytes))
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: its header states {string.Join(" × ", sizes)} bytes, ")
                + FormattableString.Invariant($"but the file is too short for them. It is truncated or damaged; fetch it again"));
        }

        byte[] values = new byte[(int)product];
        int there = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        return there == values.Length && stream.ReadByte() < 0
            ? new IdxFile(sizes, values)
            : throw new DatasetException(FormattableString.Invariant(
                $"{file}: its header states {string.Join(" × ", sizes)} bytes, but ")
                    + FormattableString.Invariant(
                        $"{(there < values.Length ? $"{there:N0} follow" : "more follow")}. It is truncated or damaged; fetch it again"));
    });
}
