using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Data;
using Sans.Data.Recordings;

namespace Sans.Tests.Data;

/// <summary><c>channel: all</c> makes a dataset of each channel.</summary>
public sealed class RecordingChannelsTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    [Theory]
    [InlineData("recordings: { files: \"a.csv\", channel: all, time_column: t }")]
    [InlineData("files: { folder: ., column: all, time_column: t }")]
    public void Columns_of_a_table_are_datasets_by_name(string dataset)
    {
        _files.Write("sub/a.csv", Table("t,ecg,\"1\",resp"));
        SanExperiment resolved = Resolved(dataset.Replace("a.csv", "sub/a.csv", StringComparison.Ordinal)
            .Replace("folder: .", "folder: sub", StringComparison.Ordinal));
        string key = dataset.StartsWith("files", StringComparison.Ordinal) ? "column" : "channel";
        Assert.Equal(
            [$"ecg({key}=ecg)", $"ecg({key}=\"1\")", $"ecg({key}=resp)"], resolved.ExpandDatasets().Select(d => d.Label));
        Assert.Contains(key + ": [ecg, \"1\", resp]", ResolvedYaml.Write(resolved), StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_without_names_are_datasets_by_number()
    {
        _files.Write("a.wav", WavFiles.Of(2, 2, 100, [1, 2, 4, 3, 5, 9]));
        Assert.Equal(["ecg(channel=0)", "ecg(channel=1)"], Labels("recordings: { files: a.wav, channel: all }"));

        // One channel needs no number in the name.
        _files.Write("b.wav", WavFiles.Of(2, 1, 100, [1, 2, 4, 3, 5, 9]));
        Assert.Equal(["ecg"], Labels("recordings: { files: b.wav, channel: all }"));
    }

    [Fact]
    public void Signals_of_records_and_arrays_are_datasets()
    {
        WfdbRecordFiles.Write(Directory.CreateDirectory(_files["physionet/mitdb"]).FullName, "100", 16, [1, 2, 4], [5, 6, 8]);
        Assert.Equal(2, Labels("physionet: { database: mitdb, record: \"100\", signal: all }").Length);
        _files.Write("a.npz", RecordingFiles.Zip(
            ("ecg.npy", RecordingFiles.Npy("<f4", "(3,)", false, [1, 2, 4])),
            ("two.npy", RecordingFiles.Npy("<f4", "(2, 2)", false, [1, 2, 4, 3]))));
        Assert.Equal(
            ["ecg(channel=ecg)", "ecg(channel=\"two[0]\")", "ecg(channel=\"two[1]\")"],
            Labels("recordings: { files: a.npz, channel: all }"));
        Assert.Equal(2, Labels("recordings: { files: a.npz, variable: two, channel: all }").Length);
    }

    [Theory]
    [InlineData("t,ecg,ecg", ", time_column: t", "several channels are called 'ecg': 1, 2. List channels by their numbers")]
    [InlineData("t,ecg,all", ", time_column: t", "channel 2 is called 'all', so that 'channel: all' has two meanings")]
    [InlineData("t,ecg,resp", "", "channel 0 't' rises evenly, as a clock does. Name it as 'time_column'")]
    [InlineData("t,ecg,resp", ", layout: rows, header_rows: 1", "'layout: rows' makes each row an example")]
    public void What_has_two_meanings_is_refused(string head, string keys, string message)
    {
        _files.Write("a.csv", Table(head));
        Assert.Contains(
            message,
            Assert.Throws<DatasetException>(() => Labels("recordings: { files: a.csv, channel: all" + keys + " }")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_left_to_the_loading() =>
        Assert.Throws<MissingDataException>(() => Labels("recordings: { files: none.csv, channel: all }"));

    [Fact]
    public void Variants_have_the_same_channels()
    {
        _files.Write("a.wav", WavFiles.Of(2, 2, 100, [1, 2, 4, 3, 5, 9]));
        SanExperiment resolved = Resolved("recordings: { files: a.wav, channel: all }", """
            variants:
              one: {}
              two: { model: { kernels: 2 } }
            """);
        Assert.All(resolved.Variants, v => Assert.Equal(2, ((SanExperiment)v.Experiment).ExpandDatasets().Count));
        Assert.Equal(
            ResolvedYaml.Write(resolved), ResolvedYaml.Write(TestExperiments.Read(ResolvedYaml.Write(resolved))));
    }

    public void Dispose() => _files.Dispose();

    private static string Table(string head) => head + "\n" + string.Concat(Enumerable.Range(0, 20).Select(i => string.Join(
        ",", head.Split(',').Select((_, c) => (c == 0 ? i : i * 37 * (c + 1) % 101).ToString(
            System.Globalization.CultureInfo.InvariantCulture))) + "\n"));

    private string[] Labels(string dataset) => [.. Resolved(dataset).ExpandDatasets().Select(d => d.Label)];

    private SanExperiment Resolved(string dataset, string more = "")
    {
        DataFolder folder = new(_files.Root, "the test");
        return TestExperiments.Read($$"""
            name: own
            datasets:
              - {{dataset.Replace("{ ", "{ label: ecg, ", StringComparison.Ordinal)}}
            window: { samples: 12, length: 4 }
            split: { train: 1, validation: 1, test: 1 }
            model: { kernel_size: 2 }
            activations: [identity]
            {{more}}
            """).WithChannels(d => RecordingChannels.Of(d, folder));
    }
}
