using System.Diagnostics;
using System.Text;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Data;
using Sans.Networks.Data;

namespace Sans.Benchmarks;

/// <summary>
/// The loading of a database on one core: 48 synthetic records of half an hour, with two channels in format 212. That is the size
/// of mitdb. Megabytes are those of the files. On a shared machine, the time of the processor tells more than that of the clock.
/// </summary>
internal static class LoadingTimes
{
    private const int Records = 48;
    private const int Samples = 650_000;

    /// <summary>Measures. The least time counts.</summary>
    /// <param name="rounds">Number of measurements.</param>
    public static void Print(int rounds)
    {
        string root = Directory.CreateTempSubdirectory("sans-loading-").FullName;
        try
        {
            long bytes = Write(Path.Combine(root, "physionet", "made"));
            DataFolder folder = new(root, "the benchmark");
            Line("samples of one channel", "0", normalization: "none", isReadOnly: true);
            Line("windows of one channel, standardised, with digest", "0", "standardize", isReadOnly: false);
            Line("windows of both channels", "[0, 1]", "standardize", isReadOnly: false);

            void Line(string what, string signal, string normalization, bool isReadOnly)
            {
                SanExperiment experiment = Experiment(signal, normalization);
                (double least, double leastOfProcessor) = (double.MaxValue, double.MaxValue);
                for (int round = 0; round < rounds; round++)
                {
                    GC.Collect();
                    TimeSpan processor = Environment.CpuUsage.TotalTime;
                    long start = Stopwatch.GetTimestamp();
                    if (isReadOnly)
                    {
                        CutSettings settings = new(
                            experiment.Window, experiment.Split, experiment.Normalization.Value, experiment.OnInvalid.Value);
                        _ = new PhysioNetSource().Read(experiment.Datasets[0], settings, folder);
                    }
                    else
                    {
                        _ = ExperimentData.Load(experiment, folder);
                    }

                    least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
                    leastOfProcessor = Math.Min(leastOfProcessor, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
                }

                Console.WriteLine(FormattableString.Invariant(
                    $"{what,-52} {1e3 * least,7:F0} ms, {bytes / least / 1e6,5:F0} MB/s; of the processor ")
                        + FormattableString.Invariant($"{1e3 * leastOfProcessor,7:F0} ms, {bytes / leastOfProcessor / 1e6,5:F0} MB/s"));
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static SanExperiment Experiment(string signal, string normalization)
    {
        ReadResult read = ExperimentReader.Read(
            $$"""
            name: loading
            datasets: [physionet: { database: made, records: all, signal: {{signal}} }]
            window: { samples: all, length: 1000 }
            split: { by: recording, train: 6, validation: 2, test: 2 }
            normalize: {{normalization}}
            model: { kernel_size: 5 }
            activations: [identity]
            """,
            "loading.yaml",
            Experiments.ActivationRegistry.Instance.Schemas);
        return (SanExperiment)(read.Config ?? throw new InvalidOperationException(read.Diagnostics[0].Message));
    }

    /// <summary>Writes the records. Each has the same samples.</summary>
    private static long Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Random random = new(1);
        byte[] content = new byte[Samples * 3];
        int[] sums = new int[2];
        for (int t = 0; t < Samples; t++)
        {
            int[] values = [(int)(900 * Math.Sin(t * 0.01)) + random.Next(-100, 100), random.Next(-1_000, 1_000)];
            (sums[0], sums[1]) = (sums[0] + values[0], sums[1] + values[1]);
            content[3 * t] = (byte)values[0];
            content[(3 * t) + 1] = (byte)(((values[0] >> 8) & 15) | ((values[1] >> 8) << 4));
            content[(3 * t) + 2] = (byte)values[1];
        }

        StringBuilder list = new();
        for (int record = 100; record < 100 + Records; record++)
        {
            list.Append(record).Append('\n');
            File.WriteAllBytes(Path.Combine(folder, $"{record}.dat"), content);
            File.WriteAllText(
                Path.Combine(folder, $"{record}.hea"),
                $"{record} 2 360 {Samples}\n{record}.dat 212 200 11 1024 0 {(short)sums[0]} 0 MLII\n{record}.dat 212 200 11 1024 0 {(short)sums[1]} 0 V1\n");
        }

        File.WriteAllText(Path.Combine(folder, PhysioNetSource.RecordList), list.ToString());
        return (long)Records * content.Length;
    }
}
