using Sans.Configuration.Kinds.Networks;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Networks.Measures;
using Sans.Networks.Studies;

namespace Sans.Benchmarks.Csc;

/// <summary>A set of the recovery protocol.</summary>
/// <param name="Set">The pair of atoms: <c>trisq</c>, <c>saw</c> or <c>decay</c>.</param>
/// <param name="Density">The probability of an event at each valid position, for each atom.</param>
/// <param name="Noise">The standard deviation σ of the noise.</param>
internal sealed record RecoverySet(string Set, double Density, double Noise)
{
    /// <summary>Its name in tables.</summary>
    public string Name => FormattableString.Invariant($"{Set} {Density} σ={Noise}");
}

/// <summary>A signal with known atoms.</summary>
/// <param name="Split">Its windows, standardised.</param>
/// <param name="Atoms">The atoms, of norm 1.</param>
internal sealed record KnownSignal(SignalSplit Split, IReadOnlyList<double[]> Atoms);

/// <summary>
/// The recovery of known atoms by the protocol of alphacsc's <c>1D_vs_multi_run</c> on one channel. Atoms have 64 samples and
/// norm 1. Codes are Bernoulli-uniform at 640 positions, and noise is normal. There are 12 windows for training and two each
/// for validation and test.
/// </summary>
internal static class CscRecovery
{
    private const int AtomSize = 64;
    private const int Length = 703;
    private const int Count = 16;
    private const int TrainCount = 12;

    /// <summary>The first seed of the data that are reported. Options were chosen on seeds from 100.</summary>
    public const int FirstSeed = 0;

    /// <summary>The sets.</summary>
    public static IReadOnlyList<RecoverySet> Sets { get; } =
    [
        .. from set in ((string Atoms, double Density)[])[("trisq", 0.05), ("trisq", 0.005), ("saw", 0.005), ("decay", 0.005)]
           from noise in (double[])[0.01, 0.1, 0.3]
           select new RecoverySet(set.Atoms, set.Density, noise),
    ];

    /// <summary>Our options by their names, as keys of YAML.</summary>
    public static IReadOnlyList<(string Name, string Yaml)> Options { get; } =
    [
        ("correlation", "model: { kernels: 2, kernel_size: 64 }\nactivations: [extrema: { border_tolerance: 3 }]\n"
            + "training: { epochs: 300, batch_size: 2 }"),
        ("transposed", "model: { kernels: 2, kernel_size: 64, decoder: transposed }\nactivations: [extrema: { border_tolerance: 3 }]\n"
            + "training: { epochs: 300, batch_size: 2 }"),
        ("pursuit", OfPursuit("data", "phi_pursuit")),
        ("threshold, random pieces", OfPursuit("data", "phi_pursuit: { stop: threshold, limit: 4 }")),
        ("stop by φ, loud pieces", OfPursuit("energy", "phi_pursuit")),
        ("threshold, loud pieces", OfPursuit("energy", "phi_pursuit: { stop: threshold, limit: 4 }")),
    ];

    /// <summary>The option for signals in noise.</summary>
    public static string ForNoise => Options[^1].Name;

    /// <summary>Draws a signal.</summary>
    /// <param name="set">The set.</param>
    /// <param name="seed">The seed.</param>
    public static KnownSignal Draw(RecoverySet set, int seed)
    {
        double[][] atoms = AtomsOf(set.Set);
        string owner = FormattableString.Invariant($"{set.Set}/{set.Density}/seed={seed}");
        RandomStream events = new("csc_events", owner), noise = new("csc_noise", owner);
        float[] samples = new float[Count * Length];
        for (int window = 0; window < Count; window++)
        {
            double[] x = new double[Length];
            foreach (double[] atom in atoms)
            {
                for (int t = 0; t + AtomSize <= Length; t++)
                {
                    double amplitude = events.NextUniform() < set.Density ? events.NextUniform() : 0;
                    for (int u = 0; amplitude > 0 && u < AtomSize; u++)
                    {
                        x[t + u] += amplitude * atom[u];
                    }
                }
            }

            for (int t = 0; t < Length; t++)
            {
                x[t] += set.Noise * noise.NextNormal();
            }

            double mean = x.Average(), deviation = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (Length - 1));
            for (int t = 0; t < Length; t++)
            {
                samples[(window * Length) + t] = (float)((x[t] - mean) / deviation);
            }
        }

        return new KnownSignal(
            new SignalSplit(Part(0, TrainCount), Part(TrainCount, 2), Part(TrainCount + 2, 2), owner), atoms);

        SignalWindows Part(int first, int count) => new(samples.AsSpan(first * Length, count * Length).ToArray(), Length);
    }

    /// <summary>
    /// The recovery by the start of least φ̄ on validation, the mean over starts, and processor seconds of all starts.
    /// </summary>
    /// <param name="option">The option as YAML.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="label">Keys the random streams of the starts.</param>
    /// <param name="starts">The number of starts.</param>
    public static (double Chosen, double Mean, double Seconds) Recover(string option, KnownSignal signal, string label, int starts = 5)
    {
        SanExperiment experiment = CscSignals.Read($$"""
            name: csc-recovery
            datasets: [synthetic_ecg: { label: known }]
            window: { samples: {{Count * Length}}, length: {{Length}} }
            split: { train: {{TrainCount}}, validation: 2, test: 2 }
            seeds: [{{string.Join(", ", Enumerable.Range(0, starts))}}]
            {{option}}
            """);
        NetworkTrial[] trials = [.. NetworkPlan.Of(experiment).Select(t => t with { Dataset = label })];
        CollectingResults results = new();
        double seconds = CscOwn.Run(trials, new NetworkData(new Dictionary<string, SignalSplit> { [label] = signal.Split }), results);
        return (
            Score(results.All.OrderBy(r => r.Trial.Seed).MinBy(r => r.Validation.MeanPhi)!),
            results.All.Average(Score),
            seconds);

        double Score(NetworkResult result) => AtomMatch.Recovery(CscOwn.AtomsOf(result), signal.Atoms);
    }

    private static string OfPursuit(string initialization, string activation) =>
        $"model: {{ kernels: 2, kernel_size: 64, decoder: transposed, initialization: {initialization} }}\n"
            + $"activations: [{activation}]\ntraining: {{ epochs: 60, batch_size: 2, unit_norm: true, reinitialize: {{}} }}";

    private static double[][] AtomsOf(string set) => set switch
    {
        "trisq" => [Triangle, Unit(_ => 1)],
        "saw" => [Unit(t => (2.0 * t / (AtomSize - 1)) - 1), Triangle],
        "decay" => [Unit(t => (1 - Math.Exp(-t / 2.0)) * Math.Exp(-t / 16.0)), Triangle],
        _ => throw new ArgumentException($"there is no set '{set}'", nameof(set)),
    };

    private static double[] Triangle => Unit(t => 1 - Math.Abs((2.0 * t / (AtomSize - 1)) - 1));

    private static double[] Unit(Func<int, double> value)
    {
        double[] atom = [.. Enumerable.Range(0, AtomSize).Select(value)];
        double norm = Math.Sqrt(atom.Sum(v => v * v));
        return [.. atom.Select(v => v / norm)];
    }
}
