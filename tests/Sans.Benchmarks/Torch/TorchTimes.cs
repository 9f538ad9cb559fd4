using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Torch;

namespace Sans.Benchmarks;

/// <summary>The trainings of Table I on TorchSharp: all of an activation in batches, one at a time, and on the embedded engine. One thread each on the processor.</summary>
internal static class TorchTimes
{
    // So many trainings are enough for a time per training, one at a time.
    private const int FewTrials = 6;

    /// <summary>Measures each activation and prints milliseconds for a training.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>.</param>
    /// <param name="step">Every so manieth kernel size only.</param>
    public static void Print(string device, int step)
    {
        TrialData data = PhysioNetLike.Load();
        var opened = TorchDevice.Open(device, threads: 1);
        TorchEngine batched = new(Experiments.ActivationRegistry.Instance, () => opened);
        TorchEngine single = new(Experiments.ActivationRegistry.Instance, () => opened, new MemoryBudget(1));
        CpuEngine embedded = new(Experiments.ActivationRegistry.Instance, 1);
        Console.WriteLine(opened.Details);
        Console.WriteLine("activation             trainings  batched ms  one at a time ms  embedded ms  batching gains  embedded gains");
        foreach (ActivationConfig activation in PhysioNetLike.Experiment.ExpandActivations())
        {
            Trial[] trials =
            [
                .. from kernelSize in Enumerable.Range(1, 249).Where(m => m % step == 0)
                   from seed in Enumerable.Range(0, 16)
                   select PhysioNetLike.Trial(activation, kernelSize, seed),
            ];
            Trial[] few = [.. trials.Where((_, i) => i % Math.Max(1, trials.Length / FewTrials) == 0)];
            double together = Milliseconds(batched, trials, data);
            double alone = Milliseconds(single, few, data);
            double ours = Milliseconds(embedded, trials, data);
            Console.WriteLine(FormattableString.Invariant(
                $"{activation.Name,-21} {trials.Length,10} {together,11:F1} {alone,17:F1} {ours,12:F2} {alone / together,15:F1} {together / ours,15:F0}"));
        }
    }

    /// <summary>Of the processor, because the machine may do other things as well; of the clock on a GPU.</summary>
    private static double Milliseconds(IEngine engine, Trial[] trials, TrialData data)
    {
        engine.Run([trials[0]], data, new FailingSink(), CancellationToken.None);
        bool isOnProcessor = engine.Details?.Contains("device cuda", StringComparison.Ordinal) != true;
        TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        engine.Run(trials, data, new FailingSink(), CancellationToken.None);
        return (isOnProcessor ? Process.GetCurrentProcess().TotalProcessorTime - busy : Stopwatch.GetElapsedTime(start)).TotalMilliseconds / trials.Length;
    }

    private sealed class FailingSink : ITrialSink
    {
        public void Completed(ITrialResult result)
        {
        }

        public void Failed(ITrial trial, string reason, Exception? defect) => throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
