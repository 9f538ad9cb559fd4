using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Text;

/// <summary>Opens text files.</summary>
internal static class TextFormat
{
    // It is more than any published table has.
    private const int MostRows = 10_000_000;

    /// <summary>Opens the recordings of a file: one, or one in each row.</summary>
    /// <exception cref="DatasetException">The file can be read in two ways, or a cell is not a number.</exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options)
    {
        var table = TextTable.Open(file, options);
        TextDialect dialect = table.Dialect;
        if (dialect.IsWide && options.Layout is null)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: the table is wide: it has {dialect.ColumnCount} columns. Write '{RecordingSchemas.Layout}: rows' if a row ")
                    + FormattableString.Invariant(
                        $"is an example, 'channels' if a row is a channel, or 'columns' if a column is a channel"));
        }

        if (dialect.AreLinesAlternating && options.AreBlankLinesMissing is null)
        {
            throw new DatasetException(
                $"{file}: a blank line follows each sample. Write '{RecordingSchemas.BlankLines}: skip' to ignore blank lines, or "
                    + "'missing' if each is a missing sample");
        }

        return options.Layout switch
        {
            TableLayout.Rows => ExamplesOf(table, name, options),
            TableLayout.Channels => [ChannelsOf(table, name, options)],
            _ => [new TextColumns(table, name, options)],
        };
    }

    private static List<RecordingFile> ExamplesOf(TextTable table, string name, ReadingOptions options)
    {
        int label = options.LabelColumn is { } chosen
            ? ChannelChoice.Of(table.Dialect.Labels, chosen, RecordingSchemas.LabelColumn, table.File) : -1;
        List<RecordingFile> rows = [];
        table.Read(row =>
        {
            double[] samples = [.. Enumerable.Range(0, row.Cells.Count).Where(c => c != label).Select(c => table.Number(row, c))];
            rows.Add(new MemoryRecording(
                FormattableString.Invariant($"{name}({row.Line})"),
                [(new ChannelHead("", "", options.SampleRateHz, samples.Length), samples)],
                i => FormattableString.Invariant($"{table.File}({row.Line}), column {(label >= 0 && i >= label ? i + 1 : i)}")));
            return rows.Count < MostRows;
        });
        return rows;
    }

    private static MemoryRecording ChannelsOf(TextTable table, string name, ReadingOptions options)
    {
        List<(ChannelHead, double[])> channels = [];
        table.Read(row =>
        {
            bool isNamed = table.IsWord(row, 0);
            double[] samples = [.. Enumerable.Range(isNamed ? 1 : 0, row.Cells.Count - (isNamed
                ? 1 : 0)).Select(c => table.Number(row, c))];
            channels.Add((new ChannelHead(isNamed ? row.Cells[0].ToString() : "", "", options.SampleRateHz, samples.Length), samples));
            return channels.Count < MostRows;
        });
        return new MemoryRecording(name, channels);
    }
}
