using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Tests.Cpu;
using Sans.Torch;
using Sans.Torch.Classification;
using TorchSharp;
using Xunit.Abstractions;

namespace Sans.Tests.Torch;

/// <summary>Networks and their classifiers on the TorchSharp engine, against the embedded one.</summary>
public sealed class TorchClassificationTests(ITestOutputHelper output) : TorchTest
{
    private const double PhiTolerance = 0.005;

    // The tolerance of the mean cross-entropy in the last epoch. The second number is how many of 110 validation and
    // test examples may get another class.
    private const double LossTolerance = 1e-4;
    private const int OtherwiseGiven = 1;

    private static readonly AdamConfig Adam = new(0.01, 0.9, 0.999, 1e-8);

    private static readonly MemoryBudget Ample = new(1L << 30);

    private static readonly ClassifierConfig OfSignals = new(
        new(new Conv1dLayer(3, 5), new ReluLayer(), new MaxPoolLayer(2), new FlattenLayer(), new LinearLayer(12), new ReluLayer(),
        new LinearLayer(3)),
        4,
        16,
        Adam);

    private static readonly ClassifierConfig OfImages = new(
        new(new Conv2dLayer(4, 3), new ReluLayer(), new MaxPoolLayer(2), new FlattenLayer(), new LinearLayer(3)), 4, 16, Adam);

    private static readonly NetworkData Data = new(new Dictionary<string, SignalSplit>
    {
        ["signals"] = Split(ExampleShape.Signal(30)),
        ["images"] = Split(new ExampleShape(9, 7)),
        ["others"] = Split(ExampleShape.Signal(30), "others"),
        ["without"] = Split(ExampleShape.Signal(30)) with { Labels = null },
    });

    public static TheoryData<string, Protocol> Cases
    {
        get
        {
            TheoryData<string, Protocol> cases = [];
            foreach (Protocol protocol in Enum.GetValues<Protocol>())
            {
                cases.Add("signals", protocol);
                cases.Add("images", protocol);
            }

            return cases;
        }
    }

    /// <summary>
    /// Every activation, two kernel sizes and two seeds with their baselines. They train in batches, one at a time, and
    /// in the embedded engine.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void A_batch_gives_what_single_trainings_and_the_embedded_engine_give(string dataset, Protocol protocol)
    {
        ClassifierConfig classifier = ClassifierOf(dataset);
        ClassificationTrial[] trials = Trials(dataset, protocol);
        Dictionary<string, ClassificationResult> embedded = Run(
            new CpuEngine(ActivationRegistry.Instance, 1), trials, classifier, protocol);
        Dictionary<string, ClassificationResult> batched = Run(Engine(Ample), trials, classifier, protocol);
        Dictionary<string, ClassificationResult> single = Run(Engine(new MemoryBudget(1)), trials, classifier, protocol);
        (double loss, int otherwise, double phi) = (0, 0, 0);
        foreach (ClassificationTrial trial in trials)
        {
            foreach (ClassificationResult expected in new[] { embedded[trial.Key], single[trial.Key] })
            {
                ClassificationResult found = batched[trial.Key];
                Assert.Equal(trial.San is null, found.San is null);
                phi = Math.Max(phi, Math.Abs((expected.San?.Test.MeanPhi ?? 0) - (found.San?.Test.MeanPhi ?? 0)));
                loss = Math.Max(loss, Math.Abs(expected.Classifier.FinalLoss - found.Classifier.FinalLoss));
                otherwise = Math.Max(otherwise, OtherwiseBetween(expected.Classifier, found.Classifier));
                Assert.Equal(expected.Classifier.Score.ValidationCount, found.Classifier.Score.ValidationCount);
                Assert.Equal(expected.Classifier.ValidationAccuracies.Count, found.Classifier.ValidationAccuracies.Count);
                for (int actual = 0; actual < 3; actual++)
                {
                    Assert.Equal(Row(expected, actual), Row(found, actual));
                }
            }
        }

        output.WriteLine(FormattableString.Invariant($"{dataset}, {protocol}: {trials.Length} trials, losses within {loss:E1}, ")
            + FormattableString.Invariant($"{otherwise} examples classified otherwise at most, mean φ within {phi:E1}"));
        Assert.InRange(loss, 0, LossTolerance);
        Assert.InRange(otherwise, 0, OtherwiseGiven);
        Assert.InRange(phi, 0, PhiTolerance);

        static int Row(ClassificationResult result, int actual) =>
            Enumerable.Range(0, 3).Sum(given => result.Classifier.Score.Test[actual, given]);

        // The numbers of test examples with another class, and of validation examples after each epoch.
        static int OtherwiseBetween(ClassifierResult expected, ClassifierResult found) => Math.Max(
            expected.Score.Test.Counts.Zip(found.Score.Test.Counts, (a, b) => Math.Abs(a - b)).Sum() / 2,
            expected.ValidationAccuracies.Zip(
                found.ValidationAccuracies, (a, b) => (int)Math.Round(expected.Score.ValidationCount * Math.Abs(a - b))).Max());
    }

    /// <summary>
    /// One batch of networks for each activation, and one of the baselines. The datasets do not matter.
    /// </summary>
    [SkippableFact]
    public void Classifiers_of_equal_shape_train_together()
    {
        ClassificationTrial[] trials = [.. Trials("signals", Protocol.Honest), .. Trials("others", Protocol.Honest)];
        ClassificationBatch[] batches = [.. Batches(Ample)];
        Assert.Equal(6, batches.Length);
        Assert.Equal(4, batches.Single(b => b.Networks is null).Trials.Count);
        Assert.All(batches.Where(b => b.Networks is not null), b => Assert.Equal(8, b.Trials.Count));

        // Trials beyond the budget train in another batch. Every trial is in a batch.
        long samples = 30 * (120 + 50 + 60);
        ClassificationBatch[] small = [.. Batches(new MemoryBudget(4 * 3 * (samples + 20_000)))];
        Assert.All(small.Where(b => b.Networks is not null), b => Assert.InRange(b.Trials.Count, 1, 3));
        Assert.Equal(trials.Select(t => t.Key).Order(), small.SelectMany(b => b.Trials).Select(t => t.Key).Order());

        IEnumerable<ClassificationBatch> Batches(MemoryBudget budget) =>
            ClassificationBatch.Of(trials, OfSignals.Layers, OfSignals.BatchSize, Data, budget, double.PositiveInfinity);
    }

    /// <summary>A case that would reveal a reference to the live weights.</summary>
    [SkippableFact]
    public void Honest_tests_a_copy_of_the_first_best_epoch_and_as_published_the_last()
    {
        ClassifierConfig config = new(new(new FlattenLayer(), new LinearLayer(3)), 8, 8, Adam with { LearningRate = 0.3 });
        ClassificationTrial[] trials = [.. Enumerable.Range(0, 6).Select(seed => new ClassificationTrial("signals", seed, null))];
        Dictionary<string, ClassificationResult> honest = Run(
            Engine(Ample), trials, config, Protocol.Honest), last = Run(Engine(Ample), trials, config, Protocol.AsPublished);
        Assert.Contains(honest.Values, r => r.Classifier.Epoch < 8);
        foreach (ClassificationTrial trial in trials)
        {
            (ClassifierResult best, ClassifierResult published) = (honest[trial.Key].Classifier, last[trial.Key].Classifier);
            Assert.Equal((8, published.ValidationAccuracies[^1]), (published.Epoch, published.Score.ValidationAccuracy));
            Assert.Equal(best.ValidationAccuracies, published.ValidationAccuracies);
            Assert.Equal(best.ValidationAccuracies.Max(), best.Score.ValidationAccuracy);
            Assert.Equal(1 + best.ValidationAccuracies.ToList().IndexOf(best.ValidationAccuracies.Max()), best.Epoch);
            Assert.Equal(
                Run(Engine(Ample), trials, config with { Epochs = best.Epoch }, Protocol.AsPublished)[trial.Key].Classifier.Score,
                best.Score);
        }
    }

    /// <summary>
    /// The authors reconstruct in each batch of each epoch. Once is enough, because the frozen network always gives the
    /// same reconstructions.
    /// </summary>
    [SkippableFact]
    public void Reconstructions_are_made_once()
    {
        int[] counts = [.. new[] { 1, 3 }.Select(epochs =>
        {
            CountingForm.EvaluatedExamples = 0;
            ClassificationTrial trial = Trials("signals", Protocol.Honest)[^1];
            trial = trial with
            {
                San = trial.San! with { Activation = new ActivationConfig("counting", default), ActivationLabel = "counting" },
            };
            Run(Engine(Ample), [trial], OfSignals with { Epochs = epochs }, Protocol.Honest);
            return CountingForm.EvaluatedExamples;
        })];

        // φ on the validation examples after each of two epochs, and on the test examples. Then every example is
        // reconstructed once.
        Assert.Equal([(2 * 50) + 60 + 120 + 50 + 60, (2 * 50) + 60 + 120 + 50 + 60], counts);
    }

    [SkippableFact]
    public void A_run_leaves_no_tensor()
    {
        ClassificationTrial[] trials = Trials("signals", Protocol.Honest);
        Run(Engine(Ample), trials[..1], OfSignals, Protocol.Honest);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run(Engine(Ample), trials, OfSignals, Protocol.Honest);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>One network or classifier of a batch fails. The others continue.</summary>
    [SkippableFact]
    public void A_diverging_trial_fails_with_its_epoch()
    {
        ClassificationTrial[] trials = [.. Trials("signals", Protocol.Honest).Where(t => t.San is null or { ActivationLabel: "identity" })];
        trials[^1] = trials[^1] with
        {
            San = trials[^1].San! with { Training = trials[^1].San!.Training with { Adam = Adam with { LearningRate = 1e38 } } },
        };
        CollectingSink<ClassificationTrial, ClassificationResult> sink = new();
        Engine(Ample).Run(trials, OfSignals, Protocol.Honest, Data, sink, CancellationToken.None);
        Assert.Equal(trials.Length - 1, sink.Results.Count);
        Assert.Matches(
            "^diverged in epoch [12]: kernels or reconstruction are not finite; a smaller learning_rate may help$",
            sink.Failures.Single().Reason);

        sink = new();
        Engine(Ample).Run(
            trials[..^1], OfSignals with { Adam = Adam with { LearningRate = 1e38 } }, Protocol.Honest, Data, sink, CancellationToken.None);
        Assert.Equal(trials.Length - 1, sink.Failures.Count);
        Assert.All(sink.Failures, f => Assert.Matches(
            "^the classifier diverged in epoch [1-4]: its loss or its weights are not finite; a smaller learning_rate may help$",
            f.Reason));
    }

    [SkippableTheory]
    [InlineData("signals", "the classifier does not fit its data: the layer 'conv1d(channels=3, kernel_size=31)' takes maps of at "
        + "least 31 samples, but gets 1 map of 30 samples")]
    [InlineData("without", "the examples of 'without' have no classes")]
    public void What_does_not_fit_is_named(string dataset, string reason)
    {
        ClassifierConfig config = dataset == "signals" ? OfSignals with { Layers = new(new Conv1dLayer(3, 31)) } : OfSignals;
        ClassificationTrial[] trials = Trials(dataset, Protocol.Honest);
        foreach (INetworkEngine engine in new INetworkEngine[] { new CpuEngine(ActivationRegistry.Instance, 1), Engine(Ample) })
        {
            CollectingSink<ClassificationTrial, ClassificationResult> sink = new();
            engine.Run(trials, config, Protocol.Honest, Data, sink, CancellationToken.None);
            Assert.Equal(trials.Select(_ => reason), sink.Failures.Select(f => f.Reason));
        }
    }

    /// <summary>A misfit of shapes is found before the library sees it. The library may end the process.</summary>
    [SkippableFact]
    public void Shapes_are_looked_at_before_a_product()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        LayerConfig[] layers = [new FlattenLayer(), new LinearLayer(3)];
        TensorClassifier classifier = new(
            new(layers), ClassifierShapes.Of(new(layers), ExampleShape.Signal(30), 3), [new ClassifierRandomness("owner")], torch.CPU);
        Assert.Equal(
            "a tensor of shape [5, 1, 1, 30] is needed; found [5, 1, 1, 29] (Parameter 'tensor')",
            Assert.Throws<ArgumentException>(() => classifier.Outputs(classifier.Parameters, torch.zeros(5, 1, 1, 29))).Message);
        Assert.Equal(
            "a tensor of shape [1, 3, 30] is needed; found [1, 3, 31] (Parameter 'tensor')",
            Assert.Throws<ArgumentException>(
                () => classifier.Outputs([torch.zeros(1, 3, 31), torch.zeros(1, 3)], torch.zeros(5, 1, 1, 30))).Message);
    }

    private static ClassifierConfig ClassifierOf(string dataset) => dataset == "images" ? OfImages : OfSignals;

    private static TorchEngine Engine(MemoryBudget budget) => new(ActivationRegistry.Instance, () => TorchTest.Cpu, budget);

    private static Dictionary<string, ClassificationResult> Run(
        INetworkEngine engine, ClassificationTrial[] trials, ClassifierConfig classifier, Protocol protocol)
    {
        CollectingSink<ClassificationTrial, ClassificationResult> sink = new();
        engine.Run(trials, classifier, protocol, Data, sink, CancellationToken.None);
        Assert.Empty(sink.Failures);
        Assert.Equal(trials.Length, sink.Results.Count);
        return sink.Results.ToDictionary(r => r.Trial.Key);
    }

    /// <summary>Baselines of two seeds, then networks of every activation, two kernel sizes and two seeds.</summary>
    private static ClassificationTrial[] Trials(string dataset, Protocol protocol) =>
    [
        .. new[] { 0, 1 }.Select(seed => new ClassificationTrial(dataset, seed, null)),
        .. from activation in new[] { "identity", "relu", "top_k_absolutes", "extrema_pool_indices", "extrema" }
           from size in new[] { 3, 5 }
           from seed in new[] { 0, 1 }
           select new ClassificationTrial(
               dataset,
               seed,
               new NetworkTrial(
                   dataset,
                   new ActivationConfig(activation, activation == "extrema" ? new(new Parameter("border_tolerance", 1L)) : default),
                   activation,
                   2,
                   size,
                   seed,
                   new TrainingConfig(2, 16, Adam, new(LossConfig.MeanAbsoluteError)),
                   protocol)),
    ];

    private static SignalSplit Split(ExampleShape shape, string name = "")
    {
        LabelledSplit data = ClassifierTrainingTests.Data(shape, 120, 50, 60, name);
        return new SignalSplit(data.Train, data.Validation, data.Test, "", data.Labels);
    }
}
