using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sans.Data.Formats.Safetensors;

/// <summary>
/// Writes the safetensors format: the length of a JSON header in 8 bytes, the header, and the little-endian numbers of all
/// tensors.
/// </summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file.</summary>
    /// <param name="tensors">Name, shape and values, <c>float32</c> row by row. Names differ.</param>
    /// <param name="metadata">Texts by name.</param>
    public static byte[] Write(
        IReadOnlyList<(string Name, int[] Shape, float[] Values)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Dictionary<string, object> header = new(StringComparer.Ordinal) { ["__metadata__"] = metadata };
        int length = 0;
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            header.Add(name, new Dictionary<string, object>
            {
                ["dtype"] = "F32",
                ["shape"] = shape,
                ["data_offsets"] = (int[])[
                length, length + (sizeof(float) * values.Length),
            ]
            });
            length += sizeof(float) * values.Length;
        }

        string json = JsonSerializer.Serialize(header, Json);
        json = json.PadRight(json.Length + ((Alignment - (Encoding.UTF8.GetByteCount(json) % Alignment)) % Alignment));
        byte[] head = Encoding.UTF8.GetBytes(json);
        byte[] file = new byte[sizeof(long) + head.Length + length];
        BinaryPrimitives.WriteInt64LittleEndian(file, head.Length);
        head.CopyTo(file.AsSpan(sizeof(long)));
        Span<byte> rest = file.AsSpan(sizeof(long) + head.Length);
        foreach (float value in tensors.SelectMany(t => t.Values))
        {
            BinaryPrimitives.WriteSingleLittleEndian(rest, value);
            rest = rest[sizeof(float)..];
        }

        return file;
    }
}
