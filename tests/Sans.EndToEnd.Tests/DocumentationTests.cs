using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>What the documents print is what happens.</summary>
public sealed class DocumentationTests
{
    private const string Prefix = "dotnet run -c Release --project experiments -- ";

    private const string DataPlaceholder = "path/to/data";

    private static readonly string Readme = Read("README.md");

    [Fact]
    public void Every_command_of_the_readme_runs()
    {
        string[] commands = [.. Commands().Where(c => !c.Contains(DataPlaceholder, StringComparison.Ordinal))];
        Assert.Contains("run quickstart", commands);
        using TemporaryFolder folder = new();
        Assert.All(commands, command => Assert.Equal(0, folder.Sans(command.Split(' ')).ExitCode));
    }

    /// <summary>Table I on whatever records there are.</summary>
    [SkippableFact]
    public void The_command_of_the_readme_for_table_one_runs()
    {
        string data = Needs.Data("physionet");
        string command = Assert.Single(Commands(), c => c.StartsWith("run physionet", StringComparison.Ordinal) && c.Contains(DataPlaceholder, StringComparison.Ordinal));
        using TemporaryFolder folder = new();
        ProcessResult result = folder.Sans([.. command.Split(' ').Select(word => word == DataPlaceholder ? data : word)]);
        Assert.Equal(0, result.ExitCode);
        string[] rows = File.ReadAllLines(Path.Combine(folder.SingleRun(), "table.csv"));
        string[] databases = [.. rows.Skip(1).Select(r => r.Split(',')[0]).Distinct()];
        Assert.Equal(databases.Length * 5, rows.Length - 1);
        Assert.Contains(FormattableString.Invariant($"physionet: {databases.Length * 5 * 249} trials on engine cpu"), result.Error, StringComparison.Ordinal);
        if (RealDataFolder.IsRequired)
        {
            Assert.Equal(["bidmc", "ctu-uhb-ctgdb", "emgdb", "mitdb", "noneeg", "voiced"], databases);
            Assert.Contains("left out, because their files were missing: apnea-ecg, bpssrat, cebsdb, drivedb, prcp, shhpsgdb, slpdb, sufhsdb, wrist\n", result.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>Table III on a few images.</summary>
    [SkippableFact]
    public void The_command_of_the_readme_for_table_three_runs()
    {
        string data = Needs.Data("mnist");
        string command = Assert.Single(Commands(), c => c.StartsWith("run mnist", StringComparison.Ordinal));
        string[] few = ["-s", "split={ train: 100, validation: 50, test: 50 }", "-s", "training.epochs=1", "-s", "classifier.epochs=1"];
        using TemporaryFolder folder = new();
        ProcessResult result = folder.Sans([.. command.Split(' ').Select(word => word == DataPlaceholder ? data : word.Trim('"')), .. few]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1 + 30, File.ReadLines(Path.Combine(folder.SingleRun(), "table.csv")).Count());
        Assert.Contains("mnist: 155 trials on engine cpu", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_opens_with_the_two_commands()
    {
        string[] lines = Readme.Split('\n');
        Assert.StartsWith("    " + Prefix + "run quickstart", lines[2], StringComparison.Ordinal);
        Assert.Equal("    dotnet test Sans.Framework.sln -c Release", lines[3]);
    }

    [Fact]
    public void The_table_the_experiment_and_the_activation_of_the_readme_are_the_real_ones()
    {
        Assert.Contains(Read("tests", "Sans.Tests", "PhiTables", "quickstart.verified.txt").TrimEnd(), Readme, StringComparison.Ordinal);
        Assert.Contains(Read("experiments", "Activations", "RelativeThreshold.cs").TrimEnd(), Readme, StringComparison.Ordinal);

        // All but their comments.
        Assert.EndsWith(Regex.Match(Readme, "```yaml\n(extends: .*?)```", RegexOptions.Singleline).Groups[1].Value, Read("experiments", "learning-rate.yaml"), StringComparison.Ordinal);
        Assert.EndsWith(Regex.Match(Readme, "```yaml\n(name: quickstart\n.*?)```", RegexOptions.Singleline).Groups[1].Value, Read("experiments", "quickstart.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mistake_of_the_readme_reads_as_printed()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("experiments"));
        folder.Write(Path.Combine("experiments", "quickstart.yaml"), Read("experiments", "quickstart.yaml").Replace("kernel_size: 5", "kernal_size: 5", StringComparison.Ordinal));

        string printed = folder.Sans("validate", "experiments/quickstart.yaml").Error.Trim();
        Assert.StartsWith("experiments/quickstart.yaml(11,22): error SANS003", printed, StringComparison.Ordinal);
        Assert.Contains(printed, Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_of_the_documents_leads_somewhere()
    {
        foreach (string document in new[] { "README.md", "CONTRIBUTING.md" })
        {
            Assert.All(
                Regex.Matches(Read(document), @"\]\(([^)#:]+)\)").Select(m => m.Groups[1].Value),
                link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), $"{document}: {link}"));
        }
    }

    private static string[] Commands() =>
        [.. Regex.Matches(Readme, "^ *" + Regex.Escape(Prefix) + "([^#\n]*)", RegexOptions.Multiline).Select(m => m.Groups[1].Value.Trim())];

    private static string Read(params string[] parts) => File.ReadAllText(Path.Combine([Repository.Root, .. parts]));
}
