using System.Diagnostics;
using Sans.Core.Training;
using Sans.Cpu;

namespace Sans.Benchmarks;

/// <summary>Whole trainings on one core, against the figures of the prototype scaled by the peak of the machine.</summary>
internal static class TrainingTimes
{
    // The machine on which the figures were measured.
    private const double PrototypeGigaflops = 118;

    private const int Trainings = 8;

    // Repetitions until the runtime has compiled everything in its final form.
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

    /// <summary>Measures the cells by turns, so that a busy moment of the machine spoils no cell, and prints them.</summary>
    /// <param name="repetitions">
    /// Measurements of each cell. Each is followed by one of the peak. The least time of each of eight seeds counts, and the
    /// highest peak.
    /// </param>
    /// <param name="activation">This one only, or all.</param>
    /// <param name="kernelSize">This one only, or all.</param>
    public static void Print(int repetitions, string? activation, int kernelSize)
    {
        NetworkData data = PhysioNetLike.Load();
        CpuEngine engine = new(Experiments.ActivationRegistry.Instance, 1);
        Cell[] cells =
        [
            .. from config in PhysioNetLike.Experiment.ExpandActivations()
               where activation is null || config.Name == activation
               from size in KernelSizes.Index()
               where kernelSize == 0 || kernelSize == size.Item
               select new Cell(
                   config.Name,
                   size.Item,
                   Prototype[config.Name][size.Index],
                   [.. Enumerable.Range(0, Trainings).Select(seed => PhysioNetLike.Trial(config, size.Item, seed))]),
        ];
        foreach (Cell cell in cells)
        {
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            {
                engine.Run(cell.Trials, data, new DurationSink(), CancellationToken.None);
            }
        }

        double peak = 0;
        for (int r = 0; r < repetitions; r++)
        {
            foreach (Cell cell in cells)
            {
                DurationSink sink = new();
                engine.Run(cell.Trials, data, sink, CancellationToken.None);
                cell.Take(sink.Milliseconds);
                peak = Math.Max(peak, MachinePeak.Gigaflops());
            }
        }

        Console.WriteLine("activation              m     ms  peak GFLOP/s  figure, scaled    ratio");
        foreach (Cell cell in cells)
        {
            double figure = cell.Prototype * PrototypeGigaflops / peak;
            Console.WriteLine(FormattableString.Invariant(
                $"{cell.Activation,-21} {cell.KernelSize,3} {cell.Milliseconds,6:F3} {peak,8:F1} {figure,12:F3} ")
                    + FormattableString.Invariant($"{cell.Milliseconds / figure,12:F2}"));
        }
    }

    private sealed record Cell(string Activation, int KernelSize, double Prototype, NetworkTrial[] Trials)
    {
        private readonly double[] _least = [.. Trials.Select(_ => double.MaxValue)];

        public double Milliseconds => _least.Average();

        public void Take(List<double> milliseconds)
        {
            for (int i = 0; i < _least.Length; i++)
            {
                _least[i] = Math.Min(_least[i], milliseconds[i]);
            }
        }
    }

    private sealed class DurationSink : ITrialSink<NetworkTrial, NetworkResult>
    {
        public List<double> Milliseconds { get; } = [];

        public void Completed(NetworkResult result) => Milliseconds.Add(result.Duration.TotalMilliseconds);

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
