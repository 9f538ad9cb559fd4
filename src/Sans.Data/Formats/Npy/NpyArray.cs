using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Npy;

/// <summary>An array, and the lines of numbers in it that are channels.</summary>
/// <param name="Name">What it is called in its file, or empty for a file of its own.</param>
/// <param name="Head">Its head.</param>
internal sealed record NpyArray(string Name, NpyHead Head)
{
    private const int MostLines = 1_000_000;

    /// <summary>The channels of the array, each with the lines of it.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="layout">What the experiment says.</param>
    /// <param name="rate">Samples per second, where it is known.</param>
    /// <exception cref="DatasetException">The array can be read two ways.</exception>
    public IReadOnlyList<(ChannelHead Head, NpyLine Line)> ChannelsOf(string file, TableLayout? layout, double? rate)
    {
        if (layout is null && Head.Rows > 1 && Head.Columns > Head.Rows)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: the array{(Name.Length > 0 ? $" '{Name}'" : "")} of {Head.Rows} × {Head.Columns} has more columns than ")
                    + FormattableString.Invariant($"rows. Write '{RecordingSchemas.Layout}: channels' if a row is a channel, 'rows' ")
                        + FormattableString.Invariant($"if a row is an example, or 'columns' if a column is a channel"));
        }

        // A single row is a channel: as columns it would be as many channels of one sample.
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

/// <summary>Numbers of an array that follow each other in equal steps.</summary>
/// <param name="First">The first, counted in numbers.</param>
/// <param name="Step">Numbers from one to the next.</param>
/// <param name="Count">How many.</param>
internal readonly record struct NpyLine(long First, long Step, long Count)
{
    /// <summary>Reads the first ones.</summary>
    /// <param name="stream">The array, seekable and whole.</param>
    /// <param name="head">Its head.</param>
    /// <param name="most">Numbers wanted at most.</param>
    public double[] Read(Stream stream, NpyHead head, int most)
    {
        double[] samples = new double[Math.Min(most, Count)];
        using BufferedStream buffered = new(stream, 1 << 16);
        byte[] item = new byte[head.ItemBytes];
        for (int i = 0; i < samples.Length; i++)
        {
            if (i == 0 || Step != 1)
            {
                buffered.Position = head.DataStart + ((First + (i * Step)) * head.ItemBytes);
            }

            buffered.ReadExactly(item);
            if (head.IsBigEndian)
            {
                Array.Reverse(item);
            }

            samples[i] = head.Number(item);
        }

        return samples;
    }
}
