using System.Diagnostics;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Torch;

namespace Sans.Benchmarks;

/// <summary>
/// The trainings of Table I on TorchSharp: all of an activation in batches, and one at a time. The embedded engine
/// trains the same. Each has one thread on the processor.
/// </summary>
internal static class TorchTimes
{
    // Number of trainings that is enough for a mean time, one at a time.
    private const int FewTrials = 6;

    /// <summary>Measures each activation and prints milliseconds for a training.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>.</param>
    /// <param name="step">Every so manieth kernel size only.</param>
    public static void Print(string device, int step)
    {
        NetworkData data = PhysioNetLike.Load();
        var opened = TorchDevice.Open(device, threads: 1);
        TorchEngine batched = new(Experiments.ActivationRegistry.Instance, () => opened);
        TorchEngine single = new(Experiments.ActivationRegistry.Instance, () => opened, new MemoryBudget(1));
        CpuEngine embedded = new(Experiments.ActivationRegistry.Instance, 1);
        Console.WriteLine(opened.Details);
        Console.WriteLine("activation             trainings  batched ms  one at a time ms  embedded ms  batching gains  embedded gains");
        foreach (ActivationConfig activation in PhysioNetLike.Experiment.ExpandActivations())
        {
            NetworkTrial[] trials =
            [
                .. from kernelSize in Enumerable.Range(1, 249).Where(m => m % step == 0)
                   from seed in Enumerable.Range(0, 16)
                   select PhysioNetLike.Trial(activation, kernelSize, seed),
            ];
            NetworkTrial[] few = [.. trials.Where((_, i) => i % Math.Max(1, trials.Length / FewTrials) == 0)];
            double together = Milliseconds(batched, trials, data);
            double alone = Milliseconds(single, few, data);
            double ours = Milliseconds(embedded, trials, data);
            Console.WriteLine(FormattableString.Invariant(
                $"{activation.Name,-21} {trials.Length,10} {together,11:F1} {alone,17:F1} {ours,12:F2} {alone / together,15:F1} ")
                    + FormattableString.Invariant($"{together / ours,15:F0}"));
        }
    }

    /// <summary>
    /// Measures both classifiers of the paper, an epoch with validation and test, and prints milliseconds for each of them.
    /// </summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>.</param>
    /// <param name="count">Training examples.</param>
    public static void PrintClassifiers(string device, int count)
    {
        var opened = TorchDevice.Open(device, threads: 1);
        TorchEngine batched = new(Experiments.ActivationRegistry.Instance, () => opened);
        TorchEngine single = new(Experiments.ActivationRegistry.Instance, () => opened, new MemoryBudget(1));
        CpuEngine embedded = new(Experiments.ActivationRegistry.Instance, 1);
        Console.WriteLine();
        Console.WriteLine("classifier             trainings  batched ms  one at a time ms  embedded ms  batching gains  embedded gains");
        foreach ((string name, LayerConfig[] layers, ExampleShape shape, int classCount) in new[]
        {
            ("784 to 10", ClassifierTimes.TableThree, new ExampleShape(28, 28), 10), (
                "Table II", ClassifierTimes.TableTwo, ExampleShape.Signal(178), 3),
        })
        {
            ClassifierConfig config = new(new(layers), 1, 64, ClassifierTimes.Adam);
            NetworkData data = new(new Dictionary<string, SignalSplit> { [name] = Examples(shape, classCount, count) });
            ClassificationTrial[] trials = [.. Enumerable.Range(0, 16).Select(seed => new ClassificationTrial(name, seed, null))];
            double together = Time(batched, trials);
            double alone = Time(single, trials);
            double ours = Time(embedded, trials);
            Console.WriteLine(FormattableString.Invariant($"{name,-21} {trials.Length,10} {together,11:F1} {alone,17:F1} ")
                + FormattableString.Invariant($"{ours,12:F2} {alone / together,15:F1} {together / ours,15:F1}"));

            double Time(INetworkEngine engine, ClassificationTrial[] all)
            {
                engine.Run(all[..1], config, Protocol.AsPublished, data, new FailingSink(), CancellationToken.None);
                return Milliseconds(
                    () => engine.Run(all, config, Protocol.AsPublished, data, new FailingSink(), CancellationToken.None),
                    engine.Details,
                    all.Length);
            }
        }
    }

    private static SignalSplit Examples(ExampleShape shape, int classCount, int count)
    {
        RandomStream stream = new("benchmark", "classifiers");
        (SignalWindows train, int[] ofTrain) = Part(count);
        (SignalWindows validation, int[] ofValidation) = Part(count / 5);
        (SignalWindows test, int[] ofTest) = Part(count / 5);
        return new SignalSplit(train, validation, test, "", new ClassLabels(classCount, ofTrain, ofValidation, ofTest));

        (SignalWindows Examples, int[] Labels) Part(int examples) => (
            new SignalWindows([.. Enumerable.Range(0, examples * shape.Length).Select(_ => (float)stream.NextUniform())], shape),
            [.. Enumerable.Range(0, examples).Select(_ => stream.NextInt32(classCount))]);
    }

    private static double Milliseconds(INetworkEngine engine, NetworkTrial[] trials, NetworkData data)
    {
        engine.Run([trials[0]], data, new FailingSink(), CancellationToken.None);
        return Milliseconds(() => engine.Run(trials, data, new FailingSink(), CancellationToken.None), engine.Details, trials.Length);
    }

    /// <summary>Processor time on a CPU, because the machine may be busy. Clock time on a GPU.</summary>
    private static double Milliseconds(Action run, string? details, int trainings)
    {
        bool isOnProcessor = details?.Contains("device cuda", StringComparison.Ordinal) != true;
        TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        run();
        return (isOnProcessor
            ? Process.GetCurrentProcess().TotalProcessorTime - busy
            : Stopwatch.GetElapsedTime(start)).TotalMilliseconds / trainings;
    }

    private sealed class FailingSink : ITrialSink<NetworkTrial, NetworkResult>
    {
        public void Completed(NetworkResult result)
        {
        }

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
