using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Npy;

/// <summary>An array, and its lines of numbers that are channels.</summary>
/// <param name="Name">The name in its file, or empty for a file of its own.</param>
/// <param name="Head">Its header.</param>
internal sealed record NpyArray(string Name, NpyHead Head)
{
    private const int MostLines = 1_000_000;

    /// <summary>The channels of the array, each with its lines.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="layout">The layout in the experiment.</param>
    /// <param name="rate">Samples per second, where it is known.</param>
    /// <exception cref="DatasetException">The array can be read in two ways.</exception>
    public IReadOnlyList<(ChannelHead Head, NpyLine Line)> ChannelsOf(string file, TableLayout? layout, double? rate)
    {
        if (layout is null && Head.Rows > 1 && Head.Columns > Head.Rows)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: the array{(Name.Length > 0 ? $" '{Name}'" : "")} of {Head.Rows} × {Head.Columns} has more columns than ")
                    + FormattableString.Invariant($"rows. Write '{RecordingSchemas.Layout}: channels' if a row is a channel, 'rows' ")
                        + FormattableString.Invariant($"if a row is an example, or 'columns' if a column is a channel"));
        }

        // A single row is a channel. As columns, it would be many channels of one sample.
        bool areRows = Head.Sizes.Count == 2 && (layout is TableLayout.Channels or TableLayout.Rows || (layout is null && Head.Rows == 1));
        (long lines, long length) = areRows ? (Head.Rows, Head.Columns) : (Head.Columns, Head.Rows);
        return lines <= MostLines
            ? [.. Enumerable.Range(0, (int)lines).Select(i => (new ChannelHead(lines == 1
                ? Name : LabelOf(i), "", rate, length), LineOf(i)))]
            : throw new DatasetException(FormattableString.Invariant(
                $"{file}: the array of {Head.Rows:N0} × {Head.Columns:N0} has {lines:N0} channels; up to {MostLines:N0} are read"));

        NpyLine LineOf(int i) => areRows != Head.IsColumnMajor ? new NpyLine(i * length, 1, length) : new NpyLine(i, lines, length);

        string LabelOf(int i) => Name.Length == 0 ? "" : FormattableString.Invariant($"{Name}[{i}]");
    }
}

/// <summary>Numbers of an array at equal steps.</summary>
/// <param name="First">The index of the first number.</param>
/// <param name="Step">The step between numbers.</param>
/// <param name="Count">The count of numbers.</param>
internal readonly record struct NpyLine(long First, long Step, long Count)
{
    /// <summary>Hands on the first numbers of the line, piece by piece.</summary>
    /// <param name="stream">The array, seekable and whole.</param>
    /// <param name="head">Its header.</param>
    /// <param name="most">The most numbers to read.</param>
    /// <param name="take">Takes them.</param>
    public void Read(Stream stream, NpyHead head, long most, TakeSamples take)
    {
        long wanted = Math.Min(most, Count);
        double[] samples = new double[Math.Min(RecordingFile.PieceLength, wanted)];
        byte[] bytes = new byte[samples.Length * head.ItemBytes];
        using BufferedStream buffered = new(stream, 1 << 16);
        for (long first = 0; first < wanted; first += samples.Length)
        {
            int count = (int)Math.Min(samples.Length, wanted - first);
            Fill(buffered, head, first, bytes.AsSpan(0, count * head.ItemBytes));
            for (int i = 0; i < count; i++)
            {
                Span<byte> item = bytes.AsSpan(i * head.ItemBytes, head.ItemBytes);
                if (head.IsBigEndian)
                {
                    item.Reverse();
                }

                samples[i] = head.Number(item);
            }

            if (!take(samples.AsSpan(0, count), isBehindGap: false))
            {
                return;
            }
        }
    }

    private void Fill(BufferedStream stream, NpyHead head, long first, Span<byte> bytes)
    {
        int together = Step == 1 ? bytes.Length : head.ItemBytes;
        for (int done = 0; done < bytes.Length; done += together)
        {
            stream.Position = head.DataStart + ((First + (first * Step)) * head.ItemBytes) + (done * Step);
            stream.ReadExactly(bytes.Slice(done, together));
        }
    }
}
