using Sans.Autoencoders.Data;
using Sans.Autoencoders.Studies;
using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Autoencoders;

/// <summary>Files of <c>kind: sparsity_penalty</c>: their meaning, and every mistake with its place.</summary>
public sealed class AutoencoderConfigurationTests
{
    private const string Valid = """
        name: sample
        kind: sparsity_penalty
        datasets: [topic_bag_of_words]
        methods: [relu]
        """;

    [Theory]
    [InlineData("[relu]", "[relo]", "(4,11): error SANS007: there is no method 'relo'; did you mean 'relu'?")]
    [InlineData(
        "[relu]", "[relu: { panelty: l1 }]", "(4,19): error SANS003: 'panelty' is not a key of 'methods[0].relu'; did you mean 'penalty'?")]
    [InlineData("[relu]", "[relu: { penalty: l2, weight: 1 }]", "(4,28): error SANS007: 'methods[0].relu.penalty' cannot be 'l2'; it "
        + "can be 'none' or 'l1' or 'student_t' or 'cross_entropy' or 'kl' or 'kl_mean' or 'mean_square'")]
    [InlineData("[relu]", "[top_k]", "(4,11): error SANS004: 'methods[0].top_k' needs the key 'k': a whole number from 1 to 100000")]
    [InlineData(
        "[relu]", "[relu: { dropout: 1 }]", "(4,28): error SANS006: 'methods[0].relu.dropout' is a number from 0 to 0.99; found '1'")]
    [InlineData("[relu]", "[relu: { penalty: kl_mean, target: 0.05, weight: 1 }]", "(4,28): error SANS014: the penalty 'kl_mean' reads "
        + "the code as probabilities, but 'relu' has values outside (0, 1); use sigmoid units, or mean_square")]
    [InlineData("[relu]", "[elu: { penalty: [l1, kl], target: 0, weight: 1 }]", "(4,27): error SANS014: the penalty 'kl' reads the "
        + "code as probabilities, but 'elu' has values outside (0, 1); use sigmoid units, or mean_square")]
    [InlineData(
        "[relu]",
        "[sigmoid: { penalty: cross_entropy, weight: 1 }]",
        "(4,31): error SANS014: the target of 'cross_entropy' is a probability between 0 and 1, such as 0.05")]
    [InlineData("[relu]", "[relu: { penalty: l1 }]", "(4,28): error SANS014: the penalty 'l1' has no effect without a 'weight' above 0")]
    [InlineData("[relu]", "[relu: { weight: 1 }]", "(4,27): error SANS014: 'weight' needs a penalty, but 'penalty' is none")]
    [InlineData("[relu]", "[relu: { penalty: l1, weight: 1, target: 0.1 }]", "(4,51): error SANS014: the penalty 'l1' has no 'target'")]
    [InlineData(
        "[relu]",
        "[relu: { penalty: l1, weight: 1, transform: abs }]",
        "(4,54): error SANS014: 'transform' is for mean_square, but 'penalty' is l1")]
    [InlineData(
        "[relu]", "[top_k: { k: [8, 65] }]", "(4,23): error SANS014: 'k' is 65, but 'model.hidden' is 64: nothing would be left out")]
    [InlineData(
        "[relu]", "[relu, relu: { dropout: [0, 0.2] }]", "(4,17): error SANS014: the method 'relu' is listed twice; remove one of the two")]
    [InlineData(
        "[relu]",
        "[batch_top_k: { k: 8 }]\ntraining: { batch_size: [100, 1] }",
        "(4,29): error SANS014: 'batch_top_k' selects from a batch, but 'training.batch_size' is 1; use top_k")]
    [InlineData(
        "name: sample",
        "name: sample\nmodel: { unit_norm: true }",
        "(2,21): error SANS014: 'unit_norm' scales only the decoder, but 'tied' makes it the encoder; use 'tied: false'")]
    [InlineData(
        "[topic_bag_of_words]",
        "[topic_bag_of_words: { topics: 2000 }]",
        "(3,42): error SANS014: there are more topics than words; each topic needs a word of its own")]
    [InlineData(
        "[topic_bag_of_words]",
        "[topic_bag_of_words: { topics: 2, most_topics: 3 }]",
        "(3,58): error SANS014: 'most_topics' is greater than the number of topics")]
    [InlineData(
        "[topic_bag_of_words]",
        "[topic_bag_of_words, topic_bag_of_words]",
        "(3,32): error SANS014: two datasets have the label 'topic_bag_of_words'; give one of them another 'label'")]
    [InlineData(
        "[topic_bag_of_words]",
        "[bag_of_words: { file: words.txt, values: log_counts }]",
        "(3,53): error SANS014: 'model.output: sigmoid' needs probabilities, but 'log_counts' are none; use 'output: identity'")]
    [InlineData("[topic_bag_of_words]", "[bag_of_words: { file: ../words.txt }]", "(3,34): error SANS005: "
        + "'datasets[0].bag_of_words.file' is a file of the data folder, such as bag-of-words/docword.kos.txt.gz: letters, digits, "
            + "'-', '_' and '.', with '/' between folders; found '../words.txt'")]
    [InlineData("name: sample", "name: sample\nactivations: [relu]", "(2,1): error SANS003: 'activations' is not a key of an "
        + "experiment; its keys are 'extends', 'name', 'title', 'kind', 'datasets', 'model', 'methods', 'training', 'measures', "
            + "'seeds', 'variants'")]
    public void A_mistake_is_told_where_it_is(string part, string mistaken, string expected)
    {
        ReadResult result = Read(Valid.Replace(part, mistaken, StringComparison.Ordinal));
        Assert.Equal(["sample.yaml" + expected], result.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void Defaults_are_those_of_the_specification() => Assert.Equal(
        new TrainingConfig(10, 100, new AdamConfig(3e-3, 0.9, 0.999, 1e-8)),
        AutoencoderPlan.Of(Experiment(Valid))[0].Training);

    /// <summary>The output of <c>show</c> is read as the same experiment.</summary>
    [Fact]
    public void An_experiment_survives_being_written()
    {
        AutoencoderExperiment experiment = Experiment("""
            name: sample
            kind: sparsity_penalty
            datasets:
              - topic_bag_of_words: { label: a, features: 200, topics: [4, 8] }
              - bag_of_words: { label: b, file: x/y.txt, format: index_lists, test_share: 0.3 }
              - binary_images: { folder: mnist }
            model: { hidden: [8, 16], tied: false, unit_norm: true }
            methods:
              - relu: { dropout: [0, 0.2] }
              - trec: { theta: [0.5, 1], initial_deviation: 0.043 }
              - sigmoid: { penalty: [kl, kl_mean], target: 0.05, weight: [0.1, 1] }
              - tlin: { theta: 1, penalty: mean_square, weight: 1, transform: [raw, abs, square] }
              - batch_top_k: { k: 4, decay: 0.9 }
            training: { epochs: 3, batch_size: [10, 100] }
            measures: { near_zero: 0.01, recent_samples: 100 }
            seeds: 1..3
            """);
        Assert.Equal(experiment, Experiment(ResolvedYaml.Write(experiment)));
        Assert.Equal(4 * (2 + 2 + 4 + 3 + 1) * 2 * 2 * 3, AutoencoderPlan.Of(experiment).Count);
        Assert.Equal(AutoencoderPlan.Of(experiment).Count, AutoencoderPlan.Of(experiment).Select(t => t.Key).Distinct().Count());
    }

    [Fact]
    public void Keys_and_streams_name_what_they_should()
    {
        AutoencoderTrial trial = AutoencoderPlan.Of(Experiment(Valid.Replace(
            "[relu]",
            "[relu: { dropout: 0.2, penalty: mean_square, weight: 0.3 }]\ntraining: { batch_size: [10, 100] }",
            StringComparison.Ordinal)))[1];
        Assert.Equal("topic_bag_of_words/relu(dropout=0.2, penalty=mean_square, weight=0.3)/h=64/batch_size=100/seed=0", trial.Key);
        Assert.Equal("topic_bag_of_words/h=64/seed=0", trial.StreamOwner);
    }

    [Fact]
    public void Every_dataset_of_the_schema_can_be_loaded() =>
        Assert.Equal(AutoencoderDatasets.All.Select(v => v.Name), AutoencoderData.Names);

    internal static AutoencoderExperiment Experiment(string yaml)
    {
        ReadResult result = Read(yaml);
        Assert.Empty(result.Diagnostics);
        return (AutoencoderExperiment)result.Config!;
    }

    private static ReadResult Read(string yaml) => ExperimentReader.Read(yaml, "sample.yaml", ActivationRegistry.Instance.Schemas);
}
