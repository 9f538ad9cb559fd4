using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu;

namespace Sans.Benchmarks;

/// <summary>
/// The cost of φ-pursuit on one core: whole trainings, one window, and its parts. The least times count.
/// </summary>
internal static class PursuitTimes
{
    private const int KernelSize = 35;

    private static readonly KernelRules Rules = new(true, new ReinitializationConfig(new(2, 5, 9, 14), 0.97));

    /// <summary>Prints the tables.</summary>
    /// <param name="rounds">Measurements of each.</param>
    public static void Print(int rounds)
    {
        NetworkData data = PhysioNetLike.Load();
        CpuEngine engine = new(Experiments.ActivationRegistry.Instance, 1);
        Console.WriteLine("training, 30 epochs of 6 + 2 windows (240 encodings)       q    ms of the processor");
        foreach (int kernels in (int[])[1, 2])
        {
            foreach (string name in (string[])["extrema", "phi_pursuit"])
            {
                Sink sink = new();
                double least = double.PositiveInfinity;
                for (int round = 0; round < rounds; round++)
                {
                    // Processor time, because a training on a busy machine waits longer than it works.
                    TimeSpan start = Environment.CpuUsage.TotalTime;
                    engine.Run([Trial(name, kernels)], data, sink, CancellationToken.None);
                    least = Math.Min(least, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
                }

                Console.WriteLine(FormattableString.Invariant($"{name,-54} {kernels,4} {least,6:F1}"));
                if (name == "phi_pursuit")
                {
                    PrintWindows(sink.Last!, data[PhysioNetLike.Dataset].Test, rounds);
                }
            }
        }

        PrintParts(data[PhysioNetLike.Dataset].Test[0].ToArray(), rounds);
    }

    private static NetworkTrial Trial(string name, int kernels) => PhysioNetLike.Trial(
        new ActivationConfig(name, name == "extrema" ? new(new Parameter("border_tolerance", 3L)) : PursuitDefaults()), KernelSize) with
    {
        KernelCount = kernels,
        Training = name == "extrema" ? PhysioNetLike.Training : PhysioNetLike.Training with { Kernels = Rules },
        Readings = new ReadingsConfig(
            name == "extrema" ? KernelInitialization.Normal : KernelInitialization.Data, false, KernelDecoder.Transposed),
    };

    private static ValueList<Parameter> PursuitDefaults() => new(
        new Parameter("refit", "least_squares"),
        new Parameter("stop", "phi"),
        new Parameter("look_ahead", 8L),
        new Parameter("distance_factor", 0.0),
        new Parameter("border_tolerance", 0L),
        new Parameter("sweeps", 0L),
        new Parameter("absolute_refit", 0L));

    /// <summary>Least times of the test windows with the trained kernels, and of Extrema's selection.</summary>
    private static void PrintWindows(NetworkResult result, SignalWindows windows, int rounds)
    {
        AtomDictionary atoms = new(windows.Shape, result.Kernels, isTransposed: true);
        foreach (PursuitRefit refit in Enum.GetValues<PursuitRefit>())
        {
            PursuitEncoder encoder = new();
            List<CodedActivation> code = [];
            double sum = 0, activations = 0;
            for (int window = 0; window < windows.Count; window++)
            {
                float[] x = windows[window].ToArray();
                sum += Least(20 * rounds, () => encoder.Encode(x, atoms, new PursuitOptions(refit), code));
                activations += code.Count;
            }

            Console.WriteLine(FormattableString.Invariant(
                $"  a window, refit {refit,-14} A = {activations / windows.Count,5:F1} {sum / windows.Count / 1000,34:F3}"));
        }

        PursuitEncoder fifty = new();
        List<CodedActivation> ofFifty = [];
        float[] first = windows[0].ToArray();
        PursuitOptions count = new(Stop: PursuitStop.Count, Limit: 50);
        Console.WriteLine(FormattableString.Invariant(
            $"  a window, 50 activations by least squares {Least(20 * rounds, () => fifty.Encode(first, atoms, count, ofFifty)) / 1000,31:F3}"));
        float[][] maps = [.. result.Kernels.Select(k => Similarity(windows[0], k))];
        double extrema = Least(20 * rounds, () =>
        {
            foreach (float[] map in maps)
            {
                new Extrema(3).Support(map, KernelSize);
            }
        });
        Console.WriteLine(FormattableString.Invariant($"  a window, selection of extrema alone {extrema / 1000,37:F3}"));
    }

    /// <summary>The time of each part of docs/method/pursuit.md, also for doubled q, n or m.</summary>
    private static void PrintParts(float[] example, int rounds)
    {
        (int Kernels, int Length, int Size)[] cells = [(1, 1000, 35), (2, 1000, 35), (2, 2000, 35), (2, 1000, 70)];
        Console.WriteLine("part, µs               formula   " + string.Concat(
            cells.Select(c => FormattableString.Invariant($"  q={c.Kernels} n={c.Length} m={c.Size}"))));
        List<double[]> times = [];
        foreach ((int kernels, int length, int size) in cells)
        {
            float[][] weights = [.. Enumerable.Range(0, kernels).Select(i => example.AsSpan(100 + (170 * i), size).ToArray())];
            double[] x = [.. Enumerable.Range(0, length).Select(t => (double)example[t % example.Length])];
            ExampleShape shape = ExampleShape.Signal(length);
            AtomDictionary atoms = new(shape, weights, isTransposed: true);
            double[] correlations = new double[kernels * length];
            double[] products = atoms.Products(0, 500);
            int n = 20 * rounds;
            times.Add(
            [
                Least(n, () => _ = new AtomDictionary(shape, weights, isTransposed: true)),
                Least(n, () => atoms.Correlate(x, correlations)),
                Least(n, () => DoubleSpans.LargestWeighted(correlations, atoms.InverseNorms)),
                Least(n, () => DoubleSpans.AbsoluteSum(x)),
                Least(n, () => atoms.AddProducts(0, 500, products, 1e-9, correlations)),
                Least(n, () => atoms.AddAtom(0, 500, 1e-9, x)),
                Least(n, () => atoms.Products(0, 2)),
            ]);
        }

        (string Part, string Formula)[] parts =
        [
            ("table of products", "q² m²"), ("correlations at start", "q n m"), ("largest |c| / N", "q n"), ("sum of |r|", "n"),
            ("correlations, update", "q (2m - 1)"), ("residual, update", "m"), ("row of a cut atom", "q m²"),
        ];
        for (int part = 0; part < parts.Length; part++)
        {
            Console.WriteLine($"{parts[part].Part,-22} {parts[part].Formula,-10}" + string.Concat(
                times.Select(t => FormattableString.Invariant($"{t[part],16:F2}"))));
        }
    }

    private static float[] Similarity(ReadOnlySpan<float> x, float[] kernel)
    {
        float[] map = new float[x.Length];
        int left = (kernel.Length - 1) / 2;
        for (int p = 0; p < map.Length; p++)
        {
            for (int u = Math.Max(0, left - p); u < Math.Min(kernel.Length, x.Length + left - p); u++)
            {
                map[p] += kernel[u] * x[p - left + u];
            }
        }

        return map;
    }

    /// <summary>The least time in microseconds, over batches of ten calls.</summary>
    private static double Least(int repetitions, Action action)
    {
        const int together = 10;
        double least = double.PositiveInfinity;
        for (int i = 0; i < repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < together; call++)
            {
                action();
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMicroseconds / together);
        }

        return least;
    }

    private sealed class Sink : ITrialSink<NetworkTrial, NetworkResult>
    {
        public NetworkResult? Last { get; private set; }

        public void Completed(NetworkResult result) => Last = result;

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
