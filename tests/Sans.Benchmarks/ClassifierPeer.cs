using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu.Classification;

namespace Sans.Benchmarks;

/// <summary>
/// Both classifiers of the paper here and in PyTorch (<c>peer/classify.py</c>), from the same initial weights and with
/// the same batches. Compared are processor time, losses and accuracies.
/// </summary>
internal static class ClassifierPeer
{
    private const string Owner = "benchmark";
    private const int Epochs = 5;
    private const int Batch = 64;
    private const int Repetitions = 3;
    private const int EngineRepetitions = 10;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Runs both and prints a line for each classifier.</summary>
    /// <param name="python">The interpreter that has PyTorch.</param>
    public static void Print(string python)
    {
        Print(python, "784 to 10", ClassifierTimes.TableThree, ExampleShape.Signal(784), 10, 10_000, 2_000);
        Print(python, "Table II", ClassifierTimes.TableTwo, ExampleShape.Signal(178), 3, 8_740, 1_380);
    }

    private static void Print(string python, string name, LayerConfig[] layers, ExampleShape shape, int classCount, int train, int others)
    {
        ClassifierConfig config = new(new(layers), Epochs, Batch, ClassifierTimes.Adam);
        (float[] samples, int[] labels) = Waves(shape, classCount, train + (2 * others));
        LabelledSplit data = new(
            Part(0, train),
            Part(train, others),
            Part(train + others, others),
            new ClassLabels(classCount, labels[..train], labels[train..(train + others)], labels[(train + others)..]));
        ClassifierResult result = null!;
        double seconds = double.MaxValue;
        for (int r = 0; r < EngineRepetitions; r++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            result = ClassifierTraining.Run(config, Protocol.AsPublished, Owner, data, CancellationToken.None);
            seconds = Math.Min(seconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        PeerResult[] peers = RunPeer(python, config, shape, classCount, samples, labels, train, others);
        PeerResult peer = peers.MinBy(p => p.Seconds)!;
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: {seconds:F3} s, PyTorch {peer.Seconds:F3} s (matrix product {peer.MatrixProductGigaflops:F0} GFLOP/s), ")
                + FormattableString.Invariant($"{peer.Seconds / seconds:F1} times as long"));
        Console.WriteLine(FormattableString.Invariant($"  loss of the last epoch {result.FinalLoss:F6}, PyTorch ")
            + FormattableString.Invariant(
                $"{peer.Losses[^1]:F6}; test accuracy {result.Score.TestAccuracy:P2}, PyTorch {peer.TestAccuracy:P2}"));
        Console.WriteLine(
            "  after each epoch " + string.Join(' ', result.ValidationAccuracies.Select(a => FormattableString.Invariant($"{a:P2}"))));
        Console.WriteLine("          PyTorch  " + string.Join(' ', peer.Accuracies.Select(a => FormattableString.Invariant($"{a:P2}"))));

        SignalWindows Part(int first, int count) => new(samples.AsSpan(first * shape.Length, count * shape.Length).ToArray(), shape);
    }

    private static PeerResult[] RunPeer(
        string python,
        ClassifierConfig config,
        ExampleShape shape,
        int classCount,
        float[] samples,
        int[] labels,
        int train,
        int validation)
    {
        var input = LayerShape.Signals(1, shape.Length);
        ClassifierNetwork network = new(config.Layers, input, LayerShapes.Of(config.Layers, input, classCount).Outputs, Batch);
        ClassifierRandomness randomness = new(Owner);
        network.Parameters.Draw(randomness);
        int[][] orders = [.. Enumerable.Range(1, Epochs).Select(epoch =>
        {
            int[] order = new int[train];
            randomness.OrderExamples(epoch, order);
            return order;
        })];
        string folder = Directory.CreateTempSubdirectory("sans-peer").FullName;
        try
        {
            string examples = Path.Combine(folder, "examples.f32"), file = Path.Combine(folder, "training.json");
            File.WriteAllBytes(examples, MemoryMarshal.AsBytes<float>(samples).ToArray());
            File.WriteAllText(file, JsonSerializer.Serialize(
                new PeerInput([
                    .. config.Layers.Select(Layer),
                ], [1, shape.Length], Batch, validation, network.Parameters.Values(), orders, examples, labels), Json));
            using Process process = Process.Start(
                new ProcessStartInfo(python,
                [
                    Path.Combine(AppContext.BaseDirectory, "peer", "classify.py"), file, FormattableString.Invariant($"{Repetitions}"),
                ])
                { RedirectStandardOutput = true })!;
            string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            return lines.Length == Repetitions
                ? [.. lines.Select(line => JsonSerializer.Deserialize<PeerResult>(line, Json)!)]
                : throw new InvalidOperationException("the peer ended early");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static object[] Layer(LayerConfig layer) => layer switch
    {
        Conv1dLayer convolution => [layer.Name, convolution.Channels, convolution.KernelSize],
        MaxPoolLayer pool => [layer.Name, pool.Size],
        LinearLayer linear => [layer.Name, linear.Units],
        _ => [layer.Name],
    };

    /// <summary>Noisy waves. The frequency is the class.</summary>
    private static (float[] Samples, int[] Labels) Waves(ExampleShape shape, int classCount, int count)
    {
        RandomStream stream = new("benchmark", "waves");
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => stream.NextInt32(classCount))];
        float[] samples = new float[count * shape.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)(Math.Sin((labels[i / shape.Length] + 3) * (i % shape.Length) * 0.05) + (6 * stream.NextNormal()));
        }

        return (samples, labels);
    }

    private sealed record PeerInput(
        object[][] Layers,
        int[] Shape,
        int BatchSize,
        int ValidationCount,
        float[] Parameters,
        int[][] Orders,
        string Examples,
        int[] Labels);

    private sealed record PeerResult(
        double Seconds, double[] Losses, double[] Accuracies, double TestAccuracy, double MatrixProductGigaflops);
}
