using System.IO.Compression;
using Sans.Autoencoders.Data;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using Sans.Data;

namespace Sans.Tests.Autoencoders;

/// <summary>Sources of sparse examples.</summary>
public sealed class AutoencoderDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sans-bags-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Words_of_too_few_documents_and_documents_without_words_are_left_out()
    {
        Write("lists.txt", "0 1 7\n1,2\n\n1 2 7\n5\n2 1\n");
        AutoencoderInputs loaded = Load(
            "bag_of_words: { file: lists.txt, format: index_lists, least_documents: 2, test_share: 0.5 }",
            "measures: { recent_samples: 1 }\nseeds: 1\ntraining: { batch_size: 2 }");
        Assert.Equal(
            "3 of 8 words are in enough documents; 2 of 6 documents have none of them and are left out", loaded.Notes["bag_of_words"]);
        SparseSplit split = loaded.Splits["bag_of_words/seed=1"];
        Assert.Equal((3, 2, 2), (split.Train.FeatureCount, split.Train.Count, split.Test.Count));

        // Words 1, 2 and 7 have become 0, 1 and 2.
        Assert.Equal(["0 1", "0 1", "0 1 2", "0 2"], Lists(split.Train).Concat(Lists(split.Test)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_seed_has_a_split_of_its_own_and_no_document_is_in_both_parts()
    {
        Write("lists.txt", string.Concat(Enumerable.Range(0, 50).Select(i => FormattableString.Invariant($"{i}\n"))));
        AutoencoderInputs loaded = Load("bag_of_words: { file: lists.txt, format: index_lists }", "seeds: [1, 2]");
        foreach (SparseSplit split in loaded.Splits.Values)
        {
            Assert.Equal((40, 10), (split.Train.Count, split.Test.Count));
            Assert.Equal(50, Lists(split.Train).Concat(Lists(split.Test)).Distinct().Count());
        }

        Assert.NotEqual(Lists(loaded.Splits["bag_of_words/seed=1"].Test), Lists(loaded.Splits["bag_of_words/seed=2"].Test));
        Assert.Equal(loaded.Digests, Load("bag_of_words: { file: lists.txt, format: index_lists }", "seeds: [1, 2]").Digests);
    }

    [Fact]
    public void Counts_may_stay_counts()
    {
        Write("docword.txt", "3\n2\n4\n1 1 1\n1 2 2\n2 1 1\n3 2 6\n");
        AutoencoderInputs loaded = Load(
            "bag_of_words: { file: docword.txt, values: log_counts, test_share: 0.6 }", "model: { output: identity }");
        SparseSplit split = loaded.Splits["bag_of_words/seed=0"];
        float[] values = [.. new[] { split.Train, split.Test }.SelectMany(
            part => Enumerable.Range(0, part.Count).SelectMany(i => part.Values(i).ToArray())).Order()];
        Assert.Equal([0.6931472f, 0.6931472f, 1.0986123f, 1.9459101f], values);
    }

    /// <summary>Image files are compressed as published, plain, or named as archive programs name them.</summary>
    [Theory]
    [InlineData("-idx3-ubyte.gz")]
    [InlineData("-idx3-ubyte")]
    [InlineData(".idx3-ubyte")]
    [InlineData(".idx3-ubyte.gz")]
    public void Pixels_from_half_of_white_on_are_ones(string ending)
    {
        WriteImages("train-images" + ending, [127, 128, 0, 255], [0, 0, 0, 0], [255, 255, 255, 255]);
        WriteImages("t10k-images" + ending, [0, 200, 0, 0], [200, 0, 0, 0]);
        SparseSplit split = Load("binary_images: { folder: images, train: 2 }").Splits["binary_images/seed=0"];
        Assert.Equal(["1 3", "0 1 2 3"], Lists(split.Train));
        Assert.Equal(["1", "0"], Lists(split.Test));
    }

    [Theory]
    [InlineData("0 x\n", "lists.txt(1): 'x' is not a feature number; features are numbered from 0, below 10,000,000")]
    [InlineData("0\n1 -2\n", "lists.txt(2): '-2' is not a feature number; features are numbered from 0, below 10,000,000")]
    [InlineData("0\n", "lists.txt: 1 documents with words are too few for 'test_share'; the test needs 2, because fvu is a share of "
        + "their variance, and the training needs 1")]
    public void What_is_wrong_with_a_file_is_told(string content, string expected)
    {
        Write("lists.txt", content);
        DatasetException e = Assert.Throws<DatasetException>(() => Load("bag_of_words: { file: lists.txt, format: index_lists }"));
        Assert.EndsWith(expected, Assert.Single(e.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_can_be_skipped_unless_it_is_the_only_one()
    {
        Assert.Throws<DatasetException>(() => Load("bag_of_words: { file: none.txt }"));
        AutoencoderInputs loaded = AutoencoderData.Load(
            Experiment("[bag_of_words: { file: none.txt }, topic_bag_of_words: { train: 20, test: 10 }]", ""),
            new DataFolder(_folder, "test"),
            skipMissing: true);
        Assert.Equal(["topic_bag_of_words"], loaded.Digests.Keys);
        Assert.Equal(["bag_of_words"], loaded.Skipped.Keys);
    }

    private static IEnumerable<string> Lists(SparseExamples examples) =>
        Enumerable.Range(0, examples.Count).Select(i => string.Join(' ', examples.Features(i).ToArray()));

    private static AutoencoderExperiment Experiment(string datasets, string rest) =>
        AutoencoderConfigurationTests.Experiment($"name: sample\nkind: sparsity_penalty\ndatasets: {datasets}\nmethods: [relu]\n{rest}\n");

    private AutoencoderInputs Load(string dataset, string rest = "") =>
        AutoencoderData.Load(Experiment($"[{dataset}]", rest), new DataFolder(_folder, "test"), skipMissing: false);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    private void WriteImages(string name, params byte[][] images)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "images"));
        FileStream file = File.Create(Path.Combine(_folder, "images", name));
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write([0, 0, 8, 3, 0, 0, 0, (byte)images.Length, 0, 0, 0, 2, 0, 0, 0, 2]);
        foreach (byte[] image in images)
        {
            stream.Write(image);
        }
    }
}
