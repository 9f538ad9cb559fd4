using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Cpu.Images;

namespace Sans.Benchmarks;

/// <summary>
/// Training on images here and in PyTorch (<c>peer/images.py</c>), from the same initial weights and with the same
/// batches. Compared are times per core, φ, loss and weights.
/// </summary>
internal static class ImagePeer
{
    private const int BatchSize = 64;
    private const int TrainCount = 640;
    private const int EvaluatedCount = 128;
    private const int Epochs = 2;
    private const int KernelCount = 2;
    private const int BorderTolerance = 2;
    private const int EngineRounds = 5;
    private const int EngineRepetitions = 20;
    private const int PeerRepetitions = 20;

    private static readonly TimeSpan LeastEngineTime = TimeSpan.FromSeconds(5);
    private static readonly int[] KernelSizes = [1, 2, 3, 4, 5, 6];
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Runs both and prints a line for each activation and kernel size.</summary>
    /// <param name="python">The interpreter that has PyTorch.</param>
    /// <param name="activation">Only this one.</param>
    /// <param name="kernelSize">Only this m. 0: all.</param>
    public static void Print(string python, string? activation, int kernelSize)
    {
        SignalWindows images = ImageTimes.Load(out string origin);
        SignalSplit split = new(Part(0, TrainCount), Part(TrainCount, EvaluatedCount), Part(TrainCount, EvaluatedCount), "");
        NetworkTrial[] trials =
        [
            .. from config in (ActivationConfig[])
               [
                   new("identity", default),
                   new("relu", default),
                   new("top_k_absolutes", default),
                   new("extrema_pool_indices", default),
                   new("extrema", new(new Parameter("border_tolerance", (long)BorderTolerance))),
               ]
               from m in KernelSizes
               where (activation is null || config.Name == activation) && (kernelSize == 0 || m == kernelSize)
               select new NetworkTrial(
                   "images",
                   config,
                   config.Name,
                   KernelCount,
                   m,
                   0,
                   new TrainingConfig(Epochs, BatchSize, new AdamConfig(0.01, 0.9, 0.999, 1e-8), new(LossConfig.MeanAbsoluteError)),
                   Protocol.AsPublished),
        ];
        PreparedImages data = new(split);

        // The rounds alternate. The first measurements run less optimised code, and a busy moment does not hit a whole
        // cell.
        Measurement[] measurements = [.. trials.Select(t => new Measurement(t, data))];
        EngineResult[] ours = [];
        var clock = Stopwatch.StartNew();
        for (int round = 0; round < EngineRounds || clock.Elapsed < LeastEngineTime; round++)
        {
            ours = [.. trials.Zip(measurements, (t, m) => Experiments.ActivationRegistry.Instance.Visit(t.Activation, m))];
        }

        PeerResult[] tuned = RunPeer(python, "tuned", PeerRepetitions, trials, split);
        PeerResult[] oneDnn = RunPeer(python, "onednn", PeerRepetitions, trials, split);
        PeerResult[] plain = RunPeer(python, "straightforward", 1, trials, split);

        Console.WriteLine(FormattableString.Invariant(
            $"{TrainCount} images of {split.Train.Shape} ({origin}), {Epochs} epochs, {KernelCount} kernels, batches of ")
                + FormattableString.Invariant($"{BatchSize}: images/s on one core; largest differences to the tuned form"));
        Console.WriteLine(
            "activation            m       ours      tuned  times    with oneDNN  times      plain  times   φ        loss     weights");
        for (int i = 0; i < trials.Length; i++)
        {
            (EngineResult our, PeerResult peer) = (ours[i], tuned[i]);
            Console.WriteLine(FormattableString.Invariant($"{trials[i].ActivationLabel,-20} {trials[i].KernelSize,2} ")
                + FormattableString.Invariant(
                    $"{Rate(our.Seconds),10:N0} {Against(peer),17} {Against(oneDnn[i]),21} {Against(plain[i]),17}   ")
                + FormattableString.Invariant($"{Math.Abs(our.Phi.MeanPhi - peer.MeanPhi):E1}  ")
                    + FormattableString.Invariant(
                        $"{Math.Abs(our.Phi.NormalizedReconstructionLoss - peer.Loss):E1}  {Difference(our.Kernels, peer.Kernels):E1}"));

            string Against(PeerResult other) =>
                FormattableString.Invariant($"{Rate(other.Seconds),10:N0} {other.Seconds / our.Seconds,6:F1}");
        }

        double[] ratios = [.. ours.Select((o, i) => Math.Min(tuned[i].Seconds, oneDnn[i].Seconds) / o.Seconds)];
        Console.WriteLine(FormattableString.Invariant(
            $"against the faster of the two tuned forms: {ratios.Min():F1} to {ratios.Max():F1} times, {ratios.Count(r => r >= 10)} ")
                + FormattableString.Invariant($"of {ratios.Length} at least 10 times"));

        SignalWindows Part(int first, int count) =>
            new(images.Samples.Slice(first * images.Length, count * images.Length).ToArray(), images.Shape);
    }

    private static double Rate(double seconds) => Epochs * TrainCount / seconds;

    private static double Difference(float[][] left, float[][] right) =>
        left.Zip(right).Max(k => k.First.Zip(k.Second).Max(w => Math.Abs((double)w.First - w.Second)));

    private static int[][] Orders(NetworkTrial trial) => [.. Enumerable.Range(1, Epochs).Select(epoch =>
    {
        int[] order = new int[TrainCount];
        new NetworkRandomness(trial).OrderExamples(epoch, order);
        return order;
    })];

    private static PeerResult[] RunPeer(string python, string form, int repetitions, NetworkTrial[] trials, SignalSplit split)
    {
        string folder = Directory.CreateTempSubdirectory("sans-peer").FullName;
        try
        {
            string images = Path.Combine(folder, "images.f32"), file = Path.Combine(folder, "trainings.json");
            File.WriteAllBytes(images, [.. MemoryMarshal.AsBytes(split.Train.Samples), .. MemoryMarshal.AsBytes(split.Test.Samples)]);
            ExampleShape shape = split.Train.Shape;
            PeerTraining[] trainings = [.. trials.Select(
                t => new PeerTraining(t.Activation.Name, t.KernelSize, new NetworkRandomness(t).DrawKernels(shape), Orders(t)))];
            File.WriteAllText(file, JsonSerializer.Serialize(
                new PeerInput(images, [shape.Height, shape.Width], TrainCount, BatchSize, BorderTolerance, trainings), Json));
            using Process process = Process.Start(
                new ProcessStartInfo(python,
                [
                    Path.Combine(AppContext.BaseDirectory, "peer", "images.py"), file, form, FormattableString.Invariant($"{repetitions}"),
                ])
                { RedirectStandardOutput = true })!;
            List<PeerResult> results = [];
            while (process.StandardOutput.ReadLine() is string line)
            {
                results.Add(JsonSerializer.Deserialize<PeerResult>(line, Json)!);
            }

            process.WaitForExit();
            return results.Count == trials.Length ? [.. results] : throw new InvalidOperationException("the peer ended early");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record EngineResult(double Seconds, PhiMean Phi, float[][] Kernels);

    private sealed record PeerInput(
        string Images, int[] Shape, int TrainCount, int BatchSize, int BorderTolerance, PeerTraining[] Trainings);

    private sealed record PeerTraining(string Activation, int KernelSize, float[][] Kernels, int[][] Orders);

    private sealed record PeerResult(double Seconds, double MeanPhi, double Loss, float[][] Kernels);

    /// <summary>The whole training is repeated. The least time of each step counts, as at the peer.</summary>
    private sealed class Measurement(NetworkTrial trial, PreparedImages data) : IActivationVisitor<EngineResult>
    {
        private readonly double[] _least = [.. Enumerable.Repeat(double.MaxValue, Epochs * TrainCount / BatchSize)];

        public EngineResult Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            WorkerMemory memory = new();
            int[][] orders = Orders(trial);
            EngineResult result = null!;
            for (int r = 0; r < EngineRepetitions; r++)
            {
                INetwork network = data.NetworkOf(activation, trial, trial.KernelSize, memory);
                float[][] kernels = new NetworkRandomness(trial).DrawKernels(data.Shape);
                for (int i = 0; i < kernels.Length; i++)
                {
                    kernels[i].CopyTo(network.Kernel(i).Span);
                }

                network.KernelsChanged();
                Adam adam = new(kernels.Select(k => k.Length), trial.Training.Adam);
                int step = 0;
                foreach (int[] order in orders)
                {
                    for (int first = 0; first < order.Length; first += BatchSize, step++)
                    {
                        long start = Stopwatch.GetTimestamp();
                        Step(network, adam, order, first);
                        _least[step] = Math.Min(_least[step], Stopwatch.GetElapsedTime(start).TotalSeconds);
                    }
                }

                int weightCount = trial.KernelSizes.Sum();
                ExampleSums sums = new(data.Examples(SplitPart.Test).Count);
                network.Measure(SplitPart.Test, sums);
                result = new(
                    _least.Sum(),
                    sums.Phi(weightCount, data.Shape),
                    [.. kernels.Select((k, i) => network.Kernel(i).Span[..k.Length].ToArray())]);
            }

            return result;
        }

        private void Step(INetwork network, Adam adam, int[] order, int first)
        {
            network.ClearGradients();
            for (int i = first; i < first + BatchSize; i++)
            {
                if (i % SanTrainer.ExamplesAhead == 0)
                {
                    network.Expect(SanTrainer.After(order, i));
                }

                network.Learn(order[i], i);
            }

            adam.NextStep();
            for (int i = 0; i < KernelCount; i++)
            {
                adam.Update(
                    i,
                    ref network.Kernel(i).At(0),
                    ref network.Gradient(i, 1f / (BatchSize * data.Shape.Length)).At(0),
                    data.Shape.WeightsOf(trial.KernelSize));
            }

            network.KernelsChanged();
        }
    }
}
