using System.IO.Compression;

namespace Sans.Data.Files;

/// <summary>Opens files that may be compressed with gzip. Their first bytes tell.</summary>
internal static class GzipFile
{
    // Deflate cannot reach a larger ratio.
    private const long LargestRatio = 1_032;

    /// <summary>Reads from the plain content.</summary>
    /// <param name="file">The file.</param>
    /// <param name="read">
    /// Receives the content and its largest possible size. A size in the file can thus be checked before anything is allocated.
    /// </param>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">The file cannot be read or is damaged.</exception>
    public static T Read<T>(string file, Func<Stream, long, T> read) => DataFile.Read(file, stream =>
    {
        bool isCompressed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        if (!isCompressed)
        {
            return read(stream, stream.Length);
        }

        try
        {
            using GZipStream plain = new(stream, CompressionMode.Decompress);
            using BufferedStream buffered = new(new GrowthLimit(plain, stream.Length, file), 1 << 16);
            return read(buffered, stream.Length * LargestRatio);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException($"{file}: the compressed content is damaged: {e.Message}");
        }
    });
}
