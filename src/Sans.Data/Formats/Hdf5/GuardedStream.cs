using System.Runtime.CompilerServices;

namespace Sans.Data.Formats.Hdf5;

/// <summary>
/// A file for a reader that follows its references. References in a circle would let the reader call itself until the
/// process dies, or read forever. Here they are exceptions. The first bytes are replaced, and others follow the last one.
/// </summary>
/// <param name="file">The content.</param>
/// <param name="name">Its path, for messages.</param>
/// <param name="head">The bytes in place of the first ones.</param>
/// <param name="tail">The bytes behind the last one.</param>
internal sealed class GuardedStream(Stream file, string name, byte[] head, byte[] tail) : Stream
{
    // Each of its parts is read by some calls. None is larger than a chunk.
    private const long CallsOfSmallFile = 1_000_000, BytesPerCall = 8;

    private readonly long _fileLength = file.Length;
    private long _calls;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _fileLength + tail.Length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || ++_calls > CallsOfSmallFile + (_fileLength / BytesPerCall))
        {
            throw new DatasetException($"{name}: its parts refer to each other in a circle. The file is damaged");
        }

        int read;
        if (Position < head.Length || Position >= _fileLength)
        {
            byte[] part = Position < head.Length ? head : tail;
            long from = Position < head.Length ? Position : Position - _fileLength;
            read = (int)Math.Clamp(part.Length - from, 0, buffer.Length);
            part.AsSpan((int)Math.Min(from, part.Length), read).CopyTo(buffer);
        }
        else
        {
            file.Position = Position;
            read = file.Read(buffer);
        }

        Position += read;
        return read;
    }

    /// <summary>Begins to count anew.</summary>
    public void Restart() => _calls = 0;

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : Length);
        return Position = position >= 0 ? position : throw new EndOfStreamException();
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
