using System.Diagnostics;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Experiments;

namespace Sans.Benchmarks;

/// <summary>The trainings of Table I, all of them: 15 signals, 249 kernel sizes, 5 activations.</summary>
internal static class TableOneTime
{
    private const int SignalCount = 15;

    /// <summary>Trains them on one core after another number of jobs and prints how long that took.</summary>
    /// <param name="largestStep">Every so manieth kernel size only.</param>
    public static void Print(int largestStep)
    {
        TrialData one = PhysioNetLike.Load();
        TrialData data = new(Enumerable.Range(0, SignalCount).ToDictionary(Label, _ => one[PhysioNetLike.Dataset]));
        Trial[] trials =
        [
            .. from signal in Enumerable.Range(0, SignalCount)
               from activation in PhysioNetLike.Experiment.Activations
               from kernelSize in Enumerable.Range(1, 249).Where(m => m % largestStep == 0)
               select PhysioNetLike.Trial(activation, kernelSize, dataset: Label(signal)),
        ];
        foreach (int jobs in new[] { Environment.ProcessorCount, 1 })
        {
            double peak = Enumerable.Range(0, 200).Max(_ => MachinePeak.Gigaflops());
            long start = Stopwatch.GetTimestamp();
            new CpuEngine(ActivationRegistry.Instance, jobs).Run(trials, data, new IgnoringSink(), CancellationToken.None);
            Console.WriteLine(FormattableString.Invariant(
                $"{trials.Length} trainings, {jobs} at a time: {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s, peak {peak:F1} GFLOP/s per core"));
        }

        static string Label(int signal) => FormattableString.Invariant($"signal-{signal}");
    }

    private sealed class IgnoringSink : ITrialSink
    {
        public void Completed(TrialResult result)
        {
        }

        public void Failed(Trial trial, string reason, Exception? defect) => throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
