using System.Buffers.Binary;
using System.Globalization;

namespace Sans.Tests.Data;

/// <summary>Writes small records in WFDB format for tests: an own, slow definition of the formats.</summary>
internal static class WfdbRecordFiles
{
    /// <summary>Writes <c>NAME.hea</c> and <c>NAME.dat</c> with right initial values and checksums.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The record.</param>
    /// <param name="format">16, 32 or 212.</param>
    /// <param name="signals">Digital values of each signal, all of one length.</param>
    public static void Write(string folder, string name, int format, params int[][] signals)
    {
        Directory.CreateDirectory(folder);
        int length = signals[0].Length;
        IEnumerable<string> lines = signals.Select((s, i) => string.Create(
            CultureInfo.InvariantCulture, $"{name}.dat {format} 100(7)/mV 12 0 {s[0]} {(short)s.Sum(v => (long)v)} 0 signal {i}"));
        File.WriteAllText(Path.Combine(folder, name + ".hea"), string.Create(CultureInfo.InvariantCulture, $"{name} {signals.Length} 360 {length}\n{string.Join('\n', lines)}\n"));
        int[] frames = [.. Enumerable.Range(0, length).SelectMany(t => signals.Select(s => s[t]))];
        File.WriteAllBytes(Path.Combine(folder, name + ".dat"), Bytes(format, frames));
    }

    /// <summary>The bytes of the values.</summary>
    public static byte[] Bytes(int format, int[] values) => format switch
    {
        16 => [.. values.SelectMany(v => new[] { (byte)v, (byte)(v >> 8) })],
        32 => [.. values.SelectMany(LittleEndian)],
        _ => [.. values.Chunk(2).SelectMany(Packed)],
    };

    private static byte[] LittleEndian(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Packed(int[] pair)
    {
        byte low = (byte)pair[0], high = (byte)((pair[0] >> 8) & 0xF);
        return pair.Length == 1 ? [low, high] : [low, (byte)(high | (((pair[1] >> 8) & 0xF) << 4)), (byte)pair[1]];
    }
}
