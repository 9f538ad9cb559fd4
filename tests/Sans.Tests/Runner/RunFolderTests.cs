using Sans.Configuration;
using Sans.Runner;
using Sans.Runner.Running;

namespace Sans.Tests.Runner;

public sealed class RunFolderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    private readonly string _root = Directory.CreateTempSubdirectory("sans-tests-").FullName;

    [Fact]
    public void Two_runs_in_the_same_second_have_their_own_folders()
    {
        string[] names = [.. Enumerable.Range(0, 20).AsParallel().Select(_ => Path.GetFileName(RunFolder.Create(_root, Config, Start).Path)).Order(StringComparer.Ordinal)];
        Assert.Equal(20, names.Distinct().Count());
        Assert.Matches("^20260102T010405Z-[0-9a-f]{8}$", names[0]);
        Assert.Equal(names[0] + "-10", names[1]);
    }

    [Fact]
    public void The_resolved_experiment_is_kept()
    {
        RunFolder folder = RunFolder.Create(_root, Config, Start);
        Assert.Equal(ResolvedYaml.Write(Config), File.ReadAllText(folder.File("config.yaml")));
    }

    [Fact]
    public void A_written_file_is_whole_and_alone()
    {
        RunFolder folder = RunFolder.Create(_root, Config, Start);
        folder.Write("table.txt", "one\n");
        folder.Write("table.txt", "two\n");
        Assert.Equal("two\n", File.ReadAllText(folder.File("table.txt")));
        Assert.Equal(["config.yaml", "table.txt"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_root_that_is_a_file_is_the_users_mistake()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");
        Assert.Throws<UserErrorException>(() => RunFolder.Create(file, Config, Start));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static ExperimentConfig Config => Experiments.Quickstart.Config;
}
