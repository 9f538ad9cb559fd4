using Sans.Data.Recordings;

namespace Sans.Tests.Data;

/// <summary>
/// Tables in the forms of other programs. Each is read correctly, or the message names the key that decides.
/// </summary>
public sealed class TextFormatTests : IDisposable
{
    private const string Signal = "0.000\n0.005\n-0.007\n-0.021\n-0.013\n";

    private static readonly double[] Expected = [0, 0.005, -0.007, -0.021, -0.013];

    private readonly RecordingFiles _files = new();

    /// <summary>Imitations of public files: one short signal in every form.</summary>
    public static TheoryData<string, string> Dresses => new()
    {
        { "a.csv", Signal },
        { "a.csv.gz", Signal },
        { "a.txt", "# a comment\n% another\n" + Signal },
        { "a.csv", "ecg\r\r\n" + Signal.Replace("\n", "\r\r\n", StringComparison.Ordinal) },
        { "a.csv", "\uFEFFecg\r" + Signal.Replace('\n', '\r') },
        { "a.csv", "'ecg'\n'mV'\n" + Signal },
        { "a.csv", "\"ecg\"\n\"0.000\"\n\"0.005\"\n-0.007\n-0.021\n-0.013" },
        { "a.csv", "\n\necg\n\n" + Signal + "\n\n" },
    };

    [Theory]
    [MemberData(nameof(Dresses))]
    public void One_column_is_read_in_every_dress(string name, string text)
    {
        _files.Write(name, text);
        Assert.Equal(Expected, _files.Read(name, ReadingOptions.None));
        Assert.Equal(Expected[..2], _files.Read(name, ReadingOptions.None, most: 2));
    }

    [Theory]
    [InlineData("a.csv", "time,ecg\n", "{0},{1}\n", ',')]
    [InlineData("a.csv", "time;ecg\n", "{0};{1}\n", ';')]
    [InlineData("a.tsv", "time\tecg\n", "{0}\t{1}\n", '\t')]
    [InlineData("a.txt", "time ecg\n", "  {0}   {1}\n", ' ')]
    [InlineData("a.txt", "Sample Index, ecg\n", "{0}, {1}\n", ',')]
    [InlineData("a.csv", "x-axis,1\n", "{0},{1}\n", ',')]
    [InlineData("a.csv", "'time','ecg'\n'seconds','mV'\n", "{0},{1}\n", ',')]
    public void Separators_and_heads_are_found(string name, string head, string row, char separator)
    {
        _files.Write(name, head + string.Concat(
            Signal.Split('\n')[..^1].Select((s, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, row, $"{i}.5", s))));
        Assert.Equal(Expected, _files.Read(name, new ReadingOptions { Channel = 1L }));
        Assert.Equal(Expected, _files.Read(name, new ReadingOptions { Channel = 1L, Separator = separator }));
        if (head.Contains("ecg", StringComparison.Ordinal))
        {
            Assert.Equal(Expected, _files.Read(name, new ReadingOptions { Channel = "ecg" }));
        }
    }

    [Fact]
    public void A_decimal_comma_is_read_where_it_is_declared_and_suspected_elsewhere()
    {
        string comma = Signal.Replace('.', ',');
        _files.Write("a.csv", comma);
        Assert.Equal(Expected, _files.Read("a.csv", new ReadingOptions { Decimal = ',' }));
        Assert.Contains(
            "a.csv(2): the row '0,005' looks like a number with a decimal comma. 'decimal: \",\"' makes it one",
            _files.Refusal("a.csv", new ReadingOptions { Channel = 0L }),
            StringComparison.Ordinal);
        _files.Write("a.csv", "zeit;ekg\n" + string.Concat(comma.Split('\n')[..^1].Select((s, i) => $"0,0{i};{s}\n")));
        Assert.Equal(Expected, _files.Read("a.csv", new ReadingOptions { Decimal = ',', Channel = "ekg" }));
        Assert.Contains(
            "has ';' and ','. 'decimal: \",\"' makes the comma a decimal mark",
            _files.Refusal("a.csv", new ReadingOptions { Channel = 1L }),
            StringComparison.Ordinal);
        Assert.Contains(
            "(2): column 1 ('ekg') holds '0,000', which is not a number. 'decimal: \",\"'",
            _files.Refusal("a.csv", new ReadingOptions { Channel = 1L, Separator = ';' }),
            StringComparison.Ordinal);
        _files.Write("a.csv", "1.5;2.5\n1.25;2.25\n");
        Assert.Contains(
            "holds '1.5', which is not a number with 'decimal: \",\"'",
            _files.Refusal("a.csv", new ReadingOptions { Channel = 0L, Decimal = ',' }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0\n" + Signal, "(1): the row '0' looks like column numbers. 'header_rows: 1'")]
    [InlineData(",0,1\n0,0.5,1.5\n1,0.25,2.5\n2,0.125,1.25\n", "(1): the row ',0,1' looks like column numbers. 'header_rows: 1'")]
    [InlineData(
        "1502540489.00\n64.000000\n" + Signal, "(1): the row '1502540489.00' looks like a time stamp above the samples. 'skip_rows'")]
    [InlineData("title:r, of:today, x:1\n0, 0.5\n1, 0.25\n", "has 3 cells, but the rows of samples have 2. 'skip_rows'")]
    [InlineData("X,CH1\nSequence,-2.0e-3\n0,0.5\n1,0.25\n", "(2): the row 'Sequence,-2.0e-3' mixes words and numbers. 'header_rows: 2'")]
    [InlineData("1\n\n2\n\n4\n\n3\n\n5\n\n", "a blank line follows each sample. Write 'blank_lines: skip'")]
    [InlineData("t,x\n0,1\n1,5\n2,3\n", "it has 2 channels, and none is chosen: 0 't', 1 'x'. Choose one with 'channel'")]
    [InlineData("0,1,2\n3,4,5\n", "the table is wide: it has 3 columns. Write 'layout: rows'")]
    [InlineData("N/A\n0.005\n-0.007\n", "(1): column 0 holds 'N/A', which is not a number. 'missing: \"N/A\"'")]
    [InlineData("", "the file has no rows")]
    [InlineData("a,b\n", "the file has no samples")]
    [InlineData("0\0\n1\n", "this is not text")]
    public void What_can_be_read_two_ways_is_refused_with_the_key_that_decides(string text, string message)
    {
        _files.Write("a.csv", text);
        Assert.Contains(message, _files.Refusal("a.csv", ReadingOptions.None), StringComparison.Ordinal);
    }

    [Fact]
    public void The_keys_decide()
    {
        _files.Write("a.csv", "0\n" + Signal);
        Assert.Equal(Expected, _files.Read("a.csv", new ReadingOptions { HeaderRows = 1 }));
        Assert.Equal([0, .. Expected], _files.Read("a.csv", new ReadingOptions { HeaderRows = 0 }));
        _files.Write("a.csv", "1502540489.00\n64.000000\n" + Signal);
        Assert.Equal(Expected, _files.Read("a.csv", new ReadingOptions { SkipRows = 2 }));
        _files.Write("a.csv", "X,CH1,Start,\nSequence,Volt,-2.0e-3\n0,0.5,\n1,0.25,\n2,0.125,\n");
        Assert.Equal([0.5, 0.25, 0.125], _files.Read("a.csv", new ReadingOptions { HeaderRows = 2, Channel = "CH1" }));
        _files.Write("a.csv", "1\n\n2\n\n4\n\n3\n\n5\n\n");
        Assert.Equal([1, 2, 4, 3, 5], _files.Read("a.csv", new ReadingOptions { AreBlankLinesMissing = false }));
        Assert.Equal([1, double.NaN, 2, double.NaN], _files.Read("a.csv", new ReadingOptions { AreBlankLinesMissing = true }, most: 4));
        _files.Write("a.csv", "N/A\n0.5\n-\n");
        Assert.Equal([double.NaN, 0.5, double.NaN], _files.Read("a.csv", new ReadingOptions { Missing = ["N/A", "-"] }));
        _files.Write("a.csv", "; note\n1\n; note\n2\n");
        Assert.Equal([1, 2], _files.Read("a.csv", new ReadingOptions { Comment = [";"] }));
        _files.Write("a.csv", "a,b\n1,2\n\n3,4\n");
        Assert.Equal([2, 4], _files.Read("a.csv", new ReadingOptions { Channel = "b", AreBlankLinesMissing = false }));
    }

    [Fact]
    public void Empty_cells_are_missing_samples()
    {
        _files.Write("a.csv", "x\n1\n\nNaN\n4\n\n\n");
        Assert.Equal([1, double.NaN, double.NaN, 4], _files.Read("a.csv", ReadingOptions.None));
        Assert.Equal([1, double.NaN], _files.Read("a.csv", ReadingOptions.None, most: 2));
        _files.Write("a.csv", "\uFEFFt,x\r\n0,1\r\n1,\r\n2,na\r\n3,4\r\n\r\n");
        Assert.Equal([1, double.NaN, double.NaN, 4], _files.Read("a.csv", new ReadingOptions { Channel = 1L }));
        RecordingFile recording = RecordingFormats.Open(_files["a.csv"], "a.csv", new ReadingOptions { Channel = 1L })[0];
        Assert.EndsWith("a.csv(4)", recording.Read(1, 10).PlaceOf(2), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_can_be_an_example_or_a_channel()
    {
        _files.Write("a.csv", "1,2,3,7\n4,5,6,8\n");
        IReadOnlyList<RecordingFile> examples = RecordingFormats.Open(
            _files["a.csv"], "a.csv", new ReadingOptions { Layout = TableLayout.Rows, LabelColumn = 3L });
        Assert.Equal(["a.csv(1)", "a.csv(2)"], examples.Select(e => e.Name));
        Assert.Equal([4, 5, 6], examples[1].Read(0, 10).Values);
        _files.Write("a.csv", "ecg,1,2,3\nresp,4,5,6\n");
        Assert.Equal([4, 5, 6], _files.Read("a.csv", new ReadingOptions { Layout = TableLayout.Channels, Channel = "resp" }));
    }

    [Fact]
    public void The_time_gives_the_rate_and_tells_gaps()
    {
        _files.Write("a.csv", "ms,x\n0,1\n4,2\n8,4\n40,8\n44,16\n");
        ReadingOptions options = new() { TimeColumn = "ms", TimeUnit = "milliseconds" };
        RecordingFile recording = Assert.Single(RecordingFormats.Open(_files["a.csv"], "a.csv", options));
        Assert.Equal((1, 250.0), (ChannelChoice.Of(recording, options), recording.Channels[1].SampleRateHz));
        Assert.Equal([0, 3], recording.Read(1, 10).Starts);
        Assert.Contains(
            "'sample_rate_hz' is 100, but column 0 ('ms') gives 250 Hz",
            _files.Refusal("a.csv", options with { SampleRateHz = 100 }),
            StringComparison.Ordinal);
        Assert.Contains(
            "a.csv: column 0 ('ms') looks like a time in milliseconds. 'time_unit: milliseconds' or 'seconds' says what it is",
            _files.Refusal("a.csv", options with { TimeUnit = null }),
            StringComparison.Ordinal);
        Assert.Contains("is the time", _files.Refusal("a.csv", options with { Channel = 0L }), StringComparison.Ordinal);
        _files.Write("a.csv", "t,x\n0,1\n1,2\n1,4\n2,3\n3,3\n4,4\n");
        Assert.Contains(
            "a.csv(4): the time of column 0 ('t') does not rise: 1 follows 1",
            _files.Refusal("a.csv", new ReadingOptions { TimeColumn = 0L }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time", "", null)]
    [InlineData("items", "", null)]
    [InlineData("time", "s", null)]
    [InlineData("Time (ms)", "", "milliseconds")]
    [InlineData("t_us", "", "microseconds")]
    [InlineData("t", "[\u00B5s]", "microseconds")]
    [InlineData("timestamp_ms", "seconds", null)]
    [InlineData("timestamp_ns", "", "nanoseconds")]
    [InlineData("time [min]", "", "minutes")]
    [InlineData("time", "h", "hours")]
    public void The_name_of_a_time_says_its_unit(string label, string units, string? expected) =>
        Assert.Equal(expected, TimeUnits.Said(label, units));

    [Theory]
    [InlineData("timestamp", 1.5e9, null)]
    [InlineData("timestamp", 1.5e12, "milliseconds")]
    [InlineData("timestamp", 1.5e15, "microseconds")]
    [InlineData("timestamp", 1.5e18, "nanoseconds")]
    [InlineData("timestamp_s", 1.5e12, null)]
    public void The_size_of_a_time_since_1970_says_its_unit(string label, double first, string? expected) =>
        Assert.Equal(expected, TimeUnits.Said(label, "", first));

    [Theory]
    [InlineData(360, 3)]
    [InlineData(256, 3)]
    [InlineData(700, 3)]
    [InlineData(28, 2)]
    [InlineData(62.5, 3)]
    [InlineData(500.5, 4)]
    [InlineData(360, 5)]
    [InlineData(250, 3)]
    [InlineData(1000, 3)]
    public void Rounded_times_give_the_rate_of_the_samples_and_no_gaps(double rate, int decimals)
    {
        Assert.Equal(new DialectOf(rate, 0), DialectOf.Table(_files, i => Math.Round(i / rate, decimals)));

        // A second is missing.
        Assert.Equal(
            new DialectOf(rate, 500), DialectOf.Table(_files, i => Math.Round((i + (i < 500 ? 0 : rate)) / rate, decimals)));
    }

    private sealed record DialectOf(double? Rate, int LastStart)
    {
        public static DialectOf Table(RecordingFiles files, Func<int, double> time)
        {
            files.Write("a.csv", "time,x\n" + string.Concat(
                Enumerable.Range(0, 1_200).Select(i => FormattableString.Invariant($"{time(i)},{i * 37 % 101}\n"))));
            RecordingFile recording = RecordingFormats.Open(files["a.csv"], "a.csv", new ReadingOptions { TimeColumn = "time" })[0];
            return new DialectOf(recording.Channels[1].SampleRateHz, recording.Read(1, 1_200).Starts[^1]);
        }
    }

    [Fact]
    public void A_sample_that_is_missing_in_even_times_is_a_gap()
    {
        Assert.Equal(new DialectOf(1000, 700), DialectOf.Table(_files, i => (i < 300 ? i : i < 700 ? i + 1 : i + 2) / 1000.0));
        Assert.Equal(new DialectOf(250, 700), DialectOf.Table(_files, i => (i < 700 ? i : i + 1) / 250.0));
    }

    [Theory]
    [InlineData("a,b\n1,2\n#N/A,3\n4,5\n", "a.csv(3): column 0 ('a') holds '#N/A', which is not a number. 'missing: \"#N/A\"'")]
    [InlineData("a\n1\n#DIV/0!\n4\n5\n", "a.csv(3): column 0 ('a') holds '#DIV/0!', which is not a number. 'missing: \"#DIV/0!\"'")]
    [InlineData("2019,2020\n0.5,1.5\n0.25,2.5\n0.125,1.25\n", "(1): the row '2019,2020' looks like column numbers. 'header_rows: 1'")]
    [InlineData("0,5\n-0,25\n1,125\n", "(2): the row '-0,25' looks like a number with a decimal comma")]
    [InlineData("0,5\n2,025\n1,12\n", "(2): the row '2,025' looks like a number with a decimal comma")]
    [InlineData("a;b\n1;2\n\"1,234\";2\n", "'decimal: \",\"' makes the comma a decimal mark. A comma between thousands is not read")]
    [InlineData("a\n1\n\u22122\n", "(3): column 0 ('a') holds '\u22122', which is not a number. Its minus sign is the character U+2212")]
    [InlineData(
        "t,a\n2024-01-01,1\n2024-01-02,2\n",
        "(2): column 0 ('t') holds '2024-01-01', which is not a number. Dates and times of day are not read")]
    public void What_spreadsheets_write_is_told(string text, string message)
    {
        _files.Write("a.csv", text);
        Assert.Contains(message, _files.Refusal("a.csv", new ReadingOptions { Channel = 0L }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_spreadsheets_write_is_read()
    {
        _files.Write("a.csv", "a,b\n1,2\n#N/A,3\n4,5\n");
        Assert.Equal([1, double.NaN, 4], _files.Read("a.csv", new ReadingOptions { Channel = "a", Missing = ["#N/A"] }));
        _files.Write("a.csv", "a\n1\n#none\n4\n");
        Assert.Equal([1, double.NaN, 4], _files.Read("a.csv", new ReadingOptions { Missing = ["#none"] }));
        _files.Write("a.csv", "sep=;\na;b\n1;2\n3;4\n");
        Assert.Equal([2, 4], _files.Read("a.csv", new ReadingOptions { Channel = "b" }));
        _files.Write("a.csv", "\"a\",\"b\"\n\"0,5\",\"1,5\"\n\"2,5\",\"3\"\n");
        Assert.Equal([1.5, 3], _files.Read("a.csv", new ReadingOptions { Channel = "b", Decimal = ',' }));
        Assert.Equal([1.5, 3], _files.Read("a.csv", new ReadingOptions { Channel = "b", Decimal = ',', Separator = ',' }));
        _files.Write("a.csv", "t,a,label\n0.5,1.5,rest\n1.5,2.5,rest\n2.5,1.25,run\n3.5,1.5,run\n");
        Assert.Equal([1.5, 2.5, 1.25, 1.5], _files.Read("a.csv", new ReadingOptions { Channel = "a" }));
    }

    [Fact]
    public void Latin1_is_read_with_a_note()
    {
        _files.Write("a.csv", System.Text.Encoding.Latin1.GetBytes("Größe [µV],b\n1,2\n3,4\n5,6\n"));
        Assert.Equal([1, 3, 5], _files.Read("a.csv", new ReadingOptions { Channel = "Größe [µV]" }));
        RecordingFile recording = RecordingFormats.Open(_files["a.csv"], "a.csv", ReadingOptions.None)[0];
        Assert.Equal(["a.csv: its text is not UTF-8; it was read as Latin-1"], recording.Notes);
        _files.Write("a.csv", "Größe [µV],b\n1,2\n3,4\n5,6\n");
        Assert.Empty(RecordingFormats.Open(_files["a.csv"], "a.csv", ReadingOptions.None)[0].Notes);
    }

    [Theory]
    [InlineData("1\n2\nthree\n", 0, "a.csv(3): column 0 holds 'three', which is not a number (',' between cells, '.' in numbers)")]
    [InlineData("1\n1e999\n", 0, "a.csv(2): column 0 holds '1e999', which is not a number")]
    [InlineData("a,b\n1,2\n2,3\n3\n", 0, "a.csv(4): the row '3' has 1 cell, but the others have 2")]
    [InlineData("v\r\n1,5\r\n2,5\r\n", 0, "a.csv(1): the row 'v' has 1 cell, but the rows of samples have 2. 'skip_rows'")]
    [InlineData("1.2x\n2\n3\n", 0, "a.csv(1): column 0 holds '1.2x', which is not a number")]
    [InlineData(
        "a,b\n1,2\n\n3,4\n",
        0,
        "a.csv(4): there is an empty line before this one; a row needs a cell for each column. 'blank_lines: skip'")]
    [InlineData("a,b\n1,\"2\n", 1, "a.csv(2): not a valid row of cells: unterminated or misplaced quote")]
    [InlineData("a,b\n1,2\n1,3\n", 2, "a.csv: there is no channel 2; there are 2: 0 'a', 1 'b'")]
    public void What_is_wrong_is_told_with_its_row(string text, int channel, string message)
    {
        _files.Write("a.csv", text);
        Assert.Contains(message, _files.Refusal("a.csv", new ReadingOptions { Channel = (long)channel }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ecq", "there is no channel 'ecq'; did you mean 'ecg'? there are 0 'ecg', 1 'x', 2 'x'")]
    [InlineData("x", "several channels are called 'x'; choose one by its number: 1, 2")]
    public void A_name_that_is_none_or_several_is_told(string name, string message)
    {
        _files.Write("a.csv", "ecg,x,x\n1,2,3\n1,3,2\n1,4,5\n");
        Assert.Contains(message, _files.Refusal("a.csv", new ReadingOptions { Channel = name }), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_of_old_programs_are_read_in_large_files_too()
    {
        _files.Write("a.csv", string.Concat(Enumerable.Repeat("0.5\r1.5\r", 200_000)));
        Assert.Equal(400_000, _files.Read("a.csv", ReadingOptions.None, int.MaxValue).Length);
        _files.Write("a.csv", string.Concat(Enumerable.Repeat("0.5\r\n1.5\r\r\n", 20_000)));
        Assert.Equal(40_000, _files.Read("a.csv", ReadingOptions.None, int.MaxValue).Length);
    }

    public void Dispose() => _files.Dispose();
}
