using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Text;

/// <summary>A table with a channel in each column.</summary>
internal sealed class TextColumns : RecordingFile
{
    private readonly TextTable _table;
    private readonly ReadingOptions _options;
    private readonly int? _time;
    private readonly TimeGrid? _grid;

    /// <summary>Opens the recording of a table.</summary>
    /// <exception cref="DatasetException">The time does not rise, or gives another rate than the experiment.</exception>
    public TextColumns(TextTable table, string name, ReadingOptions options)
        : base(name)
    {
        (_table, _options) = (table, options);
        double? rate = options.SampleRateHz;
        if (options.TimeColumn is { } chosen)
        {
            _time = ChannelChoice.Of(table.Dialect.Labels, chosen, RecordingSchemas.TimeColumn, table.File);
            List<double> times = FirstTimes();
            (string label, string units) = (table.Dialect.Labels[_time.Value], table.Dialect.Units[_time.Value]);
            if (options.TimeUnit is null && TimeUnits.Said(label, units, times[0]) is { } unit)
            {
                throw new DatasetException($"{table.File}: {table.ColumnName(_time.Value)} looks like a time in {unit}. "
                    + $"'{RecordingSchemas.TimeUnit}: {unit}' or 'seconds' says what it is");
            }

            _grid = TimeGrid.Of(times) ?? throw new DatasetException(
                $"{table.File}: {table.ColumnName(_time.Value)} does not rise, so it cannot be the time. Leave "
                    + $"'{RecordingSchemas.TimeColumn}' out, and give the rate as '{RecordingSchemas.SampleRate}'");
            double found = _grid.Rate(TimeUnits.PerSecond(options.TimeUnit));
            if (rate is { } said && Math.Abs(said - found) > 0.01 * said)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{table.File}: '{RecordingSchemas.SampleRate}' is {said}, but {table.ColumnName(_time.Value)} gives {found} ")
                        + FormattableString.Invariant($"Hz. Leave one of the two out, or choose another '{RecordingSchemas.TimeUnit}'"));
            }

            rate ??= found;
        }

        Channels =
        [
            .. table.Dialect.Labels.Select((label, c) => new ChannelHead(label, table.Dialect.Units[c], rate)
            {
                Word = table.Dialect.Words[c],
                IsClock = c == _time || (_time is null && table.Dialect.IsRising[c]),
                IsTime = c == _time,
            }),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _table.IsLatin1
        ? [$"{Name}: its text is not UTF-8; it was read as Latin-1"] : [];

    /// <inheritdoc/>
    public override void Read(int channel, long most, TakeSamples take) => Read(channel, most, take, (_, _) => { });

    /// <inheritdoc/>
    public override Func<int, string?> ReadPlaces(int channel, long most, TakeSamples take)
    {
        Dictionary<long, int> linesOfMissing = [];
        Read(channel, most, take, linesOfMissing.Add);
        return i => linesOfMissing.TryGetValue(i, out int line) ? FormattableString.Invariant($"{_table.File}({line})") : null;
    }

    private void Read(int channel, long most, TakeSamples take, Action<long, int> onMissing)
    {
        double[] piece = new double[Math.Min(PieceLength, most)];
        int filled = 0;
        long count = 0;
        bool isBehindGap = false;
        bool isWanted = true;
        double time = double.NaN;
        _table.Read(row =>
        {
            for (int i = 0; i < row.BlanksBefore && _table.Dialect.ColumnCount == 1 && _options.AreBlankLinesMissing != false
                && count < most; i++)
            {
                Add(double.NaN, row.Line - row.BlanksBefore + i);
            }

            if (count == most)
            {
                return false;
            }

            if (_time is { } clock)
            {
                double now = TimeOf(row, clock);
                if (now <= time)
                {
                    throw new DatasetException(FormattableString.Invariant(
                        $"{_table.File}({row.Line}): the time of {_table.ColumnName(clock)} does not rise: {now} follows {time}"));
                }

                if (now - time > _grid!.LongestStep)
                {
                    HandOn();
                    isBehindGap = true;
                }

                time = now;
            }

            Add(_table.Number(row, channel), row.Line);
            return isWanted && count < most;
        });
        HandOn();

        void Add(double sample, int line)
        {
            if (double.IsNaN(sample))
            {
                onMissing(count, line);
            }

            piece[filled++] = sample;
            count++;
            if (filled == piece.Length)
            {
                HandOn();
            }
        }

        void HandOn()
        {
            if (filled > 0)
            {
                isWanted &= take(piece.AsSpan(0, filled), isBehindGap);
                (filled, isBehindGap) = (0, false);
            }
        }
    }

    /// <summary>The first times of the table.</summary>
    private List<double> FirstTimes()
    {
        List<double> times = [];
        _table.Read(row =>
        {
            times.Add(TimeOf(row, _time!.Value));
            return times.Count < TimeGrid.MostTimes;
        });
        return times;
    }

    private double TimeOf(TextRow row, int column) => _table.Number(row, column) is var time && !double.IsNaN(time)
        ? time
        : throw new DatasetException(
            FormattableString.Invariant($"{_table.File}({row.Line}): the time of {_table.ColumnName(column)} is missing"));
}
