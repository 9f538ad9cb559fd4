using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Reports.Tables;
using Sans.Runner;

namespace Sans.Tests.PhiTables;

/// <summary>
/// Small versions of Tables II, III and IV on the published data. A changed digit must be intended, with its reason in the
/// changelog.
/// </summary>
public sealed class ClassificationTests
{
    [RealDataFact("mnist")]
    public Task A_small_table_of_digits_is_verified() =>
        Verify(Experiments.Mnist.Config, new SplitConfig(320, 200, 200), [1, 3, 6], "mnist-small");

    [RealDataFact("fashion-mnist")]
    public Task A_small_table_of_clothes_is_verified() =>
        Verify(Experiments.FashionMnist.Config, new SplitConfig(320, 200, 200), [2, 4, 5], "fashion-mnist-small");

    [RealDataFact("uci-epilepsy")]
    public Task A_small_table_of_recordings_is_verified() =>
        Verify(Experiments.UciEpilepsy.Config, new SplitConfig(640, 300, 300), [8, 15], "uci-epilepsy-small");

    /// <summary>
    /// Rows 766 to 790, the test rows, all have the class 'other'. A classifier that always answers 'other' is right,
    /// not collapsed.
    /// </summary>
    [RealDataFact("uci-epilepsy")]
    public void A_test_of_one_class_leaves_every_classifier_in_the_means()
    {
        Table table = ExperimentTable.Of(
            TestExperiments.Read("""
                name: one-class
                kind: classification
                datasets: [uci_epilepsy: { label: epi, classes: { epilepsy: 1, other: [2, 3, 4, 5] } }]
                split: { train: 716, validation: 50, test: 25 }
                normalize: symmetric
                model: { kernel_size: 8 }
                activations: [identity, extrema: { border_tolerance: 2 }]
                training: { epochs: 2, batch_size: 32 }
                classifier:
                  layers: [conv1d: { channels: 3, kernel_size: 5 }, relu, max_pool: { size: 2 }, flatten, linear: { units: 2 }]
                  epochs: 3
                  batch_size: 32
                seeds: 0..9
                """),
            Experiments.ActivationRegistry.Instance);
        Assert.Equal([1, 0.992], table.Rows.Select(r => Math.Round(table.CellOf(r, "accuracy").Number!.Value, 4)));
        Assert.All(table.Rows, row => Assert.Equal(0, table.CellOf(row, "collapsed_classifier_count").Number));
        Assert.Contains("epi: 'split.test' has examples of one class only, 'other'", table.Notes);
    }

    /// <summary>The settings of the shipped experiments are those of docs/method/san-paper.md, 5.B and 5.C.</summary>
    [Fact]
    public void The_shipped_experiments_are_those_of_the_paper()
    {
        foreach (SanExperiment images in (SanExperiment[])[Experiments.Mnist.Config, Experiments.FashionMnist.Config])
        {
            Assert.Equal((new SplitConfig(50_000, 10_000, 10_000), Normalization.Unit), (images.Split, images.Normalization.Value));
            Assert.Equal(new ModelConfig(2, Sweep.Range(1, 6)), images.Model);
            Assert.Equal(["flatten", "linear(units=10)"], images.Classifier!.Layers.Select(l => l.ToString()));
        }

        SanExperiment rows = Experiments.UciEpilepsy.Config;
        Assert.Equal((new SplitConfig(8_740, 1_380, 1_380), Normalization.Symmetric), (rows.Split, rows.Normalization.Value));
        Assert.Equal(new ModelConfig(2, Sweep.Range(8, 15)), rows.Model);
        Assert.Equal(12, rows.Classifier!.Layers.Count);
        foreach (SanExperiment experiment in (SanExperiment[])[Experiments.Mnist.Config, Experiments.FashionMnist.Config, rows])
        {
            Assert.Equal(
                ["identity", "relu", "top_k_absolutes", "extrema_pool_indices", "extrema(border_tolerance=2)"],
                experiment.Activations.Select(a => a.ToString()));
            Assert.Equal((5, 64), (experiment.Training.Epochs.Values.Single(), experiment.Training.BatchSize.Values.Single()));
            Assert.Equal(
                (5, 64, new AdamConfig(0.01, 0.9, 0.999, 1e-8)),
                (experiment.Classifier!.Epochs, experiment.Classifier.BatchSize, experiment.Classifier.Adam));
        }
    }

    /// <summary>Every possible column: two seeds, φ with W = Σ m², kernels of two sizes.</summary>
    [RealDataFact("mnist")]
    public Task A_table_of_literal_readings_is_verified() => Snapshot.Verify(
        ExperimentTable.Of(
            TestExperiments.Read("""
                name: literal
                title: Two sizes in one network, to the letter
                kind: classification
                protocol: as_published
                datasets:
                  - mnist
                  - mnist: { label: transposed, model: { kernel_sizes: [3, 5], decoder: transposed } }
                split: { train: 200, validation: 100, test: 100 }
                model: { kernels: 2, kernel_size: [2, 4], initialization: constant, kernel_areas: true }
                activations: [extrema_pool_indices, extrema: { border_tolerance: 0 }]
                training: { epochs: 2, batch_size: 32 }
                classifier: { layers: [conv2d: { channels: 2, kernel_size: 5 }, relu, max_pool: { size: 3 }, flatten, linear: { units: 10 }], epochs: 1, batch_size: 20 }
                seeds: [3, 8]
                """),
            Experiments.ActivationRegistry.Instance),
        "classification-literal");

    private static Task Verify(SanExperiment experiment, SplitConfig split, int[] sizes, string name)
    {
        SanExperiment small = experiment with
        {
            Split = split,
            Model = experiment.Model with { KernelSizes = Sweep.Of(sizes) },
            Training = experiment.Training with { Epochs = 2 },
            Classifier = experiment.Classifier! with { Epochs = 2 },
            Seeds = Sweep.Of(0, 1),
        };
        Table table = ExperimentTable.Of(small, Experiments.ActivationRegistry.Instance);
        Assert.All(table.Rows, row => Assert.NotNull(table.CellOf(row, "accuracy").Number));
        return Snapshot.Verify(table, name);
    }
}
