using Sans.Autoencoders.Data;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Parsing;
using Sans.Data;
using Sans.Networks.Data;

namespace Sans.Tests.Configuration;

/// <summary>
/// Demands of one setting on another are checked before the first trial. The message names the place.
/// </summary>
public sealed class LimitTests : IDisposable
{
    private const string Sparsity = """
        name: sample
        kind: sparsity_penalty
        datasets: [topic_bag_of_words: { features: 60, topics: 4, train: 200, test: 50 }]
        model: { hidden: 8 }
        methods: [relu]
        """;

    private const string Rate = """
        name: sample
        kind: routed_rate
        ambient: 4
        subspaces: [{ dimension: 2, directions: 4 }]
        """;

    private const string San = """
        name: sample
        datasets: [synthetic_ecg]
        model: { kernel_size: 5 }
        activations: [identity]
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("sans-limits-").FullName;

    [Theory]
    [InlineData(
        Sparsity,
        "test: 50",
        "test: 1",
        "x.yaml(3,77): error SANS006: 'datasets[0].topic_bag_of_words.test' is a whole number from 2 to 1000000; found '1'")]
    [InlineData(
        Sparsity,
        "test: 50",
        "test: [1, 50]",
        "x.yaml(3,78): error SANS006: 'datasets[0].topic_bag_of_words.test[0]' is a whole number from 2 to 1000000; found '1'")]
    [InlineData(
        Sparsity,
        "[topic_bag_of_words: { features: 60, topics: 4, train: 200, test: 50 }]",
        "[binary_images: { folder: mnist, test: 1 }]",
        "x.yaml(3,50): error SANS006: 'datasets[0].binary_images.test' is a whole number from 2 to 1000000; found '1'")]
    [InlineData(
        Sparsity,
        "[relu]",
        "[relu]\ntraining: { batch_size: [100, 200, 500] }",
        "x.yaml(6,25): error SANS014: 'training.batch_size' lists 200 and 500; both hold all 200 training examples, so remove one")]
    [InlineData(
        San,
        "[identity]",
        "[identity]\ntraining: { batch_size: [3, 6, 8] }",
        "x.yaml(5,25): error SANS014: 'training.batch_size' lists 6 and 8; both hold all 6 training examples, so remove one")]
    [InlineData(
        San,
        "[synthetic_ecg]",
        "[synthetic_ecg: { split: { train: 3 }, training: { batch_size: [3, 6] } }]",
        "x.yaml(2,74): error SANS014: 'training.batch_size' lists 3 and 6; both hold all 3 training examples, so remove one (dataset "
            + "'synthetic_ecg')")]
    [InlineData(
        San,
        "[identity]",
        "[extrema: { minimum_extrema_distance: [10, 1001] }]",
        "x.yaml(4,52): error SANS014: 'activations[0].extrema.minimum_extrema_distance' is 1001, but a window has 1000 samples")]
    [InlineData(
        Rate,
        "ambient: 4",
        "ambient: 4\npoints: { train: 359 }",
        "x.yaml(4,18): error SANS014: no curve can have a slope: two points with at least 8 buckets of 40 inputs take 360 of them, but "
            + "'points.train' is 359")]
    [InlineData(
        Rate,
        "ambient: 4",
        "ambient: 4\npoints: { train: 360 }\nfit_points: { min_buckets: 9 }",
        "x.yaml(5,28): error SANS014: no curve can have a slope: two points with at least 9 buckets of 40 inputs take 400 of them, but "
            + "'points.train' is 360")]
    public void Settings_that_no_measure_can_bear_are_refused(string valid, string part, string replacement, string expected)
    {
        Assert.Empty(Read(valid).Diagnostics);
        Assert.Equal(expected, Assert.Single(Read(valid.Replace(part, replacement, StringComparison.Ordinal)).Diagnostics).ToString());
    }

    [Theory]
    [InlineData(San, "[identity]", "[identity]\ntraining: { batch_size: [3, 6] }")]
    [InlineData(San, "[identity]", "[identity]\ntraining: { batch_size: 8 }")]
    [InlineData(San, "[identity]", "[extrema: { minimum_extrema_distance: 1000 }]")]
    [InlineData(Rate, "ambient: 4", "ambient: 4\npoints: { train: 360 }")]
    [InlineData(Sparsity, "test: 50", "test: 2")]
    public void Settings_at_the_limit_are_taken(string valid, string part, string replacement) =>
        Assert.Empty(Read(valid.Replace(part, replacement, StringComparison.Ordinal)).Diagnostics);

    [Fact]
    public void A_batch_that_holds_everything_is_noted()
    {
        Assert.Equal(
            "'training.batch_size' of 500 exceeds the number of training examples; a batch holds all 200",
            Bags(Sparsity + "\ntraining: { batch_size: 500 }\nmeasures: { recent_samples: 9 }").Notes["topic_bag_of_words"]);
        Assert.Equal(
            "'training.batch_size' of 8 exceeds the number of training examples; a batch holds all 6",
            ExperimentData.Load(TestExperiments.Read(San + "\ntraining: { batch_size: 8 }")).Notes["synthetic_ecg"]);
        Assert.Empty(ExperimentData.Load(TestExperiments.Read(San + "\ntraining: { batch_size: 6 }")).Notes);
    }

    /// <summary>
    /// Every document has the three words, so there is no variance. The mean of their logarithms is off by a rounding.
    /// </summary>
    [Theory]
    [InlineData(
        "0 1 2\n0 1 2\n0 1 2\n0 1 2\n0 1 2\n0 1 2\n",
        "the 3 test examples of seed 0 are all equal; fvu needs a variance of the test examples")]
    [InlineData("0 1\n1 2\n", "2 documents with words are too few for 'test_share'; the test needs 2, because fvu is a share of their "
        + "variance, and the training needs 1")]
    public void Test_documents_without_a_variance_are_refused_before_training(string documents, string problem)
    {
        File.WriteAllText(Path.Combine(_root, "lists.txt"), documents);
        string yaml = Sparsity.Replace(
            "topic_bag_of_words: { features: 60, topics: 4, train: 200, test: 50 }",
            "bag_of_words: { file: lists.txt, format: index_lists, test_share: 0.5, values: log_counts }",
            StringComparison.Ordinal).Replace("hidden: 8", "hidden: 8, output: identity", StringComparison.Ordinal);
        Assert.Contains(problem, Assert.Throws<DatasetException>(() => Bags(yaml)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_that_are_zero_everywhere_are_refused_before_training()
    {
        Directory.CreateDirectory(Path.Combine(_root, "x"));
        File.WriteAllText(
            Path.Combine(_root, "x", "x.csv"), "x\n" + string.Concat(Enumerable.Range(0, 12).Select(i => i < 8 ? "1\n" : "0\n")));
        DatasetException error = Assert.Throws<DatasetException>(() => ExperimentData.Load(
            TestExperiments.Read("""
                name: own
                datasets: [files: { label: x, folder: x }]
                window: { samples: 12, length: 4 }
                split: { train: 1, validation: 1, test: 1 }
                normalize: none
                model: { kernel_size: 2 }
                activations: [identity]
                """),
            new DataFolder(_root, "the test")));
        Assert.Equal(
            "dataset 'x': every example of 'split.test' is zero everywhere; φ is undefined; choose other samples or another 'normalize'",
            error.Message);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static ReadResult Read(string yaml) => ExperimentReader.Read(yaml, "x.yaml", ActivationRegistry.Instance.Schemas);

    private AutoencoderInputs Bags(string yaml) =>
        AutoencoderData.Load((AutoencoderExperiment)Read(yaml).Config!, new DataFolder(_root, "the test"), skipMissing: false);
}
