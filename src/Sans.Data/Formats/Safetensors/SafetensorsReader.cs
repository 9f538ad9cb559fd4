using System.Buffers.Binary;
using System.Text.Json;

namespace Sans.Data.Formats.Safetensors;

/// <summary>Reads safetensors files from any source. Every size in a file is checked before it is used.</summary>
internal static class SafetensorsReader
{
    /// <summary>The size in bytes of the longest header that is read.</summary>
    public const int LongestHeader = 16 << 20;

    /// <summary>The size in bytes of the largest file that is read.</summary>
    public const long LargestFile = 1L << 30;

    private const string Metadata = "__metadata__";
    private const int MostDimensions = 8;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="DatasetException">
    /// The file does not exist, is too large, or is invalid. The message names the place.
    /// </exception>
    public static SafetensorsContent ReadFile(string path)
    {
        try
        {
            FileInfo file = new(path);
            return file.Length > LargestFile
                ? throw new DatasetException(
                    FormattableString.Invariant($"{path}: {file.Length} bytes; files of at most {LargestFile} are read"))
                : Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: {error.Message}");
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">All bytes of the file.</param>
    /// <param name="name">The name in messages.</param>
    /// <exception cref="DatasetException">The file is invalid. The message names the place.</exception>
    public static SafetensorsContent Read(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < sizeof(long))
        {
            throw Wrong(name, FormattableString.Invariant($"{bytes.Length} bytes; the length of the header alone takes 8"));
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestHeader || length > (ulong)(bytes.Length - sizeof(long)))
        {
            throw Wrong(name, FormattableString.Invariant(
                $"byte 0: a header of {length} bytes; there are {bytes.Length - sizeof(long)}, and at most {LongestHeader} are read"));
        }

        ReadOnlySpan<byte> header = bytes.Slice(sizeof(long), (int)length);
        ReadOnlySpan<byte> data = bytes[(sizeof(long) + (int)length)..];
        try
        {
            using var json = JsonDocument.Parse(header.ToArray(), new JsonDocumentOptions { MaxDepth = 8 });
            return Content(json.RootElement, data, name);
        }
        catch (JsonException error)
        {
            throw Wrong(name, FormattableString.Invariant(
                $"the header is not JSON: line {(error.LineNumber ?? 0) + 1}, byte {(error.BytePositionInLine ?? 0) + 1} of it"));
        }
        catch (InvalidOperationException)
        {
            // A text is decoded when it is asked for.
            throw Wrong(name, "a text of the header is not Unicode");
        }
    }

    private static SafetensorsContent Content(JsonElement root, ReadOnlySpan<byte> data, string name)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, "the header is not a JSON object");
        }

        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Dictionary<string, SafetensorsTensor> tensors = new(StringComparer.Ordinal);
        List<(long First, long End, string Tensor)> ranges = [];
        foreach (JsonProperty entry in root.EnumerateObject())
        {
            if (entry.Name == Metadata)
            {
                AddTexts(entry.Value, metadata, name);
                continue;
            }

            (int[] shape, long first, long end) = Head(entry, data.Length, name);
            ranges.Add((first, end, entry.Name));
            if (!tensors.TryAdd(entry.Name, new SafetensorsTensor(shape, Values(data[(int)first..(int)end], entry.Name, name))))
            {
                throw Wrong(name, $"there are two tensors '{entry.Name}'");
            }
        }

        ranges.Sort();
        for (int i = 1; i < ranges.Count; i++)
        {
            if (ranges[i].First < ranges[i - 1].End)
            {
                throw Wrong(name, $"the tensors '{ranges[i - 1].Tensor}' and '{ranges[i].Tensor}' overlap");
            }
        }

        // The format has no holes. Where bytes are left over, the length of the header may be wrong, and all numbers be shifted.
        long used = 0;
        foreach ((long first, long end, _) in ranges.Append((data.Length, data.Length, "")))
        {
            used = first == used ? end : throw Wrong(name, FormattableString.Invariant(
                $"bytes {used} to {first} of the data belong to no tensor"));
        }

        return new SafetensorsContent(metadata, tensors);
    }

    private static void AddTexts(JsonElement element, Dictionary<string, string> metadata, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, $"'{Metadata}' is not an object of texts");
        }

        foreach (JsonProperty text in element.EnumerateObject())
        {
            if (text.Value.ValueKind != JsonValueKind.String)
            {
                throw Wrong(name, $"'{Metadata}.{text.Name}' is not a text");
            }

            if (!metadata.TryAdd(text.Name, text.Value.GetString()!))
            {
                throw Wrong(name, $"there are two texts '{Metadata}.{text.Name}'");
            }
        }
    }

    private static (int[] Shape, long First, long End) Head(JsonProperty entry, int dataLength, string name)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object
            || !entry.Value.TryGetProperty("dtype", out JsonElement type)
            || !entry.Value.TryGetProperty("shape", out JsonElement shape)
            || !entry.Value.TryGetProperty("data_offsets", out JsonElement offsets)
            || Whole(shape, MostDimensions) is not { } sides
            || Whole(offsets, 2) is not { Length: 2 } range)
        {
            throw Wrong(name, $"the tensor '{entry.Name}' needs 'dtype', 'shape' and two 'data_offsets'");
        }

        if (type.ValueKind != JsonValueKind.String || type.GetString() != "F32")
        {
            throw Wrong(name, $"the tensor '{entry.Name}' has the type {type.GetRawText()}; only F32 is read");
        }

        long count = 1;
        foreach (long side in sides)
        {
            count = side is >= 0 and <= int.MaxValue && count * side <= int.MaxValue
                ? count * side
                : throw Wrong(name, $"the tensor '{entry.Name}' has a shape that is too large");
        }

        if (range[0] < 0 || range[1] < range[0] || range[1] > dataLength || range[1] - range[0] != count * sizeof(float))
        {
            throw Wrong(name, FormattableString.Invariant(
                $"the tensor '{entry.Name}' of {count} numbers lies at bytes {range[0]} to {range[1]} of {dataLength}; ")
                    + FormattableString.Invariant($"{count * sizeof(float)} bytes are expected"));
        }

        return ([.. sides.Select(s => (int)s)], range[0], range[1]);
    }

    private static long[]? Whole(JsonElement array, int most)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > most)
        {
            return null;
        }

        long[] numbers = new long[array.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (array[i].ValueKind != JsonValueKind.Number || !array[i].TryGetInt64(out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static float[] Values(ReadOnlySpan<byte> bytes, string tensor, string name)
    {
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            if (!float.IsFinite(values[i]))
            {
                throw Wrong(name, FormattableString.Invariant($"number {i} of the tensor '{tensor}' is {values[i]}; it must be finite"));
            }
        }

        return values;
    }

    private static DatasetException Wrong(string name, string what) => new($"{name}: not a readable safetensors file: {what}");
}

/// <summary>The content of a safetensors file.</summary>
/// <param name="Metadata">Texts by name.</param>
/// <param name="Tensors">Tensors by name.</param>
internal sealed record SafetensorsContent(
    IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, SafetensorsTensor> Tensors);

/// <summary>A tensor.</summary>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="Values">Its numbers, row by row, finite.</param>
internal sealed record SafetensorsTensor(int[] Shape, float[] Values);
