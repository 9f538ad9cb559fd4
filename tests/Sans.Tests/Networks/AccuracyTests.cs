using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Figures;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Reports.Charts;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks;

/// <summary>
/// Accuracies over seeds. They are paired with the baseline of their seed and pooled as published. Means leave
/// collapsed classifiers out.
/// </summary>
public sealed class AccuracyTests
{
    private static readonly SanExperiment Experiment = TestExperiments.Read("""
        name: accuracies
        kind: classification
        datasets: [mnist]
        model: { kernel_size: 3 }
        activations: [identity]
        classifier: { layers: [flatten, linear: { units: 10 }] }
        seeds: 0..2
        """);

    [Theory]
    [InlineData(Protocol.Honest, 0.9, 0.95)]
    [InlineData(Protocol.AsPublished, 0.8, 0.85)]
    public void The_baseline_is_of_the_test_or_as_published_of_validation_and_test(Protocol protocol, double first, double second)
    {
        // The baseline has 14 and 18 of 20 validation examples right, and 15 and 19 of 20 test examples.
        AccuracyStatistic row = Row(protocol, Baseline(0, 14, 18), Baseline(1, 15, 19), Network(0, 16, 4), Network(1, 12, 4));
        Assert.Equal(0.7, row.Accuracy.Mean, 1e-12);
        Assert.Equal((first + second) / 2, row.Baseline!.Value.Mean, 1e-12);
        Assert.Equal(0.925, row.BaselineTest!.Value.Mean, 1e-12);
        Assert.Equal((0.8 - first + 0.6 - second) / 2, row.Difference!.Value.Mean, 1e-12);
        Assert.Equal((0, 2), (row.CollapsedCount, row.Count));
    }

    [Fact]
    public void What_has_collapsed_is_counted_and_in_no_mean()
    {
        AccuracyStatistic row = Row(
            Protocol.Honest,
            Baseline(0, 10, 18),
            Baseline(1, 10, 18),
            Baseline(2, 10, 18),
            Network(0, 16, 4),
            Network(1, 2, 1),
            Network(2, 14, 3));
        Assert.Equal((0.75, 1, 3), (Math.Round(row.Accuracy.Mean, 12), row.CollapsedCount, row.Count));
        Assert.Equal(-0.15, row.Difference!.Value.Mean, 1e-12);

        // If all classifiers collapsed, the table shows them.
        row = Row(Protocol.Honest, Baseline(0, 10, 18), Network(0, 2, 1));
        Assert.Equal((0.1, 1, 1), (row.Accuracy.Mean, row.CollapsedCount, row.Count));
        Assert.Equal(-0.8, row.Difference!.Value.Mean, 1e-12);
    }

    [Fact]
    public void A_baseline_that_failed_or_collapsed_leaves_its_seed_without_difference()
    {
        AccuracyStatistic row = Row(
            Protocol.Honest, Baseline(0, 10, 18), Baseline(1, 2, 2, classes: 1), Network(0, 16, 4), Network(1, 12, 4), Network(2, 14, 4));
        Assert.Equal(0.7, row.Accuracy.Mean, 1e-12);
        Assert.Equal((0.9, -0.1), (Math.Round(row.Baseline!.Value.Mean, 12), Math.Round(row.Difference!.Value.Mean, 12)));
        Assert.Null(Row(Protocol.Honest, Network(0, 16, 4)).Difference);
    }

    /// <summary>A comparison of baselines must not depend on which networks collapsed.</summary>
    [Fact]
    public void A_network_that_collapsed_keeps_the_baseline_of_its_seed()
    {
        var percent = Outcomes(
            Baseline(0, 10, 18), Baseline(1, 2, 2, classes: 1), Network(0, 2, 1), Network(1, 12, 4)).PercentByNetwork(Protocol.Honest);
        Assert.Equal((null, 90.0), percent["mnist/identity/q=1/m=3/seed=0"]);
        Assert.Equal((60.0, null), percent["mnist/identity/q=1/m=3/seed=1"]);
    }

    [Fact]
    public void Collapsed_classifiers_are_named_below_the_table()
    {
        Table table = TableOf(Protocol.AsPublished, Baseline(0, 10, 18), Network(0, 2, 1));
        Assert.Contains("mnist: the baseline, the same classifier on the original data, has 70.00 % of validation and test together, "
            + "90.00 % of the test alone", table.Notes);
        Assert.Contains(table.Notes, n => n.StartsWith("1 of 2 classifiers collapsed: ", StringComparison.Ordinal));
        Assert.Contains("  mnist/identity/q=1/m=3/seed=0", table.Notes);
        Assert.Contains("1 of 1", TextTable.Write(table), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_collapsed_classifiers_has_a_dagger_that_the_caption_explains()
    {
        const string Sign = "$^{\\dagger}$";
        const string Explanation = $"; {Sign} collapsed: Classifiers that give every test example the same class";
        string tex = LatexTable.Write(TableOf(Protocol.Honest, Baseline(0, 10, 18), Network(0, 16, 4), Network(1, 2, 1)), "collapsed");
        Assert.Contains(Explanation + "}\n", tex, StringComparison.Ordinal);
        Assert.Contains($"{Sign} \\\\\n\\bottomrule", tex, StringComparison.Ordinal);
        Assert.Equal(2, tex.Split(Sign).Length - 1);
        string sound = LatexTable.Write(TableOf(Protocol.Honest, Baseline(0, 10, 18), Network(0, 16, 4)), "sound");
        Assert.DoesNotContain(Sign, sound, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 3)]
    public void The_caption_counts_the_seeds_behind_differences(int classes, int pairs)
    {
        ClassificationResult[] baselines = [Baseline(0, 10, 18), Baseline(1, 10, 18), Baseline(2, 10, 18)];
        ClassificationResult[] results = [.. baselines, Network(0, 16, 4), Network(1, 14, 4), Network(2, 12, classes)];
        IReadOnlyList<PhiRow> rows = PhiRow.Of(Experiment, Outcomes(results));
        Assert.Equal(pairs, Assert.Single(rows).Accuracy!.PairCount);
        SweptSettings none = new(Experiment, Outcomes(results).Networks.Plan);
        Figure figure = AccuracyFigure.Of(rows, none, new SeriesTones(["identity"]))!;
        Assert.Contains($"on the original data: mean over {pairs} seeds, the band", figure.Caption, StringComparison.Ordinal);
        Assert.Contains("Rows whose classifiers have all collapsed are left out.", figure.Caption, StringComparison.Ordinal);
        Assert.Equal("mnist", Assert.Single(figure.Panels).Title);

        string confusion = Assert.Single(ConfusionFigure.Of(Experiment, rows, Outcomes(results))).Caption;
        string added = pairs == 3 ? "3 seeds" : "2 to 3 seeds";
        Assert.Contains($"Added up over {added}, without classifiers that collapsed.", confusion, StringComparison.Ordinal);
    }

    /// <summary>The accuracies depend on the learning rate: 16 and 12 of 20. The baseline has 18.</summary>
    [Fact]
    public void Accuracies_have_a_panel_for_each_swept_value()
    {
        SanExperiment swept = TestExperiments.Read("""
            name: accuracies
            kind: classification
            datasets: [mnist]
            model: { kernel_size: [3, 5] }
            activations: [identity]
            training: { optimizer: { adam: { learning_rate: [0.01, 0.1] } } }
            classifier: { layers: [flatten, linear: { units: 10 }] }
            seeds: 0
            """);
        ClassificationResult[] results =
        [
            .. from trial in NetworkPlan.WithClassifiers(swept)
               let right = trial.San?.Training.Adam.LearningRate == 0.01 ? 16 : 12
               select trial.San is { } network ? Network(network, right, 4) : Baseline(0, 10, 18),
        ];
        IReadOnlyList<PhiRow> rows = PhiRow.Of(swept, Outcomes(results));
        Figure figure = AccuracyFigure.Of(rows, new SweptSettings(swept, Outcomes(results).Networks.Plan), new SeriesTones(["identity"]))!;
        Assert.Equal(["mnist: learning rate 0.01", "mnist: learning rate 0.1"], figure.Panels.Select(p => p.Title));
        foreach ((Chart panel, double points) in figure.Panels.Cast<Chart>().Zip([-10.0, -30.0]))
        {
            Assert.Equal([(3, points), (5, points)], panel.Marks.OfType<Line>().Last().Points.Select(p => (p.X, Math.Round(p.Y, 9))));
        }

        Assert.Contains(": one dataset, one seed.", figure.Caption, StringComparison.Ordinal);
    }

    private static AccuracyStatistic Row(Protocol protocol, params ClassificationResult[] results) =>
        Assert.Single(PhiRow.Of(Experiment with { Protocol = protocol }, Outcomes(results))).Accuracy!;

    private static Table TableOf(Protocol protocol, params ClassificationResult[] results)
    {
        SanExperiment experiment = Experiment with { Protocol = protocol };
        TableContext context = new("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>());
        return PhiTable.Of(experiment, context, Outcomes(results), PhiRow.Of(experiment, Outcomes(results)));
    }

    private static Outcomes<ClassificationTrial, ClassificationResult> Outcomes(params ClassificationResult[] results) =>
        new([.. results.Select(r => r.Trial)], results.ToDictionary(r => r.Trial.Key), new Dictionary<string, string>());

    /// <summary>Numbers of right examples, of 20 each.</summary>
    private static ClassificationResult Baseline(int seed, int validation, int test, int classes = 10) =>
        new(new ClassificationTrial("mnist", seed, null), null, Classifier(validation, test, classes), TimeSpan.Zero);

    private static ClassificationResult Network(int seed, int test, int classes)
    {
        TrainingConfig training = new(1, 1, new AdamConfig(0.01, 0.9, 0.999, 1e-8), new(LossConfig.MeanAbsoluteError));
        NetworkTrial trial = new("mnist", new ActivationConfig("identity", default), "identity", 1, 3, seed, training, Protocol.Honest);
        return Network(trial, test, classes);
    }

    private static ClassificationResult Network(NetworkTrial trial, int test, int classes)
    {
        PhiMean mean = new(1, 1, 1, 0);
        return new(
            new ClassificationTrial(trial.Dataset, trial.Seed, trial),
            new NetworkResult(trial, 1, mean, mean, [1], [new float[9]], "", TimeSpan.Zero),
            Classifier(0, test, classes),
            TimeSpan.Zero);
    }

    private static ClassifierResult Classifier(int validation, int test, int classes) =>
        new(new ClassifierScore(validation, 20, Confusion(test, classes)), 1, [0.5], 1, "");

    /// <summary>The given number of 20 test examples is right, and the given number of classes occurs.</summary>
    private static ConfusionMatrix Confusion(int correct, int classes)
    {
        int[] counts = new int[100];
        for (int i = 0; i < 20; i++)
        {
            int given = i % classes;
            counts[((i < correct ? given : (given + 1) % 10) * 10) + given]++;
        }

        return new ConfusionMatrix(10, new(counts));
    }
}
