namespace Sans.Data.Files;

/// <summary>Content as it grows out of its compressed form, up to a size that no recording reaches.</summary>
/// <param name="plain">The content.</param>
/// <param name="compressedBytes">Bytes of its compressed form.</param>
/// <param name="file">The file, for messages.</param>
internal sealed class GrowthLimit(Stream plain, long compressedBytes, string file) : Stream
{
    /// <summary>Bytes of content that may have shrunk however much.</summary>
    public const long UnsuspectedBytes = 1L << 28;

    /// <summary>
    /// How much larger content is. Recordings shrink to a tenth or so. What grows two hundredfold and is large was made to fill
    /// memory.
    /// </summary>
    public const long LargestRatio = 200;

    private long _bytes;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = plain.Read(buffer);
        _bytes += read;
        return _bytes <= UnsuspectedBytes || _bytes <= LargestRatio * compressedBytes
            ? read : throw new DatasetException(FormattableString.Invariant(
            $"{file}: {compressedBytes:N0} compressed bytes become more than {UnsuspectedBytes:N0}; recordings do not compress so ")
                + FormattableString.Invariant($"well. Unpack the file if it is right"));
    }

    /// <inheritdoc/>
    public override void Flush() => plain.Flush();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
