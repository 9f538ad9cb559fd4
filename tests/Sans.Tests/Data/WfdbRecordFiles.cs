using System.Buffers.Binary;
using System.Globalization;

namespace Sans.Tests.Data;

/// <summary>
/// Writes small records in WFDB format for tests, with an independent and slow implementation of the formats.
/// </summary>
internal static class WfdbRecordFiles
{
    /// <summary>The formats that can be written.</summary>
    public static int[] Formats { get; } = [16, 24, 32, 61, 80, 160, 212, 310, 311];

    /// <summary>The least value of a format that does not mark a missing sample.</summary>
    public static int Least(int format) => format switch
    {
        80 => -127,
        212 => -2047,
        310 or 311 => -511,
        24 => -(1 << 23) + 1,
        32 => int.MinValue + 1,
        _ => short.MinValue + 1,
    };

    /// <summary>Writes <c>NAME.hea</c> and <c>NAME.dat</c> with right initial values and checksums.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The record.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="signals">Digital values of each signal, all of one length.</param>
    public static void Write(string folder, string name, int format, params int[][] signals)
    {
        Directory.CreateDirectory(folder);
        int length = signals[0].Length;
        IEnumerable<string> lines = signals.Select((s, i) => string.Create(
            CultureInfo.InvariantCulture, $"{name}.dat {format} 100(7)/mV 12 0 {s[0]} {(short)s.Sum(v => (long)v)} 0 signal {i}"));
        File.WriteAllText(
            Path.Combine(folder, name + ".hea"),
            string.Create(CultureInfo.InvariantCulture, $"{name} {signals.Length} 360 {length}\n{string.Join('\n', lines)}\n"));
        int[] frames = [.. Enumerable.Range(0, length).SelectMany(t => signals.Select(s => s[t]))];
        File.WriteAllBytes(Path.Combine(folder, name + ".dat"), Bytes(format, frames));
    }

    /// <summary>The bytes of the values.</summary>
    public static byte[] Bytes(int format, int[] values) => format switch
    {
        16 => [.. values.SelectMany(v => LittleEndian(v, 2))],
        24 => [.. values.SelectMany(v => LittleEndian(v, 3))],
        32 => [.. values.SelectMany(v => LittleEndian(v, 4))],
        61 => [.. values.SelectMany(v => LittleEndian(v, 2).Reverse())],
        80 => [.. values.Select(v => (byte)(v + 128))],
        160 => [.. values.SelectMany(v => LittleEndian(v + 32_768, 2))],
        212 => [.. values.Chunk(2).SelectMany(Packed212)],
        310 => [.. values.Chunk(3).SelectMany(Packed310)],
        311 => [.. values.Chunk(3).SelectMany(Packed311)],
        _ => throw new ArgumentException("no such format", nameof(format)),
    };

    /// <summary>A FLAC stream of one channel, with uncompressed samples in blocks.</summary>
    /// <param name="values">The samples, of 16 bits.</param>
    /// <param name="blockLength">Samples of a block.</param>
    public static byte[] Flac(int[] values, int blockLength)
    {
        byte[] block = BigEndian(blockLength, 2);
        byte[] head =
        [
            .. "fLaC"u8, 0x80, 0, 0, 34, .. block, .. block, 0, 0, 0, 0, 0, 0,
            0, 0x16, 0x80, 0xF0, .. BigEndian(values.Length, 4), .. new byte[16],
        ];
        return [.. head, .. values.Chunk(blockLength).SelectMany((samples, i) => FlacFrame(samples, i))];
    }

    private static byte[] FlacFrame(int[] samples, int number)
    {
        byte[] start = [0xFF, 0xF8, 0x70, 0, (byte)number, .. BigEndian(samples.Length - 1, 2)];
        byte[] frame = [.. start, (byte)Crc(start, 8, 0x07), 2, .. samples.SelectMany(v => BigEndian(v, 2))];
        return [.. frame, .. BigEndian(Crc(frame, 16, 0x8005), 2)];
    }

    private static int Crc(byte[] bytes, int width, int polynomial)
    {
        int crc = 0;
        foreach (byte value in bytes)
        {
            crc ^= value << (width - 8);
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc >> (width - 1) & 1) * polynomial);
                crc &= (1 << width) - 1;
            }
        }

        return crc;
    }

    private static byte[] BigEndian(int value, int bytes) => [.. LittleEndian(value, bytes).Reverse()];

    private static byte[] LittleEndian(int value, int bytes)
    {
        byte[] all = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(all, value);
        return all[..bytes];
    }

    private static byte[] Packed212(int[] pair)
    {
        byte low = (byte)pair[0], high = (byte)((pair[0] >> 8) & 0xF);
        return pair.Length == 1 ? [low, high] : [low, (byte)(high | (((pair[1] >> 8) & 0xF) << 4)), (byte)pair[1]];
    }

    private static byte[] Packed310(int[] three)
    {
        int third = three.Length > 2 ? three[2] & 0x3FF : 0;
        int first = ((three[0] & 0x3FF) << 1) | ((third & 0x1F) << 11);
        int second = three.Length > 1 ? ((three[1] & 0x3FF) << 1) | ((third >> 5) << 11) : 0;
        return [.. LittleEndian(first, 2), .. three.Length > 1 ? LittleEndian(second, 2) : []];
    }

    private static byte[] Packed311(int[] three)
    {
        int bits = three.Select((v, i) => (v & 0x3FF) << (10 * i)).Aggregate((a, b) => a | b);
        return LittleEndian(bits, three.Length + 1);
    }
}
