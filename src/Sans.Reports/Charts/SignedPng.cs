using System.Buffers.Binary;

namespace Sans.Reports.Charts;

/// <summary>
/// Signed values as a PNG: the sign is the colour, the magnitude its opacity. It has no compression, so that its bytes do not
/// depend on a version of zlib.
/// </summary>
internal static class SignedPng
{
    // These are blue and vermilion of the palette, which differ for any colour vision.
    private static readonly byte[] Below = [0x2f, 0x8f, 0xd8];
    private static readonly byte[] Above = [0xe0, 0x50, 0x18];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The picture as a data URI.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="columns">Pixels of a row.</param>
    /// <param name="limit">The magnitude of full opacity, above 0.</param>
    public static string DataUri(IReadOnlyList<float> values, int columns, float limit) =>
        "data:image/png;base64," + Convert.ToBase64String(Encode(values, columns, limit));

    /// <summary>The bytes of the file.</summary>
    public static byte[] Encode(IReadOnlyList<float> values, int columns, float limit)
    {
        int rows = values.Count / columns;
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columns);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows);
        (header[8], header[9]) = (8, 3);

        byte[] colours = new byte[3 * 256];
        byte[] opacities = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            (i < 128 ? Below : Above).CopyTo(colours.AsSpan(3 * i));
            opacities[i] = (byte)Math.Min(255, Math.Abs(i - 128) * 255 / 127);
        }

        byte[] pixels = new byte[rows * (columns + 1)];
        for (int i = 0; i < values.Count; i++)
        {
            float level = float.IsNaN(values[i]) ? 0 : Math.Clamp(values[i] / limit, -1, 1);
            pixels[(i / columns * (columns + 1)) + 1 + (i % columns)] = (byte)(128 + (int)MathF.Round(127 * level));
        }

        using MemoryStream png = new();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "PLTE"u8, colours);
        Chunk(png, "tRNS"u8, opacities);
        Chunk(png, "IDAT"u8, Stored(pixels));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        uint crc = uint.MaxValue;
        foreach (byte b in chunk.AsSpan(4, 4 + content.Length))
        {
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), ~crc);
        png.Write(chunk);
    }

    /// <summary>A zlib stream of uncompressed blocks.</summary>
    private static byte[] Stored(byte[] content)
    {
        using MemoryStream stream = new();
        stream.Write([0x78, 0x01]);
        for (int start = 0; start < content.Length; start += ushort.MaxValue)
        {
            int length = Math.Min(ushort.MaxValue, content.Length - start);
            byte[] head = new byte[5];
            head[0] = (byte)(start + length == content.Length ? 1 : 0);
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(1), (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(3), (ushort)~length);
            stream.Write(head);
            stream.Write(content, start, length);
        }

        (uint a, uint b) = (1, 0);
        foreach (byte value in content)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        byte[] sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, (b << 16) | a);
        stream.Write(sum);
        return stream.ToArray();
    }

    private static uint CrcOf(int index)
    {
        uint crc = (uint)index;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
