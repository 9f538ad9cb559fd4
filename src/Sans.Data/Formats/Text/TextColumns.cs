using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Text;

/// <summary>A table with a channel in each column.</summary>
internal sealed class TextColumns : RecordingFile
{
    // A step longer than this many usual ones is a gap.
    private const double GapSteps = 1.5;
    private const int RateRows = 1_000;
    private const int RateDigits = 9;

    private readonly TextTable _table;
    private readonly ReadingOptions _options;
    private readonly int? _time;
    private readonly double _step = double.NaN;

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
            if (options.TimeUnit is null && TimeUnits.Said(table.Dialect.Labels[_time.Value], table.Dialect.Units[_time.Value]) is { } unit)
            {
                throw new DatasetException($"{table.File}: {table.ColumnName(_time.Value)} looks like a time in {unit}. "
                    + $"'{RecordingSchemas.TimeUnit}: {unit}' or 'seconds' says what it is");
            }

            _step = MedianStep();
            double found = Rounded(TimeUnits.PerSecond(options.TimeUnit) / _step);
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
                IsClock = c == _time || (_time is null && table.Dialect.IsRising[c]),
                IsTime = c == _time,
            }),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; }

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

                if (now - time > GapSteps * _step)
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

    private static double Rounded(double rate)
    {
        double scale = Math.Pow(10, RateDigits - 1 - Math.Floor(Math.Log10(rate)));
        return double.IsFinite(scale) && scale > 0 ? Math.Round(rate * scale) / scale : rate;
    }

    private double MedianStep()
    {
        List<double> times = [];
        _table.Read(row =>
        {
            times.Add(TimeOf(row, _time!.Value));
            return times.Count < RateRows;
        });
        double[] steps = [.. times.Skip(1).Zip(times, (next, before) => next - before).Order()];
        return steps.Length > 0 && steps[steps.Length / 2] is > 0 and var median
            ? median
            : throw new DatasetException($"{_table.File}: {_table.ColumnName(_time!.Value)} does not rise, so it cannot be the time");
    }

    private double TimeOf(TextRow row, int column) => _table.Number(row, column) is var time && !double.IsNaN(time)
        ? time
        : throw new DatasetException(
            FormattableString.Invariant($"{_table.File}({row.Line}): the time of {_table.ColumnName(column)} is missing"));
}
