using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;
using Sans.Runs.Shards;

namespace Sans.Runs.Folders;

/// <summary>The folder of one run. This process holds the whole run or one shard. Any tool can read its plain files.</summary>
public sealed class RunFolder : IDisposable
{
    private const int HashHexDigits = 8;

    // A shard waits this long for one that is merging, or for the end of its own former process.
    private static readonly TimeSpan ShardPatience = TimeSpan.FromMinutes(2);

    private readonly List<RunLock> _locks;
    private readonly Shard? _shard;

    private RunFolder(string path, Shard? shard, params List<RunLock> locks) => (Path, _shard, _locks) = (path, shard, locks);

    /// <summary>The path, relative to the working directory if the user gave it so.</summary>
    public string Path { get; }

    /// <summary>The experiment, frozen at the start of the run.</summary>
    public string ConfigFile => File(RunFolders.ConfigName);

    /// <summary>The journal that this process appends to.</summary>
    public string JournalFile => File(Named("trials", "jsonl"));

    /// <summary>The journals of all other processes of this run.</summary>
    public IEnumerable<string> OtherJournals => RunFolders.JournalsOf(Path).Where(f => f != JournalFile);

    /// <summary>The log of this process.</summary>
    public string LogFile => File(Named("log", "jsonl"));

    /// <summary>
    /// Creates <c>{root}/{experiment}/{UTC time}-{hash of the resolved config}[-n]</c>, a folder of its own. It appears with
    /// its config and record in one step, so that every visible run can be resumed.
    /// </summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="record">The record, without its digest of the config.</param>
    /// <exception cref="UserErrorException">The folder cannot be written to.</exception>
    public static RunFolder Create(string root, ExperimentConfig experiment, RunRecord record)
    {
        byte[] config = Encoding.UTF8.GetBytes(ResolvedYaml.Write(experiment));
        string hash = Sha256(config);
        string name = record.Started.UtcDateTime.ToString(
            "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + hash[..HashHexDigits];
        string parent = System.IO.Path.Combine(root, experiment.Name);
        string partial = System.IO.Path.Combine(parent, FormattableString.Invariant($"{RunFolders.PartialPrefix}{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(partial);
            WholeFile.WriteThrough(System.IO.Path.Combine(partial, RunFolders.ConfigName), config);
            WholeFile.WriteThrough(
                System.IO.Path.Combine(partial, RunFolders.RecordName),
                Encoding.UTF8.GetBytes(RunRecords.Json(record with { ConfigSha256 = hash })));
            for (int n = 1; ; n++)
            {
                string path = System.IO.Path.Combine(parent, n == 1 ? name : FormattableString.Invariant($"{name}-{n}"));
                if (TryMove(partial, path))
                {
                    return new RunFolder(path, null, RunLock.Alone(path));
                }
            }
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            throw new UserErrorException($"no run folder can be made in {root}: {e.Message}");
        }
    }

    /// <summary>Opens the folder of an existing run.</summary>
    /// <exception cref="UserErrorException">The folder does not exist, is not a run, or another process runs it.</exception>
    public static RunFolder Open(string path)
    {
        RunFolders.RequireRun(path);
        return new RunFolder(path, null, RunLock.Alone(path));
    }

    /// <summary>Opens the folder of a run for reading, while others may run it.</summary>
    /// <exception cref="UserErrorException">The folder does not exist, or is not a run.</exception>
    public static RunFolder View(string path)
    {
        RunFolders.RequireRun(path);
        return new RunFolder(path, null);
    }

    /// <summary>Opens the folder of a run to train one shard beside others.</summary>
    /// <exception cref="UserErrorException">
    /// The folder does not exist, is not a run, or another process runs the shard.
    /// </exception>
    public static RunFolder OpenShard(string path, Shard shard)
    {
        RunFolders.RequireRun(path);
        var all = RunLock.BesideOthers(path, ShardPatience);
        try
        {
            return new RunFolder(path, shard, all, RunLock.OfShard(path, shard, ShardPatience));
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The record of the run.</summary>
    /// <exception cref="UserErrorException">
    /// The record cannot be read, or the experiment beside it is not that of the run.
    /// </exception>
    public RunRecord ReadRecord()
    {
        RunRecord record = RunRecords.Of(Path);
        return Sha256(RunRecords.Bytes(ConfigFile)) == record.ConfigSha256
            ? record
            : throw new UserErrorException($"{ConfigFile} has changed since the run began. Restore the file, or start a new run with it");
    }

    /// <summary>The record of an earlier process of the same shard, or <see langword="null"/>.</summary>
    public RunRecord? TryReadShardRecord() =>
        System.IO.File.Exists(File(Named("run", "json"))) ? RunRecords.Read(File(Named("run", "json"))) : null;

    /// <summary>Replaces the record of the run, or of the shard where this process runs one.</summary>
    public void WriteRecord(RunRecord record) => Write(Named("run", "json"), RunRecords.Json(record));

    /// <summary>
    /// Ends a shard. It takes the whole folder where no other shard holds it. Of shards that end together, one gets it, and
    /// finds the journals of the others complete.
    /// </summary>
    /// <returns>The folder of the whole run, or <see langword="null"/> where others are still running.</returns>
    public RunFolder? TryTakeAll()
    {
        Dispose();
        return RunLock.TryAlone(Path) is { } alone ? new RunFolder(Path, null, alone) : null;
    }

    /// <summary>Whether the folder was removed or moved since this process opened it.</summary>
    internal bool IsGone => !System.IO.File.Exists(ConfigFile);

    /// <summary>The error of a folder that is gone.</summary>
    internal UserErrorException Gone() => new(
        $"the run folder {Path} is gone: it was removed or moved during the run. If it was moved, resume it there; otherwise start a new run");

    /// <summary>Removes the partial files of killed processes.</summary>
    internal void RemoveLeftovers() => WholeFile.RemoveLeftovers(Path);

    /// <summary>Writes a file completely or not at all.</summary>
    /// <param name="name">Its name below the folder, with <c>/</c> between folders.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="UserErrorException">The folder was removed or moved.</exception>
    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public void Write(string name, byte[] content) => WholeFile.Replace(Place(name), content);

    /// <summary>Writes a file completely or not at all, without its whole text in memory.</summary>
    /// <param name="name">Its name below the folder, with <c>/</c> between folders.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="UserErrorException">The folder was removed or moved.</exception>
    public void Write(string name, Action<TextWriter> write) => WholeFile.Replace(Place(name), write);

    /// <summary>Releases the folder for other processes.</summary>
    public void Dispose()
    {
        _locks.ForEach(l => l.Dispose());
        _locks.Clear();
    }

    /// <summary>The path of a file below the folder, whose folder is made where it does not exist.</summary>
    private string Place(string name)
    {
        // A folder below the run would bring back a removed run.
        if (IsGone)
        {
            throw Gone();
        }

        string file = File(name.Replace('/', System.IO.Path.DirectorySeparatorChar));
        if (name.Contains('/', StringComparison.Ordinal))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        }

        return file;
    }

    /// <summary>The name of a file that each process has: <c>trials.jsonl</c>, <c>trials.2-of-4.jsonl</c>.</summary>
    private string Named(string name, string extension) => _shard is { } shard ? $"{name}.{shard.Name}.{extension}" : $"{name}.{extension}";

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A second run in the same second takes the next number.</summary>
    private static bool TryMove(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (IOException) when (Directory.Exists(to))
        {
            return false;
        }
    }
}
