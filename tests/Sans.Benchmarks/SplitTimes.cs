using System.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Benchmarks;

/// <summary>
/// One large training on one core and on several: windows of 10,000 samples, eight kernels of 200, batches of eight. The least
/// times count. Digests must be equal.
/// </summary>
internal static class SplitTimes
{
    private const string Yaml = """
        name: large
        datasets: [synthetic_ecg: { label: ecg }]
        window: { samples: 240000, length: 10000 }
        split: { train: 16, validation: 4, test: 4 }
        model: { kernels: 8, kernel_size: 200 }
        activations: [extrema: { border_tolerance: 20 }, top_k_absolutes, relu, identity]
        training: { epochs: 40, batch_size: 8 }
        """;

    /// <summary>Measures by turns and prints a line for each activation.</summary>
    /// <param name="rounds">Trainings of each.</param>
    /// <param name="cores">Number of cores.</param>
    public static void Print(int rounds, int cores)
    {
        ReadResult read = ExperimentReader.Read(Yaml, "large.yaml", Experiments.ActivationRegistry.Instance.Schemas);
        var experiment = (SanExperiment)read.Config!;
        NetworkData data = ExperimentData.Load(experiment).Data;
        Console.WriteLine(FormattableString.Invariant(
            $"activation        ms on 1 core  on {cores} cores   times   processor ms     ratio"));
        foreach (NetworkTrial trial in NetworkPlan.Of(experiment))
        {
            (double Wall, double Busy) one = (double.MaxValue, double.MaxValue), several = one;
            for (int round = 0; round < rounds; round++)
            {
                one = Least(one, Measure(trial, data, 1, out string expected));
                several = Least(several, Measure(trial, data, cores, out string digest));
                if (digest != expected)
                {
                    throw new InvalidOperationException($"{trial.Key}: {digest} on {cores} cores, {expected} on one");
                }
            }

            Console.WriteLine(FormattableString.Invariant($"{trial.ActivationLabel,-17} {one.Wall,12:F1} {several.Wall,11:F1} ")
                + FormattableString.Invariant($"{one.Wall / several.Wall,7:F2} {one.Busy,6:F1} {several.Busy,7:F1} {several.Busy / one.Busy,9:F2}"));
        }
    }

    private static (double Wall, double Busy) Measure(NetworkTrial trial, NetworkData data, int cores, out string digest)
    {
        Sink sink = new();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        new CpuEngine(Experiments.ActivationRegistry.Instance, cores).Run([trial], data, sink, CancellationToken.None);
        double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        digest = sink.Digest;
        return (wall, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }

    private static (double Wall, double Busy) Least((double Wall, double Busy) one, (double Wall, double Busy) other) =>
        (Math.Min(one.Wall, other.Wall), Math.Min(one.Busy, other.Busy));

    private sealed class Sink : ITrialSink<NetworkTrial, NetworkResult>
    {
        public string Digest { get; private set; } = "";

        public void Completed(NetworkResult result) => Digest = result.Digest;

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
