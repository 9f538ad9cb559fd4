using Sans.Data.Recordings;

namespace Sans.Data.Formats.Arrays;

/// <summary>Numbers of an array at equal steps.</summary>
/// <param name="First">The index of the first number.</param>
/// <param name="Step">The step between numbers.</param>
/// <param name="Count">The count of numbers.</param>
internal readonly record struct ArrayLine(long First, long Step, long Count)
{
    // Up to this distance, reading what lies between two numbers is faster than moving past it.
    private const int LongestGap = 1 << 12;

    private const int BlockBytes = 1 << 20;

    /// <summary>Hands on the first numbers of the line, piece by piece.</summary>
    /// <param name="stream">The content. It need not be seekable, but it begins at its start then.</param>
    /// <param name="head">The form of the array.</param>
    /// <param name="most">The most numbers to read.</param>
    /// <param name="take">Takes them.</param>
    /// <exception cref="EndOfStreamException">The content ends before.</exception>
    public void Read(Stream stream, ArrayHead head, long most, TakeSamples take)
    {
        long wanted = Math.Min(most, Count), stepBytes = Step * head.ItemBytes, at = 0;
        bool isDense = stepBytes <= LongestGap;
        long longest = isDense ? Math.Min(RecordingFile.PieceLength, BlockBytes / stepBytes) : RecordingFile.PieceLength;
        int piece = (int)Math.Min(wanted, longest);
        double[] samples = new double[piece];
        byte[] block = new byte[isDense && Step > 1 ? piece * stepBytes : 0];
        byte[] items = new byte[piece * head.ItemBytes];
        if (stream.CanSeek)
        {
            stream.Position = 0;
        }

        for (long first = 0; first < wanted; first += piece)
        {
            int count = (int)Math.Min(piece, wanted - first);
            long start = head.DataStart + ((First + (first * Step)) * head.ItemBytes);
            if (Step == 1)
            {
                Fill(stream, start, items.AsSpan(0, count * head.ItemBytes), ref at);
            }
            else if (isDense)
            {
                int length = (int)((count - 1) * stepBytes) + head.ItemBytes;
                Fill(stream, start, block.AsSpan(0, length), ref at);
                for (int i = 0; i < count; i++)
                {
                    block.AsSpan((int)(i * stepBytes), head.ItemBytes).CopyTo(items.AsSpan(i * head.ItemBytes));
                }
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    Fill(stream, start + (i * stepBytes), items.AsSpan(i * head.ItemBytes, head.ItemBytes), ref at);
                }
            }

            head.Decode(items.AsSpan(0, count * head.ItemBytes), samples.AsSpan(0, count));
            if (!take(samples.AsSpan(0, count), isBehindGap: false))
            {
                return;
            }
        }
    }

    private static void Fill(Stream stream, long start, Span<byte> bytes, ref long at)
    {
        if (stream.CanSeek)
        {
            stream.Position = start;
        }
        else
        {
            stream.SkipExactly(start - at);
        }

        stream.ReadExactly(bytes);
        at = start + bytes.Length;
    }
}
