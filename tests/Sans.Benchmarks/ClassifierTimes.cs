using System.Diagnostics;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu.Classification;
using Sans.Cpu.Operations;

namespace Sans.Benchmarks;

/// <summary>
/// Times of dense layers and convolutions against the peak of the machine, and of the training of both paper
/// classifiers on one core.
/// </summary>
internal static class ClassifierTimes
{
    private const int Batch = 64;
    private const int Repetitions = 300;
    private const double PrototypeGigaflops = 118;
    private const double PrototypeImagesPerSecond = 1.33e6;

    /// <summary>The convolutional network of Table II (docs/method/san-paper.md, 5.B).</summary>
    public static readonly LayerConfig[] TableTwo =
    [
        new Conv1dLayer(3, 5), new ReluLayer(), new MaxPoolLayer(2),
        new Conv1dLayer(16, 5), new ReluLayer(), new MaxPoolLayer(2),
        new FlattenLayer(), new LinearLayer(120), new ReluLayer(), new LinearLayer(84), new ReluLayer(), new LinearLayer(3),
    ];

    /// <summary>The classifier of Tables III and IV (docs/method/san-paper.md, 5.C).</summary>
    public static readonly LayerConfig[] TableThree = [new FlattenLayer(), new LinearLayer(10)];

    /// <summary>How both are trained.</summary>
    public static readonly AdamConfig Adam = new(0.01, 0.9, 0.999, 1e-8);

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Console.WriteLine("GFLOP/s, share of the peak; batches of 64  forward      weights        input          all");
        foreach ((int inputs, int units) in new[] { (656, 120), (120, 84), (84, 3), (784, 10), (784, 300), (1024, 1024), (3000, 500) })
        {
            PrintDense(inputs, units);
        }

        // The layers of Table II and those of a small network for images.
        PrintConvolution(new Conv1dLayer(3, 5), LayerShape.Signals(1, 178));
        PrintConvolution(new Conv1dLayer(16, 5), LayerShape.Signals(3, 87));
        PrintConvolution(new Conv2dLayer(8, 5), LayerShape.Images(1, 28, 28));
        PrintConvolution(new Conv2dLayer(16, 5), LayerShape.Images(8, 12, 12));
        PrintConvolution(new Conv2dLayer(32, 3), LayerShape.Images(16, 14, 14));
        PrintPool(LayerShape.Signals(16, 83), 2);
        PrintPool(LayerShape.Images(8, 24, 24), 2);

        Console.WriteLine();
        PrintTraining("784 to 10", TableThree, new ExampleShape(28, 28), 10, 50_000, PrototypeImagesPerSecond);
        PrintTraining("Table II", TableTwo, ExampleShape.Signal(178), 3, 8_740, null);
    }

    private static void PrintDense(int inputs, int units)
    {
        NetworkParameters parameters = new();
        PaddedBuffer input = Layer.Buffer(inputs, Batch);
        PrintLayer(
            FormattableString.Invariant($"{inputs,5} to {units,4}"),
            new DenseLayer(parameters, units, input, inputs, Batch, null),
            parameters,
            input,
            2.0 * inputs * units * Batch);
    }

    private static void PrintConvolution(LayerConfig layer, LayerShape shape)
    {
        NetworkParameters parameters = new();
        PaddedBuffer input = Layer.Buffer(shape.Size, Batch);
        LayerShape output = LayerShapes.Of(new([layer]), shape, classCount: null).Outputs[0];
        int taps = (shape.Height - output.Height + 1) * (shape.Width - output.Width + 1);
        PrintLayer(
            FormattableString.Invariant($"{layer.Name} {shape.Channels} × {Side(shape)} to {output.Channels} × {Side(output)}"),
            new ConvolutionLayer(parameters, input, shape, output, Batch),
            parameters,
            input,
            2.0 * output.Size * shape.Channels * taps * Batch);
    }

    private static void PrintLayer(string name, Layer layer, NetworkParameters parameters, PaddedBuffer input, double operations)
    {
        parameters.Allocate();
        parameters.Draw(new ClassifierRandomness("weights"));
        input.Span.Fill(0.5f);
        PaddedBuffer gradient = new(layer.Output.Length, 0);
        gradient.Span.Fill(0.01f);
        PaddedBuffer inputGradient = new(input.Length, 0);
        (double forward, double weights, double both, double peak) = (double.MaxValue, double.MaxValue, double.MaxValue, 0);
        for (int r = 0; r < Repetitions; r++)
        {
            peak = Math.Max(peak, MachinePeak.Gigaflops());
            forward = Math.Min(forward, Nanoseconds(layer.Forward));
            weights = Math.Min(weights, Nanoseconds(() => layer.Backward(gradient, null, Batch)));
            both = Math.Min(both, Nanoseconds(() => layer.Backward(gradient, inputGradient, Batch)));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{name,-36} {Share(operations / forward)} {Share(operations / weights)} {Share(operations / (both - weights))} ")
                + FormattableString.Invariant($"{Share(3 * operations / (forward + both))}   of {peak:F1}"));

        string Share(double gigaflops) => FormattableString.Invariant($"{gigaflops,7:F1} {gigaflops / peak,5:P0}");
    }

    /// <summary>Pooling has no multiply-adds. Its speed is counted in input numbers per nanosecond.</summary>
    private static void PrintPool(LayerShape shape, int size)
    {
        LayerShape output = LayerShapes.Of(new([new MaxPoolLayer(size)]), shape, classCount: null).Outputs[0];
        PaddedBuffer input = Layer.Buffer(shape.Size, Batch);
        RandomStream stream = new("benchmark", "pool");
        foreach (ref float value in input.Span)
        {
            value = (float)stream.NextNormal();
        }

        PoolingLayer layer = new(input, shape, output, size, Batch);
        PaddedBuffer gradient = new(layer.Output.Length, 0);
        PaddedBuffer inputGradient = new(input.Length, 0);
        (double forward, double backward) = (double.MaxValue, double.MaxValue);
        for (int r = 0; r < Repetitions; r++)
        {
            forward = Math.Min(forward, Nanoseconds(layer.Forward));
            backward = Math.Min(backward, Nanoseconds(() => layer.Backward(gradient, inputGradient, Batch)));
        }

        double numbers = (double)shape.Size * Batch;
        Console.WriteLine(FormattableString.Invariant(
            $"max_pool {size}, {shape.Channels} × {Side(shape)}: {numbers / forward:F1} numbers/ns, back {numbers / backward:F1}"));
    }

    private static string Side(LayerShape shape) =>
        shape.Height == 1 ? FormattableString.Invariant($"{shape.Width}") : FormattableString.Invariant($"{shape.Height} × {shape.Width}");

    private static double Nanoseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static void PrintTraining(string name, LayerConfig[] layers, ExampleShape shape, int classCount, int count, double? figure)
    {
        LayerShape input = shape.Height == 1 ? LayerShape.Signals(1, shape.Width) : LayerShape.Images(1, shape.Height, shape.Width);
        ClassifierNetwork network = new(new(layers), input, LayerShapes.Of(new(layers), input, classCount).Outputs, Batch);
        RandomStream stream = new("benchmark", name);
        network.Parameters.Draw(new ClassifierRandomness(name));
        Adam adam = network.Parameters.Optimizer(Adam);
        float[] samples = new float[count * shape.Length];
        Array.ForEach(Enumerable.Range(0, samples.Length).ToArray(), i => samples[i] = (i * 31 % 97) / 97f);
        SignalWindows examples = new(samples, shape);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => stream.NextInt32(classCount))];
        int[] order = new int[count];
        stream.Permute(order);

        // A whole epoch is hardly ever undisturbed on a busy machine. So the least time of each piece counts.
        const int pieces = 20;
        int batches = count / Batch;
        double[] least = [.. Enumerable.Repeat(double.MaxValue, pieces)];
        double peak = 0;
        for (int r = 0; r < 20; r++)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                peak = Math.Max(peak, MachinePeak.Gigaflops());
                long start = Stopwatch.GetTimestamp();
                for (int b = piece * batches / pieces; b < (piece + 1) * batches / pieces; b++)
                {
                    network.Forward(examples, labels, order.AsSpan(b * Batch), Batch);
                    network.Backward(Batch);
                    network.Parameters.Update(adam);
                }

                least[piece] = Math.Min(least[piece], Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        double rate = batches * Batch / least.Sum();
        string against = figure is { } f
            ? FormattableString.Invariant($", {rate / (f * peak / PrototypeGigaflops):F2} of the prototype's, scaled")
            : "";
        Console.WriteLine(
            FormattableString.Invariant($"{name}: {rate / 1e6:F3} million examples/s at a peak of {peak:F1} GFLOP/s{against}"));
    }
}
