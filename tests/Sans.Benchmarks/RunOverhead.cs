using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sans.Configuration.Files;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Networks.Data;

namespace Sans.Benchmarks;

/// <summary>
/// All of Table I by <c>sans run</c> against the engine alone on the same trials. <c>sans run</c> also writes journal,
/// log, progress, tables and report. Both run alternately in fresh processes, so that compilation at the start counts
/// on both sides. The experiment is <c>physionet</c>, with synthetic signals for missing records.
/// </summary>
internal static class RunOverhead
{
    private const string BareCommand = "run-bare";

    /// <summary>Whether the arguments are those of the process with the engine alone.</summary>
    public static bool IsBare(string? command) => command == BareCommand;

    /// <summary>Measures both, on all cores and on one. The least times count.</summary>
    /// <param name="rounds">Runs of each.</param>
    public static void Print(int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("sans-run-").FullName;
        try
        {
            Print(rounds, WriteTableOne(folder), folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(int rounds, string file, string folder)
    {
        Console.WriteLine("jobs   engine alone      processors  sans run          processors   ratio  of processor time");
        foreach (int jobs in new[] { Environment.ProcessorCount, 1 })
        {
            (double Wall, double Busy) bare = (double.MaxValue, double.MaxValue), run = bare;
            for (int r = 0; r < rounds; r++)
            {
                bare = Least(bare, MeasureBare(jobs, file));
                run = Least(run, MeasureRun(jobs, file, folder));
            }

            Console.WriteLine(FormattableString.Invariant(
                $"{jobs,4} {bare.Wall,12:F2} s {bare.Busy,13:F2} s {run.Wall,12:F2} s {run.Busy,13:F2} s ")
                    + FormattableString.Invariant($"{run.Wall / bare.Wall,9:F2} {run.Busy / bare.Busy,10:F2}"));
        }
    }

    /// <summary>
    /// The process with the engine alone. It trains the trials of <c>sans run</c> and prints seconds and processor
    /// seconds.
    /// </summary>
    /// <param name="jobs">Trials at the same time.</param>
    /// <param name="file">The experiment.</param>
    public static void RunBare(int jobs, string file)
    {
        var experiment = (SanExperiment)ExperimentFile.Read(file, Experiments.ActivationRegistry.Instance.Schemas).Config!;
        LoadedData loaded = ExperimentData.Load(experiment);
        NetworkTrial[] trials =
        [
            .. from dataset in experiment.Datasets
               from activation in experiment.ExpandActivations()
               from kernelSize in Enumerable.Range(1, 249)
               select PhysioNetLike.Trial(activation, kernelSize, dataset: dataset.Label),
        ];
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        new CpuEngine(Experiments.ActivationRegistry.Instance, jobs).Run(trials, loaded.Data, new NoSink(), CancellationToken.None);
        double[] seconds = [Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds];
        Console.WriteLine(JsonSerializer.Serialize(seconds));
    }

    private static (double Wall, double Busy) Least((double Wall, double Busy) one, (double Wall, double Busy) other) =>
        (Math.Min(one.Wall, other.Wall), Math.Min(one.Busy, other.Busy));

    /// <summary>The experiment of Table I as a file.</summary>
    private static string WriteTableOne(string folder)
    {
        SanExperiment published = Experiments.Physionet.Config;
        HashSet<string> missing = [];
        try
        {
            missing = [.. ExperimentData.Load(published, skipMissing: true).Skipped.Keys];
        }
        catch (DatasetException)
        {
            missing = [.. published.Datasets.Select(d => d.Label)];
        }

        string text = Experiments.ExperimentCatalog.All.Single(e => e.Name == published.Name).Source();
        foreach ((int seed, string label) in missing.Index())
        {
            text = text.Replace(
                $"physionet: {{ database: {label} }}",
                FormattableString.Invariant($"synthetic_ecg: {{ label: {label}, seed: {seed} }}"),
                StringComparison.Ordinal);
        }

        string file = Path.Combine(folder, "table-one.yaml");
        File.WriteAllText(file, text);
        Console.WriteLine(
            FormattableString.Invariant($"{published.Datasets.Count - missing.Count} real and {missing.Count} synthetic signals"));
        return file;
    }

    private static (double Wall, double Busy) MeasureBare(int jobs, string file)
    {
        (string output, _, _, _) = MeasuredProcess.Run(
            [typeof(RunOverhead).Assembly.Location, BareCommand, jobs.ToString(CultureInfo.InvariantCulture), file]);
        double[] seconds = JsonSerializer.Deserialize<double[]>(output)!;
        return (seconds[0], seconds[1]);
    }

    private static (double Wall, double Busy) MeasureRun(int jobs, string file, string folder)
    {
        (_, double wall, double busy, _) = MeasuredProcess.Run([
            typeof(Experiments.Physionet).Assembly.Location,
            "run", file, "--out", Path.Combine(folder, "runs"), "--jobs", jobs.ToString(CultureInfo.InvariantCulture)]);
        return (wall, busy);
    }

    private sealed class NoSink : ITrialSink<NetworkTrial, NetworkResult>
    {
        public void Completed(NetworkResult result)
        {
        }

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
