using System.Text.Json;
using System.Text.RegularExpressions;
using Sans.Runner.Output;

namespace Sans.EndToEnd.Tests;

/// <summary><c>sans run</c>, as a process of its own where that matters.</summary>
/// <param name="quickstart">A run to look at.</param>
public sealed class RunTests(QuickstartRun quickstart) : IClassFixture<QuickstartRun>, IDisposable
{
    /// <summary>
    /// Two trials that work, and one whose reconstruction overflows. m² times the step size squared is beyond float32.
    /// </summary>
    private const string HalfDiverging = """
        name: half-diverging
        datasets: [synthetic_motifs]
        window: { samples: 1200, length: 100 }
        model: { kernel_size: [1, 2, 100] }
        activations: [identity]
        training: { epochs: 1, optimizer: { adam: { learning_rate: 3e17 } } }
        """;

    /// <summary>
    /// Every form of an operation: kernels of one sample, and kernels below and above the length of a vector or block
    /// of taps.
    /// </summary>
    private const string Widths = """
        name: widths
        datasets: [synthetic_motifs, synthetic_ecg]
        window: { samples: 3600, length: 300 }
        model: { kernels: 2, kernel_size: [1, 7, 20, 40, 70, 130], initialization: data }
        activations:
          - identity
          - relu
          - top_k_absolutes
          - extrema_pool_indices
          - extrema: { border_tolerance: 3 }
          - extrema: { border_tolerance: 3, refit: least_squares }
          - phi_pursuit
        training: { epochs: 3 }
        """;

    // Later epochs repeat the operations of the first ones. Without vectors each takes twenty times as long.
    private static readonly string[] Short = ["-s", "training.epochs=2"];

    private static readonly Lazy<Dictionary<string, string>> ShortResults = new(() => Results([], Short));

    private static readonly Lazy<SortedSet<string>> WidthDigests = new(() => Digests("1"));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Quickstart_prints_its_table_and_leaves_a_complete_run_folder()
    {
        ProcessResult result = quickstart.Printed;
        Assert.Equal(0, result.ExitCode);
        string run = quickstart.Run;
        Assert.Equal(
            [".lock", "config.yaml", "log.jsonl", "report.html", "run.json", "table.csv", "table.md", "table.tex", "table.txt", "trials.csv", "trials.jsonl"],
            Directory.GetFiles(run).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string table = File.ReadAllText(Path.Combine(run, "table.txt"));
        Assert.Equal(table, result.Output);
        Assert.Matches("100 of 100 trials completed, 0 failed, in [0-9.]+ s; results in " + Regex.Escape(
            Path.GetRelativePath(quickstart.Folder, run)) + "\n", result.Error);
        Assert.Matches(
            @"\d Chosen by least φ on validation: \w+ \(m = \d+\) on triangles with test φ 0\.\d{4}, "
                + @"\w+ \(m = \d+\) on ecg with test φ 0\.\d{4}\.\n[0-9:]{8} report: " + Regex.Escape(Path.Combine(run, "report.html")) + "\n$",
            result.Error);
        Assert.All(
            ["identity", "relu", "top_k_absolutes", "extrema_pool_indices", "extrema"],
            a => Assert.Contains(" " + a + " ", table, StringComparison.Ordinal));

        // Users get the same lines that a snapshot test verifies.
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Sans.Tests", "PhiTables", "quickstart.verified.txt")), table);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        Assert.Equal("completed", record.RootElement.GetProperty("state").GetString());
        int trials = record.RootElement.GetProperty("trial_count").GetInt32();
        Assert.Equal(trials, record.RootElement.GetProperty("completed_count").GetInt32());
        Assert.Equal(trials, File.ReadLines(Path.Combine(run, "trials.jsonl")).Count(
            l => JsonDocument.Parse(l).RootElement.GetProperty("state").GetString() == "completed"));
        Assert.Equal(trials + 1, File.ReadLines(Path.Combine(run, "trials.csv")).Count());
    }

    [Fact]
    public void Redirected_output_is_plain_lines()
    {
        ProcessResult result = quickstart.Printed;
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
        Assert.All(
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^[0-9]{2}:[0-9]{2}:[0-9]{2} ", line));
        Assert.Contains("100 of 100 trials ended", result.Error, StringComparison.Ordinal);
        Assert.Equal(result with { Error = "" }, _folder.SansProcess("run", "quickstart", "--quiet"));
    }

    [Fact]
    public void The_number_of_jobs_changes_no_byte()
    {
        Dictionary<string, string> usual = ResultsOf(quickstart.Run);
        Assert.Equal(usual, Results([], "--jobs", "1"));
        Assert.Equal(usual, Results([], "--jobs", "2"));
        Assert.Equal(usual, Results([], "--jobs", "7"));
    }

    [Fact]
    public void The_culture_changes_no_byte() =>
        Assert.Equal(ResultsOf(quickstart.Run), Results([("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8")]));

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1")]
    [InlineData("DOTNET_EnableAVX2", "2")]
    [InlineData("DOTNET_EnableHWIntrinsic", "7")]
    public void The_width_of_vectors_changes_no_byte(string withoutFeature, string jobs) =>
        Assert.Equal(ShortResults.Value, Results([(withoutFeature, "0")], [.. Short, "--jobs", jobs]));

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "7")]
    [InlineData("DOTNET_EnableAVX2", "1")]
    [InlineData("DOTNET_EnableHWIntrinsic", "2")]
    public void The_width_of_vectors_changes_no_digest(string withoutFeature, string jobs)
    {
        Assert.Equal(84, WidthDigests.Value.Count);
        Assert.Equal(WidthDigests.Value, Digests(jobs, (withoutFeature, "0")));
    }

    /// <summary>This guards the test above, which could otherwise compare a machine with itself.</summary>
    [Fact]
    public void The_switch_for_vectors_takes_effect()
    {
        string[] command = ["run", "quickstart", "--quiet", "-s", "training.epochs=1", "-s", "model.kernel_size=5"];
        using RunningProcess process = RunningProcess.Sans(_folder.Path, command, ("DOTNET_EnableHWIntrinsic", "0"));
        Assert.Equal(0, process.Wait().ExitCode);
        Assert.Contains("\"vector_bits\": 0\n", File.ReadAllText(Path.Combine(_folder.SingleRun(), "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_config_of_a_run_run_again_gives_the_same_table()
    {
        Assert.Equal(0, _folder.Sans("run", "relative-threshold", "--quiet").ExitCode);
        string first = _folder.SingleRun();
        Assert.Equal(0, _folder.Sans("run", Path.Combine(first, "config.yaml"), "--quiet", "--out", "again").ExitCode);
        string second = Assert.Single(Directory.GetDirectories(_folder.File("again")).SelectMany(Directory.GetDirectories));
        foreach (string file in new[] { "config.yaml", "table.csv", "table.txt" })
        {
            Assert.Equal(File.ReadAllText(Path.Combine(first, file)), File.ReadAllText(Path.Combine(second, file)));
        }
    }

    [Fact]
    public void A_failing_trial_is_shown_and_the_rest_runs()
    {
        ProcessResult result = _folder.Sans("run", _folder.Write("diverging.yaml", HalfDiverging));
        Assert.Equal(1, result.ExitCode);
        Assert.Matches(
            "synthetic_motifs/identity/q=1/m=100/seed=0 failed: diverged in epoch 1: kernels or reconstruction are not finite",
            result.Error);
        Assert.Contains(
            "1 of 3 trials failed and are in no mean:\n  1 × diverged in epoch 1: kernels or reconstruction are not finite",
            result.Output,
            StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(Path.Combine(_folder.SingleRun(), "table.csv"));
        Assert.Equal(4, rows.Length);
        Assert.Contains("synthetic_motifs,identity,100,0,,,", rows[^1], StringComparison.Ordinal);
        Assert.Contains(
            "1 of 3 trainings failed and are in no mean. The reason: diverged in epoch 1", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "<p class=\"warning\">1 of 3 trainings failed",
            File.ReadAllText(Path.Combine(_folder.SingleRun(), "report.html")),
            StringComparison.Ordinal);
        Assert.Equal(
            [",completed,,", ",completed,,", ",failed,diverged in epoch 1: kernels or reconstruction are not finite; a smaller "
                + "learning_rate may help,"],
            File.ReadLines(Path.Combine(_folder.SingleRun(), "trials.csv"))
                .Skip(1)
                .Select(row => Regex.Match(row, ",(completed|failed),[^,]*,").Value));
        Assert.Contains(
            "completed_with_failures", File.ReadAllText(Path.Combine(_folder.SingleRun(), "run.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", string.Concat(rows), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupted_run_stops_with_whole_lines_in_its_journal(string signal)
    {
        Needs.Signals();
        string file = _folder.Write("long.yaml", """
            name: long
            datasets: [synthetic_motifs]
            model: { kernel_size: 1..249 }
            activations: [identity]
            training: { epochs: 300 }
            """);
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", file]);
        string journal = WaitForJournal();
        process.Signal(signal);
        ProcessResult result = process.Wait();
        Assert.Equal(130, result.ExitCode);
        Assert.Single(Regex.Matches(
            result.Error, "interrupted: [0-9]+ of 249 trials are done; continue with: " + RunningProcess.Program + " resume .*\n"));
        Assert.Contains("\"interrupted\"", File.ReadAllText(Path.Combine(_folder.SingleRun(), "run.json")), StringComparison.Ordinal);
        Assert.EndsWith("\n", File.ReadAllText(journal), StringComparison.Ordinal);
        Assert.All(File.ReadLines(journal), line => JsonDocument.Parse(line).Dispose());
        Assert.False(File.Exists(Path.Combine(_folder.SingleRun(), "table.csv")));

        string WaitForJournal()
        {
            string? found = null;
            Waiting.Until(() => process.HasExited || (found = FileTree.Files(_folder.Path, "trials.jsonl").FirstOrDefault(
                f => new FileInfo(f).Length > 0)) is not null, "the first result");
            return found ?? throw new InvalidOperationException("the run ended before it could be interrupted: " + process.Wait().Error);
        }
    }

    [Fact]
    public void Every_shipped_experiment_has_a_plan_and_the_small_ones_run()
    {
        ProcessResult list = _folder.Sans("list", "experiments");
        string[] names = [.. list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0])];
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Repository.Root, "experiments"), "*.yaml")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal),
            names);

        // The experiments that take seconds and need no published data. Each other one has tests of its own on less
        // data.
        string[] small = ["learning-rate", "quickstart", "relative-threshold"];
        Assert.All(names, name => Assert.Equal(0, _folder.Sans("run", name, "--dry-run").ExitCode));
        Assert.All(small, name => Assert.Equal(0, _folder.Sans("run", name, "--quiet").ExitCode));
    }

    [Fact]
    public void A_terminal_has_its_own_width_and_no_digests_and_the_file_has_both()
    {
        string file = _folder.Write("small.yaml", """
            name: small
            datasets: [synthetic_motifs: { label: a-dataset-with-a-long-name }, synthetic_ecg]
            window: { samples: 120, length: 10 }
            model: { kernel_size: [3, 5] }
            activations: [relu, extrema: { border_tolerance: [1, 2] }]
            training: { epochs: 1 }
            seeds: [0, 1]
            """);
        using StringWriter output = new();
        SansConsole terminal = new(output, TextWriter.Null) { IsOutputTerminal = true, Width = 70 };
        Assert.Equal(0, InProcess.Sans(terminal, _folder.Path, "run", file, "--quiet"));
        string shown = output.ToString(), kept = File.ReadAllText(Path.Combine(_folder.SingleRun(), "table.txt"));
        Assert.All(shown.Split('\n'), line => Assert.InRange(line.Length, 0, 70));
        Assert.DoesNotContain("digest", shown, StringComparison.Ordinal);
        Assert.Contains("in every row: seeds 2, epoch 1.0\n", shown, StringComparison.Ordinal);
        Assert.Contains(", digest ", kept, StringComparison.Ordinal);
        Assert.Contains(kept.Split('\n'), line => line.Length > 70);
    }

    [Fact]
    public void A_dry_run_names_every_trial_and_writes_nothing()
    {
        ProcessResult result = _folder.Sans("run", "quickstart", "--dry-run");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(100, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("triangles/extrema/q=1/m=15/seed=0\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            """
            quickstart: 100 trials; nothing was trained
              triangles, ecg
              identity, relu, top_k_absolutes, extrema_pool_indices, extrema
              m: 5, 10 … 50, 10 values

            """.ReplaceLineEndings("\n"),
            result.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_protocol_on_the_command_line_stands_in_the_run()
    {
        ProcessResult result = _folder.Sans("run", "quickstart", "--protocol", "as_published", "--out", "elsewhere");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "protocol as_published: last epoch, kernel size chosen on test, as in the paper", result.Output, StringComparison.Ordinal);
        string config = Assert.Single(FileTree.Files(_folder.File("elsewhere"), "config.yaml"));
        Assert.Contains("protocol: as_published\n", File.ReadAllText(config), StringComparison.Ordinal);
        Assert.Equal(0, _folder.Sans("validate", config).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Every trial of <see cref="Widths"/> with its digest.</summary>
    private static SortedSet<string> Digests(string jobs, params (string Name, string Value)[] environment)
    {
        using TemporaryFolder folder = new();
        string[] command = ["run", folder.Write("widths.yaml", Widths), "--quiet", "--jobs", jobs];
        using RunningProcess process = RunningProcess.Sans(folder.Path, command, environment);
        Assert.Equal(0, process.Wait().ExitCode);
        return
        [
            .. File.ReadLines(Path.Combine(folder.SingleRun(), "trials.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
                .Select(trial => $"{trial.GetProperty("key")} {trial.GetProperty("digest")}"),
        ];
    }

    /// <summary>The files of a quickstart run, by a process with its own environment.</summary>
    private static Dictionary<string, string> Results((string Name, string Value)[] environment, params string[] options)
    {
        using TemporaryFolder folder = new();
        using RunningProcess process = RunningProcess.Sans(folder.Path, ["run", "quickstart", .. options], environment);
        Assert.Equal(0, process.Wait().ExitCode);
        return ResultsOf(folder.SingleRun());
    }

    /// <summary>All files of a run, without their times.</summary>
    private static Dictionary<string, string> ResultsOf(string run) =>
        Directory.GetFiles(run).Where(f => Path.GetFileName(f) != "log.jsonl").ToDictionary(
        f => Path.GetFileName(f),
        f => WithoutTimes(Path.GetFileName(f), File.ReadAllText(f)));

    private static string WithoutTimes(string name, string text) => name switch
    {
        // Results are appended in the order of their ends.
        "trials.jsonl" => string.Join('\n', text.Split('\n')
            .Select(l => Regex.Replace(l, "\"seconds\":[^,}]+", ""))
            .Order(StringComparer.Ordinal)),
        "trials.csv" => Regex.Replace(text, ",[^,\n]+\n", "\n"),
        "run.json" => Regex.Replace(text, "\"(started|ended|jobs|vector_bits)\": [^\n]+\n", "\n"),
        _ => text,
    };
}
