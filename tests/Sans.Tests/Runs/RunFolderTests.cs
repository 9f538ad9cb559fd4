using System.Text.RegularExpressions;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Runs;
using Sans.Runs.Folders;

namespace Sans.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private static readonly RunRecord Record = new()
    {
        Experiment = "quickstart",
        State = RunState.Running,
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
        Engine = "cpu",
        ConfigSha256 = "",
        DataFolder = "/data",
        Sessions = [RunSession.Here(jobs: 2)],
        DataDigests = new Dictionary<string, string> { ["ecg"] = "0123" },
        SkippedDatasets = new Dictionary<string, string> { ["mitdb"] = "there is no 100.hea" },
    };

    private readonly string _root = Directory.CreateTempSubdirectory("sans-tests-").FullName;

    private static SanExperiment Config => Experiments.Quickstart.Config;

    [Fact]
    public void Two_runs_in_the_same_second_have_their_own_folders()
    {
        string[] names = [.. Enumerable.Range(0, 20).AsParallel().Select(_ => Created(Record)).Order(StringComparer.Ordinal)];
        Assert.Equal(20, names.Distinct().Count());
        Assert.Matches("^20260102T010405Z-[0-9a-f]{8}$", names[0]);
        Assert.Equal(names[0] + "-10", names[1]);
        Assert.Equal(names, Directory.GetDirectories(Path.Combine(_root, "quickstart"))
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Experiment_and_record_are_kept()
    {
        string path = Path.Combine(_root, "quickstart", Created(Record));
        using RunFolder folder = RunFolder.Open(path);
        Assert.Equal(ResolvedYaml.Write(Config), File.ReadAllText(folder.ConfigFile));
        RunRecord record = folder.ReadRecord();
        Assert.Equal(Record.DataDigests, record.DataDigests);
        Assert.Equal(Record.SkippedDatasets, record.SkippedDatasets);
        Assert.Equal(Record.Sessions, record.Sessions);
        Assert.Matches("^[0-9a-f]{64}$", record.ConfigSha256);
        Assert.Equal(
            Record with { ConfigSha256 = record.ConfigSha256 },
            record with
            {
                DataDigests = Record.DataDigests,
                SkippedDatasets = Record.SkippedDatasets,
                Sessions = Record.Sessions,
                DataNotes = Record.DataNotes,
            });
    }

    [Fact]
    public void A_written_file_is_whole_and_alone()
    {
        RunFolder folder = RunFolder.Create(_root, Config, Record);
        using (folder)
        {
            folder.Write("table.txt", "one\n");
            folder.Write("table.txt", "two\n");
        }

        Assert.Equal("two\n", File.ReadAllText(folder.File("table.txt")));
        Assert.Equal([".lock", "config.yaml", "run.json", "table.txt"], Directory.GetFiles(folder.Path)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_root_that_is_a_file_is_the_users_mistake()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");
        Assert.Throws<UserErrorException>(() => RunFolder.Create(file, Config, Record));
    }

    [Fact]
    public void A_folder_that_cannot_be_finished_leaves_nothing()
    {
        string experiment = Directory.CreateDirectory(Path.Combine(_root, "quickstart")).FullName;
        string name = Created(Record);
        Directory.Delete(Path.Combine(experiment, name), recursive: true);

        // A file already has the name.
        File.WriteAllText(Path.Combine(experiment, name), "");
        Assert.Throws<UserErrorException>(() => RunFolder.Create(_root, Config, Record));
        Assert.Equal([name], Directory.EnumerateFileSystemEntries(experiment).Select(Path.GetFileName));
    }

    [Fact]
    public void What_is_no_run_folder_is_told_and_the_newest_run_is_named()
    {
        string missing = Path.Combine(_root, "missing");
        Assert.StartsWith(
            $"there is no folder '{missing}';",
            Assert.Throws<UserErrorException>(() => RunFolder.Open(missing)).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            $"{_root} is not the folder of a run; it has no config.yaml and run.json",
            Assert.Throws<UserErrorException>(() => RunFolder.Open(_root)).Message);
        Created(Record);
        string experiment = Path.Combine(_root, "quickstart");
        string newest = Path.Combine(experiment, Created(Record with { Started = Record.Started.AddDays(1) }));
        Assert.Equal(
            $"{experiment} is not the folder of a run; its newest run is {newest}",
            Assert.Throws<UserErrorException>(() => RunFolder.Open(experiment)).Message);
    }

    [Fact]
    public void A_broken_record_is_told()
    {
        using RunFolder folder = RunFolder.Create(_root, Config, Record);
        string written = File.ReadAllText(folder.File("run.json"));
        string[] broken =
        [
            "{}", "", "null", "[]",
            .. new[] { "experiment", "engine", "config_sha256", "data_folder", "state" }.Select(
                key => Regex.Replace(written, $"\"{key}\": [^\n]+,", $"\"{key}\": null,")),
            .. new[] { "data_digests", "skipped_datasets", "data_notes" }.Select(
                key => Regex.Replace(written, $"\"{key}\": {{[^}}]*}}", $"\"{key}\": null")),
            Regex.Replace(written, "\"versions\": {[^}]*}", "\"versions\": null"),
            .. new[] { "null", "[]", "[null]", "[{}]" }.Select(
                none => Regex.Replace(written, "\"sessions\": \\[.*\\]", $"\"sessions\": {none}", RegexOptions.Singleline)),
            .. new[] { "trial_count", "completed_count", "failed_count" }.Select(
                key => Regex.Replace(written, $"\"{key}\": [0-9]+", $"\"{key}\": -1")),
            Regex.Replace(written, "\"state\": \"running\"", "\"state\": 7"),
        ];
        Assert.All(broken, text =>
        {
            Assert.NotEqual(written, text);
            File.WriteAllText(folder.File("run.json"), text);
            string message = Assert.Throws<UserErrorException>(folder.ReadRecord).Message;
            Assert.Matches(@"run\.json(\([0-9]+,[0-9]+\))?: this is not the record of a run: .*\. Restore the file, or start a new run", message);
            Assert.DoesNotContain("System.", message, StringComparison.Ordinal);
            Assert.DoesNotContain("Sans.", message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("\"engine\": \"cpu\"", "\"engine\": 7", "run.json(5,14): this is not the record of a run: 'engine' has a wrong value, ")]
    [InlineData("\"engine\": \"cpu\",", "", "): this is not the record of a run: these keys are missing: 'engine'. ")]
    [InlineData("}", "", ",1): this is not the record of a run: it is not the JSON of a record. ")]
    public void The_place_and_key_of_a_broken_record_are_told(string text, string change, string message)
    {
        using RunFolder folder = RunFolder.Create(_root, Config, Record);
        string written = File.ReadAllText(folder.File("run.json"));
        int at = written.LastIndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(folder.File("run.json"), written[..at] + change + written[(at + text.Length)..]);
        Assert.Contains(message, Assert.Throws<UserErrorException>(folder.ReadRecord).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table.txt")]
    [InlineData("models/one.safetensors")]
    public void A_folder_that_is_gone_is_told_and_not_brought_back(string name)
    {
        using RunFolder folder = RunFolder.Create(_root, Config, Record);
        Directory.Delete(folder.Path, recursive: true);
        Assert.Equal(
            $"the run folder {folder.Path} is gone: it was removed or moved during the run. If it was moved, resume it there; otherwise "
                + "start a new run",
            Assert.Throws<UserErrorException>(() => folder.Write(name, "text")).Message);
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void Partial_files_that_nobody_writes_are_removed()
    {
        using RunFolder folder = RunFolder.Create(_root, Config, Record);
        folder.Write("models/one", "text");
        string left = folder.File("models/two.partial"), written = folder.File("three.partial");
        File.WriteAllText(left, "te");
        using (new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            folder.RemoveLeftovers();
        }

        Assert.Equal(["models/one", "three.partial"], FileTree.Files(folder.Path, "*").Select(f => Path.GetRelativePath(folder.Path, f))
            .Where(f => f is not ("config.yaml" or "run.json" or ".lock")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_that_another_one_holds_cannot_be_taken()
    {
        RunFolder folder = RunFolder.Create(_root, Config, Record);
        using (folder)
        {
            Assert.Equal(
                $"another process is running {folder.Path}; wait for it, or stop it first",
                Assert.Throws<UserErrorException>(() => RunFolder.Open(folder.Path)).Message);
        }

        RunFolder.Open(folder.Path).Dispose();
    }

    [Fact]
    public void A_changed_experiment_is_told()
    {
        using RunFolder folder = RunFolder.Create(_root, Config, Record);
        File.AppendAllText(folder.ConfigFile, "\n");
        Assert.Contains(
            "config.yaml has changed since the run began",
            Assert.Throws<UserErrorException>(folder.ReadRecord).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>The name of a new run.</summary>
    private string Created(RunRecord record)
    {
        using RunFolder folder = RunFolder.Create(_root, Config, record);
        return Path.GetFileName(folder.Path);
    }
}
