using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Cpu.Recordings;

namespace Sans.Benchmarks;

/// <summary>
/// The growth of cost on one core over samples n, kernel size m and number of kernels q. One at a time changes, around
/// n = 10,000, m = 100 and q = 4. The least times count.
/// </summary>
internal static class GrowthTimes
{
    private const int Length = 10_000;
    private const int KernelSize = 100;
    private const int KernelCount = 4;

    // A cell that takes longer ends its series.
    private const double LongestMilliseconds = 4_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.3);
    private static readonly int[] Lengths = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
    private static readonly int[] KernelSizes = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
    private static readonly int[] KernelCounts = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>Prints a table for each variable, with the exponent of each series over its larger half.</summary>
    /// <param name="rounds">Measurements of each cell, at least.</param>
    public static void Print(int rounds)
    {
        float[] example = PhysioNetLike.Load()[PhysioNetLike.Dataset].Train[0].ToArray();
        Random random = new(1);
        float[] x = [.. Enumerable.Range(0, Lengths[^1]).Select(t => example[t % example.Length] + (0.05f * (random.NextSingle() - 0.5f)))];
        foreach ((string name, int[] values, Func<int, (int N, int M, int Q)> cell) in
            new (string, int[], Func<int, (int, int, int)>)[]
            {
                ("n", Lengths, n => (n, KernelSize, KernelCount)),
                ("m", KernelSizes, m => (Length, m, KernelCount)),
                ("q", KernelCounts, q => (Length, KernelSize, q)),
            })
        {
            Console.WriteLine();
            Console.WriteLine($"{"ms over " + name,-28}" + string.Concat(values.Select(v => FormattableString.Invariant($"{v,10}")))
                + "  exponent");
            foreach ((string what, Func<float[], float[][], Action> prepare) in Works)
            {
                List<(double Value, double Time)> series = [];
                foreach (int value in values)
                {
                    (int n, int m, int q) = cell(value);
                    double time = Measure(prepare(x[..n], [.. Enumerable.Range(0, q).Select(i => Unit(x.AsSpan(137 * i, m)))]), rounds);
                    series.Add((value, time));
                    if (time > LongestMilliseconds)
                    {
                        break;
                    }
                }

                Console.WriteLine($"{what,-28}"
                    + string.Concat(values.Select((_, i) => i < series.Count
                        ? FormattableString.Invariant($"{series[i].Time,10:G4}")
                        : $"{"",10}"))
                    + FormattableString.Invariant($"{Exponent(series),10:F2}"));
            }
        }
    }

    private static (string, Func<float[], float[][], Action>)[] Works =>
    [
        ("step, extrema", (x, kernels) => Step(new Extrema(KernelSize / 10), x, kernels)),
        ("step, relu", (x, kernels) => Step(default(Relu), x, kernels)),
        ("encoding, extrema", Encoding),
        ("pursuit of a window", (x, kernels) => Pursuit(x, kernels, new PursuitOptions(PursuitRefit.Local))),
        ("pursuit, least squares", (x, kernels) => Pursuit(x, kernels, new PursuitOptions())),
    ];

    /// <summary>A training step on one window.</summary>
    private static Action Step<T>(T activation, float[] x, float[][] kernels)
        where T : struct, ISparseActivation
    {
        SignalWindows windows = new(x, ExampleShape.Signal(x.Length));
        SignalWindows one = new(x[..1_000], ExampleShape.Signal(1_000));
        NetworkTrial trial = PhysioNetLike.Trial(new ActivationConfig("step", default), kernels[0].Length) with
        {
            KernelCount = kernels.Length,
        };
        INetwork network = new PreparedSignals(new SignalSplit(windows, one, one, ""), kernels[0].Length).NetworkOf(
            activation, trial, kernels[0].Length, new WorkerMemory());
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i].CopyTo(network.Kernel(i).Span);
        }

        network.KernelsChanged();
        return () =>
        {
            network.ClearGradients();
            network.Learn(0, 0);
            for (int i = 0; i < kernels.Length; i++)
            {
                network.Gradient(i, 1f / x.Length);
            }
        };
    }

    private static Action Encoding(float[] x, float[][] kernels)
    {
        SanNetwork network = new(
            kernels, new ActivationConfig("extrema", new(new Parameter("border_tolerance", KernelSize / 10L))), true, Length);
        List<SanEvent> events = [];
        return () =>
        {
            events.Clear();
            RecordingEncoder encoder = new(network, Experiments.ActivationRegistry.Instance);
            encoder.Add(x, events);
            encoder.End(events);
        };
    }

    private static Action Pursuit(float[] x, float[][] kernels, PursuitOptions options)
    {
        AtomDictionary atoms = new(ExampleShape.Signal(x.Length), kernels, isTransposed: true);
        PursuitEncoder encoder = new();
        List<CodedActivation> code = [];
        return () => encoder.Encode(x, atoms, options, code);
    }

    private static float[] Unit(ReadOnlySpan<float> piece)
    {
        double mean = 0, square = 0;
        foreach (float v in piece)
        {
            mean += v / (double)piece.Length;
        }

        foreach (float v in piece)
        {
            square += (v - mean) * (v - mean);
        }

        float[] unit = piece.ToArray();
        for (int t = 0; t < unit.Length; t++)
        {
            unit[t] = (float)((unit[t] - mean) / Math.Sqrt(square));
        }

        return unit;
    }

    /// <summary>The least milliseconds, by the clock or of the processor, whichever is less on a busy machine.</summary>
    private static double Measure(Action action, int rounds)
    {
        action();
        double least = double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds || (Stopwatch.GetElapsedTime(begin) < Patience && round < 100 * rounds); round++)
        {
            TimeSpan busy = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            action();
            double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            double processor = (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds;
            least = Math.Min(least, processor > 1 ? Math.Min(wall, processor) : wall);
            if (least > LongestMilliseconds)
            {
                break;
            }
        }

        return least;
    }

    /// <summary>The slope of the logarithm of time by least squares, over the larger half of a series.</summary>
    private static double Exponent(List<(double Value, double Time)> series)
    {
        (double X, double Y)[] points = [.. series.Skip(series.Count / 2 - (series.Count > 3 ? 0 : 1))
            .Select(s => (Math.Log(s.Value), Math.Log(s.Time)))];
        double x = points.Average(p => p.X), y = points.Average(p => p.Y);
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }
}
