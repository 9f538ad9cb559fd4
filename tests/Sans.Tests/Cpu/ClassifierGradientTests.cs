using Sans.Configuration.Kinds.Networks;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu.Classification;

namespace Sans.Tests.Cpu;

/// <summary>
/// Outputs, losses and gradients of whole classifiers against the reference in double precision. The reference is
/// checked against finite differences.
/// </summary>
public sealed class ClassifierGradientTests
{
    private static readonly ExampleShape Signal = ExampleShape.Signal(19);
    private static readonly ExampleShape Image = new(9, 11);

    /// <summary>Each layer alone before a linear one, and the classifiers of experiments.</summary>
    public static TheoryData<string, int> Networks
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string name in Layers.Keys)
            {
                // Numbers of examples: one, a part of the lanes, all lanes, and more than four vectors.
                foreach (int batch in new[] { 1, 5, 16, 70 })
                {
                    data.Add(name, batch);
                }
            }

            return data;
        }
    }

    internal static Dictionary<string, (ExampleShape Shape, LayerConfig[] Layers)> Layers { get; } = new()
    {
        ["linear"] = (Signal, [new FlattenLayer(), new LinearLayer(4)]),
        ["linear, two classes"] = (Image, [new FlattenLayer(), new LinearLayer(2)]),
        ["two linear"] = (Signal, [new FlattenLayer(), new LinearLayer(33), new LinearLayer(4)]),
        ["relu first"] = (Signal, [new ReluLayer(), new FlattenLayer(), new LinearLayer(7), new ReluLayer(), new LinearLayer(3)]),
        ["conv1d"] = (Signal, [new Conv1dLayer(3, 5), new FlattenLayer(), new LinearLayer(4)]),
        ["conv1d of all"] = (Signal, [new Conv1dLayer(4, 19), new FlattenLayer()]),
        ["conv1d of one"] = (Signal, [new Conv1dLayer(5, 1), new Conv1dLayer(2, 1), new FlattenLayer(), new LinearLayer(3)]),
        ["conv1d twice"] = (Signal, [new Conv1dLayer(3, 4), new Conv1dLayer(7, 10), new FlattenLayer(), new LinearLayer(4)]),
        ["max_pool 1-D"] = (Signal, [new MaxPoolLayer(3), new FlattenLayer(), new LinearLayer(4)]),
        ["conv1d, max_pool"] = (Signal,
        [
            new Conv1dLayer(3, 5), new MaxPoolLayer(2), new ReluLayer(), new Conv1dLayer(2, 3), new MaxPoolLayer(5), new FlattenLayer(),
        ]),
        ["conv2d"] = (Image, [new Conv2dLayer(3, 4), new FlattenLayer(), new LinearLayer(4)]),
        ["conv2d of all"] = (Image, [new Conv2dLayer(2, 9), new Conv2dLayer(3, 1), new FlattenLayer(), new LinearLayer(2)]),
        ["conv2d twice"] = (Image, [new Conv2dLayer(2, 3), new ReluLayer(), new Conv2dLayer(5, 6), new FlattenLayer(), new LinearLayer(4)]),
        ["max_pool 2-D"] = (Image, [new MaxPoolLayer(2), new FlattenLayer(), new LinearLayer(4)]),
        ["conv2d, max_pool"] = (Image,
        [
            new Conv2dLayer(4, 2), new ReluLayer(), new MaxPoolLayer(3), new Conv2dLayer(3, 2), new FlattenLayer(),
        ]),
        ["Table II, smaller"] = (ExampleShape.Signal(34),
        [
            new Conv1dLayer(3, 5),
            new ReluLayer(),
            new MaxPoolLayer(2),
            new Conv1dLayer(16, 5),
            new ReluLayer(),
            new MaxPoolLayer(2),
            new FlattenLayer(),
            new LinearLayer(20),
            new ReluLayer(),
            new LinearLayer(9),
            new ReluLayer(),
            new LinearLayer(3),
        ]),
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_has_the_outputs_the_loss_and_the_gradient_of_the_reference(string name, int batch)
    {
        (ExampleShape shape, LayerConfig[] layers) = Layers[name];
        ClassifierNetwork network = Network(shape, layers, batch, out LayerShape input, out int classCount);
        (SignalWindows examples, int[] labels) = Examples(shape, batch + 3, classCount);
        int[] order = [.. Enumerable.Range(2, batch)];

        // A larger batch comes first. Its remains in the buffers must not count.
        network.Forward(examples, labels, order, batch);
        network.Backward(batch);
        foreach (int count in new[] { batch, (batch + 1) / 2 })
        {
            ReferenceClassifier reference = new(layers, input, network.Parameters.Values().Select(w => (double)w));
            double[][] inputs = [.. order[..count].Select(i => examples[i].ToArray().Select(v => (double)v).ToArray())];
            int[] classes = [.. order[..count].Select(i => labels[i])];
            (double[] gradient, double loss) = reference.Gradient(inputs, classes);

            network.Forward(examples, labels, order, count);
            Assert.Equal(
                inputs.Count(x => Array.IndexOf(reference.Outputs(x), reference.Outputs(x).Max()) == classes[Array.IndexOf(inputs, x)]),
                network.CorrectCount(count));
            for (int b = 0; b < count; b++)
            {
                double[] outputs = reference.Outputs(inputs[b]);
                for (int c = 0; c < classCount; c++)
                {
                    Assert.Equal(outputs[c], network.Output.At((c * network.BatchLanes) + b), 2e-5);
                }
            }

            Assert.Equal(loss, network.Backward(count), 1e-5 * count);
            float[] actual = network.Parameters.Gradients();
            Assert.Equal(gradient.Length, actual.Length);
            for (int i = 0; i < gradient.Length; i++)
            {
                Assert.Equal(gradient[i], actual[i], 2e-5);
            }
        }
    }

    /// <summary>The reference itself, checked by the slope of its loss in the direction of each parameter.</summary>
    [Theory]
    [InlineData("two linear")]
    [InlineData("relu first")]
    [InlineData("conv1d twice")]
    [InlineData("conv1d, max_pool")]
    [InlineData("conv2d twice")]
    [InlineData("conv2d, max_pool")]
    [InlineData("Table II, smaller")]
    public void The_gradient_of_the_reference_is_the_slope_of_its_loss(string name)
    {
        const double step = 1e-6;
        const int batch = 3;
        (ExampleShape shape, LayerConfig[] layers) = Layers[name];
        ClassifierNetwork network = Network(shape, layers, batch, out LayerShape input, out int classCount);
        (SignalWindows examples, int[] labels) = Examples(shape, batch, classCount);
        ReferenceClassifier reference = new(layers, input, network.Parameters.Values().Select(w => (double)w));
        double[][] inputs = [.. Enumerable.Range(0, batch).Select(i => examples[i].ToArray().Select(v => (double)v).ToArray())];
        double[] gradient = reference.Gradient(inputs, labels).Gradient;
        for (int i = 0; i < gradient.Length; i++)
        {
            double value = reference.Parameters[i];
            reference.Parameters[i] = value + step;
            double above = Loss();
            reference.Parameters[i] = value - step;
            double below = Loss();
            reference.Parameters[i] = value;
            Assert.Equal((above - below) / (2 * step), gradient[i], 1e-7);
        }

        double Loss() => inputs.Select((x, b) => ReferenceClassifier.CrossEntropy(reference.Outputs(x), labels[b])).Average();
    }

    internal static (SignalWindows Examples, int[] Labels) Examples(ExampleShape shape, int count, int classCount)
    {
        RandomStream stream = new("test", FormattableString.Invariant($"examples {shape} {count}"));
        float[] samples = [.. Enumerable.Range(0, count * shape.Length).Select(_ => (float)stream.NextNormal())];
        return (new SignalWindows(samples, shape), [.. Enumerable.Range(0, count).Select(_ => stream.NextInt32(classCount))]);
    }

    private static ClassifierNetwork Network(ExampleShape shape, LayerConfig[] layers, int batch, out LayerShape input, out int classCount)
    {
        input = shape.Height == 1 ? LayerShape.Signals(1, shape.Width) : LayerShape.Images(1, shape.Height, shape.Width);
        LayerShapes shapes = LayerShapes.Of(new(layers), input, classCount: null);
        Assert.Null(shapes.Misfit);
        classCount = shapes.Outputs[^1].Size;
        ClassifierNetwork network = new(new(layers), input, shapes.Outputs, batch);
        network.Parameters.Draw(new ClassifierRandomness("weights"));
        return network;
    }
}
