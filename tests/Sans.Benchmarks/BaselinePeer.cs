using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu.Classification;
using Sans.Networks.Data;

namespace Sans.Benchmarks;

/// <summary>
/// The baseline of Table II, seed after seed, here and in PyTorch (<c>peer/baseline.py</c>). PyTorch starts from our initial
/// weights and from its own. The benchmark compares the spread of the accuracies.
/// </summary>
internal static class BaselinePeer
{
    private const int SeedsOfAMedian = 5;
    private static readonly double[] Quantiles = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    // docs/method/san-paper.md, 6.6, and what is accepted around it.
    private static readonly (double Least, double Most) Band = (83.1, 87.1);

    /// <summary>Trains them and prints the three distributions.</summary>
    /// <param name="python">The interpreter that has PyTorch.</param>
    /// <param name="seeds">Seeds from 0 at the peer.</param>
    /// <param name="engineSeeds">Seeds from 0 here, where they cost a fifth. At least as many.</param>
    public static void Print(string python, int seeds, int engineSeeds)
    {
        SanExperiment experiment = Experiments.UciEpilepsy.Config;
        ClassifierConfig config = experiment.Classifier!;
        string label = experiment.Datasets[0].Label;
        SignalSplit split = ExperimentData.Load(experiment).Data[label];
        LabelledSplit data = new(split.Train, split.Validation, split.Test, split.Labels!);
        Accuracies[] ours = [.. Enumerable.Range(0, engineSeeds).Select(seed =>
        {
            ClassifierScore score = ClassifierTraining.Run(config, Protocol.AsPublished, Owner(seed), data, CancellationToken.None).Score;
            return new Accuracies(score.TestAccuracy, score.PooledAccuracy, score.IsCollapsed);
        })];
        Accuracies[] peer = RunPeer(python, config, data, [.. Enumerable.Range(0, seeds).Select(Owner)]);
        Accuracies[] given = [.. peer.Where((_, i) => i % 2 == 0)], own = [.. peer.Where((_, i) => i % 2 == 1)];

        Console.WriteLine(FormattableString.Invariant($"percent right: quantiles {string.Join(' ', Quantiles)}, share in ")
            + FormattableString.Invariant($"{Band.Least} to {Band.Most}, chance that a median of {SeedsOfAMedian} seeds is in it"));
        (string Name, Accuracies[] Values)[] forms = [("ours", ours), ("PyTorch, our weights", given), ("PyTorch, its own", own)];
        foreach ((string name, Accuracies[] values) in forms)
        {
            Describe(name, "validation and test", [.. values.Select(a => 100 * a.PooledAccuracy)], values);
            Describe(name, "test", [.. values.Select(a => 100 * a.TestAccuracy)], values);
        }

        foreach ((string name, Accuracies[] values) in forms[1..])
        {
            (double distance, double chance) = KolmogorovSmirnov(
                [.. ours.Select(a => a.PooledAccuracy)], [.. values.Select(a => a.PooledAccuracy)]);
            Console.WriteLine(FormattableString.Invariant(
                $"Kolmogorov-Smirnov, ours against {name}: distance {distance:F3}, such a distance or more by chance {chance:F2}"));
        }

        string Owner(int seed) => new ClassificationTrial(label, seed, null).StreamOwner;
    }

    private static void Describe(string name, string part, double[] percent, Accuracies[] values)
    {
        double[] sorted = [.. percent.Order()];
        string quantiles = string.Join(
            ' ', Quantiles.Select(q => FormattableString.Invariant($"{sorted[(int)Math.Round(q * (sorted.Length - 1))]:F1}")));
        double below = percent.Count(p => p < Band.Least) / (double)percent.Length, notAbove =
            percent.Count(p => p <= Band.Most) / (double)percent.Length;
        double inside = MedianIsAtMost(notAbove) - MedianIsAtMost(below);
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-20} {part,-19} {percent.Length,4} seeds, {values.Count(v => v.IsCollapsed)} collapsed: {quantiles}; ")
                + FormattableString.Invariant($"{notAbove - below:P0}; {inside:P0}"));
    }

    /// <summary>
    /// The chance that the median of five draws lies below a bound. A single draw stays below it with the given chance.
    /// Three, four or five draws must stay below.
    /// </summary>
    private static double MedianIsAtMost(double chance) =>
        Math.Pow(chance, 3) * (10 - (15 * chance) + (6 * chance * chance));

    /// <summary>
    /// The largest distance of two empirical distributions, and the chance of a distance as large for two samples of
    /// one distribution. The chance is asymptotic, with the correction of Stephens.
    /// </summary>
    private static (double Distance, double Chance) KolmogorovSmirnov(double[] left, double[] right)
    {
        double distance = left.Concat(right).Max(
            x => Math.Abs((left.Count(l => l <= x) / (double)left.Length) - (right.Count(r => r <= x) / (double)right.Length)));
        double root = Math.Sqrt((double)left.Length * right.Length / (left.Length + right.Length));
        double scaled = (root + 0.12 + (0.11 / root)) * distance;
        double chance = 2 * Enumerable.Range(1, 100).Sum(k => (k % 2 == 1 ? 1 : -1) * Math.Exp(-2 * k * k * scaled * scaled));
        return (distance, Math.Clamp(chance, 0, 1));
    }

    private static Accuracies[] RunPeer(string python, ClassifierConfig config, LabelledSplit data, string[] owners)
    {
        var input = LayerShape.Signals(1, data.Train.Length);
        ClassifierNetwork network = new(
            config.Layers, input, LayerShapes.Of(config.Layers, input, data.Labels.ClassCount).Outputs, config.BatchSize);
        List<float> parameters = [];
        List<int> orders = [];
        foreach (string owner in owners)
        {
            ClassifierRandomness randomness = new(owner);
            network.Parameters.Draw(randomness);
            parameters.AddRange(network.Parameters.Values());
            for (int epoch = 1; epoch <= config.Epochs; epoch++)
            {
                int[] order = new int[data.Train.Count];
                randomness.OrderExamples(epoch, order);
                orders.AddRange(order);
            }
        }

        string folder = Directory.CreateTempSubdirectory("sans-peer").FullName;
        try
        {
            PeerInput file = new(
                [.. config.Layers.Select(ClassifierPeer.Layer)],
                [1, data.Train.Length],
                config.BatchSize,
                config.Epochs,
                data.Validation.Count,
                owners.Length,
                Write("examples.f32", [.. data.Train.Samples, .. data.Validation.Samples, .. data.Test.Samples]),
                Write("parameters.f32", [.. parameters]),
                Write("orders.i32", [.. orders]),
                [.. data.Labels.Train, .. data.Labels.Validation, .. data.Labels.Test]);
            string path = Path.Combine(folder, "baseline.json");
            File.WriteAllText(path, JsonSerializer.Serialize(file, Json));
            using Process process = Process.Start(
                new ProcessStartInfo(
                    python, [Path.Combine(AppContext.BaseDirectory, "peer", "baseline.py"), path])
                { RedirectStandardOutput = true })!;
            string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            return lines.Length == 2 * owners.Length
                ? [.. lines.Select(line => JsonSerializer.Deserialize<Accuracies>(line, Json)!)]
                : throw new InvalidOperationException("the peer ended early");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Write<T>(string name, T[] values)
            where T : struct
        {
            string path = Path.Combine(folder, name);
            File.WriteAllBytes(path, MemoryMarshal.AsBytes<T>(values).ToArray());
            return path;
        }
    }

    private sealed record Accuracies(double TestAccuracy, double PooledAccuracy, bool IsCollapsed);

    private sealed record PeerInput(
        object[][] Layers,
        int[] Shape,
        int BatchSize,
        int Epochs,
        int ValidationCount,
        int SeedCount,
        string Examples,
        string Parameters,
        string Orders,
        int[] Labels);
}
