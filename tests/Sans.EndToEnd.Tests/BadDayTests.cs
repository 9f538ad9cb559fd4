using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>Failures around a run. Each gives a clear message, and no finished result is lost.</summary>
public sealed class BadDayTests : IDisposable
{
    private const string Sweep = """
        name: sweep
        datasets: [synthetic_motifs]
        model: { kernel_size: 1..60 }
        activations: [identity, extrema]
        training: { epochs: 1500 }
        select: { kernel_size: mean_phi }
        """;

    // Each training has a row and so a model.
    private const string Models = """
        name: models
        datasets: [synthetic_motifs]
        window: { samples: 1200, length: 100 }
        model: { kernel_size: 1..99 }
        activations: [relu, identity]
        training: { epochs: 1 }
        """;

    /// <summary>The table of the sweep without failures.</summary>
    private static readonly Lazy<string> Uninterrupted = new(() =>
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, folder.Sans("run", folder.Write("sweep.yaml", Sweep), "--quiet").ExitCode);
        return File.ReadAllText(Path.Combine(folder.SingleRun(), "table.csv"));
    });

    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void A_full_disk_is_told_and_the_run_goes_on_when_there_is_room()
    {
        string expected = Uninterrupted.Value;
        using var disk = SmallDisk.Mount(kibibytes: 8192);

        // The disk has room for the beginning of the journal only.
        string filler = Path.Combine(disk.Path, "filler");
        File.WriteAllBytes(filler, new byte[8064 << 10]);
        ProcessResult full = _folder.Sans("run", _folder.Write("sweep.yaml", Sweep), "--out", disk.Path, "--quiet");
        Assert.Equal((2, ""), (full.ExitCode, full.Output));
        string run = Assert.Single(Directory.GetDirectories(Path.Combine(disk.Path, "sweep")));
        Assert.Matches($"^error: the run folder {Regex.Escape(run)} cannot be written: No space left on device[^\n]*Its content is "
            + $"kept. Once this is fixed, continue with: sans resume {Regex.Escape(run)}\n$", full.Error);
        string[] before = File.ReadAllLines(Path.Combine(run, "trials.jsonl"));
        Assert.InRange(before.Length, 1, 119);
        Assert.All(before, line => JsonDocument.Parse(line).Dispose());

        File.Delete(filler);
        Assert.Equal(0, _folder.Sans("resume", run, "--quiet").ExitCode);
        Assert.Equal(expected, File.ReadAllText(Path.Combine(run, "table.csv")));
        Assert.Equal(before, File.ReadLines(Path.Combine(run, "trials.jsonl")).Take(before.Length));

        // The disk has no room for a run folder. The failure leaves no trace of one.
        File.WriteAllBytes(filler, []);
        using (FileStream rest = File.OpenWrite(filler))
        {
            Assert.Throws<IOException>(() => rest.Write(new byte[9 << 20]));
        }

        ProcessResult none = _folder.Sans("run", "quickstart", "--out", disk.Path, "--quiet");
        Assert.Equal(2, none.ExitCode);
        Assert.StartsWith(
            $"error: no run folder can be made in {disk.Path}: No space left on device", none.Error, StringComparison.Ordinal);
        Assert.Equal([run], FileTree.Folders(disk.Path, "*-*"));

        // The same holds for the files of other commands.
        string recording = _folder.Write("recording.csv", string.Join('\n', Enumerable.Range(0, 2000).Select(i => i % 7)));
        string model = Directory.GetFiles(Path.Combine(run, "models"))[0], output = Path.Combine(disk.Path, "output");
        Assert.All(["features", "encode"], command =>
        {
            ProcessResult refused = _folder.Sans(command, model, recording, "--out", output);
            Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
            Assert.Matches($"error: {Regex.Escape(output)} cannot be written: No space left on device", refused.Error);
            Assert.Empty(Directory.GetFiles(output));
        });
        string fresh = Path.Combine(disk.Path, "fresh.yaml");
        ProcessResult file = _folder.Sans("new", "fresh", "--out", disk.Path);
        Assert.Equal((2, ""), (file.ExitCode, file.Output));
        Assert.StartsWith($"error: {fresh} cannot be written: No space left on device", file.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(fresh));
    }

    [SkippableFact]
    public void A_read_only_folder_is_told_by_run_resume_and_doctor()
    {
        using var disk = SmallDisk.Mount(kibibytes: 4096);
        Assert.Equal(0, _folder.Sans("run", "quickstart", "--out", disk.Path, "--quiet").ExitCode);
        string run = Assert.Single(Directory.GetDirectories(Path.Combine(disk.Path, "quickstart")));
        disk.MakeReadOnly();
        ProcessResult started = _folder.Sans("run", "quickstart", "--out", disk.Path);
        Assert.Equal(2, started.ExitCode);
        Assert.Matches($"^error: no run folder can be made in {Regex.Escape(disk.Path)}: Read-only file system[^\n]*\n$", started.Error);
        ProcessResult resumed = _folder.Sans("resume", run);
        Assert.Equal(2, resumed.ExitCode);
        Assert.Matches($"^error: the run folder {Regex.Escape(run)} cannot be written: Read-only file system[^\n]*\n$", resumed.Error);
        ProcessResult examined = _folder.Sans("doctor", "--out", disk.Path);
        Assert.Equal(1, examined.ExitCode);
        Assert.Contains(
            "WRONG: " + disk.Path + " cannot be written: Read-only file system",
            Regex.Replace(examined.Output, "\n +", " "),
            StringComparison.Ordinal);

        // Commands that only read still work.
        Assert.Contains("completed, 100 of 100 trials", _folder.Sans("list", "runs", "--out", disk.Path).Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_is_removed_or_moved_while_it_runs_is_told_at_once(bool isMoved)
    {
        Needs.Require(
            !OperatingSystem.IsWindows(), "Windows does not let a folder go while a file in it is open", "run the tests on Linux or macOS");
        using var process = Started(Sweep.Replace("epochs: 1500", "epochs: 15000", StringComparison.Ordinal), out string run);
        string moved = _folder.File("moved");
        if (isMoved)
        {
            Directory.Move(run, moved);
        }
        else
        {
            Directory.Delete(run, recursive: true);
        }

        ProcessResult result = process.Wait();
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches("error: runs/sweep/[^/]+/trials.jsonl is gone: its folder was removed or moved during the run", result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        if (isMoved)
        {
            // The result that found its folder gone is still in the journal.
            Assert.All(File.ReadLines(Path.Combine(moved, "trials.jsonl")), line => JsonDocument.Parse(line).Dispose());
        }
    }

    /// <summary>The real process. A fast clock began the run, so its folder and record lie in the future.</summary>
    [Fact]
    public void A_clock_that_goes_backwards_changes_dates_and_nothing_else()
    {
        string expected = Uninterrupted.Value;
        string run = Interrupted(out _);
        string record = Path.Combine(run, "run.json");
        File.WriteAllText(record, Regex.Replace(File.ReadAllText(record), "\"(started|ended)\": \"20[0-9]{2}", "\"$1\": \"2999"));
        string future = Path.Combine(Path.GetDirectoryName(run)!, "29990101T000000Z" + Path.GetFileName(run)[16..]);
        Directory.Move(run, future);
        ProcessResult resumed = _folder.Sans("resume", future);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("the clock of this machine is behind the recorded times of the run", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllText(Path.Combine(future, "table.csv")));
        Assert.All(
            File.ReadLines(Path.Combine(future, "trials.jsonl")),
            line => Assert.True(JsonDocument.Parse(line).RootElement.GetProperty("seconds").GetDouble() >= 0));

        // A new run has a folder of its own beside it.
        Assert.Equal(0, _folder.Sans("run", _folder.File("sweep.yaml"), "--quiet").ExitCode);
        Assert.Equal(2, Directory.GetDirectories(_folder.File("runs/sweep")).Length);
    }

    /// <summary>The clock of the process is stepped back by three hours after its first results.</summary>
    [SkippableFact]
    public void A_clock_that_is_set_back_during_a_run_changes_dates_and_nothing_else()
    {
        string library = Needs.ClockLibrary();
        string expected = Uninterrupted.Value;
        string clock = _folder.Write("clock", "+0\n");
        (string, string)[] environment =
        [
            ("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", clock), ("FAKETIME_NO_CACHE", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ];
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path, ["run", _folder.Write("sweep.yaml", Sweep), "--jobs", "1", "--out", "stepped"], environment);
        string? run = null;
        Waiting.Until(() => (run = _folder.TrySingleRun("stepped")) is not null && new FileInfo(
            Path.Combine(run, "trials.jsonl")) is { Exists: true, Length: > 0 }, "the first result");
        File.WriteAllText(clock, "-3h\n");
        ProcessResult result = process.Wait();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the clock of this machine went back during the run", result.Error, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllText(Path.Combine(run!, "table.csv")));
        Assert.All(
            File.ReadLines(Path.Combine(run!, "trials.jsonl")),
            line => Assert.True(JsonDocument.Parse(line).RootElement.GetProperty("seconds").GetDouble() >= 0));
    }

    [SkippableFact]
    public void Of_two_processes_that_resume_one_run_one_wins_and_the_other_says_so()
    {
        Needs.Signals();
        string expected = Uninterrupted.Value;
        string run = Interrupted(out _);
        long before = new FileInfo(Path.Combine(run, "trials.jsonl")).Length;
        using RunningProcess first = RunningProcess.Sans(_folder.Path, ["resume", run, "--quiet", "--jobs", "1"]);
        Waiting.Until(() => new FileInfo(Path.Combine(run, "trials.jsonl")).Length > before, "the first result of the first process");

        // The stopped process holds the run until the second one has found out.
        first.Signal("STOP");
        ProcessResult second = _folder.Sans("resume", run, "--quiet");
        first.Signal("CONT");
        Assert.Equal(new ProcessResult(2, "", $"error: another process is running {run}; wait for it, or stop it first\n"), second);
        Assert.Equal(0, first.Wait().ExitCode);
        Assert.Equal(expected, File.ReadAllText(Path.Combine(run, "table.csv")));
        Assert.Equal(120, File.ReadLines(Path.Combine(run, "trials.jsonl")).Count());
    }

    [Fact]
    public void Runs_that_start_in_the_same_second_have_folders_of_their_own()
    {
        string[] command = ["run", "quickstart", "--quiet", "--jobs", "1", "-s", "training.epochs=1", "-s", "model.kernel_size=5"];
        RunningProcess[] all = [.. Enumerable.Range(0, 4).Select(_ => RunningProcess.Sans(_folder.Path, command))];
        ProcessResult[] ends = [.. all.Select(p => p.Wait())];
        Assert.All(ends, end => Assert.Equal(ends[0], end));
        Assert.Equal((0, ""), (ends[0].ExitCode, ends[0].Error));
        string[] runs = Directory.GetDirectories(_folder.File("runs/quickstart"));
        Assert.Equal(4, runs.Length);
        Assert.Single(runs.Select(r => File.ReadAllText(Path.Combine(r, "table.csv"))).Distinct());
    }

    /// <summary>
    /// The process is stopped, continued and killed while it writes models. A report of the same run is made in the meantime.
    /// </summary>
    [SkippableFact]
    public void A_report_beside_a_run_that_writes_its_own_harms_neither()
    {
        Needs.Signals();
        string[] command = ["run", _folder.Write("models.yaml", Models), "--quiet", "--out"];
        using RunningProcess continued = AtModels("continued", out string run);
        Assert.Equal(0, _folder.Sans("report", run).ExitCode);
        continued.Signal("CONT");
        ProcessResult result = continued.Wait();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));

        using RunningProcess killed = AtModels("killed", out string resumed);
        Assert.Equal(0, _folder.Sans("report", resumed).ExitCode);
        killed.Kill();
        killed.Wait();
        Assert.Equal(0, _folder.Sans("resume", resumed, "--quiet").ExitCode);
        Assert.Equal(Files(run), Files(resumed));

        RunningProcess AtModels(string root, out string folder)
        {
            RunningProcess process = RunningProcess.Sans(_folder.Path, [.. command, root]);
            string? found = null;
            Waiting.Until(
                () => (found ??= _folder.TrySingleRun(root)) is not null && Directory.Exists(Path.Combine(found!, "models"))
                    && Directory.EnumerateFiles(Path.Combine(found!, "models"), "*.partial").Any(),
                "a model that is being written");
            process.Signal("STOP");
            folder = found!;
            return process;
        }

        // Names of files, and the content of those that a run replaces as a whole.
        static string[] Files(string run) =>
        [
            .. FileTree.Files(run, "*").Select(f => Path.GetRelativePath(run, f)).Order(StringComparer.Ordinal).Select(
                name => name is "log.jsonl" or "run.json" or "trials.csv" or "trials.jsonl"
                    ? name
                    : name + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(run, name))))),
        ];
    }

    /// <summary>
    /// A real shortage of memory. The process may have 200 MiB, and one of the two networks needs more.
    /// </summary>
    [Fact]
    public void A_trial_without_memory_fails_and_the_others_do_not()
    {
        string file = _folder.Write("large.yaml", """
            name: large
            datasets: [synthetic_motifs]
            window: { samples: 300000, length: 100000 }
            split: { train: 1, validation: 1, test: 1 }
            model: { kernels: [1, 1000], kernel_size: 5 }
            activations: [relu]
            training: { epochs: 1 }
            """);
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path, ["run", file, "--jobs", "1"], ("DOTNET_GCHeapHardLimit", "0xC800000"));
        ProcessResult result = process.Wait();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "synthetic_motifs/relu/q=1000/m=5/seed=0 failed: out of memory: the network and its buffers do not fit",
            result.Error,
            StringComparison.Ordinal);
        Assert.Contains("1 of 2 trials failed", result.Output, StringComparison.Ordinal);
        Assert.Equal([",completed,", ",failed,"], File.ReadLines(Path.Combine(_folder.SingleRun(), "trials.csv"))
            .Skip(1)
            .Select(row => Regex.Match(row, ",(completed|failed),").Value));
    }

    [SkippableFact]
    public void Ctrl_C_once_finishes_what_is_running()
    {
        Needs.Signals();
        string expected = Uninterrupted.Value;
        string run = Interrupted(out ProcessResult result);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("stopping after the running trials; press Ctrl-C again to stop now", result.Error, StringComparison.Ordinal);
        Assert.Matches("interrupted: [0-9]+ of 120 trials are done; continue with: " + RunningProcess.Program + " resume ", result.Error);

        // With one job, the trial that was running has its line. There is one line more than at the signal, or two.
        Assert.Equal("interrupted; can be resumed", Regex.Match(_folder.Sans("list", "runs").Output, "interrupted; can be resumed").Value);
        Assert.Equal(0, _folder.Sans("resume", run, "--quiet").ExitCode);
        Assert.Equal(expected, File.ReadAllText(Path.Combine(run, "table.csv")));
    }

    /// <summary>A short trial, and one so long that only stopping at once ends the process in time.</summary>
    [SkippableTheory]
    [InlineData("INT", "INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void Ctrl_C_twice_and_the_systems_signals_stop_now(params string[] signals)
    {
        Needs.Signals();
        string file = _folder.Write("endless.yaml", """
            name: endless
            datasets: [synthetic_motifs]
            model: { kernel_size: 249 }
            activations: [identity]
            training: { epochs: [1, 1000000] }
            """);
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path, ["run", file, "--jobs", "1"], ("SANS_CHECKPOINT_SECONDS", "0.1"));

        // A checkpoint shows that the long trial is running.
        Waiting.Until(() => FileTree.Files(_folder.Path, "*.checkpoint").Length > 0, "a checkpoint of the second trial");
        process.Signal(signals[0]);
        foreach (string signal in signals[1..])
        {
            Waiting.Until(IsStopping, "the answer to the first signal");
            process.Signal(signal);
        }

        ProcessResult result = process.Wait();
        Assert.Equal(130, result.ExitCode);
        Assert.Matches("interrupted: 1 of 2 trials are done; continue with: " + RunningProcess.Program + " resume ", result.Error);
        Assert.Equal(signals.Length == 2, result.Error.Contains("Ctrl-C again", StringComparison.Ordinal));
        Assert.Contains("\"interrupted\"", File.ReadAllText(Path.Combine(_folder.SingleRun(), "run.json")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A run with a first result.</summary>
    private RunningProcess Started(string experiment, out string run)
    {
        RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", _folder.Write("sweep.yaml", experiment), "--jobs", "1"]);
        WaitForResult();
        run = _folder.SingleRun();
        return process;
    }

    private bool IsStopping()
    {
        using FileStream log = new(Path.Combine(_folder.SingleRun(), "log.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(log);
        return reader.ReadToEnd().Contains("stopping", StringComparison.Ordinal);
    }

    private void WaitForResult() => Waiting.Until(
        () => FileTree.Files(_folder.Path, "trials.jsonl").Any(f => new FileInfo(f).Length > 0), "the first result");

    /// <summary>A run that Ctrl-C ended. Without signals on this system, the run was killed.</summary>
    private string Interrupted(out ProcessResult result)
    {
        using RunningProcess process = Started(Sweep, out string run);
        if (OperatingSystem.IsLinux())
        {
            process.Signal("INT");
        }
        else
        {
            process.Kill();
        }

        result = process.Wait();
        Assert.NotEqual(0, result.ExitCode);
        return run;
    }
}
