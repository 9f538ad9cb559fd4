using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Networks.Data;

namespace Sans.Benchmarks;

/// <summary>
/// All trainings of Table I: 15 signals, 249 kernel sizes, 5 activations. Signals are real if the data folder has them,
/// else synthetic.
/// </summary>
internal static class TableOneTime
{
    private const double PrototypeSeconds = 15.4;
    private const double PrototypeGigaflops = 118;

    /// <summary>Trains them on all cores, then on one, and prints how long that took.</summary>
    /// <param name="step">Every so manieth kernel size only.</param>
    public static void Print(int step)
    {
        NetworkData data = Load(out int realCount);
        NetworkTrial[] trials =
        [
            .. from dataset in Experiments.Physionet.Config.Datasets
               from activation in Experiments.Physionet.Config.ExpandActivations()
               from kernelSize in Enumerable.Range(1, 249).Where(m => m % step == 0)
               select PhysioNetLike.Trial(activation, kernelSize, dataset: dataset.Label),
        ];
        Console.WriteLine(FormattableString.Invariant($"{trials.Length} trainings on {realCount} real and ")
            + FormattableString.Invariant($"{Experiments.Physionet.Config.Datasets.Count - realCount} synthetic signals"));

        // Compilation at the start takes the same time on one core and on two.
        long begun = Stopwatch.GetTimestamp();
        new CpuEngine(Experiments.ActivationRegistry.Instance, 1).Run(
            [.. trials.Where(t => t.KernelSize % 60 < step)], data, new TimesSink(), CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant(
            $"first trainings, with what is compiled for them: {Stopwatch.GetElapsedTime(begun).TotalSeconds:F2} s"));
        foreach (int jobs in new[] { Environment.ProcessorCount, 1 })
        {
            double peak = Enumerable.Range(0, 200).Max(_ => MachinePeak.Gigaflops());
            TimeSpan busyBefore = Process.GetCurrentProcess().TotalProcessorTime;
            TimesSink sink = new();
            long start = Stopwatch.GetTimestamp();
            new CpuEngine(Experiments.ActivationRegistry.Instance, jobs).Run(trials, data, sink, CancellationToken.None);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

            // On a busy machine, processor time tells more than clock time.
            double busy = (Process.GetCurrentProcess().TotalProcessorTime - busyBefore).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant(
                $"{jobs} at a time: {seconds:F2} s, {busy / jobs:F2} s of processor time each, peak {peak:F1} GFLOP/s per core; the ")
                    + FormattableString.Invariant($"prototype's {PrototypeSeconds} s for all on two cores, scaled: ")
                        + FormattableString.Invariant($"{PrototypeSeconds * PrototypeGigaflops / peak:F2} s"));
            sink.Print();
        }
    }

    private static NetworkData Load(out int realCount)
    {
        Dictionary<string, SignalSplit> splits = [];
        LoadedData? real = null;
        try
        {
            real = ExperimentData.Load(Experiments.Physionet.Config, skipMissing: true);
        }
        catch (DatasetException)
        {
            // There is no such record.
        }

        DatasetConfig synthetic = PhysioNetLike.Experiment.Datasets[0];
        foreach (DatasetConfig dataset in Experiments.Physionet.Config.Datasets)
        {
            bool isReal = real is not null && !real.Skipped.ContainsKey(dataset.Label);
            DatasetConfig seeded = synthetic with
            {
                Label = dataset.Label,
                Parameters = new([.. synthetic.Parameters.Select(p => p.Name == "seed" ? p with { Value = (long)splits.Count } : p)]),
            };
            splits.Add(dataset.Label, isReal
                ? real!.Data[dataset.Label]
                : ExperimentData.Load(Experiments.Physionet.Config with { Datasets = new([seeded]) }).Data[dataset.Label]);
        }

        realCount = real is null ? 0 : splits.Count - real.Skipped.Count;
        return new NetworkData(splits);
    }

    /// <summary>The shares of the time: by activation, and for short, middle and long kernels.</summary>
    private sealed class TimesSink : ITrialSink<NetworkTrial, NetworkResult>
    {
        private readonly SortedDictionary<string, double> _seconds = new(StringComparer.Ordinal);

        public void Completed(NetworkResult ended)
        {
            var result = ended;
            string part = $"{result.Trial.ActivationLabel,-21} "
                + $"{(result.Trial.KernelSize < 10 ? "m < 10" : result.Trial.KernelSize < 100 ? "m < 100" : "m >= 100")}";
            _seconds[part] = _seconds.GetValueOrDefault(part) + result.Duration.TotalSeconds;
        }

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);

        public void Print()
        {
            foreach ((string part, double seconds) in _seconds)
            {
                Console.WriteLine(FormattableString.Invariant($"  {part,-31} {seconds,6:F2} s"));
            }
        }
    }
}
