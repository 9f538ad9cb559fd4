using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu.Classification;
using Sans.Cpu.Operations;

namespace Sans.Benchmarks;

/// <summary>Dense layers against the peak of the machine, and the training of both classifiers of the paper on one core.</summary>
internal static class ClassifierTimes
{
    private const int Batch = 64;
    private const int Repetitions = 300;
    private const double PrototypeGigaflops = 118;
    private const double PrototypeImagesPerSecond = 1.33e6;

    /// <summary>The convolutional network of Table II (san-paper.md, 5.B).</summary>
    public static readonly LayerConfig[] TableTwo =
    [
        new Conv1dLayer(3, 5), new ReluLayer(), new MaxPoolLayer(2),
        new Conv1dLayer(16, 5), new ReluLayer(), new MaxPoolLayer(2),
        new FlattenLayer(), new LinearLayer(120), new ReluLayer(), new LinearLayer(84), new ReluLayer(), new LinearLayer(3),
    ];

    /// <summary>The classifier of Tables III and IV (san-paper.md, 5.C).</summary>
    public static readonly LayerConfig[] TableThree = [new FlattenLayer(), new LinearLayer(10)];

    /// <summary>How both are trained.</summary>
    public static readonly AdamConfig Adam = new(0.01, 0.9, 0.999, 1e-8);

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Console.WriteLine("dense layer, batches of 64        forward    weights and input    of the peak");
        foreach ((int inputs, int units) in new[] { (656, 120), (120, 84), (84, 3), (784, 10), (784, 300), (1024, 1024), (3000, 500) })
        {
            PrintDense(inputs, units);
        }

        Console.WriteLine();
        PrintTraining("784 to 10", TableThree, new ExampleShape(28, 28), 10, 50_000, PrototypeImagesPerSecond);
        PrintTraining("Table II", TableTwo, ExampleShape.Signal(178), 3, 8_740, null);
    }

    private static void PrintDense(int inputs, int units)
    {
        NetworkParameters parameters = new();
        PaddedBuffer input = Layer.Buffer(inputs, Batch);
        DenseLayer layer = new(parameters, units, input, inputs, Batch, null);
        parameters.Allocate();
        parameters.Draw(new ClassifierRandomness("weights"));
        input.Span.Fill(0.5f);
        PaddedBuffer gradient = Layer.Buffer(units, Batch);
        gradient.Span.Fill(0.01f);
        PaddedBuffer inputGradient = Layer.Buffer(inputs, Batch);
        (double forward, double backward, double peak) = (double.MaxValue, double.MaxValue, 0);
        for (int r = 0; r < Repetitions; r++)
        {
            peak = Math.Max(peak, MachinePeak.Gigaflops());
            long start = Stopwatch.GetTimestamp();
            layer.Forward();
            forward = Math.Min(forward, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            start = Stopwatch.GetTimestamp();
            layer.Backward(gradient, inputGradient, Batch);
            backward = Math.Min(backward, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        double operations = 2.0 * inputs * units * Batch;
        Console.WriteLine(FormattableString.Invariant(
            $"{inputs,5} to {units,4}   {operations / forward,16:F1} GFLOP/s {2 * operations / backward,12:F1} GFLOP/s {3 * operations / (forward + backward) / peak,12:P1} of {peak:F1}"));
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

        // An epoch at a time on a busy machine would never be undisturbed: the least time of each piece counts.
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
        string against = figure is { } f ? FormattableString.Invariant($", {rate / (f * peak / PrototypeGigaflops):F2} of the prototype's, scaled") : "";
        Console.WriteLine(FormattableString.Invariant($"{name}: {rate / 1e6:F3} million examples/s at a peak of {peak:F1} GFLOP/s{against}"));
    }
}
