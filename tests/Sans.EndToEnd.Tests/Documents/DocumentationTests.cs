using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>Commands in the documents print what the documents show.</summary>
public sealed class DocumentationTests
{
    private const string DataPlaceholder = "path/to/data";

    private const string RunPlaceholder = "runs/quickstart/2026010[12]T120000Z-0123abcd";

    private static readonly string Readme = MarkdownPage.Of("README.md").Text;

    [Fact]
    public void Every_command_is_one_of_the_program()
    {
        Assert.True(DocumentedCommand.InBlocks.Count > 20);
        Assert.Empty(DocumentedCommand.InBlocks.SelectMany(c => c.Mistakes));
        Assert.All(
            DocumentedCommand.InSentences.SelectMany(c => c.Mistakes),
            m => Assert.Contains("Required argument", m, StringComparison.Ordinal));
    }

    /// <summary>
    /// All commands that need no published data, network, cluster or patient. The patient of <see cref="ModelTests"/>
    /// has its own test. Long trainings are replaced by one small network, or by a plan. <see cref="ExampleTests"/> run
    /// the gallery.
    /// </summary>
    [Fact]
    public void Every_command_runs()
    {
        string[] commands =
        [
            .. DocumentedCommand.InBlocks.Where(c => !c.Place.StartsWith("docs/examples/", StringComparison.Ordinal))
                .Select(c => c.Text).Distinct()
                .Where(c => !Regex.IsMatch(c, DataPlaceholder + "|physionet|/shared/|bag-of-words|^data fetch|patient0|decoded"))
                .Select(c => Regex.IsMatch(c, "^run (sparsity|routed)-") ? c + " --dry-run" : c)
                .Select(c => Regex.IsMatch(c, "^run [a-z-]*$") ? c + " -s training.epochs=1 -s model.kernel_size=5" : c)
                .Select(c => c.StartsWith("data ", StringComparison.Ordinal) ? c + " --data ." : c)
                .OrderBy(c => Regex.IsMatch(c, RunPlaceholder)),
        ];
        Assert.True(commands.Length > 15);
        using TemporaryFolder folder = new();
        Assert.All(commands, command =>
        {
            string[] words =
                [.. new DocumentedCommand("", command).Words.Select(w => Regex.IsMatch(w, RunPlaceholder) ? Run(folder, w) : w)];
            ProcessResult result = folder.Sans(words);

            // Two runs that differ give another exit code.
            Assert.True(result.ExitCode == (words[0] == "compare" ? 1 : 0), $"{command}: {result.ExitCode}\n{result.Error}");
        });
    }

    /// <summary>The experiment on own signals and its command, on a file of two columns.</summary>
    [Fact]
    public void Own_signals_run_as_documented()
    {
        DocumentedCommand command = CommandWithData("run my-study.yaml");
        CodeBlock yaml = MarkdownPage.Of("docs/recordings.md").Blocks.First(b => b.Language == "yaml");
        using TemporaryFolder folder = new();
        folder.Write("my-study.yaml", yaml.Text);
        Directory.CreateDirectory(folder.File(DataPlaceholder + "/my-study"));
        IEnumerable<string> rows = Enumerable.Range(0, 12_000).Select(i => FormattableString.Invariant($"{i},{i * 37 % 101}\n"));
        folder.Write(DataPlaceholder + "/my-study/a.csv", "time,signal\n" + string.Concat(rows));
        ProcessResult result = folder.Sans([.. command.Words, "-s", "training.epochs=1"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(1 + 10, File.ReadLines(Path.Combine(folder.SingleRun(), "table.csv")).Count());
    }

    /// <summary>Table I on the records that this machine has.</summary>
    [SkippableFact]
    public void The_command_for_table_one_runs()
    {
        string data = Needs.Data("physionet");
        DocumentedCommand command = CommandWithData("run physionet");
        using TemporaryFolder folder = new();
        ProcessResult result = folder.Sans([.. command.Words.Select(word => word == DataPlaceholder ? data : word)]);
        Assert.Equal(0, result.ExitCode);
        string[] rows = File.ReadAllLines(Path.Combine(folder.SingleRun(), "table.csv"));
        string[] databases = [.. rows.Skip(1).Select(r => r.Split(',')[0]).Distinct()];
        Assert.Equal(databases.Length * 5, rows.Length - 1);
        int trials = databases.Length * 5 * 249;
        Assert.Contains(FormattableString.Invariant($"physionet: {trials} trials on engine cpu"), result.Error, StringComparison.Ordinal);
        if (RealDataFolder.IsRequired)
        {
            Assert.Equal(["bidmc", "ctu-uhb-ctgdb", "emgdb", "mitdb", "noneeg", "voiced"], databases);
            ExampleTests.AssertTableOneIsShown(folder, result);
        }
    }

    /// <summary>Table III on a few images.</summary>
    [SkippableFact]
    public void The_command_for_table_three_runs()
    {
        string data = Needs.Data("mnist");
        DocumentedCommand command = CommandWithData("run mnist");
        string[] few = ["-s", "split={ train: 100, validation: 50, test: 50 }", "-s", "training.epochs=1", "-s", "classifier.epochs=1"];
        using TemporaryFolder folder = new();
        ProcessResult result = folder.Sans([.. command.Words.Select(word => word == DataPlaceholder ? data : word), .. few]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1 + 30, File.ReadLines(Path.Combine(folder.SingleRun(), "table.csv")).Count());
        Assert.Contains("mnist: 155 trials on engine cpu", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_opens_with_the_two_commands()
    {
        string[] lines = Readme.Split('\n');
        Assert.StartsWith("    dotnet run -c Release --project experiments -- run quickstart", lines[2], StringComparison.Ordinal);
        Assert.Equal("    dotnet test Sans.Framework.sln -c Release", lines[3]);
    }

    [Fact]
    public void The_mistake_of_the_readme_reads_as_printed()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("experiments"));
        string mistaken = Read("experiments/quickstart.yaml").Replace("kernel_size: 5", "kernal_size: 5", StringComparison.Ordinal);
        folder.Write(Path.Combine("experiments", "quickstart.yaml"), mistaken);

        string printed = folder.Sans("validate", "experiments/quickstart.yaml").Error.Trim();
        Assert.StartsWith("experiments/quickstart.yaml(11,22): error SANS003", printed, StringComparison.Ordinal);
        Assert.Contains(printed, Readme, StringComparison.Ordinal);
    }

    // The output is the same on every page that shows it.
    private static DocumentedCommand CommandWithData(string beginning) => Assert.Single(
        DocumentedCommand.InBlocks.DistinctBy(c => c.Text),
        c => c.Text.StartsWith(beginning, StringComparison.Ordinal) && c.Text.Contains(DataPlaceholder, StringComparison.Ordinal));

    private static string Run(TemporaryFolder folder, string placeholder) =>
        Directory.GetDirectories(folder.File("runs/quickstart")).Order(StringComparer.Ordinal)
            .ElementAt(placeholder.Contains("20260101", StringComparison.Ordinal) ? 0 : 1);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
