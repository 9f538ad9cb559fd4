using System.Buffers;

namespace Sans.Data.Formats.Arrays;

/// <summary>Moving forward in content that cannot be sought.</summary>
internal static class StreamSkipping
{
    /// <summary>Reads bytes and drops them.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="count">Number of bytes.</param>
    /// <exception cref="EndOfStreamException">The content ends before.</exception>
    public static void SkipExactly(this Stream stream, long count)
    {
        byte[] dropped = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (long left = count; left > 0;)
            {
                int read = stream.Read(dropped.AsSpan(0, (int)Math.Min(left, dropped.Length)));
                left -= read > 0 ? read : throw new EndOfStreamException();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(dropped);
        }
    }
}
