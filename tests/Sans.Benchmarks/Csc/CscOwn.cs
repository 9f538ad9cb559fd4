using Sans.Configuration.Kinds.Networks;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Figures;
using Sans.Networks.Studies;

namespace Sans.Benchmarks.Csc;

/// <summary>A network size of one of our options, with all its seeds.</summary>
/// <param name="Dataset">The signal.</param>
/// <param name="Option">The option.</param>
/// <param name="Settings">What else differs, such as the distance, or empty.</param>
/// <param name="KernelCount">Number of kernels q.</param>
/// <param name="KernelSize">Samples m of a kernel.</param>
/// <param name="Seeds">The trainings, by seed.</param>
internal sealed record CscCell(
    string Dataset, string Option, string Settings, int KernelCount, int KernelSize, IReadOnlyList<NetworkResult> Seeds)
{
    /// <summary>Mean φ̄ on validation, by which cells are chosen.</summary>
    public double Validation => Seeds.Average(s => s.Validation.MeanPhi);

    /// <summary>Mean φ̄ on test.</summary>
    public double Test => Seeds.Average(s => s.Test.MeanPhi);

    /// <summary>The standard deviation of φ̄ on test over seeds.</summary>
    public double Deviation => Math.Sqrt(
        Seeds.Sum(s => (s.Test.MeanPhi - Test) * (s.Test.MeanPhi - Test)) / Math.Max(1, Seeds.Count - 1));
}

/// <summary>Trainings of our own options on the signals of the comparison.</summary>
internal sealed class CscOwn
{
    /// <summary>The sizes that all programs try.</summary>
    public static readonly int[] CommonSizes = [20, 50, 100];

    /// <summary>Each option by its name, as a variant in YAML.</summary>
    private static readonly (string Name, string Variant)[] Variants =
    [
        ("correlation", "{ model: { decoder: correlation } }"),
        ("transposed", "{}"),
        ("free_distance", """
            { model: { kernel_size: [20, 50, 100], decoder: [correlation, transposed] },
              activations: [extrema: { border_tolerance: [3, 15, 25, 35, 42, 46] }] }
            """),
        ("recipe", "{ activations: [extrema_competition: { border_tolerance: 3, distance_factor: 0.5 }] }"),
        ("pursuit", OfPursuit(30)),
        ("pursuit_90", OfPursuit(90)),
    ];

    private readonly List<CscCell> _cells = [];
    private readonly Dictionary<(string Dataset, string Option), double> _seconds = [];

    private CscOwn(NetworkData data, IReadOnlyList<string> datasets, int seedCount) =>
        (Data, Datasets, SeedCount) = (data, datasets, seedCount);

    /// <summary>The options.</summary>
    public static IReadOnlyList<string> Options { get; } = [.. Variants.Select(v => v.Name)];

    /// <summary>The signals.</summary>
    public NetworkData Data { get; }

    /// <summary>The labels of the signals.</summary>
    public IReadOnlyList<string> Datasets { get; }

    /// <summary>The number of seeds.</summary>
    public int SeedCount { get; }

    /// <summary>All cells.</summary>
    public IReadOnlyList<CscCell> Cells => _cells;

    /// <summary>Trains.</summary>
    /// <param name="options">The options, or <see langword="null"/> for all.</param>
    /// <param name="seedCount">The number of seeds.</param>
    /// <param name="kernels">The numbers of kernels, as YAML.</param>
    /// <param name="sizes">The kernel sizes, as YAML.</param>
    public static CscOwn Train(
        IReadOnlyCollection<string>? options = null,
        int seedCount = 5,
        string kernels = "[1, 2, 4]",
        string sizes = "[20, 25, 30, 35, 40, 50, 60, 70, 80, 100]")
    {
        CscOwn? own = null;
        foreach ((string name, string variant) in Variants.Where(v => options?.Contains(v.Name) != false))
        {
            (SanExperiment experiment, NetworkData data) = CscSignals.Load(
                $$"""
                model: { kernels: {{kernels}}, kernel_size: {{sizes}}, decoder: transposed }
                activations: [extrema: { border_tolerance: 3 }]
                training: { epochs: 300, batch_size: 2 }
                seeds: {{(seedCount == 1 ? "0" : FormattableString.Invariant($"0..{seedCount - 1}"))}}
                variants:
                  {{name}}: {{string.Join(' ', variant.Split('\n', StringSplitOptions.TrimEntries))}}
                """);
            own ??= new CscOwn(data, [.. experiment.Datasets.Select(d => d.Label)], seedCount);
            own.Train(name, experiment);
        }

        return own ?? throw new ArgumentException("there is no option to train", nameof(options));
    }

    /// <summary>The cell of least φ̄ on validation.</summary>
    /// <param name="dataset">The signal.</param>
    /// <param name="option">The option, or <see langword="null"/> for the best of all.</param>
    public CscCell Best(string dataset, string? option = null) =>
        _cells.Where(c => c.Dataset == dataset && (option is null || c.Option == option)).MinBy(c => c.Validation)!;

    /// <summary>The best cell of a size.</summary>
    public CscCell? At(string dataset, string option, int kernelCount, int kernelSize) => _cells
        .Where(c => c.Dataset == dataset && c.Option == option && c.KernelCount == kernelCount && c.KernelSize == kernelSize)
        .MinBy(c => c.Validation);

    /// <summary>Processor seconds of an option for one seed, with the search over sizes.</summary>
    public double SearchSeconds(string dataset, string option) => _seconds[(dataset, option)] / SeedCount;

    /// <summary>Processor seconds of one training of a cell. The least of some repetitions counts.</summary>
    public double TrainingSeconds(CscCell cell, int repetitions = 5)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < repetitions; i++)
        {
            least = Math.Min(least, Run([cell.Seeds[0].Trial], Data, new CollectingResults()));
        }

        return least;
    }

    /// <summary>The codes of a training by its own encoder.</summary>
    /// <param name="result">The training.</param>
    /// <param name="windows">The windows.</param>
    public static CscCode Encode(NetworkResult result, SignalWindows windows)
    {
        bool isTransposed = result.Trial.Readings is { UseTransposedDecoder: true };
        List<CscEvent[]> codes = [];
        for (int i = 0; i < windows.Count; i++)
        {
            TracedExample traced = TracedExample.Of(result, Experiments.ActivationRegistry.Instance, windows[i], windows.Shape);
            codes.Add(
            [
                .. traced.Kernels.SelectMany((k, kernel) => k.ActivationMap
                    .Select((value, p) => new CscEvent(kernel, p - Shift(result.Kernels[kernel].Length, isTransposed), value))
                    .Where(e => e.Amplitude != 0)),
            ]);
        }

        return new CscCode(AtomsOf(result), codes);
    }

    /// <summary>The codes of any atoms by a φ-pursuit.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="options">The options of the pursuit.</param>
    public static CscCode Encode(float[][] atoms, SignalWindows windows, PursuitOptions options)
    {
        AtomDictionary dictionary = new(windows.Shape, atoms, isTransposed: true);
        PursuitEncoder encoder = new();
        List<CodedActivation> code = [];
        List<CscEvent[]> codes = [];
        for (int i = 0; i < windows.Count; i++)
        {
            encoder.Encode(windows[i], dictionary, options, code);
            codes.Add([.. code.Select(a => new CscEvent(a.Kernel, a.Position - Shift(atoms[a.Kernel].Length, true), a.Amplitude))]);
        }

        return new CscCode(atoms, codes);
    }

    /// <summary>The atoms of a network: the kernels under the transposed decoder, else the reversed kernels.</summary>
    public static float[][] AtomsOf(NetworkResult result) =>
        [.. result.Kernels.Select(k => result.Trial.Readings is { UseTransposedDecoder: true } ? k : [.. k.Reverse()])];

    /// <summary>Trains and returns the processor seconds.</summary>
    internal static double Run(IReadOnlyList<NetworkTrial> trials, NetworkData data, CollectingResults results)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        new CpuEngine(Experiments.ActivationRegistry.Instance, 1).Run(trials, data, results, CancellationToken.None);
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static string OfPursuit(int epochs) => $$"""
        { activations: [phi_pursuit], model: { initialization: data },
          training: { epochs: {{epochs}}, unit_norm: true, reinitialize: {} } }
        """;

    private static int Shift(int size, bool isTransposed) => isTransposed ? (size - 1) / 2 : size / 2;

    private void Train(string name, SanExperiment experiment)
    {
        foreach (IGrouping<string, NetworkTrial> trials in NetworkPlan.Of(experiment).GroupBy(t => t.Dataset))
        {
            CollectingResults results = new();
            _seconds[(trials.Key, name)] = Run([.. trials], Data, results);
            _cells.AddRange(results.All
                .GroupBy(r => (r.Trial.ActivationLabel, r.Trial.Readings?.UseTransposedDecoder, r.Trial.KernelCount, r.Trial.KernelSize))
                .Select(g => new CscCell(
                    trials.Key,
                    name,
                    g.First().Trial.ActivationLabel + (g.Key.UseTransposedDecoder == true ? ", transposed" : ", correlation"),
                    g.Key.KernelCount,
                    g.Key.KernelSize,
                    [.. g.OrderBy(r => r.Trial.Seed)])));
        }
    }
}

/// <summary>Collects the results of trainings. A failure ends the program.</summary>
internal sealed class CollectingResults : ITrialSink<NetworkTrial, NetworkResult>
{
    /// <summary>The results.</summary>
    public List<NetworkResult> All { get; } = [];

    /// <inheritdoc/>
    public void Completed(NetworkResult result) => All.Add(result);

    /// <inheritdoc/>
    public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
        throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
}
