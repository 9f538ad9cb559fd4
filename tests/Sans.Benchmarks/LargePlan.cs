using System.Globalization;

namespace Sans.Benchmarks;

/// <summary>Processor time and memory of <c>sans</c> with very many tiny trials, 100 for each seed.</summary>
internal static class LargePlan
{
    private const int TrialsPerSeed = 100;

    /// <summary>Measures a dry run, a run, and two resumed runs.</summary>
    /// <param name="seeds">Number of seeds.</param>
    public static void Print(int seeds)
    {
        string folder = Directory.CreateTempSubdirectory("sans-plan-").FullName;
        try
        {
            string file = Path.Combine(folder, "tiny.yaml");
            File.WriteAllText(file, Experiment(seeds));
            string runs = Path.Combine(folder, "runs");
            Console.WriteLine(FormattableString.Invariant($"{seeds * TrialsPerSeed} trials"));
            Tell("run --dry-run", "run", file, "--dry-run");
            Tell("run with its report", "run", file, "--out", runs);
            string run = Directory.GetDirectories(Path.Combine(runs, "tiny")).Single();
            Tell("resume of a complete run", "resume", run);
            string journal = Path.Combine(run, "trials.jsonl");
            using (FileStream stream = new(journal, FileMode.Open))
            {
                stream.SetLength(stream.Length / 2);
            }

            Tell("resume with half of the journal", "resume", run);
            File.Delete(Path.Combine(run, "report.html"));
            Tell("report of a complete run", "report", run);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Tell(string what, params string[] arguments)
    {
        (_, double wall, double busy, double peak) = MeasuredProcess.Run([typeof(Experiments.Physionet).Assembly.Location, .. arguments]);
        Console.WriteLine(FormattableString.Invariant(
            $"{what,-32} {busy,6:F2} s of processor time, {wall,6:F2} s by the clock, {peak,4:F0} MiB"));
    }

    private static string Experiment(int seeds) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: tiny
        kind: reconstruction
        datasets:
          - synthetic_motifs: { label: triangles, motif: triangle, motif_length: 21, minimum_distance: 30, distance_spread: 40 }
          - synthetic_ecg: { label: ecg }
        window: { samples: 480, length: 40 }
        split: { train: 6, validation: 2, test: 4 }
        normalize: standardize
        model: { kernels: 1, kernel_size: 5..14 }
        activations:
          - identity
          - relu
          - top_k_absolutes
          - extrema_pool_indices
          - extrema: { border_tolerance: 3 }
        training: { epochs: 30, batch_size: 2, loss: mae, optimizer: { adam: { learning_rate: 0.01 } } }
        select: { kernel_size: mean_phi }
        seeds: 0..{{seeds - 1}}
        """);
}
