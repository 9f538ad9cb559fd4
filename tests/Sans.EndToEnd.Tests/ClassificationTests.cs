using System.Text.Json;

namespace Sans.EndToEnd.Tests;

/// <summary>
/// Experiments with classifiers, the real process. The files have the published form and content of the test's own.
/// </summary>
public sealed class ClassificationTests : IDisposable
{
    private const string Images = """
        name: squares
        kind: classification
        datasets: [mnist: { label: squares }]
        split: { train: 60, validation: 20, test: 20 }
        model: { kernels: 2, kernel_size: [1, 3, 6] }
        activations: [identity, relu, top_k_absolutes, extrema_pool_indices, extrema: { border_tolerance: 2 }]
        training: { epochs: 2, batch_size: 9 }
        classifier: { layers: [conv2d: { channels: 3, kernel_size: 5 }, relu, max_pool: { size: 2 }, flatten, linear: { units: 10 }], epochs: 3, batch_size: 7 }
        seeds: [0, 1]
        """;

    private const string Rows = """
        name: rows
        kind: classification
        protocol: as_published
        datasets: [uci_epilepsy]
        split: { train: 36, validation: 12, test: 12 }
        model: { kernels: 2, kernel_size: [8, 15] }
        activations: [relu, extrema: { border_tolerance: 2 }]
        training: { epochs: 2, batch_size: 5 }
        classifier: { layers: [conv1d: { channels: 3, kernel_size: 5 }, relu, max_pool: { size: 2 }, flatten, linear: { units: 3 }], epochs: 2, batch_size: 8 }
        """;

    private static readonly string[] Compared = ["config.yaml", "table.csv", "table.md", "table.txt", "trials.csv"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_run_leaves_accuracies_beside_their_baselines()
    {
        string run = Run(Images, SmallExamples.WriteImages(_folder), "runs");
        string[][] table = [.. File.ReadLines(Path.Combine(run, "table.csv")).Select(l => l.Split(','))];
        Assert.Equal(1 + 15, table.Length);
        Assert.All(
            table.Skip(1),
            row => Assert.InRange(double.Parse(row[Column("accuracy")], System.Globalization.CultureInfo.InvariantCulture), 0, 1));
        Assert.All(table.Skip(1), row => Assert.InRange(
            double.Parse(row[Column("baseline_accuracy")], System.Globalization.CultureInfo.InvariantCulture), 0.5, 1));

        // Two baselines, and two seeds of each of fifteen networks.
        string[] trials = File.ReadAllLines(Path.Combine(run, "trials.csv"));
        Assert.Equal(1 + 2 + 30, trials.Length);
        Assert.Equal(2, trials.Count(t => t.StartsWith("squares,baseline,,,", StringComparison.Ordinal)));
        Assert.All(File.ReadLines(Path.Combine(run, "trials.jsonl")), line => Assert.InRange(line.Length, 1, 4_000));
        Assert.DoesNotContain("NaN", string.Concat(trials), StringComparison.Ordinal);
        Assert.Contains(
            "squares: the baseline, the same classifier on the original data, has ",
            File.ReadAllText(Path.Combine(run, "table.txt")),
            StringComparison.Ordinal);

        int Column(string name) => Array.IndexOf(table[0], name);
    }

    [Fact]
    public void Jobs_and_vectors_change_no_digest()
    {
        SmallExamples.WriteRows(_folder);
        string data = SmallExamples.WriteImages(_folder);
        foreach (string experiment in (string[])[Images, Rows])
        {
            SortedSet<string> expected = Digests(experiment, "1");
            Assert.Equal(experiment == Images ? 16 : 5, expected.Count);
            Assert.Equal(expected, Digests(experiment, "7"));
            Assert.Equal(expected, Digests(experiment, "2", ("DOTNET_EnableAVX512", "0")));
            Assert.Equal(expected, Digests(experiment, "1", ("DOTNET_EnableAVX2", "0")));
            Assert.Equal(expected, Digests(experiment, "2", ("DOTNET_EnableHWIntrinsic", "0")));
        }

        SortedSet<string> Digests(string experiment, string jobs, params (string Name, string Value)[] environment)
        {
            // Few examples, because each takes thirty times as long without vectors. The last batch of each training is
            // not full.
            string folder = Guid.NewGuid().ToString("N");
            string[] few =
            [
                "-s",
                "seeds=0",
                "-s",
                "split={ train: 22, validation: 8, test: 8 }",
                "-s",
                "training.epochs=1",
                "-s",
                "classifier.epochs=1",
            ];
            string[] command =
            [
                "run",
                _folder.Write("experiment.yaml", experiment),
                "--quiet",
                "--data",
                data,
                "--out",
                folder,
                "--jobs",
                jobs,
                .. few,
            ];
            using RunningProcess process = RunningProcess.Sans(_folder.Path, command, environment);
            Assert.Equal(0, process.Wait().ExitCode);
            string journal = Assert.Single(FileTree.Files(_folder.File(folder), "trials.jsonl"));
            return [.. File.ReadLines(journal)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(trial => $"{trial.GetProperty("key")} {trial.GetProperty("digest")}")];
        }
    }

    [Fact]
    public void A_journal_that_was_cut_and_shards_end_in_the_same_bytes()
    {
        string data = SmallExamples.WriteImages(_folder);
        string run = Run(Images, data, "runs");
        Dictionary<string, string> expected = Results(run);
        string journal = Path.Combine(run, "trials.jsonl");
        byte[] whole = File.ReadAllBytes(journal);
        foreach (double share in (double[])[0, 0.05, 0.5, 0.97])
        {
            File.WriteAllBytes(journal, whole[..(int)(share * whole.Length)]);
            Assert.Equal(0, _folder.Sans("resume", run, "--quiet", "--data", data).ExitCode);
            Assert.Equal(expected, Results(run));
        }

        string file = _folder.Write("experiment.yaml", Images);
        Assert.Equal(0, _folder.Sans("submit", file, "--tasks", "3", "--data", data, "--out", "shared").ExitCode);
        string shared = _folder.TrySingleRun("shared")!;
        foreach (string shard in (string[])["2/3", "3/3", "1/3"])
        {
            Assert.Equal(0, _folder.Sans("run", shared, "--shard", shard, "--quiet").ExitCode);
        }

        Assert.Equal(expected, Results(shared));
    }

    [Fact]
    public void A_changed_result_is_refused()
    {
        string data = SmallExamples.WriteRows(_folder);
        string run = Run(Rows, data, "runs");
        string journal = Path.Combine(run, "trials.jsonl");
        string text = File.ReadAllText(journal);
        foreach (string number in (string[])["\"validation_correct\":", "\"classifier_loss\":", "\"confusion\":[", "\"epoch\":"])
        {
            int at = text.IndexOf(number, StringComparison.Ordinal) + number.Length;
            char digit = text[at] == '7' ? '8' : '7';
            File.WriteAllText(journal, text[..at] + digit + text[(at + 1)..]);
            ProcessResult result = _folder.Sans("resume", run, "--data", data);
            Assert.Equal(2, result.ExitCode);
            Assert.Contains("trials.jsonl(", result.Error, StringComparison.Ordinal);
            Assert.Contains("its numbers have the digest", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        7, ",9", "data.csv(7): column 180 ('y') holds '9', which is not a known class; there are the labels of 'classes': 1, 2, 3, 4, 5")]
    [InlineData(12, "", "data.csv(12): the row has 179 cells; it should have 180: an identifier, 178 samples and the class")]
    public void A_row_that_is_wrong_is_named(int line, string end, string message)
    {
        string data = SmallExamples.WriteRows(_folder, (number, row) => number == line ? row[..row.LastIndexOf(',')] + end : row);
        ProcessResult result = _folder.Sans("run", _folder.Write("rows.yaml", Rows), "--data", data);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_new_datasets_are_listed()
    {
        string listed = _folder.Sans("list", "datasets").Output;
        Assert.All(["mnist", "fashion_mnist", "uci_epilepsy", "classes"], name => Assert.Matches($"(^|\n) *{name} ", listed));
        ProcessResult missing = _folder.Sans("run", "mnist", "--data", _folder.File("nothing"));
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("data fetch", missing.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Run(string experiment, string data, string root)
    {
        ProcessResult result = _folder.Sans("run", _folder.Write("experiment.yaml", experiment), "--quiet", "--data", data, "--out", root);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return _folder.TrySingleRun(root)!;
    }

    /// <summary>The files of a run, without the seconds of its trials.</summary>
    private static Dictionary<string, string> Results(string run) => Compared.ToDictionary(
        name => name,
        name => name != "trials.csv"
            ? File.ReadAllText(Path.Combine(run, name))
            : string.Join(
                '\n',
                File.ReadLines(Path.Combine(run, name)).Select(l => string.Join(',', l.Split(',').Where((_, column) => column != 16)))));
}
