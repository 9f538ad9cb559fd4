using System.Text;

namespace Sans.Tests.Data;

/// <summary>Writes WAV files.</summary>
internal static class WavFiles
{
    /// <summary>A file of whole numbers.</summary>
    /// <param name="sampleBytes">Bytes of a sample.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="rate">Samples per second.</param>
    /// <param name="samples">The samples, one of each channel after another.</param>
    /// <param name="bits">Bits of a sample, where they do not fill its bytes.</param>
    public static byte[] Of(int sampleBytes, int channels, int rate, IEnumerable<long> samples, int? bits = null) => Riff(
        Format(1, channels, rate, sampleBytes, bits), Chunk("data", [.. samples.SelectMany(s => BitConverter.GetBytes(s)[..sampleBytes])]));

    /// <summary>A file of floating-point numbers.</summary>
    public static byte[] OfFloats(int sampleBytes, int channels, int rate, IEnumerable<double> samples) => Riff(
        Format(3, channels, rate, sampleBytes),
        Chunk("data", [.. samples.SelectMany(s => sampleBytes == 4 ? BitConverter.GetBytes((float)s) : BitConverter.GetBytes(s))]));

    /// <summary>The chunk that says what the samples are.</summary>
    public static byte[] Format(int tag, int channels, int rate, int sampleBytes, int? bits = null, int? subtype = null)
    {
        int frame = channels * sampleBytes;
        byte[] head =
        [
            .. Short(tag), .. Short(channels), .. BitConverter.GetBytes(rate), .. BitConverter.GetBytes(rate * frame), .. Short(frame),
            .. Short(bits ?? 8 * sampleBytes),
        ];
        return Chunk("fmt ", subtype is not { } own
            ? head
            : [.. head, .. Short(22), .. Short(bits ?? 8 * sampleBytes), 0, 0, 0, 0, .. Short(own),
                .. Convert.FromHexString("000000001000800000AA00389B71")]);
    }

    /// <summary>A chunk with its name and size.</summary>
    public static byte[] Chunk(string name, byte[] content, uint? size = null) =>
    [
        .. Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(size ?? (uint)content.Length), .. content,
        .. new byte[content.Length % 2],
    ];

    /// <summary>A file of chunks.</summary>
    public static byte[] Riff(params byte[][] chunks)
    {
        byte[] all = [.. "WAVE"u8, .. chunks.SelectMany(c => c)];
        return Chunk("RIFF", all);
    }

    private static byte[] Short(int value) => BitConverter.GetBytes((ushort)value);
}
