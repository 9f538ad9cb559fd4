using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>The commands on networks that grow: on one dataset, and on datasets one after another.</summary>
public sealed class GrownTests : IDisposable
{
    private const string Rest = """
        window: { samples: 2400, length: 200 }
        model: { kernel_size: [9, 15] }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 3 }
        seeds: [0, 1]

        """;

    private static readonly Dictionary<string, string> Experiments = new()
    {
        ["growth"] = "name: growth\nkind: growth\ndatasets: [synthetic_events: { set: syn1 }]\ngrow: { most: 2 }\n" + Rest,
        ["continual"] = "name: continual\nkind: continual\ndatasets: [synthetic_events: { label: one, set: syn1 }, "
            + "synthetic_ecg: { label: other }]\nvariants: { gate: {}, sum: { growth: { gate: none } } }\n" + Rest,
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. Experiments.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_interrupted_run_goes_on_to_the_same_bytes(string kind)
    {
        string file = _folder.Write(kind + ".yaml", Experiments[kind]);
        int trials = kind == "growth" ? 2 : 4;
        Assert.Equal(trials, _folder.Sans("run", file, "--dry-run").Output.TrimEnd().Split('\n').Length);
        ProcessResult result = _folder.Sans("run", file, "--quiet");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string run = _folder.SingleRun();
        Assert.Equal(File.ReadAllText(Path.Combine(run, "table.txt")), result.Output);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(run, "figures"), "*.svg"));
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
        Dictionary<string, string> whole = FilesOf(run);

        string journal = Path.Combine(run, "trials.jsonl");
        string[] lines = File.ReadAllLines(journal);
        Assert.Equal(trials, lines.Length);
        File.WriteAllText(journal, lines[0] + "\n{\"key\":\"half a li");
        Assert.Equal(0, _folder.Sans("resume", run, "--quiet").ExitCode);
        Assert.Equal(whole, FilesOf(run));
        Assert.Equal(0, _folder.Sans("report", run).ExitCode);
        Assert.Equal(whole, FilesOf(run));
        ProcessResult compared = _folder.Sans("compare", run, run);
        Assert.Equal((0, ""), (compared.ExitCode, compared.Error));
        Assert.Matches(@"\n0 of [1-9]\d* cells differ", compared.Output);
    }

    /// <summary>A mode is a model of its own. Kernels that were trained beside others are one model with them.</summary>
    [Fact]
    public void A_recording_is_encoded_with_the_mode_that_is_named()
    {
        string file = _folder.Write("continual.yaml", Experiments["continual"]);
        Assert.Equal(0, _folder.Sans("run", file, "--quiet", "-s", "seeds=0").ExitCode);
        string run = _folder.SingleRun();
        string[] models = [.. Directory.GetFiles(Path.Combine(run, "models")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        Assert.Equal(3, models.Length);
        Assert.Single(models, m => m.StartsWith("one_extrema_q=1_m=", StringComparison.Ordinal));
        Assert.Single(models, m => m.StartsWith("other_extrema_q=1_m=", StringComparison.Ordinal));
        Assert.Single(models, m => m.StartsWith("other_extrema_q=2_m=", StringComparison.Ordinal));
        string signal = _folder.Write("signal.csv", string.Concat(Enumerable.Range(0, 400).Select(i => $"{(i % 30) - 15}\n")));
        ProcessResult unnamed = _folder.Sans("encode", run, signal);
        Assert.Equal(2, unnamed.ExitCode);
        Assert.Contains("has 3 models; --model chooses one of them:", unnamed.Error, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Sans("encode", run, signal, "--model", Path.GetFileNameWithoutExtension(models[0])).ExitCode);
    }

    [Fact]
    public void A_phase_cannot_be_left_out()
    {
        string file = _folder.Write("missing.yaml", """
            name: missing
            kind: continual
            datasets: [synthetic_ecg, physionet: { database: mitdb }]
            model: { kernel_size: 5 }
            activations: [extrema]
            """);
        ProcessResult result = _folder.Sans("run", file, "--skip-missing-data", "--data", _folder.Path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("dataset 'mitdb': there is no", result.Error, StringComparison.Ordinal);
        Assert.Contains("or name another folder with --data. No phase can be left out", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--skip-missing-data", result.Error, StringComparison.Ordinal);
    }

    /// <summary>All results of a run, without their times.</summary>
    private static Dictionary<string, string> FilesOf(string run) => FileTree.Files(run, "*")
        .Where(f => Path.GetFileName(f) is not ("log.jsonl" or "run.json" or ".lock"))
        .ToDictionary(f => Path.GetRelativePath(run, f), f => Path.GetFileName(f) switch
        {
            "trials.jsonl" => string.Join('\n', File.ReadAllLines(f)
                .Select(l => Regex.Replace(l, "\"seconds\":[^,}]+", ""))
                .Order(StringComparer.Ordinal)),
            "trials.csv" => Regex.Replace(File.ReadAllText(f), @",\d+\.\d+(E-\d+)?(,[a-z]*)?\n", "\n"),
            "report.html" => Regex.Replace(File.ReadAllText(f), @"\d+(\.\d+)? (ms|s)\b", ""),
            _ => File.ReadAllText(f),
        });
}
