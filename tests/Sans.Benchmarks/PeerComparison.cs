using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;

namespace Sans.Benchmarks;

/// <summary>
/// The same trainings in PyTorch (<c>peer/train.py</c>), from the same initial weights and with the same batches: times, φ and
/// weights.
/// </summary>
internal static class PeerComparison
{
    private const double WeightTolerance = 1e-4;
    private const int EngineRepetitions = 10;

    private static readonly int[] KernelSizes = [10, 50, 125, 250];
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Runs both and prints a line per activation and kernel size, then the agreement.</summary>
    /// <param name="python">The interpreter that has PyTorch.</param>
    /// <param name="seeds">Trainings of each cell.</param>
    /// <param name="dataset">The synthetic signal, or a dataset of Table I that the data folder has.</param>
    public static void Print(string python, int seeds, string dataset)
    {
        NetworkData data = Load(dataset);
        NetworkTrial[] trials =
        [
            .. from activation in PhysioNetLike.Experiment.ExpandActivations()
               from kernelSize in KernelSizes
               from seed in Enumerable.Range(0, seeds)
               select PhysioNetLike.Trial(activation, kernelSize, seed, dataset),
        ];
        Dictionary<string, NetworkResult> engine = Run(trials, data);
        PeerResult[] tuned = RunPeer(python, "tuned", trials, data);

        // The plain form is slow. Its weights are those of the tuned form up to rounding, so one seed is enough for its
        // times.
        NetworkTrial[] firstSeeds = [.. trials.Where(t => t.Seed == 0)];
        PeerResult[] plain = RunPeer(python, "straightforward", firstSeeds, data);

        Console.WriteLine("activation              m   engine ms   tuned ms  times   plain ms  times   largest difference of φ");
        for (int cell = 0; cell < firstSeeds.Length; cell++)
        {
            NetworkTrial first = firstSeeds[cell];
            (NetworkTrial Trial, PeerResult Peer)[] pairs =
            [
                .. trials.Zip(tuned).Where(p => p.First.ActivationLabel == first.ActivationLabel && p.First.KernelSize == first.KernelSize),
            ];
            double ours = pairs.Min(p => engine[p.Trial.Key].Duration.TotalMilliseconds);
            double theirs = pairs.Min(p => p.Peer.Seconds) * 1000;
            double plainly = plain[cell].Seconds * 1000;
            double difference = pairs.Max(p => Math.Abs(p.Peer.MeanPhi - engine[p.Trial.Key].Test.MeanPhi));
            Console.WriteLine(FormattableString.Invariant(
                $"{first.ActivationLabel,-21} {first.KernelSize,3} {ours,10:F3} {theirs,10:F1} {theirs / ours,6:F0} {plainly,10:F1} ")
                    + FormattableString.Invariant($"{plainly / ours,6:F0}   {difference:E1}"));
        }

        PrintAgreement(python, trials, tuned, engine, data);
    }

    private static void PrintAgreement(
        string python, NetworkTrial[] trials, PeerResult[] tuned, Dictionary<string, NetworkResult> engine, NetworkData data)
    {
        (NetworkTrial Trial, PeerResult Peer)[] apart =
        [
            .. trials.Zip(tuned).Where(p => Difference(p.Second.Kernel, engine[p.First.Key].Kernels[0]) > WeightTolerance),
        ];
        Console.WriteLine(FormattableString.Invariant(
            $"{trials.Length - apart.Length} of {trials.Length} trainings agree within {WeightTolerance:E0} in every weight"));

        if (apart.Length == 0)
        {
            return;
        }

        NetworkTrial[] apartTrials = [.. apart.Select(p => p.Trial)];
        PeerResult[] traced = RunPeer(python, "tuned", apartTrials, data, isTraced: true);
        PeerResult[] exact = RunPeer(python, "double", apartTrials, data, isTraced: true);
        PeerEvidence.Print([
            .. apartTrials.Select((t, i) => (t, EngineTrace.Of(t, data), traced[i].Trace!.Read(t), exact[i].Trace!.Read(t))),
        ], [.. apart.Zip(exact).Select(p =>
            (Difference(p.First.Peer.Kernel, engine[p.First.Trial.Key].Kernels[0]), Difference(
                p.First.Peer.Kernel, p.Second.Kernel), Difference(p.Second.Kernel, engine[p.First.Trial.Key].Kernels[0])))]);
    }

    private static NetworkData Load(string dataset) => dataset == PhysioNetLike.Dataset
        ? PhysioNetLike.Load()
        : ExperimentData.Load(Experiments.Physionet.Config with
        {
            Datasets = new(Experiments.Physionet.Config.Datasets.Where(d => d.Label == dataset)),
        }).Data;

    private static double Difference(IEnumerable<float> left, IEnumerable<float> right) =>
        left.Zip(right).Max(p => Math.Abs((double)p.First - p.Second));

    private static Dictionary<string, NetworkResult> Run(NetworkTrial[] trials, NetworkData data)
    {
        CpuEngine engine = new(Experiments.ActivationRegistry.Instance, 1);
        Dictionary<string, NetworkResult> fastest = [];
        for (int r = 0; r < EngineRepetitions; r++)
        {
            engine.Run(trials, data, new FastestSink(fastest), CancellationToken.None);
        }

        return fastest;
    }

    private static PeerResult[] RunPeer(string python, string form, NetworkTrial[] trials, NetworkData data, bool isTraced = false)
    {
        string file = Path.GetTempFileName();
        try
        {
            SignalSplit split = data[trials[0].Dataset];
            TrainingConfig training = PhysioNetLike.Training;
            PeerInput input = new(
                Examples(split.Train),
                Examples(split.Validation),
                Examples(split.Test),
                training.BatchSize,
                PhysioNetLike.BorderTolerance,
                [.. trials.Select(Training)]);
            File.WriteAllText(file, JsonSerializer.Serialize(input, Json));
            using Process process = Process.Start(new ProcessStartInfo(
                python,
                [Path.Combine(AppContext.BaseDirectory, "peer", "train.py"), file, form, .. isTraced ? ["trace"] : Array.Empty<string>()])
            {
                RedirectStandardOutput = true,
            })!;
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
            File.Delete(file);
        }

        PeerTraining Training(NetworkTrial trial)
        {
            NetworkRandomness randomness = new(trial);
            int[][] order = [.. Enumerable.Range(1, trial.Training.Epochs).Select(epoch =>
            {
                int[] examples = new int[data[trial.Dataset].Train.Count];
                randomness.OrderExamples(epoch, examples);
                return examples;
            })];
            return new PeerTraining(trial.Activation.Name, randomness.DrawKernels(data[trial.Dataset].Train.Shape)[0], order);
        }

        static float[][] Examples(SignalWindows windows) => [.. Enumerable.Range(0, windows.Count).Select(i => windows[i].ToArray())];
    }

    private sealed record PeerInput(
        float[][] Train, float[][] Validation, float[][] Test, int BatchSize, int BorderTolerance, PeerTraining[] Trainings);

    private sealed record PeerTraining(string Activation, float[] Kernel, int[][] Order);

    private sealed record PeerResult(double Seconds, double MeanPhi, float[] Kernel, PeerTrace? Trace);

    private sealed record PeerTrace(string Kernels, string Decisions)
    {
        public TrainingTrace Read(NetworkTrial trial)
        {
            double[] kernels = MemoryMarshal.Cast<byte, double>(Convert.FromBase64String(Kernels)).ToArray();
            byte[] decisions = Convert.FromBase64String(Decisions);
            double[][] steps = [.. kernels.Chunk(trial.KernelSize)];
            return new TrainingTrace(steps, [.. decisions.Chunk(decisions.Length / steps.Length)]);
        }
    }

    private sealed class FastestSink(Dictionary<string, NetworkResult> fastest) : ITrialSink<NetworkTrial, NetworkResult>
    {
        public void Completed(NetworkResult ended)
        {
            var result = ended;
            if (!fastest.TryGetValue(result.Trial.Key, out NetworkResult? before) || result.Duration < before.Duration)
            {
                fastest[result.Trial.Key] = result;
            }
        }

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
