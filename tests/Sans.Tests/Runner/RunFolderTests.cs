using Sans.Configuration;
using Sans.Runner;
using Sans.Runner.Running;

namespace Sans.Tests.Runner;

public sealed class RunFolderTests : IDisposable
{
    private static readonly RunRecord Record = new()
    {
        Experiment = "quickstart",
        State = RunState.Running,
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
        Engine = "cpu",
        Jobs = 2,
        DataDigests = new Dictionary<string, string> { ["ecg"] = "0123" },
        SkippedDatasets = new Dictionary<string, string> { ["mitdb"] = "there is no 100.hea" },
    };

    private readonly string _root = Directory.CreateTempSubdirectory("sans-tests-").FullName;

    private static ExperimentConfig Config => Experiments.Quickstart.Config;

    [Fact]
    public void Two_runs_in_the_same_second_have_their_own_folders()
    {
        string[] names = [.. Enumerable.Range(0, 20).AsParallel().Select(_ => Path.GetFileName(Create().Path)).Order(StringComparer.Ordinal)];
        Assert.Equal(20, names.Distinct().Count());
        Assert.Matches("^20260102T010405Z-[0-9a-f]{8}$", names[0]);
        Assert.Equal(names[0] + "-10", names[1]);
        Assert.Equal(names, Directory.GetDirectories(Path.Combine(_root, "quickstart")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Experiment_and_record_are_kept()
    {
        RunFolder folder = RunFolder.Open(Create().Path);
        Assert.Equal(ResolvedYaml.Write(Config), File.ReadAllText(folder.ConfigFile));
        RunRecord record = folder.ReadRecord();
        Assert.Equal(Record.DataDigests, record.DataDigests);
        Assert.Equal(Record.SkippedDatasets, record.SkippedDatasets);
        Assert.Equal(Record, record with { DataDigests = Record.DataDigests, SkippedDatasets = Record.SkippedDatasets, Resumed = Record.Resumed });
    }

    [Fact]
    public void A_written_file_is_whole_and_alone()
    {
        RunFolder folder = Create();
        folder.Write("table.txt", "one\n");
        folder.Write("table.txt", "two\n");
        Assert.Equal("two\n", File.ReadAllText(folder.File("table.txt")));
        Assert.Equal(["config.yaml", "run.json", "table.txt"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_root_that_is_a_file_is_the_users_mistake()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");
        Assert.Throws<UserErrorException>(() => RunFolder.Create(file, Config, Record));
    }

    [Fact]
    public void What_is_no_run_folder_is_told_and_the_newest_run_is_named()
    {
        string missing = Path.Combine(_root, "missing");
        Assert.StartsWith($"there is no folder {missing};", Assert.Throws<UserErrorException>(() => RunFolder.Open(missing)).Message, StringComparison.Ordinal);
        Assert.Equal($"{_root} is not the folder of a run; it has no config.yaml and run.json", Assert.Throws<UserErrorException>(() => RunFolder.Open(_root)).Message);
        Create();
        string newest = RunFolder.Create(_root, Config, Record with { Started = Record.Started.AddDays(1) }).Path;
        string experiment = Path.Combine(_root, "quickstart");
        Assert.Equal($"{experiment} is not the folder of a run; its newest run is {newest}", Assert.Throws<UserErrorException>(() => RunFolder.Open(experiment)).Message);
    }

    [Fact]
    public void A_broken_record_is_told()
    {
        RunFolder folder = Create();
        File.WriteAllText(folder.File("run.json"), "{}");
        Assert.Contains("run.json: this is not the record of a run", Assert.Throws<UserErrorException>(folder.ReadRecord).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_another_one_holds_cannot_be_taken()
    {
        RunFolder folder = Create();
        using (folder.Lock())
        {
            Assert.Contains("cannot go on here", Assert.Throws<UserErrorException>(() => folder.Lock()).Message, StringComparison.Ordinal);
        }

        folder.Lock().Dispose();
        Assert.False(File.Exists(folder.File(".lock")));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private RunFolder Create() => RunFolder.Create(_root, Config, Record);
}
