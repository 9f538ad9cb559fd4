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
        (string output, _, _) = RunProcess(
            [typeof(RunOverhead).Assembly.Location, BareCommand, jobs.ToString(CultureInfo.InvariantCulture), file]);
        double[] seconds = JsonSerializer.Deserialize<double[]>(output)!;
        return (seconds[0], seconds[1]);
    }

    private static (double Wall, double Busy) MeasureRun(int jobs, string file, string folder)
    {
        (_, double wall, double busy) = RunProcess([
            typeof(Experiments.Physionet).Assembly.Location,
            "run", file, "--out", Path.Combine(folder, "runs"), "--jobs", jobs.ToString(CultureInfo.InvariantCulture)]);
        return (wall, busy);
    }

    private static (string Output, double Wall, double Busy) RunProcess(string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        double before = SecondsOfChildren();
        using Process process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? (output, Stopwatch.GetElapsedTime(start).TotalSeconds, SecondsOfChildren() - before)
            : throw new InvalidOperationException($"exit code {process.ExitCode}: dotnet {string.Join(' ', arguments)}");
    }

    /// <summary>
    /// Processor seconds of all ended child processes, as Linux counts them. On other systems the value is not a
    /// number.
    /// </summary>
    private static double SecondsOfChildren()
    {
        const string status = "/proc/self/stat";
        const int firstField = 14;
        const double ticksPerSecond = 100;
        return File.Exists(status)
            ? File.ReadAllText(status)
                .Split(')')[^1]
                .Split(' ')
                .Skip(firstField)
                .Take(2)
                .Sum(t => long.Parse(t, CultureInfo.InvariantCulture)) / ticksPerSecond
            : double.NaN;
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
