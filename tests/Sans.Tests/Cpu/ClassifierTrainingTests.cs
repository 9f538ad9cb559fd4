using System.Text;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu.Classification;

namespace Sans.Tests.Cpu;

/// <summary>Whole trainings of classifiers.</summary>
public sealed class ClassifierTrainingTests
{
    private static readonly AdamConfig Adam = new(0.01, 0.9, 0.999, 1e-8);

    private static readonly LayerConfig[] Convolutional =
    [
        new Conv1dLayer(3, 5), new ReluLayer(), new MaxPoolLayer(2), new Conv1dLayer(5, 4), new ReluLayer(), new MaxPoolLayer(2),
        new FlattenLayer(), new LinearLayer(12), new ReluLayer(), new LinearLayer(3),
    ];

    private static readonly LayerConfig[] Images =
    [
        new Conv2dLayer(4, 3), new ReluLayer(), new MaxPoolLayer(2), new FlattenLayer(), new LinearLayer(3),
    ];

    private static readonly LayerConfig[] Linear = [new FlattenLayer(), new LinearLayer(3)];

    private static readonly LabelledSplit Signals = Data(ExampleShape.Signal(30), 150, 60, 70);

    /// <summary>
    /// Each step against double precision, from the same initial weights and batches, with Adam as in its paper.
    /// </summary>
    [Fact]
    public void A_training_follows_the_reference()
    {
        ClassifierConfig config = new(new(Convolutional), Epochs: 5, BatchSize: 16, Adam);
        ClassifierResult result = Train(config, Protocol.AsPublished);
        ReferenceClassifier reference = InitialReference(config);
        double[] first = new double[reference.Parameters.Length], second = new double[reference.Parameters.Length];
        int[] order = new int[Signals.Train.Count];
        int step = 0;
        double loss = 0;
        List<double> accuracies = [];
        for (int epoch = 1; epoch <= config.Epochs; epoch++)
        {
            loss = 0;
            new RandomStream("classifier_batch_order", "owner").Numbered(epoch).Permute(order);
            foreach (int[] batch in order.Chunk(config.BatchSize))
            {
                (double[] gradient, double batchLoss) = reference.Gradient(
                    [.. batch.Select(i => Doubles(Signals.Train, i))], [.. batch.Select(i => Signals.Labels.Train[i])]);
                loss += batchLoss;
                step++;
                for (int i = 0; i < gradient.Length; i++)
                {
                    first[i] = (0.9 * first[i]) + (0.1 * gradient[i]);
                    second[i] = (0.999 * second[i]) + (0.001 * gradient[i] * gradient[i]);
                    reference.Parameters[i] -= 0.01 * (first[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(
                        second[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
                }
            }

            accuracies.Add(Accuracy(reference, Signals.Validation, Signals.Labels.Validation));
        }

        Assert.Equal(loss / order.Length, result.FinalLoss, 2e-3);
        Assert.Equal(accuracies, result.ValidationAccuracies);
        Assert.Equal(Accuracy(reference, Signals.Test, Signals.Labels.Test), result.Score.TestAccuracy);

        // The classifier has learned, because guessing is right in a third of the cases.
        Assert.InRange(result.Score.TestAccuracy, 0.8, 1);
        Assert.InRange(result.FinalLoss, 0, 0.5);
    }

    /// <summary>A change here changes every published accuracy. The changelog must explain it.</summary>
    [Fact]
    public Task Digests_are_pinned()
    {
        StringBuilder text = new();
        foreach ((string name, LayerConfig[] layers, LabelledSplit data) in new[]
        {
            ("linear", Linear, Signals), ("conv1d", Convolutional, Signals), ("conv2d", Images, Data(new ExampleShape(9, 7), 100, 30, 40)),
        })
        {
            foreach (int batchSize in new[] { 5, 64 })
            {
                ClassifierResult result = ClassifierTraining.Run(
                    new(new(layers), 2, batchSize, Adam), Protocol.Honest, "owner", data, CancellationToken.None);
                text.Append(
                    FormattableString.Invariant($"{name} batch_size={batchSize} {result.Digest} {result.FinalLoss:R} {result.Score}\n"));
            }
        }

        return Snapshot.Verify(text.ToString(), "ClassifierDigests");
    }

    [Fact]
    public void Honest_tests_a_copy_of_the_first_best_epoch_and_as_published_the_last()
    {
        ClassifierConfig config = new(new(Linear), Epochs: 8, BatchSize: 8, Adam with { LearningRate = 0.3 });
        ClassifierResult best = Train(config, Protocol.Honest), last = Train(config, Protocol.AsPublished);
        Assert.Equal(best.ValidationAccuracies, last.ValidationAccuracies);
        Assert.Equal(best.FinalLoss, last.FinalLoss);
        Assert.Equal(8, last.Epoch);
        Assert.Equal(last.ValidationAccuracies[^1], last.Score.ValidationAccuracy);
        Assert.Equal(best.ValidationAccuracies.Max(), best.Score.ValidationAccuracy);
        Assert.Equal(1 + best.ValidationAccuracies.ToList().IndexOf(best.ValidationAccuracies.Max()), best.Epoch);

        // A case that would reveal a reference to the live weights.
        Assert.True(best.Epoch < 8);
        Assert.NotEqual(best.Digest, last.Digest);
        Assert.Equal(Train(config with { Epochs = best.Epoch }, Protocol.AsPublished).Score, best.Score);
    }

    [Fact]
    public void The_pooled_accuracy_counts_validation_and_test_together()
    {
        ClassifierScore score = Train(new(new(Linear), 1, 32, Adam), Protocol.AsPublished).Score;
        Assert.Equal((60, 70), (score.ValidationCount, score.TestCount));
        Assert.Equal((double)(score.ValidationCorrect + score.TestCorrect) / 130, score.PooledAccuracy);
    }

    [Fact]
    public void A_training_depends_on_its_owner_alone()
    {
        ClassifierConfig config = new(new(Convolutional), 1, 32, Adam);
        string digest = Train(config, Protocol.Honest).Digest;
        Assert.Equal(digest, Train(config, Protocol.Honest).Digest);
        Assert.NotEqual(digest, ClassifierTraining.Run(config, Protocol.Honest, "somebody else", Signals, CancellationToken.None).Digest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1_000_000)]
    public void Any_size_of_batch_trains(int batchSize) =>
        Assert.InRange(Train(new(new(Convolutional), 1, batchSize, Adam), Protocol.Honest).FinalLoss, 0, 2);

    [Fact]
    public void A_diverging_classifier_fails_with_its_epoch()
    {
        TrialFailedException e = Assert.Throws<TrialFailedException>(
            () => Train(new(new(Convolutional), 5, 32, Adam with { LearningRate = 1e38 }), Protocol.AsPublished));
        Assert.Matches(
            "^the classifier diverged in epoch [1-5]: its loss or its weights are not finite; a smaller learning_rate may help$",
            e.Message);
    }

    [Fact]
    public void Layers_that_do_not_fit_the_examples_are_named() => Assert.Equal(
        "the classifier does not fit its data: the layer 'conv1d(channels=3, kernel_size=31)' takes maps of at least 31 samples, but "
            + "gets 1 map of 30 samples",
        Assert.Throws<TrialFailedException>(() => Train(new(new(new Conv1dLayer(3, 31)), 1, 32, Adam), Protocol.Honest)).Message);

    [Fact]
    public void A_cancelled_training_says_so()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => ClassifierTraining.Run(new(new(Linear), 1, 32, Adam), Protocol.Honest, "owner", Signals, cancellation.Token));
    }

    [Fact]
    public void A_training_step_allocates_nothing()
    {
        foreach (LayerConfig[] layers in new[] { Linear, Convolutional })
        {
            var input = LayerShape.Signals(1, Signals.Train.Length);
            ClassifierNetwork network = new(new(layers), input, LayerShapes.Of(new(layers), input, 3).Outputs, 32);
            network.Parameters.Draw(new ClassifierRandomness("weights"));
            var adam = network.Parameters.Optimizer(Adam);
            int[] order = [.. Enumerable.Range(0, 50)];
            Step();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Step();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            void Step()
            {
                network.Forward(Signals.Train, Signals.Labels.Train, order, 32);
                network.Backward(32);
                network.Parameters.Update(adam);
                network.CorrectCount(32);
            }
        }
    }

    [Fact]
    public void Examples_and_classes_belong_together()
    {
        ClassLabels labels = Signals.Labels;
        Assert.Throws<ArgumentException>(() => new LabelledSplit(Signals.Train, Signals.Test, Signals.Test, labels));
        Assert.Throws<ArgumentException>(
            () => new LabelledSplit(Signals.Train, Signals.Validation, Signals.Test, labels with { ClassCount = 2 }));
        Assert.Throws<ArgumentException>(
            () => new LabelledSplit(Signals.Train, new SignalWindows(new float[60 * 10], 10), Signals.Test, labels));
    }

    private static ClassifierResult Train(ClassifierConfig config, Protocol protocol) =>
        ClassifierTraining.Run(config, protocol, "owner", Signals, CancellationToken.None);

    /// <summary>The initial weights, uniform between ∓1 / √fan-in, layer after layer.</summary>
    private static ReferenceClassifier InitialReference(ClassifierConfig config)
    {
        RandomStream stream = new("classifier_weights", "owner");
        var shape = LayerShape.Signals(1, Signals.Train.Length);
        List<double> parameters = [];
        foreach ((LayerConfig layer, LayerShape output) in config.Layers.Zip(LayerShapes.Of(config.Layers, shape, 3).Outputs))
        {
            (int rows, int columns) = layer switch
            {
                LinearLayer linear => (linear.Units, shape.Size),
                Conv1dLayer convolution => (convolution.Channels, shape.Channels * convolution.KernelSize),
                _ => (0, 0),
            };
            for (int i = 0; i < rows * (columns + 1); i++)
            {
                parameters.Add((float)(((2 * stream.NextUniform()) - 1) / Math.Sqrt(columns)));
            }

            shape = output;
        }

        return new ReferenceClassifier([.. config.Layers], LayerShape.Signals(1, Signals.Train.Length), parameters);
    }

    private static double Accuracy(ReferenceClassifier reference, SignalWindows examples, IReadOnlyList<int> labels) =>
        (double)Enumerable.Range(0, examples.Count).Count(i =>
        {
            double[] outputs = reference.Outputs(Doubles(examples, i));
            return Array.IndexOf(outputs, outputs.Max()) == labels[i];
        }) / examples.Count;

    private static double[] Doubles(SignalWindows examples, int index) => [.. examples[index].ToArray().Select(v => (double)v)];

    /// <summary>Three classes of noisy waves that differ in their frequency.</summary>
    internal static LabelledSplit Data(ExampleShape shape, int train, int validation, int test, string name = "")
    {
        RandomStream stream = new("test", FormattableString.Invariant($"classes {shape}{name}"));
        (SignalWindows trainExamples, int[] trainLabels) = Part(train);
        (SignalWindows validationExamples, int[] validationLabels) = Part(validation);
        (SignalWindows testExamples, int[] testLabels) = Part(test);
        return new LabelledSplit(
            trainExamples, validationExamples, testExamples, new ClassLabels(3, trainLabels, validationLabels, testLabels));

        (SignalWindows Examples, int[] Labels) Part(int count)
        {
            int[] labels = [.. Enumerable.Range(0, count).Select(_ => stream.NextInt32(3))];
            float[] samples = [.. labels.SelectMany(label => Enumerable.Range(0, shape.Length)
                .Select(t => (float)(PortableMath.SineOfTurns((label + 1) * t / 20.0) + (0.5 * stream.NextNormal()))))];
            return (new SignalWindows(samples, shape), labels);
        }
    }
}
