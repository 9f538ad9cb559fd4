using System.Runtime.CompilerServices;

namespace Sans.Data.Formats.Hdf5;

/// <summary>
/// A file for a reader that follows its references. References in a circle would let the reader call itself until the
/// process dies, or read forever. Here they are exceptions.
/// </summary>
/// <param name="file">The content.</param>
/// <param name="name">Its path, for messages.</param>
internal sealed class GuardedStream(Stream file, string name) : Stream
{
    // Each of its parts is read by some calls. None is larger than a chunk.
    private const long CallsOfSmallFile = 1_000_000, BytesPerCall = 8;

    private readonly long _most = CallsOfSmallFile + (file.Length / BytesPerCall);
    private long _calls;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) =>
        !RuntimeHelpers.TryEnsureSufficientExecutionStack() || ++_calls > _most
            ? throw new DatasetException($"{name}: its parts refer to each other in a circle. The file is damaged")
            : file.Read(buffer);

    /// <summary>Begins to count anew.</summary>
    public void Restart() => _calls = 0;

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
