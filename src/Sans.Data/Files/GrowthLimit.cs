namespace Sans.Data.Files;

/// <summary>Decompressed content with a bound on its growth.</summary>
/// <param name="plain">The content.</param>
/// <param name="compressedBytes">Bytes of its compressed form.</param>
/// <param name="file">The file, for messages.</param>
internal sealed class GrowthLimit(Stream plain, long compressedBytes, string file) : Stream
{
    /// <summary>The content size in bytes up to which any compression ratio is accepted.</summary>
    public const long UnsuspectedBytes = 1L << 28;

    /// <summary>
    /// The largest accepted ratio of content to compressed size. Recordings shrink to about a tenth. A file with a larger
    /// ratio is probably made to fill memory.
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
                + FormattableString.Invariant($"well. Unpack the file first if you trust it"));
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
