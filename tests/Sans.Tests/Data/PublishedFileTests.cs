using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Catalog;
using Sans.Networks.Data;

namespace Sans.Tests.Data;

/// <summary>Published examples under the file names that people have.</summary>
public sealed class PublishedFileTests : IDisposable
{
    private const int Pixels = 28 * 28;

    private readonly RecordingFiles _files = new();

    private DataFolder Folder => new(_files.Root, "the test");

    [Theory]
    [InlineData("mnist", "mnist", "-idx{0}-ubyte.gz")]
    [InlineData("mnist", "mnist", "-idx{0}-ubyte")]
    [InlineData("mnist", "mnist", ".idx{0}-ubyte")]
    [InlineData("fashion_mnist", "fashion-mnist", ".idx{0}-ubyte.gz")]
    public void Images_are_found_compressed_plain_and_with_a_point_before_idx(string dataset, string folder, string ending)
    {
        foreach ((string part, int count) in new[] { ("train", 2), ("t10k", 1) })
        {
            IEnumerable<byte> pixels = Enumerable.Range(1, count * Pixels).Select(i => (byte)i);
            byte[] images = [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 28, 0, 0, 0, 28, .. pixels];
            byte[] labels = [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Repeat((byte)7, count)];
            Write($"{folder}/{part}-images{ending.Replace("{0}", "3", StringComparison.Ordinal)}", images);
            Write($"{folder}/{part}-labels{ending.Replace("{0}", "1", StringComparison.Ordinal)}", labels);
        }

        DatasetStatus status = Status(folder);
        Assert.All(status.Files, f => Assert.NotNull(f.Bytes));
        Assert.Equal(!ending.EndsWith(".gz", StringComparison.Ordinal), status.IsThere);
        SignalSplit split = Load(dataset);
        Assert.Equal(Enumerable.Range(1, Pixels).Select(i => (float)(byte)i), split.Train.Samples.ToArray());
        Assert.Equal(Enumerable.Range(1 + Pixels, Pixels).Select(i => (float)(byte)i), split.Validation.Samples.ToArray());
        Assert.Equal([7], split.Labels!.Test);
    }

    [Theory]
    [InlineData("data.csv")]
    [InlineData("data.csv.gz")]
    [InlineData("Epileptic Seizure Recognition.csv")]
    public void Rows_of_an_electroencephalogram_are_found_under_the_name_of_either_publisher(string name)
    {
        string head = "Unnamed," + string.Join(',', Enumerable.Range(1, 178).Select(i => $"X{i}")) + ",y\n";
        _files.Write("uci-epilepsy/" + name, head + string.Concat(Enumerable.Range(1, 3).Select(row =>
            $"X{row},{string.Join(',', Enumerable.Range(0, 178).Select(i => (row * 1000) + i))},{row}\n")));
        Assert.Equal("uci-epilepsy/" + name, Assert.Single(Status("uci-epilepsy").Files, f => f.Bytes is not null).Path);
        SignalSplit split = Load("uci_epilepsy");
        Assert.Equal(Enumerable.Range(1000, 178).Select(i => (float)i), split.Train.Samples.ToArray());
        Assert.Equal((2000f, 3177f), (split.Validation.Samples[0], split.Test.Samples[^1]));
    }

    [Fact]
    public void A_missing_file_is_told_with_the_place_and_the_name_that_Kaggle_gives_it() => Assert.Contains(
        $"there is no {_files["uci-epilepsy/data.csv"]}. Kaggle has it as 'Epileptic Seizure Recognition.csv'; put either into "
            + _files["uci-epilepsy"],
        Assert.Throws<DatasetException>(() => Load("uci_epilepsy")).Message,
        StringComparison.Ordinal);

    public void Dispose() => _files.Dispose();

    private DatasetStatus Status(string name) => DatasetStatus.Of(DataCatalog.All.Single(d => d.Name == name), Folder);

    private void Write(string name, byte[] content) =>
        _files.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? RecordingFiles.Compressed(content) : content);

    private SignalSplit Load(string dataset) => ExperimentData.Load(
        TestExperiments.Read($$"""
            name: published
            datasets: [{{dataset}}]
            split: { train: 1, validation: 1, test: 1 }
            normalize: none
            model: { kernel_size: 2 }
            activations: [identity]
            """),
        Folder).Data[dataset];
}
