using System.IO.Compression;
using PureHDF.Filters;

namespace Sans.Data.Formats.Hdf5;

/// <summary>
/// Filters of chunks that check what a file says. Those of the library unpack without a bound, and rearrange bytes by pointers.
/// </summary>
internal static class BoundedFilters
{
    // Checksums follow the content of a chunk.
    private const int LargestAddition = 64;

    private static readonly Lazy<bool> Registration = new(() =>
    {
        H5Filter.Register(new Deflate());
        H5Filter.Register(new Shuffle());
        return true;
    });

    /// <summary>Makes the library use these filters.</summary>
    public static void Register() => _ = Registration.Value;

    private sealed class Deflate : IH5Filter
    {
        private readonly DeflateFilter _library = new();

        public ushort FilterId => _library.FilterId;

        public string Name => _library.Name;

        public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) =>
            _library.GetParameters(chunkDimensions, typeSize, options);

        public Memory<byte> Filter(FilterInfo info)
        {
            if (!info.Flags.HasFlag(H5FilterFlags.Decompress))
            {
                return _library.Filter(info);
            }

            using MemoryStream packed = new(info.Buffer.ToArray());
            using ZLibStream stream = new(packed, CompressionMode.Decompress);
            byte[] plain = new byte[info.ChunkSize + LargestAddition];
            int read = stream.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            return read < plain.Length ? plain.AsMemory(0, read) : throw new InvalidDataException("a chunk unpacks to more than its size");
        }
    }

    private sealed class Shuffle : IH5Filter
    {
        private readonly ShuffleFilter _library = new();

        public ushort FilterId => _library.FilterId;

        public string Name => _library.Name;

        public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) =>
            _library.GetParameters(chunkDimensions, typeSize, options);

        public Memory<byte> Filter(FilterInfo info) => info.Parameters is [> 0 and <= 8, ..]
            ? _library.Filter(info)
            : throw new InvalidDataException("a chunk with shuffled bytes of no number");
    }
}
