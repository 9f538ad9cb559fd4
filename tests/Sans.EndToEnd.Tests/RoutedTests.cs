using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>Experiments on routed networks on the real process (docs/method/routed-networks.md, A11).</summary>
public sealed class RoutedTests : IDisposable
{
    /// <summary>Shipped experiments with few points, small layers and short trainings.</summary>
    private static readonly Dictionary<string, string[]> Small = new(StringComparer.Ordinal)
    {
        ["routed-polynomial"] = [.. Points, .. Models],
        ["routed-hypercube"] = [.. Points, .. Models],
        ["routed-lsh"] = [.. Points, "active=[1, 4]", "models[0].dense.active=4"],
        ["routed-experts"] = [.. Points, "experts=[1, 4]", "units_per_expert=[8]", "fit.adam.epochs=3", "fit.adam.decay_after=2"],
        ["routed-rate"] = ["points.train=2000", "points.test=100", "ambient=[8, 16]", "seeds=[1, 2]"],
    };

    private static readonly string[] Texts = ["table.txt", "table.md", "table.csv", "trials.csv", "report.html"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Small.Keys];

    private static string[] Points => ["points.train=128", "points.validation=32", "points.test=32", "seeds=[1, 2]"];

    private static string[] Models =>
    [
        "active=[4, 8]", "models[2].top_k.active=4", "models[3].hash_uniform.active=4", "models[4].lsh_sign.active=4",
    ];

    [Fact]
    public void Every_shipped_experiment_on_routed_networks_is_here() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Repository.Root, "experiments"), "routed-*.yaml")
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal),
        Small.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_leaves_tables_a_report_and_pictures_that_say_what_is_ours(string name)
    {
        ProcessResult result = _folder.Sans(["run", name, "--quiet", .. Settings(name)]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string run = _folder.SingleRun();
        Assert.Equal(File.ReadAllText(Path.Combine(run, "table.txt")), result.Output);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(run, "figures"), "*.svg"));
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("Our choices, which are not in the paper", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.All(Texts, file => Assert.Matches("our choices|choices_of_ours|What is ours", File.ReadAllText(Path.Combine(run, file))));
        Assert.All(
            Directory.GetFiles(Path.Combine(run, "figures")),
            file => Assert.Contains("Our choices", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(run, "table.txt")), StringComparison.Ordinal);
    }

    /// <summary>A11 and more. Neither threads nor the width of vectors change a byte.</summary>
    [Theory]
    [InlineData("routed-polynomial", "DOTNET_EnableAVX512")]
    [InlineData("routed-polynomial", "DOTNET_EnableHWIntrinsic")]
    [InlineData("routed-experts", "DOTNET_EnableAVX512")]
    [InlineData("routed-experts", "DOTNET_EnableAVX2")]
    [InlineData("routed-rate", "DOTNET_EnableHWIntrinsic")]
    public void Neither_threads_nor_vectors_change_a_byte(string name, string withoutFeature) =>
        Assert.Equal(Files(name, "1", []), Files(name, "2", [(withoutFeature, "0")]));

    [Fact]
    public void An_interrupted_run_goes_on_to_the_same_bytes()
    {
        Dictionary<string, string> whole = Files("routed-polynomial", "1", []);
        Assert.Equal(0, _folder.Sans(["run", "routed-polynomial", "--quiet", .. Settings("routed-polynomial")]).ExitCode);
        string run = _folder.SingleRun();
        string journal = Path.Combine(run, "trials.jsonl");
        string[] lines = File.ReadAllLines(journal);
        File.WriteAllText(journal, string.Concat(lines.Take(lines.Length / 2).Select(l => l + "\n")) + "{\"key\":\"half a li");
        Assert.Equal(0, _folder.Sans("resume", run, "--quiet").ExitCode);
        Assert.Equal(whole, FilesOf(run));
    }

    [Fact]
    public void A_changed_number_in_the_journal_is_found()
    {
        Assert.Equal(0, _folder.Sans(["run", "routed-rate", "--quiet", .. Settings("routed-rate")]).ExitCode);
        string run = _folder.SingleRun();
        string journal = Path.Combine(run, "trials.jsonl");
        File.WriteAllText(journal, Regex.Replace(File.ReadAllText(journal), "\"miss_rate\":0([,}])", "\"miss_rate\":0.5$1"));
        ProcessResult result = _folder.Sans("resume", run, "--quiet");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("its numbers have the digest", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A user's own table. y is a plane in two inputs, which identity units fit exactly.</summary>
    [Fact]
    public void The_rows_of_a_file_can_be_learned()
    {
        Directory.CreateDirectory(_folder.File("data"));
        _folder.Write(
            Path.Combine("data", "plane.csv"),
            "y,a,b\n" + string.Concat(
                Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{1 + (i % 7) - (2 * (i % 11))},{i % 7},{i % 11}\n"))));
        _folder.Write("plane.yaml", """
            name: plane
            kind: routed_approximation
            target: { table: { file: plane.csv, target_column: 0 } }
            points: { train: 40, validation: 8, test: 8 }
            bottom: { random_affine: { nonlinearity: identity } }
            fit: { ridge: { lambda: 1.0e-9 } }
            models: [dense, top_k: { width_factor: 2 }]
            active: 8
            """);
        ProcessResult result = _folder.Sans("run", "plane.yaml", "--quiet", "--data", _folder.File("data"));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] dense = File.ReadAllLines(Path.Combine(_folder.SingleRun(), "trials.csv"))[1].Split(',');
        Assert.Equal("dense", dense[1]);
        Assert.InRange(double.Parse(dense[7], System.Globalization.CultureInfo.InvariantCulture), 0, 1e-6);
    }

    [Theory]
    [InlineData("y,a\n1,2\n3,\n", "bad.csv(3): column 1: a number is missing")]
    [InlineData("y,a\n1,2\n3,x\n", "bad.csv(3): column 1 ('a') holds 'x'")]
    [InlineData("1,2\n3,4\n", "it has 2 rows, but 'points' asks for 6")]
    [InlineData("1\n3\n", "it has only the target column")]
    [InlineData("", "the file has no rows")]
    public void A_file_that_cannot_be_learned_is_named(string content, string problem)
    {
        _folder.Write("bad.csv", content);
        _folder.Write("bad.yaml", """
            name: bad
            kind: routed_approximation
            target: { table: { file: bad.csv, target_column: 0 } }
            points: { train: 2, validation: 2, test: 2 }
            models: [dense]
            active: 1
            """);
        ProcessResult result = _folder.Sans("run", "bad.yaml", "--data", _folder.Path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("bad.csv", result.Error, StringComparison.Ordinal);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Settings(string name) => [.. Small[name].SelectMany(s => new[] { "-s", s })];

    private static Dictionary<string, string> Files(string name, string jobs, (string Name, string Value)[] environment)
    {
        using TemporaryFolder folder = new();
        using RunningProcess process = RunningProcess.Sans(
            folder.Path, ["run", name, "--quiet", "--jobs", jobs, .. Settings(name)], environment);
        Assert.Equal(0, process.Wait().ExitCode);
        return FilesOf(folder.SingleRun());
    }

    /// <summary>All results of a run, without their times.</summary>
    private static Dictionary<string, string> FilesOf(string run) => FileTree.Files(run, "*")
        .Where(f => Path.GetFileName(f) is not ("log.jsonl" or "run.json" or ".lock"))
        .ToDictionary(f => Path.GetRelativePath(run, f), f => WithoutTimes(Path.GetFileName(f), File.ReadAllText(f)));

    private static string WithoutTimes(string name, string text) => name switch
    {
        "trials.jsonl" => string.Join('\n', text.Split('\n')
            .Select(l => Regex.Replace(l, "\"seconds\":[^,}]+", ""))
            .Order(StringComparer.Ordinal)),
        "trials.csv" => Regex.Replace(text, ",[^,\n]+\n", "\n"),
        _ => text,
    };
}
