using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

/// <summary>
/// Experiments on images and rows: defaults of the dataset, kernels of several sizes, and classifiers that fit.
/// </summary>
public sealed class PublishedExampleTests
{
    private const string Digits = """
        name: digits
        kind: classification
        datasets: [mnist]
        model: { kernels: 2, kernel_size: 1..6 }
        activations: [identity, extrema: { border_tolerance: 2 }]
        classifier: { layers: [flatten, linear: { units: 10 }] }
        """;

    private const string Recordings = """
        name: recordings
        kind: classification
        datasets: [uci_epilepsy]
        model: { kernels: 2, kernel_size: 8..15 }
        activations: [identity]
        classifier:
          layers:
            - conv1d: { channels: 3, kernel_size: 5 }
            - relu
            - max_pool: { size: 2 }
            - flatten
            - linear: { units: 3 }
          optimizer: { adam: { learning_rate: 0.001 } }
        """;

    [Fact]
    public void Split_and_scaling_are_those_of_the_paper_unless_the_experiment_says_otherwise()
    {
        SanExperiment digits = TestExperiments.Read(Digits);
        Assert.Equal((new SplitConfig(50_000, 10_000, 10_000), Normalization.Unit), (digits.Split, digits.Normalization.Value));
        Assert.Equal("classification", digits.Kind);
        Assert.Equal(
            new ClassifierConfig(new(new FlattenLayer(), new LinearLayer(10)), 5, 64, new AdamConfig(0.01, 0.9, 0.999, 1e-8)),
            digits.Classifier);

        SanExperiment recordings = TestExperiments.Read(Recordings);
        Assert.Equal((new SplitConfig(8_740, 1_380, 1_380), Normalization.Symmetric), (recordings.Split, recordings.Normalization.Value));
        Assert.Equal(
            ["epilepsy: [1]", "tumor: [2, 3]", "eyes: [4, 5]"], recordings.Datasets[0].Classes.Select(c => $"{c.Name}: {c.Labels}"));

        SanExperiment small = TestExperiments.Read(Recordings + "\nsplit: { test: 10 }\nnormalize: unit");
        Assert.Equal((new SplitConfig(8_740, 1_380, 10), Normalization.Unit), (small.Split, small.Normalization.Value));
    }

    [Fact]
    public void Each_dataset_of_several_sorts_has_its_own_split_and_scaling()
    {
        SanExperiment mixed = TestExperiments.Read("""
            name: mixed
            datasets: [mnist, uci_epilepsy: { split: { train: 7 } }, synthetic_ecg, fashion_mnist]
            split: { validation: 1 }
            model: { kernel_size: 3 }
            activations: [identity]
            """);
        Assert.Equal(
            [
                (new SplitConfig(50_000, 1, 10_000), Normalization.Unit),
                (new SplitConfig(7, 1, 1_380), Normalization.Symmetric),
                (new SplitConfig(6, 1, 4), Normalization.Standardize),
                (new SplitConfig(50_000, 1, 10_000), Normalization.Unit),
            ],
            mixed.Datasets.Select(d => mixed.For(d)).Select(c => (c.Split, c.Normalization.Value)));
        Assert.Null(mixed.Datasets[0].Overrides);
        Assert.Null(mixed.Datasets[3].Overrides);
        Assert.Equal(mixed, TestExperiments.Read(ResolvedYaml.Write(mixed)));
    }

    [Theory]
    [InlineData("{ kernel_sizes: [3, 5] }", 2, 5, new[] { 3, 5 })]
    [InlineData("{ kernels: 3, kernel_sizes: [5, 3, 5] }", 3, 5, new[] { 5, 3, 5 })]
    [InlineData("{ kernel_sizes: [4, 4] }", 2, 4, new int[0])]
    public void Kernels_of_one_network_may_differ_in_size(string model, int count, int largest, int[] sizes)
    {
        SanExperiment experiment = TestExperiments.Read(
            Digits.Replace("{ kernels: 2, kernel_size: 1..6 }", model, StringComparison.Ordinal));
        Assert.Equal(new ModelConfig(count, largest, new(sizes)), experiment.Model);
    }

    [Fact]
    public void Literal_readings_have_names()
    {
        SanExperiment literal = TestExperiments.Read(
            Digits.Replace("1..6", "1..6, initialization: constant, decoder: transposed, kernel_areas: true", StringComparison.Ordinal));
        Assert.Equal(
            new ReadingsConfig(KernelInitialization.Constant, UseKernelAreas: true, KernelDecoder.Transposed), literal.Model.Readings);
        Assert.Null(TestExperiments.Read(Digits).Model.Readings);
    }

    [Fact]
    public void A_dataset_takes_its_own_form_of_kernel_sizes() => Assert.Equal(
        new ModelConfig(2, 5, new(3, 5)),
        TestExperiments.Read(Digits.Replace("[mnist]", "[mnist: { model: { kernel_sizes: [3, 5] } }]", StringComparison.Ordinal)) is var own
            ? own.For(own.Datasets[0]).Model
            : null);

    [Fact]
    public void Reading_what_was_written_gives_an_equal_experiment()
    {
        foreach (string yaml in (string[])
        [
            Digits,
            Recordings,
            Digits.Replace("kernels: 2, kernel_size: 1..6", "kernel_sizes: [3, 5], kernel_areas: true", StringComparison.Ordinal),
            Recordings.Replace(
                "[uci_epilepsy]", "[uci_epilepsy: { classes: { seizure: 1, rest: [2, 3, 4], eyes: 5 } }]", StringComparison.Ordinal),
        ])
        {
            SanExperiment experiment = TestExperiments.Read(yaml);
            Assert.Equal(experiment, TestExperiments.Read(ResolvedYaml.Write(experiment)));
            Assert.DoesNotContain("window", ResolvedYaml.Write(experiment), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("linear: { units: 10 }", "linear: { units: 7 }", "(6,33): error SANS014: the last layer has to give a number for each "
        + "of the 10 classes, but 'linear(units=7)' gives 7 numbers (dataset 'mnist')")]
    [InlineData("flatten, ", "", "(6,24): error SANS014: the layer 'linear(units=10)' takes one row of numbers (what 'flatten' gives), "
        + "but gets 1 map of 28 × 28 (dataset 'mnist')")]
    [InlineData("flatten, ", "conv1d: { channels: 2, kernel_size: 3 }, flatten, ", "(6,24): error SANS014: the layer "
        + "'conv1d(channels=2, kernel_size=3)' takes maps of at least 3 samples, but gets 1 map of 28 × 28 (dataset 'mnist')")]
    [InlineData("flatten, ", "max_pool: { size: 30 }, flatten, ", "(6,24): error SANS014: the layer 'max_pool(size=30)' takes maps of "
        + "at least 30 samples or 30 × 30, but gets 1 map of 28 × 28 (dataset 'mnist')")]
    [InlineData("flatten, ", "flaten, ", "(6,24): error SANS007: there is no layer 'flaten'; did you mean 'flatten'?")]
    [InlineData("units: 10", "unit: 10", "error SANS003: 'unit' is not a key of 'classifier.layers[1].linear'; did you mean 'units'?")]
    [InlineData("units: 10", "units: [10, 20]", "error SANS013: 'classifier.layers[1].linear.units' cannot be swept: it takes one value")]
    [InlineData("classifier: { layers: [flatten, linear: { units: 10 }] }", "", "error SANS004: an experiment needs the key 'classifier'")]
    [InlineData("kind: classification", "kind: reconstruction", "(6,1): error SANS003: 'classifier' is not a key of an experiment")]
    [InlineData(
        "[mnist]",
        "[synthetic_ecg]",
        "(3,12): error SANS014: 'kind: classification' needs examples with classes; the dataset 'synthetic_ecg' is a signal without any")]
    [InlineData("[mnist]", "[mnist, uci_epilepsy]", "error SANS014: the last layer has to give a number for each of the 3 classes, but "
        + "'linear(units=10)' gives 10 numbers (dataset 'uci_epilepsy')")]
    [InlineData(
        "[mnist]",
        "[mnist: { split: { train: 50001 } }]",
        "(3,28): error SANS014: 'split' asks for 60001 examples that train and validate, but 'mnist' has 60000 (dataset 'mnist')")]
    [InlineData(
        "[mnist]",
        "[mnist: { split: { test: 10001 } }]",
        "(3,36): error SANS014: 'split.test' asks for 10001 examples, but 'mnist' has 10000 of them (dataset 'mnist')")]
    [InlineData("[mnist]", "[mnist: { window: { length: 5 } }]", "(3,29): error SANS014: 'window' is for signals; 'mnist' has examples")]
    [InlineData(
        "[mnist]",
        "[mnist]\non_invalid: skip_window",
        "(4,13): error SANS014: 'on_invalid' is for signals, but every dataset has examples")]
    [InlineData("1..6", "1..29", "(4,35): error SANS014: 'model.kernel_size' reaches 29, but an image of 'mnist' has 28 × 28 pixels")]
    [InlineData(
        "1..6",
        "1..6, kernel_sizes: [3, 5]",
        "error SANS014: 'model' gives both 'kernel_size', for all kernels, and 'kernel_sizes', for each; give one of them")]
    [InlineData(
        "kernels: 2, kernel_size: 1..6",
        "kernels: 3, kernel_sizes: [3, 5]",
        "error SANS014: 'model.kernels' is 3, but 'model.kernel_sizes' has 2; leave 'kernels' out")]
    [InlineData(
        "kernels: 2, kernel_size: 1..6",
        "kernel_sizes: [3, 50]",
        "error SANS014: 'model.kernel_sizes' reaches 50, but an image of 'mnist' has 28 × 28 pixels")]
    [InlineData("kernels: 2, kernel_size: 1..6", "kernels: 2", "(4,8): error SANS004: 'model' needs the key 'kernel_size'")]
    [InlineData(
        "identity",
        "top_k_absolutes: { k: 785 }",
        "error SANS014: 'activations[0].top_k_absolutes.k' is 785, but an image of 'mnist' has 28 × 28 pixels")]
    [InlineData(
        "identity",
        "extrema_pool_indices: { pool_size: 29 }",
        "error SANS014: 'activations[0].extrema_pool_indices.pool_size' is 29, but an image of 'mnist' has 28 × 28 pixels")]
    public void A_mistake_is_named_at_its_place(string right, string wrong, string expected)
    {
        string yaml = Digits.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Digits, yaml);
        Assert.Contains(expected, Diagnostics(yaml), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "{ epilepsy: 1, tumor: [2, 3], eyes: [3, 4, 5] }",
        "(3,37): error SANS014: the label 3 belongs to the classes 'tumor' and 'eyes'; it can belong to only one")]
    [InlineData("{ all: 1..5 }", "error SANS014: 'datasets[0].uci_epilepsy.classes' has a single class; a classifier needs at least two")]
    [InlineData("{ a: 1, b: [2, 3, 4, 5] }", "error SANS014: the last layer has to give a number for each of the 2 classes, but "
        + "'linear(units=3)' gives 3 numbers (dataset 'uci_epilepsy')")]
    [InlineData("{ Epilepsy: 1, tumor: [2, 3], eyes: [4, 5] }", "error SANS005: 'datasets[0].uci_epilepsy.classes.Epilepsy' is a name "
        + "of lower-case letters, digits, '-' and '_' that begins with a letter; found 'Epilepsy'")]
    [InlineData("{ a: one, tumor: [2, 3], eyes: [4, 5] }", "error SANS005: 'datasets[0].uci_epilepsy.classes.a' is a whole number from "
        + "0 to 1000, a list of them, or a range like 1..9 or 1..9 step 2; found 'one'")]
    [InlineData(
        "[1, 2]",
        "error SANS005: 'datasets[0].uci_epilepsy.classes' is a mapping of the name of each class to a whole number from 0 to 1000")]
    public void Classes_that_cannot_be_are_named(string classes, string expected) => Assert.Contains(
        expected,
        Diagnostics(Recordings.Replace("[uci_epilepsy]", $"[uci_epilepsy: {{ classes: {classes} }}]", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Fact]
    public void Settings_of_the_command_line_reach_layers_and_classes()
    {
        ReadResult result = ExperimentReader.Read(
            Recordings,
            "test.yaml",
            ActivationRegistry.Instance.Schemas,
            settings:
            [
                "classifier.layers[4].linear.units=2", "datasets[0].uci_epilepsy.classes={ seizure: 1, rest: 2..5 }", "kind=classification",
            ]);
        Assert.Empty(result.Diagnostics);
        var experiment = (SanExperiment)result.Config!;
        Assert.Equal(new LinearLayer(2), experiment.Classifier!.Layers[4]);
        Assert.Equal(["seizure", "rest"], experiment.Datasets[0].Classes.Select(c => c.Name));
    }

    private static string Diagnostics(string yaml) =>
        string.Join("\n", ExperimentReader.Read(yaml, "test.yaml", ActivationRegistry.Instance.Schemas).Diagnostics);
}
