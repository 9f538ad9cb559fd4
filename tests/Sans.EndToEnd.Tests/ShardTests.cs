using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>One run, trained by several processes.</summary>
public sealed class ShardTests : IDisposable
{
    private const string Experiment = """
        name: sharded
        datasets: [synthetic_motifs, synthetic_ecg: { noise_level: 0.1 }]
        model: { kernel_size: 1..30 }
        activations: [identity, top_k_absolutes]
        training: { epochs: 20 }
        select: { kernel_size: mean_phi }
        """;

    // The files that a run on one machine and a merged run have in common, to the byte.
    private static readonly string[] Merged =
    [
        "config.yaml",
        "report.html",
        "table.csv",
        "table.md",
        "table.tex",
        "table.txt",
        "trials.csv",
    ];

    private static readonly Lazy<Dictionary<string, string>> OneMachine = new(() => OnOneMachine(Experiment));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Shards_side_by_side_merge_to_the_bytes_of_one_process()
    {
        Dictionary<string, string> expected = OneMachine.Value;
        string run = Submit(Experiment, 4);
        RunningProcess[] shards =
        [
            .. Enumerable.Range(1, 4).Select(i => RunningProcess.Sans(_folder.Path, ["run", run, "--shard", $"{i}/4", "--jobs", "1"])),
        ];
        ProcessResult[] ends = [.. shards.Select(s => s.Wait())];
        Assert.All(ends, end => Assert.Equal(0, end.ExitCode));

        // The process that merged printed the table. The others printed nothing.
        Assert.Equal(File.ReadAllText(Path.Combine(run, "table.txt")), string.Concat(ends.Select(e => e.Output)));
        Assert.Equal(expected, Results(run));
        RequireEachTrialOnce(run, 120);
        Assert.Equal("completed", State(run));
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(run, "table.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_listed_by_shard_and_resume_trains_what_no_shard_has()
    {
        Dictionary<string, string> expected = OneMachine.Value;
        string run = Submit(Experiment, 3);
        Assert.Equal(
            $"{run}  submitted in shards, 0 of 120 trials, engine cpu\nshard 1/3 not begun\nshard 2/3 not begun\nshard 3/3 not begun\n",
            Listed());
        ProcessResult second = _folder.Sans("run", run, "--shard", "2/3");
        Assert.Equal((0, ""), (second.ExitCode, second.Output));
        Assert.Contains("shard 2 of 3 is done; 80 of 120 trials are left to others", second.Error, StringComparison.Ordinal);
        Assert.Equal($"{run}  submitted in shards, 40 of 120 trials, engine cpu\nshard 1/3 not begun\nshard 2/3 completed, 40 of 40 "
            + "trials\nshard 3/3 not begun\n", Listed());

        // A killed shard.
        using (RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", run, "--shard", "1/3", "--jobs", "1"]))
        {
            string journal = Path.Combine(run, "trials.1-of-3.jsonl");
            Waiting.Until(() => process.HasExited || (File.Exists(journal) && new FileInfo(journal).Length > 0), "the first result");
            process.Kill();
            Assert.NotEqual(0, process.Wait().ExitCode);
        }

        Assert.Matches("shard 1/3 killed; can be resumed, [0-9]+ of 40 trials\n", Listed());
        ProcessResult resumed = _folder.Sans("resume", run);
        Assert.Equal((0, File.ReadAllText(Path.Combine(run, "table.txt"))), (resumed.ExitCode, resumed.Output));
        Assert.Equal(expected, Results(run));
        RequireEachTrialOnce(run, 120);
        Assert.StartsWith($"{run}  completed, 120 of 120 trials, best φ ", Listed(), StringComparison.Ordinal);

        // A late task of the array finds nothing to do.
        Assert.Equal(0, _folder.Sans("run", run, "--shard", "3/3").ExitCode);
        Assert.Equal(expected, Results(run));

        string Listed() => Regex.Replace(
            Regex.Replace(_folder.Sans("list", "runs", "--out", _folder.File("runs")).Output, "(?m)^  (shard [0-9/]+) +", "$1 "),
            "(?m)^(/[^ ]+) +",
            "$1  ");
    }

    [Fact]
    public void A_shard_with_a_failed_trial_says_so_and_so_does_the_merged_table()
    {
        const string HalfDiverging = """
            name: half-diverging
            datasets: [synthetic_motifs]
            window: { samples: 1200, length: 100 }
            model: { kernel_size: [1, 2, 100] }
            activations: [identity]
            training: { epochs: 1, optimizer: { adam: { learning_rate: 3e17 } } }
            """;
        Dictionary<string, string> expected = OnOneMachine(HalfDiverging, exitCode: 1);
        string run = Submit(HalfDiverging, 2);

        // The expensive trial is alone in the first shard.
        Assert.Equal(1, _folder.Sans("run", run, "--shard", "1/2").ExitCode);
        Assert.Equal(1, _folder.Sans("run", run, "--shard", "2/2").ExitCode);
        Assert.Equal(expected, Results(run));
        Assert.Equal("completed_with_failures", State(run));
    }

    [Fact]
    public void What_cannot_be_sharded_is_told()
    {
        string run = Submit(Experiment, 2);
        Require("--shard is a share such as 2/4, from 1/4 to 4/4; found '3/2'", "run", run, "--shard", "3/2");
        Require("--shard is a share such as 2/4, from 1/4 to 4/4; found '0/2'", "run", run, "--shard", "0/2");
        Require("--shard is a share such as 2/4, from 1/4 to 4/4; found 'two'", "run", run, "--shard", "two");
        Require("--shard trains a share of a run, but 'quickstart' is not a run folder", "run", "quickstart", "--shard", "1/2");
        Require("--protocol and --shard cannot be combined", "run", run, "--shard", "1/2", "--protocol", "honest");
        Require("--tasks is a whole number of at least 1; found '0'", "submit", "quickstart", "--tasks", "0");
        Require("--partition is made of letters, digits, '_', '.' and '-'; found 'a b'", "submit", "quickstart", "--partition", "a b");
        Require(
            "--time is made of minutes, hours:minutes:seconds, or days-hours:minutes:seconds; found '1\n#SBATCH --uid=0'",
            "submit",
            "quickstart",
            "--time",
            "1\n#SBATCH --uid=0");
        Require(
            "a\\b has a line break or a backslash, with which Slurm cannot name its logs; choose another --out",
            "submit",
            "quickstart",
            "--slurm",
            "--out",
            "a\\b");
        Assert.False(Path.Exists(_folder.File("a\\b")));

        void Require(string message, params string[] arguments)
        {
            ProcessResult result = _folder.Sans(arguments);
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.Contains(message, result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_slurm_the_run_is_frozen_with_its_script_all_the_same()
    {
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path,
            ["submit", "quickstart", "--slurm", "--tasks", "7", "--partition", "long,short", "--time", "1-12:00", "--cpus", "3", "--gpus", "1", "--out", "my runs"],
            ("PATH", Path.GetDirectoryName(Environment.ProcessPath)!));
        ProcessResult result = process.Wait();
        string run = _folder.TrySingleRun("my runs")!;
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        string relative = Path.GetRelativePath(_folder.Path, run);
        string quoted = OperatingSystem.IsWindows() ? $"\"{relative}\\job.sbatch\"" : $"'{relative}/job.sbatch'";
        Assert.Equal(
            $"error: there is no sbatch here. On a machine with Slurm: {relative} is frozen; submit it with: sbatch {quoted}\n",
            result.Error);
        string script = File.ReadAllText(Path.Combine(run, "job.sbatch"));
        Assert.All(
            ["--array=1-7", "--partition=long,short", "--time=1-12:00", "--cpus-per-task=3", "--gpus-per-node=1", $"--output=\"{run}/slurm-%a.log\""],
            option => Assert.Contains($"\n#SBATCH {option}\n", script, StringComparison.Ordinal));
        Assert.Contains($" run '{run}' --shard \"$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT\"", script, StringComparison.Ordinal);
        Assert.Equal("submitted", State(run));
    }

    /// <summary>
    /// A real Slurm with four tasks, one of which is killed and requeued. The folder has a name with special characters
    /// of Slurm and shells.
    /// </summary>
    [SkippableFact]
    public void An_array_of_slurm_with_a_killed_task_merges_to_the_bytes_of_one_process()
    {
        using var slurm = SlurmCluster.Start();

        // The task is long enough for the signal of a busy machine to find it at work.
        string experiment = Experiment.Replace("epochs: 20", "epochs: 1500", StringComparison.Ordinal);
        Dictionary<string, string> expected = OnOneMachine(experiment);
        string file = _folder.Write("slurm.yaml", experiment);
        string workingDirectory = Directory.CreateDirectory(_folder.File("it's #1 \"%a\" 100%")).FullName;
        using RunningProcess process = RunningProcess.Sans(
            workingDirectory,
            ["submit", file, "--slurm", "--tasks", "4", "--partition", "test", "--time", "10"],
            ("SLURM_CONF", slurm.Configuration));
        ProcessResult submitted = process.Wait();
        Assert.Equal((0, ""), (submitted.ExitCode, submitted.Error));
        string run = Path.Combine(
            "runs", "sharded", Path.GetFileName(_folder.TrySingleRun(Path.Combine(Path.GetFileName(workingDirectory), "runs"))!));
        string job = Regex.Match(submitted.Output, $"^submitted {Regex.Escape(run)} as Slurm job ([0-9]+)\n").Groups[1].Value;
        run = Path.Combine(workingDirectory, run);

        string journal = Path.Combine(run, "trials.2-of-4.jsonl");
        Waiting.Until(() => File.Exists(journal) && new FileInfo(journal).Length > 0, "the second task has a result");
        Assert.Equal(0, slurm.Command("scancel", "--batch", "--signal=KILL", $"{job}_2").ExitCode);
        Waiting.Until(() => slurm.Command("squeue", "--noheader", $"--jobs={job}_2").Output == "", "the second task is gone");
        Assert.InRange(File.ReadLines(journal).Count(), 1, 29);
        ProcessResult requeued = slurm.Command("scontrol", "requeue", $"{job}_2");
        Assert.Equal((0, ""), (requeued.ExitCode, requeued.Error));
        Waiting.Until(() => File.Exists(Path.Combine(run, "table.csv")), "the tables");
        slurm.WaitForEnd(job);

        Assert.Equal(expected, Results(run));
        RequireEachTrialOnce(run, 120);
        Assert.Equal("completed", State(run));
        Assert.Contains(", 30 of them in shard 2 of 4, ", File.ReadAllText(Path.Combine(run, "slurm-2.log")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, string> OnOneMachine(string experiment, int exitCode = 0)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(exitCode, folder.Sans("run", folder.Write("one.yaml", experiment), "--quiet").ExitCode);
        return Results(folder.SingleRun());
    }

    /// <summary>The path of a frozen run, relative to the test's folder.</summary>
    private string Submit(string experiment, int tasks)
    {
        ProcessResult result = _folder.Sans(
            "submit",
            _folder.Write("sharded.yaml", experiment),
            "--tasks",
            tasks.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string run = _folder.SingleRun();
        Assert.Matches($"\n  sans run {Regex.Escape(run)} --shard I/{tasks}\n$", result.Output);
        return run;
    }

    private static Dictionary<string, string> Results(string run) => Merged.ToDictionary(
        name => name,
        name => Regex.Replace(File.ReadAllText(Path.Combine(run, name)), name == "trials.csv" ? "(seed=[0-9]+),[^,\n]*\n" : "$^", "$1\n"));

    private static string? State(string run)
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        return record.RootElement.GetProperty("state").GetString();
    }

    /// <summary>No trial was trained twice by any process.</summary>
    private static void RequireEachTrialOnce(string run, int trials)
    {
        string[] keys = [.. Directory.GetFiles(run, "trials*.jsonl")
            .SelectMany(File.ReadLines)
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("key").GetString()!)];
        Assert.Equal(trials, keys.Length);
        Assert.Equal(trials, keys.Distinct().Count());
    }
}
