using System.Globalization;
using System.Text;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Formats.Wfdb;
using Sans.Data.Recordings;
using Sans.Networks.Data;

namespace Sans.Tests.Data;

public sealed class RecordingsSourceTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    [Fact]
    public void Files_follow_each_other_in_the_order_of_their_names_in_whole_windows()
    {
        _files.Write("my-study/b.csv", "20\n21\n22\n23\n24\n25\n26\n27\n28\n");
        _files.Write("my-study/a.csv", "time,value\n0,1\n1,2\n2,3\n3,4\n4,5\n5,6\n");
        _files.Write("my-study/.hidden.csv", "no signal");
        LoadedData loaded = Load("files: { folder: my-study, column: 0 }");
        SignalSplit split = loaded.Data["files"];

        // The first column of a.csv has six numbers. One window of four is complete.
        Assert.Equal([0, 1, 2, 3], split.Train[0].ToArray());
        Assert.Equal([20, 21, 22, 23], split.Validation[0].ToArray());
        Assert.Equal([24, 25, 26, 27], split.Test[0].ToArray());
    }

    [Fact]
    public void A_pattern_chooses_files_in_folders_and_a_list_of_channels_makes_datasets()
    {
        foreach (string file in new[] { "study/s1/night.csv", "study/s2/night.csv", "study/s2/deep/night.csv" })
        {
            _files.Write(file, "ecg,resp\n" + Rows(12, i => $"{i},{-i}"));
        }

        _files.Write("study/s1/night_ann.csv", "no signal");
        LoadedData loaded = Load("recordings: { files: \"study/*/night.csv\", channel: [ecg, 1] }");
        Assert.Equal(["recordings(channel=ecg)", "recordings(channel=1)"], loaded.Data.Digests.Keys);
        Assert.Equal([-8, -9, -10, -11], loaded.Data["recordings(channel=1)"].Test[0].ToArray());
        Assert.Equal(["study/s1/night.csv", "study/s2/deep/night.csv", "study/s2/night.csv"], Found("study/**/night.csv"));
        Assert.Equal(
            ["study/s1/night.csv", "study/s1/night_ann.csv"], Found("study/s?/night_ann.csv", "study/s1/night.csv", "study/s1/*.csv"));
        Assert.Equal(["s1", "s2"], FilePattern.Find(_files.Root, ["study/{subject}/night.csv"]).Select(f => f.Subject));
        Assert.Contains(
            "there is no file 'study/*/day.csv'",
            Assert.Throws<MissingDataException>(() => Found("study/*/day.csv")).Message,
            StringComparison.Ordinal);

        IEnumerable<string> Found(params string[] patterns) => FilePattern.Find(_files.Root, patterns).Select(f => f.Name);
    }

    [Theory]
    [InlineData("\"../a.csv\"", "names files below the data folder")]
    [InlineData("\"/etc/*.csv\"", "begins below the data folder")]
    [InlineData("'a\\b.csv'", "has '/' between folders")]
    [InlineData("\"{who}.csv\"", "has no other braces")]
    public void A_pattern_that_leaves_the_data_folder_is_refused(string pattern, string message)
    {
        ReadResult read = ExperimentReader.Read(
            RecordingFiles.Experiment($"recordings: {{ files: {pattern} }}"), "test.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Contains(read.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Whole_recordings_train_validate_and_test_in_shares()
    {
        for (int i = 0; i < 10; i++)
        {
            _files.Write($"study/p{i}.csv", Rows(9, t => (i + (t % 3 / 10.0)).ToString(CultureInfo.InvariantCulture)));
        }

        SignalSplit split = Load(
            "recordings: { files: \"study/*.csv\" }",
            "",
            "by: recording, train: 6, validation: 2, test: 2",
            "samples: all").Data["recordings"];
        Assert.Equal((12, 4, 4), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal([0, 1, 2, 3, 4, 5], split.Train.Samples.ToArray().Select(s => (int)s).Distinct());
        Assert.Equal([6, 7], split.Validation.Samples.ToArray().Select(s => (int)s).Distinct());
        Assert.Equal([8, 9], split.Test.Samples.ToArray().Select(s => (int)s).Distinct());
    }

    [Theory]
    [InlineData("by: recording, train: 0.6, validation: 0.2, test: 0.2", null)]
    [InlineData("by: recording, train: 0.6", "'split.validation' is a whole number beside shares")]
    [InlineData("train: 0.6, validation: 2, test: 2", "'split.train' is a share, but windows are counted")]
    [InlineData(
        "by: recording, train: 1.5, validation: 0.2, test: 0.2",
        "'split.train' is a whole number from 1 to 1000000, or a share between 0 and 1; found '1.5'")]
    public void Shares_can_be_decimals(string split, string? message)
    {
        ReadResult read = ExperimentReader.Read(
            RecordingFiles.Experiment("recordings: { files: \"*.csv\" }", "", split), "test.yaml", ActivationRegistry.Instance.Schemas);
        if (message is not null)
        {
            Assert.Contains(read.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal));
            return;
        }

        Assert.Empty(read.Diagnostics);
        var config = ((SanExperiment)read.Config!).Split;
        Assert.Equal([6, 2, 2], WindowPlan.Shares(10, [config.Train, config.Validation, config.Test])!);
    }

    [Fact]
    public void All_recordings_of_a_subject_are_in_one_part()
    {
        foreach ((string subject, int night) in new[] { ("a", 1), ("a", 2), ("b", 1), ("c", 1), ("c", 2) })
        {
            _files.Write($"study/{subject}_{night}.csv", Rows(4, t => $"{subject[0] - 'a'}.{t % 2}"));
        }

        SignalSplit split = Load(
            "recordings: { files: \"study/{subject}_*.csv\" }", "", "by: subject, train: 1, validation: 1, test: 1").Data["recordings"];
        Assert.Equal((2, 1, 2), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Contains(
            "2 recordings cannot be split into three parts",
            Assert.Throws<DatasetException>(
                () => Load("recordings: { files: \"study/a_*.csv\" }", "", "by: recording, train: 1, validation: 1, test: 1")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, new[] { 6, 2, 2 }, new[] { 6, 2, 2 })]
    [InlineData(20, new[] { 6, 2, 2 }, new[] { 12, 4, 4 })]
    [InlineData(3, new[] { 98, 1, 1 }, new[] { 1, 1, 1 })]
    [InlineData(4, new[] { 1, 1, 1 }, new[] { 2, 1, 1 })]
    [InlineData(7, new[] { 1, 1, 8 }, new[] { 1, 1, 5 })]
    [InlineData(2, new[] { 1, 1, 1 }, null)]
    public void Shares_are_whole_and_no_part_is_empty(int count, int[] shares, int[]? expected) =>
        Assert.Equal(expected, WindowPlan.Shares(count, shares));

    [Theory]
    [InlineData("by: subject, train: 1", "needs '{subject}' in each pattern")]
    [InlineData("by: recording", "'split.by: recording' is for datasets of recordings; 'synthetic_ecg' is not one")]
    public void A_split_that_cannot_be_is_refused(string split, string message)
    {
        string dataset = split.Contains("subject", StringComparison.Ordinal) ? "recordings: { files: \"*.csv\" }" : "synthetic_ecg";
        ReadResult read = ExperimentReader.Read(
            RecordingFiles.Experiment(dataset, "", split), "test.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Contains(read.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Records_of_a_database_are_one_dataset_with_a_signal_by_its_name()
    {
        string folder = _files["physionet/mine"];
        foreach ((string record, int place) in new[] { ("100", 0), ("101", 1), ("102", 0), ("200", 0) })
        {
            int[] ecg =
            [
                .. Enumerable.Range(0, 9).Select(i => (i * 7 % 5) + int.Parse(record, CultureInfo.InvariantCulture)),
            ], other = new int[9];
            WfdbRecordFiles.Write(folder, record, 16, place == 0 ? [ecg, other] : [other, ecg]);
            string header = _files[$"physionet/mine/{record}.hea"];
            File.WriteAllText(header, File.ReadAllText(header)
                .Replace($"signal {place}", "ecg", StringComparison.Ordinal)
                .Replace($"signal {1 - place}", "other", StringComparison.Ordinal));
        }

        _files.Write("physionet/mine/RECORDS", "200\n102\n101\n100\n");
        const string Split = "by: recording, train: 1, validation: 1, test: 1";
        LoadedData loaded = Load("physionet: { database: mine, records: \"1*\", signal: ecg }", "", Split, "samples: all");
        Assert.Equal(
            "physionet/mine/102.hea physionet/mine/101.hea physionet/mine/100.hea",
            string.Join(' ', loaded.Readings["mine"].Files.Select(f => f.Name)));
        Assert.Equal([0.93f, 0.95f, 0.97f, 0.94f], loaded.Data["mine"].Test[0].ToArray().Select(v => MathF.Round(v, 4)));
        Assert.Equal(
            4, Load("physionet: { database: mine, records: all, signal: ecg }", "", Split, "samples: all").Readings["mine"].Files.Count);
        Assert.Contains(
            "there is no signal 'ecq'; did you mean 'ecg'?",
            Assert.Throws<DatasetException>(() => Load("physionet: { database: mine, record: \"100\", signal: ecq }")).Message,
            StringComparison.Ordinal);
        ReadResult read = ExperimentReader.Read(
            RecordingFiles.Experiment("physionet: { database: mine, record: \"100\", records: all }"),
            "test.yaml",
            ActivationRegistry.Instance.Schemas);
        Assert.Contains(
            read.Diagnostics,
            d => d.Message.Contains("'record' is for a single record, but 'records' takes several", StringComparison.Ordinal));
    }

    [Fact]
    public void A_single_record_is_told_with_its_windows_and_annotations()
    {
        WfdbRecordFiles.Write(_files["physionet/mine"], "100", 16, [.. Enumerable.Range(0, 20).Select(i => i * 7 % 5)]);
        using (FileStream stream = File.Create(_files["physionet/mine/100.atr"]))
        {
            AnnotationFile.Write(stream, new WfdbAnnotations([new WfdbAnnotation(3, "N"), new WfdbAnnotation(9, "V")]));
        }

        const string Dataset = "physionet: { database: mine, record: \"100\" }";
        LoadedData loaded = Load(Dataset, window: "samples: 14");
        DataReading read = loaded.Readings["mine"];
        Assert.Equal(
            "physionet/mine/100.hea, channel 'signal 0' in mV at 360 Hz, 14 samples; "
                + "split by window: train 1 window, validation 1 window, test 1 window; left over 2 samples",
            read.Summary);
        Assert.Equal(
            new FileReading("physionet/mine/100.hea", null, 14, new(1, "0"), new(1, "1"), new(1, "2"), 2, 2), Assert.Single(read.Files));
        Assert.Empty(loaded.Notes);

        // The signal is read correctly, even if its annotations are faulty.
        File.WriteAllBytes(_files["physionet/mine/100.atr"], [1]);
        foreach (string dataset in new[] { Dataset, "recordings: { label: mine, files: \"physionet/mine/100.hea\" }" })
        {
            LoadedData damaged = Load(dataset);
            Assert.Null(Assert.Single(damaged.Readings["mine"].Files).Annotations);
            Assert.StartsWith(
                "the annotations of physionet/mine/100.hea cannot be read: ", Assert.Single(damaged.Notes).Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_experiment_on_recordings_reads_back_as_it_was_written()
    {
        SanExperiment experiment = TestExperiments.Read(RecordingFiles.Experiment(
            "recordings: { files: [\"a/{subject}.csv\", \"b c/{subject}*.csv\"], channel: [ecg, 2, \"2\"], missing: \"-\", "
                + "time_column: 0 }", "", "by: subject, train: 6, validation: 2, test: 2", "samples: all"));
        string yaml = ResolvedYaml.Write(experiment);
        Assert.Contains("files: [\"a/{subject}.csv\", \"b c/{subject}*.csv\"], channel: [ecg, 2, \"2\"]", yaml, StringComparison.Ordinal);
        Assert.Contains("split: { by: subject, train: 6, validation: 2, test: 2 }", yaml, StringComparison.Ordinal);
        Assert.Equal(experiment, TestExperiments.Read(yaml));
    }

    [Fact]
    public void Missing_samples_are_filled_in_from_their_own_file_or_named_by_file_and_line()
    {
        _files.Write("my-study/a.csv", "0\n1\n2\n3\n");
        _files.Write("my-study/b.csv", "\"\"\n\"\"\n100\n101\n102\n103\n104\n105\n");
        SignalSplit split = Load("files: { folder: my-study, column: 0 }", "on_invalid: interpolate").Data["files"];
        Assert.Equal([100, 100, 100, 101], split.Validation[0].ToArray());
        string file = _files["my-study/b.csv"];
        Assert.Contains(
            $"sample 4 is missing, in {file}(1). Choose",
            Assert.Throws<DatasetException>(() => Load("files: { folder: my-study, column: 0 }")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_several_rates_or_units_are_no_dataset()
    {
        _files.Write("study/a.csv", "t,x\n0.0,1\n0.1,2\n0.2,4\n0.3,8\n0.4,16\n");
        _files.Write("study/b.csv", "t,x\n0.0,1\n0.2,2\n0.4,4\n0.6,8\n0.8,16\n");
        string message = Assert.Throws<DatasetException>(() => Load("recordings: { files: \"study/*.csv\", time_column: t }")).Message;
        Assert.Contains("study/a.csv has 10 Hz and study/b.csv has 5 Hz. A dataset has one rate", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_signals_is_told_and_so_are_too_few_samples()
    {
        Directory.CreateDirectory(_files["my-study"]);
        DatasetException missing = Assert.Throws<DatasetException>(() => Load("files: { folder: my-study }"));
        Assert.Contains("there is no file in", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Fetch", missing.Advice, StringComparison.Ordinal);
        Assert.Contains(
            "there is no folder",
            Assert.Throws<DatasetException>(() => Load("files: { folder: other }")).Message,
            StringComparison.Ordinal);
        _files.Write("my-study/a.xlsx", "PK");
        Assert.Contains(
            "a.xlsx: the file cannot be read: spreadsheets are not supported; save the sheet as CSV",
            Assert.Throws<DatasetException>(() => Load("files: { folder: my-study }")).Message,
            StringComparison.Ordinal);
        _files.Write("my-study/a.csv", "1\n2\n4\n3\n5\n");
        Assert.Contains(
            "my-study (1 file) has 4 samples in whole windows, of 5 samples between gaps and ends of files; 'window.samples' asks for",
            Assert.Throws<DatasetException>(() => Load("files: { folder: my-study }")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_samples_of_several_files_are_told_file_by_file()
    {
        _files.Write("my-study/a.csv", "1\n2\n4\n3\n5\n");
        _files.Write("my-study/a_ann.csv", "1\n3\n4\n");
        Assert.Contains(
            "my-study (2 files) has 4 samples in whole windows, of 8 samples between gaps and ends of files: a.csv 5, a_ann.csv 3; "
                + "'window.samples' asks for 12",
            Assert.Throws<DatasetException>(() => Load("files: { folder: my-study }")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 6, 40 }, 14, 104)]
    [InlineData(new[] { 2, 3, 7, 40 }, 20, 304)]
    [InlineData(new[] { 40 }, 12, 8)]
    public void Windows_behind_gaps_are_read_until_there_are_enough(int[] pieces, int read, int testStart)
    {
        int time = 0;
        StringBuilder text = new("t,x\n");
        for (int piece = 0; piece < pieces.Length; piece++, time += 50)
        {
            for (int i = 0; i < pieces[piece]; i++, time++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{time},{(piece * 100) + i}\n");
            }
        }

        _files.Write("study/a.csv", text.ToString());
        LoadedData loaded = Load("recordings: { files: \"study/a.csv\", time_column: t, channel: x }");
        Assert.Equal([testStart, testStart + 1, testStart + 2, testStart + 3], loaded.Data["recordings"].Test[0].ToArray());
        FileReading file = Assert.Single(loaded.Readings["recordings"].Files);
        Assert.Equal((read, read - 12), (file.Samples, file.LeftOverSamples));
    }

    [Fact]
    public void The_only_column_of_a_file_is_no_clock_unless_it_is_chosen()
    {
        _files.Write("my-study/a.csv", Rows(12, i => (i / 10.0).ToString(CultureInfo.InvariantCulture)));
        Assert.Contains(
            "the only channel rises evenly, as a clock does. 'column: 0' makes it a signal",
            Assert.Throws<DatasetException>(() => Load("files: { folder: my-study }")).Message,
            StringComparison.Ordinal);
        Load("files: { folder: my-study, column: 0 }");
    }

    [Fact]
    public void Reading_tells_files_and_samples()
    {
        _files.Write("study/a.csv", Rows(6, i => $"{i * i}"));
        _files.Write("study/b.csv", Rows(9, i => $"{i * i}"));
        Told told = new();
        ExperimentData.Load(
            TestExperiments.Read(RecordingFiles.Experiment("recordings: { label: mine, files: \"study/*.csv\" }")),
            new DataFolder(_files.Root, "the test") { Progress = told });
        Assert.Equal(
            [new("mine", 0, 2, 6), new("mine", 1, 2, 6), new("mine", 1, 2, 14), new("mine", 2, 2, 14)], told.All);
    }

    public void Dispose() => _files.Dispose();

    private sealed class Told : IProgress<ReadingProgress>
    {
        public List<ReadingProgress> All { get; } = [];

        public void Report(ReadingProgress value) => All.Add(value);
    }

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    private LoadedData Load(
        string dataset, string more = "", string split = "train: 1, validation: 1, test: 1", string window = "samples: 12") =>
        _files.Load(RecordingFiles.Experiment(dataset, more, split, window));
}
