using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>Killed runs that are resumed.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int RandomMoments = 200;
    private const int TrialCount = 2 * 3 * 60;

    private const string Experiment = """
        name: resumed
        datasets: [synthetic_motifs, synthetic_ecg: { noise_level: 0.1 }]
        model: { kernel_size: 1..60 }
        activations: [identity, top_k_absolutes, extrema: { border_tolerance: 3 }]
        training: { epochs: 100 }
        select: { kernel_size: mean_phi }
        """;

    // The files of a run, without times and without the order in which trials ended.
    private static readonly string[] Compared =
    [
        "config.yaml",
        "report.html",
        "table.csv",
        "table.md",
        "table.tex",
        "table.txt",
        "trials.csv",
    ];

    // The journal itself is cut at every byte in process (TrialJournalTests).
    private static readonly int Moments = Needs.IsLong ? 20 : 6;

    private static readonly Lazy<(Dictionary<string, string> Results, long JournalBytes)> Uninterrupted = new(RunUninterrupted);

    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// The process is killed as the folder appears, during the journal, and while the tables are written.
    /// </summary>
    [Fact]
    public void A_run_killed_along_its_way_resumes_to_the_same_bytes()
    {
        (Dictionary<string, string> expected, long journalBytes) = Uninterrupted.Value;
        int killed = 0;
        for (int moment = 0; moment < Moments; moment++)
        {
            using TemporaryFolder folder = new();
            using RunningProcess process = RunningProcess.Sans(folder.Path, ["run", folder.Write("resumed.yaml", Experiment), "--quiet"]);
            string run = WaitUntil(process, folder, () => folder.TrySingleRun());
            long bytes = journalBytes * moment / (Moments - 1);
            WaitUntil(process, folder, () => moment == 0
                ? run
                : moment == Moments - 1 ? Exists(run, "table.txt") : JournalLength(run) >= bytes ? run : null);
            process.Kill();
            killed += process.Wait().ExitCode == 0 ? 0 : 1;

            byte[] before = Journal(run);
            ProcessResult resumed = folder.Sans("resume", run, "--quiet");
            Assert.Equal(new ProcessResult(0, File.ReadAllText(Path.Combine(run, "table.txt")), ""), resumed);
            Assert.Equal(expected, Results(run));
            RequireEachTrialOnce(run, before);
        }

        // The last moments may come too late. A test without any kill would prove nothing.
        Assert.InRange(killed, Moments - 2, Moments);
    }

    /// <summary>
    /// The long form kills at random moments of the whole process, from before its folder to after its tables.
    /// </summary>
    [SkippableFact]
    public void A_run_killed_at_two_hundred_random_moments_resumes_to_the_same_bytes()
    {
        Needs.LongForm("six moments are tested always");
        (Dictionary<string, string> expected, _) = Uninterrupted.Value;
        var watch = Stopwatch.StartNew();
        RunUninterrupted();
        int life = (int)watch.ElapsedMilliseconds;
        int seed = Environment.TickCount;
        Random random = new(seed);
        int killed = 0;
        for (int moment = 0; moment < RandomMoments; moment++)
        {
            using TemporaryFolder folder = new();
            string what = FormattableString.Invariant($"seed {seed}, moment {moment}");
            using RunningProcess process = RunningProcess.Sans(folder.Path, ["run", folder.Write("resumed.yaml", Experiment), "--quiet"]);
            Thread.Sleep(random.Next(life));
            process.Kill();
            killed += process.Wait().ExitCode == 0 ? 0 : 1;
            if (folder.TrySingleRun() is not { } run)
            {
                // The process was killed before the run began. It leaves nothing visible.
                continue;
            }

            byte[] before = Journal(run);
            Assert.True(folder.Sans("resume", run, "--quiet").ExitCode == 0, what);
            Assert.Equal(expected, Results(run));
            RequireEachTrialOnce(run, before);
        }

        Assert.InRange(killed, RandomMoments / 2, RandomMoments);
    }

    [Fact]
    public void A_run_killed_again_and_again_resumes_to_the_same_bytes()
    {
        (Dictionary<string, string> expected, long journalBytes) = Uninterrupted.Value;
        string file = _folder.Write("resumed.yaml", Experiment);
        string[] command = ["run", file, "--out", "again", "--jobs", "2"];
        string? run = null;
        for (int kill = 1; kill <= 5; kill++)
        {
            using RunningProcess process = RunningProcess.Sans(_folder.Path, command);
            run = WaitUntil(process, _folder, () => run ?? _folder.TrySingleRun("again"));
            WaitUntil(process, _folder, () => JournalLength(run) >= journalBytes * kill / 6 ? run : null);
            process.Kill();
            Assert.NotEqual(0, process.Wait().ExitCode);
            command = ["resume", run, "--jobs", kill % 2 == 0 ? "1" : "3"];
        }

        byte[] before = Journal(run!);
        ProcessResult resumed = _folder.Sans("resume", run!);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Matches("resumed: 360 trials, [0-9]+ of them left on engine cpu", resumed.Error);
        Assert.Equal(expected, Results(run!));
        RequireEachTrialOnce(run!, before);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run!, "run.json")));
        Assert.Equal("completed", record.RootElement.GetProperty("state").GetString());
        Assert.Equal(6, record.RootElement.GetProperty("sessions").GetArrayLength());

        // A complete run stays as it is, except for its log.
        Dictionary<string, string> all = Directory.GetFiles(run!)
            .Where(f => !f.EndsWith("log.jsonl", StringComparison.Ordinal))
            .ToDictionary(f => f, File.ReadAllText);
        Assert.Equal(resumed.Output, _folder.Sans("resume", run!, "--quiet").Output);
        Assert.All(all, file => Assert.Equal(file.Value, File.ReadAllText(file.Key)));
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupted_run_says_how_to_go_on_and_goes_on(string signal)
    {
        Needs.Signals();
        (Dictionary<string, string> expected, long journalBytes) = Uninterrupted.Value;

        // A shell would split this name.
        string root = $"it's #1 $(HOME) {signal}";
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", _folder.Write("resumed.yaml", Experiment), "--out", root]);
        string run = WaitUntil(process, _folder, () => _folder.TrySingleRun(root));
        WaitUntil(process, _folder, () => JournalLength(run) > journalBytes / 4 ? run : null);
        process.Signal(signal);
        ProcessResult interrupted = process.Wait();
        Assert.Equal(130, interrupted.ExitCode);
        Match command = Regex.Match(interrupted.Error, "interrupted: [0-9]+ of 360 trials are done; continue with: (.* resume .*)\n");
        Assert.True(command.Success, interrupted.Error);
        using RunningProcess resumed = RunningProcess.Start("sh", _folder.Path, ["-c", command.Groups[1].Value]);
        Assert.Equal(0, resumed.Wait().ExitCode);
        Assert.Equal(expected, Results(run));
    }

    [Fact]
    public void Failed_trials_get_another_chance()
    {
        string file = _folder.Write("diverging.yaml", """
            name: diverging
            datasets: [synthetic_motifs]
            model: { kernel_size: [1, 100] }
            activations: [identity]
            training: { epochs: 2, optimizer: { adam: { learning_rate: 1e30 } } }
            """);
        Assert.Equal(1, _folder.Sans("run", file, "--quiet").ExitCode);
        string run = _folder.SingleRun();
        Dictionary<string, string> first = Results(run);
        int lines = File.ReadLines(Path.Combine(run, "trials.jsonl")).Count();
        int failed = File.ReadLines(Path.Combine(run, "trials.jsonl")).Count(
            l => l.Contains("\"state\":\"failed\"", StringComparison.Ordinal));
        Assert.InRange(failed, 1, 2);

        Assert.Equal(1, _folder.Sans("resume", run).ExitCode);
        Assert.Equal(first, Results(run));
        Assert.Equal(lines + failed, File.ReadLines(Path.Combine(run, "trials.jsonl")).Count());
    }

    [Fact]
    public void What_cannot_be_resumed_is_told()
    {
        Assert.Equal(0, _folder.Sans("run", "quickstart", "--quiet").ExitCode);
        string run = Path.GetRelativePath(_folder.Path, _folder.SingleRun());
        Require("there is no folder 'nowhere';", "nowhere");
        Require($"{run}/config.yaml is a file; give the folder of a run", run + "/config.yaml");
        Require($"runs/quickstart is not the folder of a run; its newest run is {run}\n", "runs/quickstart");

        string journal = _folder.File(Path.Combine(run, "trials.jsonl"));
        string[] lines = File.ReadAllLines(journal);
        File.WriteAllLines(journal, lines.Skip(1).Prepend("{}"));
        Require($"{run}/trials.jsonl(1): this line is not a result of the run: ", run);
        File.WriteAllText(journal, "");

        string record = _folder.File(Path.Combine(run, "run.json"));
        string recorded = File.ReadAllText(record);
        File.WriteAllText(record, Regex.Replace(recorded, "\"ecg\": \"[0-9a-f]+\"", "\"ecg\": \"0123456789abcdef\""));
        Require("dataset 'ecg' has changed since", run);

        File.WriteAllText(record, recorded.Replace("\"engine\": \"cpu\"", "\"engine\": \"gpu\"", StringComparison.Ordinal));
        Require("this program has no engine 'gpu'", run);

        File.WriteAllText(record, recorded);
        string config = _folder.File(Path.Combine(run, "config.yaml"));
        File.WriteAllText(config, File.ReadAllText(config).Replace("batch_size", "batch_sise", StringComparison.Ordinal));
        Require($"{run}/config.yaml has changed since the run began", run);

        void Require(string message, string argument)
        {
            ProcessResult result = _folder.Sans("resume", argument);
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.StartsWith("error: " + message, result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static (Dictionary<string, string> Results, long JournalBytes) RunUninterrupted()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, folder.SansProcess("run", folder.Write("resumed.yaml", Experiment), "--quiet").ExitCode);
        return (Results(folder.SingleRun()), JournalLength(folder.SingleRun()));
    }

    private static string WaitUntil(RunningProcess process, TemporaryFolder folder, Func<string?> condition)
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(1))
        {
            // The state is read before the condition. A process that ends in between has then written everything.
            bool hasExited = process.HasExited;
            if (condition() is { } found)
            {
                return found;
            }

            Assert.False(hasExited, $"the run in {folder.Path} ended too early");
            Assert.True(waited.Elapsed < Waiting.Limit, "waited for too long");
        }
    }

    private static string? Exists(string run, string name) => File.Exists(Path.Combine(run, name)) ? run : null;

    private static long JournalLength(string run) =>
        new FileInfo(Path.Combine(run, "trials.jsonl")) is { Exists: true } file ? file.Length : -1;

    private static byte[] Journal(string run) =>
        Exists(run, "trials.jsonl") is null ? [] : File.ReadAllBytes(Path.Combine(run, "trials.jsonl"));

    private static Dictionary<string, string> Results(string run)
    {
        var results = Compared.ToDictionary(
            name => name,
            name => Regex.Replace(File.ReadAllText(Path.Combine(run, name)), name == "trials.csv"
                ? "(seed=[0-9]+),[^,\n]+\n"
                : "$^", "$1\n"));

        // The lines of the journal with weights and digests, without order and times.
        results["trials.jsonl"] = string.Join('\n', File.ReadLines(Path.Combine(run, "trials.jsonl"))
            .Where(l => l.Contains("\"state\":\"completed\"", StringComparison.Ordinal)).Select(
                l => Regex.Replace(l, "\"seconds\":[^,}]+", "")).Order(StringComparer.Ordinal));
        return results;
    }

    /// <summary>
    /// No trial is trained twice. Earlier lines of the journal are kept, and each trial has one line.
    /// </summary>
    private static void RequireEachTrialOnce(string run, byte[] before)
    {
        byte[] after = Journal(run);
        int whole = before.AsSpan().LastIndexOf((byte)'\n') + 1;
        Assert.True(after.AsSpan().StartsWith(before.AsSpan(0, whole)), "the resumed run changed lines that were complete");
        string[] keys = [.. File.ReadLines(Path.Combine(run, "trials.jsonl")).Select(
            l => JsonDocument.Parse(l).RootElement.GetProperty("key").GetString()!)];
        Assert.Equal(TrialCount, keys.Length);
        Assert.Equal(TrialCount, keys.Distinct().Count());
    }
}
