using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Cpu;

namespace Sans.Benchmarks;

/// <summary>Whole trainings on one core, against the figures of the prototype scaled by the peak of the machine.</summary>
internal static class TrainingTimes
{
    // The machine on which the figures were measured.
    private const double PrototypeGigaflops = 118;

    // Until the runtime has compiled everything for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private static readonly int[] KernelSizes = [10, 50, 125, 250];

    /// <summary>Milliseconds of the prototype, per activation and kernel size.</summary>
    private static readonly Dictionary<string, double[]> Prototype = new()
    {
        ["identity"] = [0.51, 1.25, 2.7, 5.0],
        ["relu"] = [0.53, 1.20, 2.9, 5.4],
        ["top_k_absolutes"] = [0.61, 0.68, 1.1, 1.6],
        ["extrema_pool_indices"] = [0.57, 0.46, 0.9, 1.5],
        ["extrema"] = [0.63, 0.75, 1.0, 1.7],
    };

    /// <summary>Measures every cell and prints it.</summary>
    /// <param name="repetitions">Measurements of a cell; each is followed by one of the peak. The least time of each of eight seeds counts, and the highest peak.</param>
    /// <param name="activation">This one only, or all.</param>
    /// <param name="kernelSize">This one only, or all.</param>
    public static void Print(int repetitions, string? activation, int kernelSize)
    {
        TrialData data = PhysioNetLike.Load();
        Console.WriteLine("activation              m     ms  peak GFLOP/s  figure, scaled    ratio");
        foreach (ActivationConfig config in PhysioNetLike.Experiment.ExpandActivations().Where(a => activation is null || a.Name == activation))
        {
            for (int i = 0; i < KernelSizes.Length; i++)
            {
                if (kernelSize != 0 && kernelSize != KernelSizes[i])
                {
                    continue;
                }

                (double milliseconds, double peak) = Measure(PhysioNetLike.Trial(config, KernelSizes[i]), data, repetitions);
                double figure = Prototype[config.Name][i] * PrototypeGigaflops / peak;
                Console.WriteLine(FormattableString.Invariant(
                    $"{config.Name,-21} {KernelSizes[i],3} {milliseconds,6:F3} {peak,8:F1} {figure,12:F3} {milliseconds / figure,12:F2}"));
            }
        }
    }

    private static (double Milliseconds, double Peak) Measure(Trial trial, TrialData data, int repetitions)
    {
        const int trainings = 8;
        Trial[] trials = [.. Enumerable.Range(0, trainings).Select(seed => trial with { Seed = seed })];
        CpuEngine engine = new(Experiments.ActivationRegistry.Instance, 1);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            engine.Run(trials, data, new DurationSink(), CancellationToken.None);
        }

        double[] least = [.. trials.Select(_ => double.MaxValue)];
        double peak = 0;
        for (int r = 0; r < repetitions; r++)
        {
            DurationSink sink = new();
            engine.Run(trials, data, sink, CancellationToken.None);
            least = [.. least.Zip(sink.Milliseconds, Math.Min)];
            peak = Math.Max(peak, MachinePeak.Gigaflops());
        }

        return (least.Average(), peak);
    }

    private sealed class DurationSink : ITrialSink
    {
        public List<double> Milliseconds { get; } = [];

        public void Completed(ITrialResult result) => Milliseconds.Add(result.Duration.TotalMilliseconds);

        public void Failed(ITrial trial, string reason, Exception? defect) => throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
