namespace Sans.EndToEnd.Tests;

/// <summary>Experiments of <c>kind: sparsity_penalty</c>, the real process.</summary>
public sealed class SparsityTests : IDisposable
{
    private const string Yaml = """
        name: sparse
        kind: sparsity_penalty
        datasets: [topic_bag_of_words: { label: topics, features: 100, topics: 5, train: 200, test: 100 }]
        model: { hidden: 8 }
        methods:
          - relu: { dropout: 0.2, penalty: mean_square, weight: [0.3, 1] }
          - batch_top_k: { k: 3 }
          - relu: { penalty: l1, weight: 30 }
        training: { epochs: 4, batch_size: 20 }
        seeds: 1..2
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>P11: the same files with one job and with two, and after a resumed run.</summary>
    [Fact]
    public void The_same_files_come_of_any_number_of_jobs()
    {
        string file = _folder.Write("sparse.yaml", Yaml);
        ProcessResult one = _folder.Sans("run", file, "--jobs", "1", "--out", "one");
        Assert.Equal(0, one.ExitCode);
        Assert.Contains("collapsed", one.Output, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Sans("run", file, "--jobs", "2", "--out", "two").ExitCode);
        string first = Folder("one"), second = Folder("two");
        string[] names = ["table.txt", "table.md", "table.csv", "config.yaml"];
        Assert.All(names, name => Assert.Equal(File.ReadAllText(Path.Combine(first, name)), File.ReadAllText(Path.Combine(second, name))));
        Assert.Contains("Loss against units on", File.ReadAllText(Path.Combine(first, "report.html")), StringComparison.Ordinal);
        Assert.StartsWith("<?xml", File.ReadAllText(Path.Combine(first, "figures", "loss.svg")), StringComparison.Ordinal);

        // Half of the journal is lost. A resumed run trains that half again, to the same bits.
        string journal = Path.Combine(second, "trials.jsonl");
        string[] lines = File.ReadAllLines(journal);
        File.WriteAllLines(journal, lines.Take(lines.Length / 2));
        Assert.Equal(0, _folder.Sans("resume", second).ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(first, "table.csv")), File.ReadAllText(Path.Combine(second, "table.csv")));
    }

    [Fact]
    public void A_mistake_ends_with_its_place()
    {
        string file = _folder.Write("sparse.yaml", Yaml.Replace("penalty: l1", "penalty: kl, target: 0.1", StringComparison.Ordinal));
        ProcessResult result = _folder.Sans("run", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "sparse.yaml(8,22): error SANS014: the penalty 'kl' reads the code as probabilities", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_engine_or_a_protocol_is_refused()
    {
        string file = _folder.Write("sparse.yaml", Yaml);
        ProcessResult engine = _folder.Sans("run", file, "--engine", "torch"), protocol = _folder.Sans("run", file, "--protocol", "honest");
        Assert.Equal((2, 2), (engine.ExitCode, protocol.ExitCode));
        Assert.Contains(
            "experiments of kind 'sparsity_penalty' are trained by the engine 'cpu' on the processor, not by 'torch'",
            engine.Error,
            StringComparison.Ordinal);
        Assert.Contains("is of kind 'sparsity_penalty'", protocol.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Folder(string root) => Path.GetDirectoryName(Assert.Single(FileTree.Files(_folder.File(root), "table.txt")))!;
}
