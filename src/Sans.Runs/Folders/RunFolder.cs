using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;
using Sans.Runs.Shards;

namespace Sans.Runs.Folders;

/// <summary>
/// The folder of one run, held by this process: all of it, or one shard. Its files are plain and can be read by any tool.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const int HashHexDigits = 8;

    // A shard waits this long for one that is merging, or for its own former process to end.
    private static readonly TimeSpan ShardPatience = TimeSpan.FromMinutes(2);

    private readonly List<RunLock> _locks;
    private readonly Shard? _shard;

    private RunFolder(string path, Shard? shard, params List<RunLock> locks) => (Path, _shard, _locks) = (path, shard, locks);

    /// <summary>Where it is, relative to the working directory as the user gave it.</summary>
    public string Path { get; }

    /// <summary>The experiment as it was frozen when the run began.</summary>
    public string ConfigFile => File(RunFolders.ConfigName);

    /// <summary>The journal that this process appends to.</summary>
    public string JournalFile => File(Named("trials", "jsonl"));

    /// <summary>The journals of all processes that ran here, without that of this one.</summary>
    public IEnumerable<string> OtherJournals => RunFolders.JournalsOf(Path).Where(f => f != JournalFile);

    /// <summary>The log of this process.</summary>
    public string LogFile => File(Named("log", "jsonl"));

    /// <summary>
    /// Creates <c>{root}/{experiment}/{UTC time}-{hash of the resolved config}[-n]</c>, a folder that no other run has. It
    /// appears with its config and record in
    /// one step: a run that can be seen can be resumed.
    /// </summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="experiment">What will run.</param>
    /// <param name="record">What is known of the run. Its digest of the config is filled in.</param>
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

    /// <summary>The folder of a run that was begun before.</summary>
    /// <exception cref="UserErrorException">There is no such folder, it is no run, or another process runs it.</exception>
    public static RunFolder Open(string path)
    {
        RunFolders.RequireRun(path);
        return new RunFolder(path, null, RunLock.Alone(path));
    }

    /// <summary>The folder of a run, to be read while others may run it.</summary>
    /// <exception cref="UserErrorException">There is no such folder, or it is no run.</exception>
    public static RunFolder View(string path)
    {
        RunFolders.RequireRun(path);
        return new RunFolder(path, null);
    }

    /// <summary>The folder of a run, to train one shard of it beside others.</summary>
    /// <exception cref="UserErrorException">There is no such folder, it is no run, or another process runs the shard.</exception>
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

    /// <summary>What is known of the run.</summary>
    /// <exception cref="UserErrorException">The record cannot be read, or the experiment beside it is not the one that the run
    /// began with.</exception>
    public RunRecord ReadRecord()
    {
        RunRecord record = RunRecords.Of(Path);
        return Sha256(RunRecords.Bytes(ConfigFile)) == record.ConfigSha256
            ? record
            : throw new UserErrorException($"{ConfigFile} has changed since the run began. Restore the file, or start a new run with it");
    }

    /// <summary>What an earlier process of the same shard said.</summary>
    public RunRecord? TryReadShardRecord() =>
        System.IO.File.Exists(File(Named("run", "json"))) ? RunRecords.Read(File(Named("run", "json"))) : null;

    /// <summary>Replaces the record of the run, or of the shard where this process runs one.</summary>
    public void WriteRecord(RunRecord record) => Write(Named("run", "json"), RunRecords.Json(record));

    /// <summary>
    /// Ends a shard: holds the folder for all of the run where no other shard is in it. Of shards that end at the same time one
    /// gets it, and finds the
    /// journals of the others complete.
    /// </summary>
    /// <returns>The folder of the whole run, or <see langword="null"/> where others are still running.</returns>
    public RunFolder? TryTakeAll()
    {
        Dispose();
        return RunLock.TryAlone(Path) is { } alone ? new RunFolder(Path, null, alone) : null;
    }

    /// <summary>Writes a file so that it is there whole or not at all.</summary>
    /// <param name="name">Its name below the folder, with <c>/</c> between folders.</param>
    /// <param name="text">What it holds.</param>
    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public void Write(string name, byte[] content)
    {
        string file = File(name.Replace('/', System.IO.Path.DirectorySeparatorChar));
        if (name.Contains('/', StringComparison.Ordinal))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        }

        WholeFile.Replace(file, content);
    }

    /// <summary>Lets other processes run here.</summary>
    public void Dispose()
    {
        _locks.ForEach(l => l.Dispose());
        _locks.Clear();
    }

    /// <summary>The name of a file that each process has its own of: <c>trials.jsonl</c>, <c>trials.2-of-4.jsonl</c>.</summary>
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
