using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Training;
using Sans.Framework;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Benchmarks.Csc;

/// <summary>The cost of learning from a whole recording and of its encoding. The least times of some rounds count.</summary>
/// <param name="Samples">Samples of the recording.</param>
/// <param name="TrainingSeconds">Processor seconds of the training.</param>
/// <param name="ProcessBusy">Processor seconds of <c>sans run</c> with that training.</param>
/// <param name="ProcessWall">Seconds of it by the clock.</param>
/// <param name="ProcessPeak">The peak of its memory in MiB.</param>
/// <param name="Phi">φ̄ of the last ten windows.</param>
/// <param name="EncodingSeconds">Processor seconds of the encoding of all samples as events.</param>
internal sealed record CscScale(
    int Samples, double TrainingSeconds, double ProcessBusy, double ProcessWall, double ProcessPeak, double Phi, double EncodingSeconds)
{
    private const int Window = 1000;

    /// <summary>Measures record 100 of mitdb.</summary>
    /// <param name="windows">Windows of 1,000 samples.</param>
    /// <param name="rounds">Measurements of each.</param>
    public static CscScale Measure(int windows = 650, int rounds = 5)
    {
        string yaml = $$"""
            name: csc-scale
            datasets: [physionet: { database: mitdb }]
            window: { samples: {{windows * Window}}, length: {{Window}} }
            split: { train: {{windows - 12}}, validation: 2, test: 10 }
            model: { kernels: 4, kernel_size: 64, decoder: transposed }
            activations: [extrema: { border_tolerance: 3 }]
            training: { epochs: 5, batch_size: 2 }
            """;
        SanExperiment experiment = CscSignals.Read(yaml);
        NetworkData data = ExperimentData.Load(experiment).Data;
        NetworkTrial trial = NetworkPlan.Of(experiment).Single();
        double training = double.PositiveInfinity, encoding = double.PositiveInfinity;
        CollectingResults results = new();
        Recording recording = Recording.Load(
            Path.Combine(Environment.GetEnvironmentVariable("SANS_DATA")!, "physionet", "mitdb", "100.hea"), "MLII");
        float[] x = [.. recording.Channels[0].Samples.Take(windows * Window).Select(s => (float)s)];
        SanModel model = new SanTrainer<Extrema>(new Extrema(3))
        {
            Kernels = 2,
            KernelSize = 50,
            UsesTransposedDecoder = true,
            Jobs = 1,
        }.Fit(x);
        for (int round = 0; round < rounds; round++)
        {
            training = Math.Min(training, CscOwn.Run([trial], data, results));
            TimeSpan start = Environment.CpuUsage.TotalTime;
            model.Encode(x);
            encoding = Math.Min(encoding, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
        }

        (double wall, double busy, double peak) = RunProcess(yaml, rounds);
        return new CscScale(x.Length, training, busy, wall, peak, results.All[0].Test.MeanPhi, encoding);
    }

    private static (double Wall, double Busy, double Peak) RunProcess(string yaml, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("sans-csc-").FullName;
        try
        {
            string file = Path.Combine(folder, "csc-scale.yaml");
            File.WriteAllText(file, yaml);
            (double wall, double busy, double peak) = (double.PositiveInfinity, double.PositiveInfinity, 0);
            for (int round = 0; round < rounds; round++)
            {
                (_, double nextWall, double nextBusy, double nextPeak) = MeasuredProcess.Run(
                    CscBeats.Program, "run", file, "--out", Path.Combine(folder, "runs"), "--jobs", "1");
                (wall, busy, peak) = (Math.Min(wall, nextWall), Math.Min(busy, nextBusy), Math.Max(peak, nextPeak));
            }

            return (wall, busy, peak);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
