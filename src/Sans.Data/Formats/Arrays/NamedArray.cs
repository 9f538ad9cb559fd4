using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Arrays;

/// <summary>An array, and its lines of numbers that are channels.</summary>
/// <param name="Name">The name in its file, or empty for a file of its own.</param>
/// <param name="Head">The form of the array.</param>
internal sealed record NamedArray(string Name, ArrayHead Head)
{
    private const int MostLines = 1_000_000;

    /// <summary>The unit of its numbers, or empty where the file gives none.</summary>
    public string Units { get; init; } = "";

    /// <summary>Samples per second, or <see langword="null"/> where it is unknown.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>The layout that the file states, or <see langword="null"/> where it states none.</summary>
    public TableLayout? StatedLayout { get; init; }

    /// <summary>The channels of the array, each with its lines.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="said">The layout in the experiment.</param>
    /// <exception cref="DatasetException">The array can be read in two ways.</exception>
    public IReadOnlyList<(ChannelHead Head, ArrayLine Line)> ChannelsOf(string file, TableLayout? said)
    {
        TableLayout? layout = said ?? StatedLayout;
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
            ? [.. Enumerable.Range(0, (int)lines).Select(i => (new ChannelHead(
                lines == 1 ? Name : LabelOf(i), Units, SampleRateHz, length), LineOf(i)))]
            : throw new DatasetException(FormattableString.Invariant(
                $"{file}: the array of {Head.Rows:N0} × {Head.Columns:N0} has {lines:N0} channels; up to {MostLines:N0} are read"));

        ArrayLine LineOf(int i) => areRows != Head.IsColumnMajor ? new ArrayLine(i * length, 1, length) : new ArrayLine(i, lines, length);

        string LabelOf(int i) => Name.Length == 0 ? "" : FormattableString.Invariant($"{Name}[{i}]");
    }
}
