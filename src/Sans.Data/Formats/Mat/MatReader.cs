using System.Text;
using Sans.Data.Formats.Arrays;

namespace Sans.Data.Formats.Mat;

/// <summary>Finds the arrays of a MAT file of version 5. Numbers are not read.</summary>
internal sealed class MatReader
{
    private const int HeadBytes = 128, CompressedType = 15, MatrixType = 14;
    private const int MostVariables = 100_000, DeepestStruct = 32, LongestNames = 1 << 20;

    private static readonly string[] Classes =
    [
        "", "a cell array", "a struct", "an object", "text", "a sparse array",
    ];

    private readonly string _file;
    private readonly bool _isBigEndian;
    private readonly List<MatArray> _arrays = [];
    private readonly List<MatOther> _others = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private MatReader(string file, bool isBigEndian) => (_file, _isBigEndian) = (file, isBigEndian);

    /// <summary>Finds the arrays of a file.</summary>
    /// <exception cref="DatasetException">The file is no MAT file of version 5, or it is damaged.</exception>
    public static MatContent Read(FileStream stream, string file)
    {
        byte[] head = new byte[HeadBytes];
        int read = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        string order = Encoding.ASCII.GetString(head, HeadBytes - 2, 2);
        int version = order == "IM" ? head[125] : head[124];
        if (read < HeadBytes || order is not ("IM" or "MI") || version != 1)
        {
            throw new DatasetException($"{file}: this is not a MAT file of version 5 or 7.3. In MATLAB, `save` with '-v7' writes one");
        }

        MatReader reader = new(file, order == "MI");
        reader.ReadAll(stream);
        return new MatContent(reader._arrays, reader._others);
    }

    private void ReadAll(FileStream stream)
    {
        for (long start = HeadBytes; start < stream.Length;)
        {
            stream.Position = start;
            MatElements elements = new(stream, start, _isBigEndian, _file, null);
            long end = start;
            MatFormat.Unpacked(stream, null, _file, _ =>
            {
                MatTag tag = elements.ReadTag();
                end = elements.Position + tag.Bytes;
                if (end > stream.Length)
                {
                    throw new DatasetException(FormattableString.Invariant($"{_file}: the variable at byte {start} has {tag.Bytes:N0} ")
                        + FormattableString.Invariant($"bytes, but the file has {stream.Length:N0}. The file is truncated"));
                }

                if (tag.Type == MatrixType)
                {
                    ReadMatrix(elements, tag.Bytes, "", null, 0);
                }
                else if (tag.Type != CompressedType)
                {
                    throw elements.Damaged(FormattableString.Invariant($"an element of type {tag.Type} instead of a variable"));
                }
                else
                {
                    ReadCompressed(stream, elements.Position);
                }
            });

            // Variables lie at multiples of 8 bytes, but compressed ones end anywhere.
            start = end;
        }
    }

    private void ReadCompressed(FileStream stream, long start) => MatFormat.Unpacked(stream, start, _file, plain =>
    {
        MatElements elements = new(plain, 0, _isBigEndian, _file, start);
        MatTag tag = elements.ReadTag();
        if (tag.Type != MatrixType)
        {
            throw elements.Damaged(FormattableString.Invariant($"an element of type {tag.Type} instead of a variable"));
        }

        ReadMatrix(elements, tag.Bytes, "", start, 0);
    });

    /// <summary>Reads a variable up to its numbers, or the fields of a struct.</summary>
    /// <param name="elements">The elements, behind the tag of the variable.</param>
    /// <param name="bytes">Bytes of the variable.</param>
    /// <param name="path">Its name where it is a field, or empty.</param>
    /// <param name="compressedAt">The offset of the compressed content.</param>
    /// <param name="depth">Number of structs around it.</param>
    private void ReadMatrix(MatElements elements, long bytes, string path, long? compressedAt, int depth)
    {
        long end = elements.Position + bytes;
        uint flags = elements.ReadFlags();
        int kind = (int)(flags & 0xFF);
        long[] sizes = elements.ReadSizes();
        string own = Encoding.UTF8.GetString(elements.ReadBytes(LongestNames));
        string name = depth == 0 ? own : path;
        if (_arrays.Count + _others.Count >= MostVariables || depth > DeepestStruct || elements.Position > end)
        {
            throw elements.Damaged(elements.Position > end ? "a variable that ends within its head"
                : FormattableString.Invariant($"more than {MostVariables:N0} variables, or more than {DeepestStruct} structs in another"));
        }

        if (!_names.Add(name))
        {
            throw new DatasetException($"{_file}: two variables are called '{name}'");
        }

        Int128 count = sizes.Aggregate((Int128)1, (product, size) => product * size);
        string shape = string.Join(" × ", sizes);
        const uint Complex = 0x800;
        const int Cell = 1, Struct = 2, FirstNumeric = 6, LastNumeric = 15;
        if (kind is Cell or Struct)
        {
            _others.Add(new MatOther(name, $"{Classes[kind]} of {shape}"));
            string[] fields = kind == Struct ? FieldNames(elements) : [];
            ReadParts(elements, name, kind == Struct ? fields : null, count, end, compressedAt, depth);
        }
        else if (kind is < FirstNumeric or > LastNumeric)
        {
            _others.Add(new MatOther(name, kind > 0 && kind < Classes.Length ? Classes[kind] : "neither numbers nor text"));
        }
        else if ((flags & Complex) != 0 || sizes.Length > 2 || count == 0)
        {
            _others.Add(new MatOther(name, (flags & Complex) != 0 ? "an array of complex numbers"
                : count == 0 ? "empty" : $"an array of {sizes.Length} dimensions, {shape}"));
        }
        else
        {
            AddNumbers(elements, name, sizes, count, end, compressedAt);
        }
    }

    private void AddNumbers(MatElements elements, string name, long[] sizes, Int128 count, long end, long? compressedAt)
    {
        MatTag tag = elements.ReadTag();
        (char kind, int itemBytes) = tag.Type switch
        {
            1 => ('i', 1),
            2 => ('u', 1),
            3 => ('i', 2),
            4 => ('u', 2),
            5 => ('i', 4),
            6 => ('u', 4),
            7 => ('f', 4),
            9 => ('f', 8),
            12 => ('i', 8),
            13 => ('u', 8),
            _ => throw elements.Damaged(FormattableString.Invariant($"numbers of the unknown type {tag.Type}")),
        };
        if (count * itemBytes != tag.Bytes || elements.Position + tag.Bytes > end)
        {
            throw elements.Damaged(FormattableString.Invariant(
                $"'{name}' has {count:N0} numbers of {itemBytes} bytes in {tag.Bytes:N0} bytes"));
        }

        ArrayHead head = new(kind, itemBytes, _isBigEndian, IsColumnMajor: true, sizes, elements.Position);
        if (count == 1)
        {
            Span<double> number = stackalloc double[1];
            head.Decode(elements.ReadExactly(itemBytes), number);
            _others.Add(new MatOther(name, FormattableString.Invariant($"the number {number[0]}"), number[0]));
        }
        else
        {
            _arrays.Add(new MatArray(new NamedArray(name, head), compressedAt));
        }
    }

    private static string[] FieldNames(MatElements elements)
    {
        byte[] size = elements.ReadBytes(8);
        int length = size.Length == 4 ? (int)elements.Number(size) : 0;
        byte[] names = elements.ReadBytes(LongestNames);
        return length is > 0 and <= LongestNames && names.Length % length == 0
            ? [.. names.Chunk(length).Select(n => Encoding.UTF8.GetString(n).TrimEnd('\0'))]
            : throw elements.Damaged("a struct without names of fields");
    }

    /// <summary>Reads the fields of a struct, or the cells of a cell array.</summary>
    private void ReadParts(
        MatElements elements, string name, string[]? fields, Int128 count, long end, long? compressedAt, int depth)
    {
        for (long item = 1; item <= count && (fields is null || fields.Length > 0); item++)
        {
            string place = fields is null ? FormattableString.Invariant($"{name}{{{item}}}")
                : count == 1 ? name : FormattableString.Invariant($"{name}({item})");
            foreach (string path in fields is null ? [place] : fields.Select(f => $"{place}.{f}"))
            {
                MatTag tag = elements.ReadTag();
                long after = elements.Position + tag.Bytes;
                if (tag.Type != MatrixType || after > end)
                {
                    throw elements.Damaged($"'{path}' is no variable within '{name}'");
                }

                if (tag.Bytes == 0)
                {
                    _others.Add(new MatOther(path, "empty"));
                    continue;
                }

                ReadMatrix(elements, tag.Bytes, path, compressedAt, depth + 1);
                elements.SkipTo(after);
            }
        }
    }
}
