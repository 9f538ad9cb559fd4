using System.Globalization;

namespace Sans.Benchmarks.Csc;

/// <summary>
/// R peaks of record 100 of mitdb by the commands <c>run</c>, <c>encode</c>, <c>detect</c> and <c>score</c>. The first 8,000
/// samples, which train and validate, do not count.
/// </summary>
/// <param name="Option">The option.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Found">Occurrences.</param>
/// <param name="Hits">Occurrences that match a beat.</param>
/// <param name="Sensitivity">Share of beats that are found.</param>
/// <param name="PositivePredictivity">Share of occurrences that are beats.</param>
/// <param name="Jitter">Standard deviation of the offset, in samples.</param>
internal sealed record CscBeats(
    string Option, int Seed, int Found, int Hits, double Sensitivity, double PositivePredictivity, double Jitter)
{
    private const string Pursuit = """
        model: { kernel_size: 150..240 step 10, decoder: transposed, initialization: data }
        activations: [phi_pursuit: { distance_factor: 0.5 }]
        training: { unit_norm: true, reinitialize: {} }
        """;

    private const string Extrema = """
        model: { kernel_size: 150..240 step 10, decoder: transposed }
        activations: [extrema: { border_tolerance: 3 }]
        """;

    /// <summary>The options: a name, keys of YAML, and arguments of <c>detect</c>.</summary>
    private static readonly (string Name, string Yaml, string[] Detect)[] Options =
    [
        ("pursuit", Pursuit, ["--least", "0.3"]),
        ("extrema, both signs", Extrema, ["--polarity", "both"]),
        ("extrema, dominant sign", Extrema, ["--polarity", "dominant"]),
    ];

    /// <summary>The program <c>sans</c>.</summary>
    public static string Program => typeof(Experiments.Physionet).Assembly.Location;

    /// <summary>Trains, encodes, detects and scores.</summary>
    /// <param name="seeds">The number of seeds.</param>
    /// <param name="tolerance">The tolerance of the score.</param>
    /// <param name="count">The number of options, in their order.</param>
    public static IReadOnlyList<CscBeats> Measure(int seeds = 5, string tolerance = "50ms", int count = int.MaxValue)
    {
        string folder = Directory.CreateTempSubdirectory("sans-csc-").FullName;
        try
        {
            return
            [
                .. from option in Options.Take(count)
                   from seed in Enumerable.Range(0, seeds)
                   select Measure(folder, option, seed, tolerance),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CscBeats Measure(string folder, (string Name, string Yaml, string[] Detect) option, int seed, string tolerance)
    {
        string data = Environment.GetEnvironmentVariable("SANS_DATA")!;
        string own = Path.Combine(folder, FormattableString.Invariant($"{option.Name}-{seed}")), file = Path.Combine(own, "r-peaks.yaml");
        Directory.CreateDirectory(own);
        File.WriteAllText(file, $$"""
            name: r-peaks
            datasets: [physionet: { database: mitdb }]
            select: { kernel_size: mean_phi }
            seeds: {{seed.ToString(CultureInfo.InvariantCulture)}}
            {{option.Yaml}}
            """);
        MeasuredProcess.Run(Program, "run", file, "--out", Path.Combine(own, "runs"), "--jobs", "1", "--quiet");
        string run = Directory.GetDirectories(Path.Combine(own, "runs", "r-peaks")).Single();
        string events = Path.Combine(own, "events"), found = Path.Combine(own, "found");
        MeasuredProcess.Run(Program, "encode", run, Path.Combine(data, "physionet", "mitdb", "100.hea"), "--out", events);
        MeasuredProcess.Run([Program, "detect", events, "--model", run, .. option.Detect, "--out", found]);
        (string table, _, _, _) = MeasuredProcess.Run(
            Program, "score", Path.Combine(found, "occurrences.csv"), "--reference", Path.Combine(data, "annotations", "100.atr"),
            "--tolerance", tolerance, "--rate", "360", "--from", "8000");
        string[] row = table.Split('\n').Single(l => l.StartsWith("100.hea", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new CscBeats(
            option.Name, seed, (int)Number(2), (int)Number(3), Number(3) / Number(1), Number(3) / Number(2), Number(^1));

        double Number(Index index) => double.Parse(row[index], CultureInfo.InvariantCulture);
    }
}
