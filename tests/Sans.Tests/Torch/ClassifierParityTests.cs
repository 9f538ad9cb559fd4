using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Tests.Cpu;
using TorchSharp;
using Xunit.Abstractions;

namespace Sans.Tests.Torch;

/// <summary>
/// Classifiers of the embedded engine against automatic differentiation. Several train at once, from the same weights
/// and with the same batches.
/// </summary>
public sealed class ClassifierParityTests(ITestOutputHelper output) : TorchTest
{
    private const double GradientTolerance = 1e-5;
    private const double WeightTolerance = 1e-4;

    private static readonly AdamConfig Adam = new(0.01, 0.9, 0.999, 1e-8);

    public static TheoryData<string> Networks => [.. ClassifierGradientTests.Layers.Keys];

    /// <summary>
    /// Every layer, with one example and many. One batch has three classifiers of different weights and examples.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void One_step_has_the_gradient_of_automatic_differentiation(string name)
    {
        (ExampleShape shape, LayerConfig[] layers) = ClassifierGradientTests.Layers[name];
        double largest = 0;
        foreach (int count in new[] { 1, 5, 37 })
        {
            using TwinClassifiers twins = Twins(layers, shape, count, trials: 3);
            (float[] embedded, float[] torch, double embeddedLoss, double torchLoss) = twins.Step(
                [.. Enumerable.Range(0, 3).Select(trial => Enumerable.Range(trial, count).ToArray())]);
            double difference = LargestDifference(embedded, torch);
            Assert.True(difference <= GradientTolerance, $"{name}, {count} examples: gradients differ by {difference}");
            Assert.Equal(embeddedLoss, torchLoss, 1e-5 * count);
            Assert.Contains(torch, g => Math.Abs(g) > 100 * GradientTolerance);
            largest = Math.Max(largest, difference);
        }

        output.WriteLine(FormattableString.Invariant($"{name}: gradients differ by at most {largest:E1}"));
    }

    /// <summary>The engines agree in each step of all epochs.</summary>
    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void Short_trainings_agree(string name)
    {
        const int trials = 2, examples = 40, batch = 8, epochs = 4;
        (ExampleShape shape, LayerConfig[] layers) = ClassifierGradientTests.Layers[name];
        using TwinClassifiers twins = Twins(layers, shape, batch, trials, examples);
        ClassifierRandomness[] randomness = [.. Owners(trials).Select(o => new ClassifierRandomness(o))];
        (double embeddedLoss, double torchLoss) = (0, 0);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            int[][] orders = [.. randomness.Select(r =>
            {
                int[] order = new int[examples];
                r.OrderExamples(epoch, order);
                return order;
            })];
            (embeddedLoss, torchLoss) = (0, 0);
            for (int first = 0; first < examples; first += batch)
            {
                (_, _, double ofEmbedded, double ofTorch) = twins.Step([.. orders.Select(o => o[first..(first + batch)])]);
                (embeddedLoss, torchLoss) = (embeddedLoss + ofEmbedded, torchLoss + ofTorch);
            }
        }

        double difference = LargestDifference(twins.EmbeddedWeights, twins.TorchWeights);
        (embeddedLoss, torchLoss) = (embeddedLoss / (trials * examples), torchLoss / (trials * examples));
        output.WriteLine(FormattableString.Invariant(
            $"{name}: {twins.TorchWeights.Length} weights within {difference:E1}; losses of the last epoch {embeddedLoss:F6} and ")
                + FormattableString.Invariant($"{torchLoss:F6}"));
        Assert.True(difference <= WeightTolerance, $"{name}: weights differ by {difference}");
        Assert.Equal(embeddedLoss, torchLoss, 1e-4);
    }

    [SkippableFact]
    public void A_hundred_steps_leave_as_many_tensors_as_one()
    {
        (ExampleShape shape, LayerConfig[] layers) = ClassifierGradientTests.Layers["Table II, smaller"];
        using TwinClassifiers twins = Twins(layers, shape, count: 4, trials: 2);
        int[][] batches = [[0, 1, 2, 3], [3, 2, 1, 0]];
        twins.Step(batches);
        long afterOne = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 0; step < 99; step++)
        {
            twins.Step(batches);
        }

        Assert.Equal(afterOne, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static string[] Owners(int trials) => [.. Enumerable.Range(0, trials).Select(t => $"data/classifier/seed={t}")];

    private static TwinClassifiers Twins(LayerConfig[] layers, ExampleShape shape, int count, int trials, int examples = 40)
    {
        LayerShape input = ClassifierShapes.InputOf(shape);
        int classCount = LayerShapes.Of(new(layers), input, null).Outputs[^1].Size;
        LabelledSplit[] data = [.. Enumerable.Range(0, trials).Select(trial =>
        {
            // Each trial has its own examples. All trials have equally many.
            (SignalWindows windows, int[] labels) = ClassifierGradientTests.Examples(shape, (trials * examples) + trial, classCount);
            SignalWindows own = new(
                windows.Samples[(trial * examples * shape.Length)..((trial + 1) * examples * shape.Length)].ToArray(), shape);
            int[] classes = labels[(trial * examples)..((trial + 1) * examples)];
            return new LabelledSplit(own, own, own, new ClassLabels(classCount, classes, classes, classes));
        })];
        return new TwinClassifiers(new ClassifierConfig(new(layers), 1, count, Adam), Owners(trials), data);
    }

    private static double LargestDifference(float[] left, float[] right)
    {
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right, (a, b) => Math.Abs((double)a - b)).Max();
    }
}
