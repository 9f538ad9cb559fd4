using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;
using Sans.Runs.Journals;
using Sans.Runs.Shards;

namespace Sans.Runs.Folders;

/// <summary>The folder of one run, held by this process: all of it, or one shard. Its files are plain and can be read by any tool.</summary>
public sealed class RunFolder : IDisposable
{
    private const int HashHexDigits = 8;
    private const string ConfigName = "config.yaml";
    private const string RecordName = "run.json";

    // A folder of this name is one that has not appeared yet.
    private const string PartialPrefix = ".partial-";

    // A shard waits this long for one that is merging, or for its own former process to end.
    private static readonly TimeSpan ShardPatience = TimeSpan.FromMinutes(2);

    private readonly List<RunLock> _locks;
    private readonly Shard? _shard;

    private RunFolder(string path, Shard? shard, params List<RunLock> locks) => (Path, _shard, _locks) = (path, shard, locks);

    /// <summary>Where it is, relative to the working directory as the user gave it.</summary>
    public string Path { get; }

    /// <summary>The experiment as it was frozen when the run began.</summary>
    public string ConfigFile => File(ConfigName);

    /// <summary>The journal that this process appends to.</summary>
    public string JournalFile => File(Named("trials", "jsonl"));

    /// <summary>The journals of all processes that ran here, without that of this one.</summary>
    public IEnumerable<string> OtherJournals => JournalsOf(Path).Where(f => f != JournalFile);

    /// <summary>The log of this process.</summary>
    public string LogFile => File(Named("log", "jsonl"));

    /// <summary>
    /// Creates <c>{root}/{experiment}/{UTC time}-{hash of the resolved config}[-n]</c>, a folder that no other run has. It appears with its config and record in
    /// one step: a run that can be seen can be resumed.
    /// </summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="experiment">What will run.</param>
    /// <param name="record">What is known of the run; its digest of the config is filled in.</param>
    /// <exception cref="UserErrorException">The folder cannot be written to.</exception>
    public static RunFolder Create(string root, ExperimentConfig experiment, RunRecord record)
    {
        byte[] config = Encoding.UTF8.GetBytes(ResolvedYaml.Write(experiment));
        string hash = Sha256(config);
        string name = record.Started.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + hash[..HashHexDigits];
        string parent = System.IO.Path.Combine(root, experiment.Name);
        string partial = System.IO.Path.Combine(parent, FormattableString.Invariant($"{PartialPrefix}{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(partial);
            WriteThrough(System.IO.Path.Combine(partial, ConfigName), config);
            WriteThrough(System.IO.Path.Combine(partial, RecordName), Encoding.UTF8.GetBytes(Json(record with { ConfigSha256 = hash })));
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
        RequireRun(path);
        return new RunFolder(path, null, RunLock.Alone(path));
    }

    /// <summary>The folder of a run, to be read while others may run it.</summary>
    /// <exception cref="UserErrorException">There is no such folder, or it is no run.</exception>
    public static RunFolder View(string path)
    {
        RequireRun(path);
        return new RunFolder(path, null);
    }

    /// <summary>The folder of a run, to train one shard of it beside others.</summary>
    /// <exception cref="UserErrorException">There is no such folder, it is no run, or another process runs the shard.</exception>
    public static RunFolder OpenShard(string path, Shard shard)
    {
        RequireRun(path);
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

    /// <summary>Whether there is the folder of a run.</summary>
    /// <exception cref="UserErrorException">The folder cannot be listed.</exception>
    public static bool IsRun(string path)
    {
        string[] names = [.. Entries(path, Directory.EnumerateFiles).Select(f => System.IO.Path.GetFileName(f))];
        return names.Contains(ConfigName) && names.Contains(RecordName);
    }

    /// <summary>Refuses what is not the folder of a run.</summary>
    /// <exception cref="UserErrorException">There is no such folder, it is no run, or it cannot be listed.</exception>
    public static void RequireRun(string path)
    {
        if (!IsRun(path))
        {
            throw new UserErrorException(WhyNoRun(path));
        }
    }

    /// <summary>Every run below a folder of all runs, by experiment and time, and every folder there that cannot be listed.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <exception cref="UserErrorException">The folder of all runs cannot be listed.</exception>
    public static IEnumerable<string> RunsBelow(string root) =>
        Entries(root, Directory.EnumerateDirectories).SelectMany(e => CanBeListed(e) ? RunsOf(e).Where(r => !CanBeListed(r) || IsRun(r)) : [e]);

    /// <summary>The journals in a folder, in a fixed order.</summary>
    public static IEnumerable<string> JournalsOf(string path) => Directory.GetFiles(path, "trials*.jsonl").Order(StringComparer.Ordinal);

    /// <summary>The journal of a shard, where it has begun one.</summary>
    public static IEnumerable<string> JournalsOf(string path, Shard shard) => Directory.GetFiles(path, $"trials.{shard.Name}.jsonl");

    /// <summary>What the shards of a run say of themselves.</summary>
    /// <exception cref="UserErrorException">One of their records cannot be read.</exception>
    public static IReadOnlyList<(Shard Shard, RunRecord Record)> ReadShards(string path) =>
        [.. from file in Directory.GetFiles(path, "run.*.json")
            let parts = System.IO.Path.GetFileName(file).Split('.')
            where parts.Length == 3
            let shard = Shard.TryParse(parts[1], out Shard parsed) ? parsed : default
            where shard.Count > 0
            orderby shard.Count, shard.Number
            select (shard, ReadRecord(file))];

    /// <summary>What is known of a run.</summary>
    /// <exception cref="UserErrorException">The record cannot be read.</exception>
    public static RunRecord ReadRecordOf(string path) => ReadRecord(System.IO.Path.Combine(path, RecordName));

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What is known of the run.</summary>
    /// <exception cref="UserErrorException">The record cannot be read, or the experiment beside it is not the one that the run began with.</exception>
    public RunRecord ReadRecord()
    {
        RunRecord record = ReadRecordOf(Path);
        return Sha256(ReadBytes(ConfigFile)) == record.ConfigSha256
            ? record
            : throw new UserErrorException($"{ConfigFile} has been changed since the run began, and the trials it has belong to what it was; bring it back, or start a new run with it");
    }

    /// <summary>What an earlier process of the same shard said.</summary>
    public RunRecord? TryReadShardRecord() =>
        System.IO.File.Exists(File(Named("run", "json"))) ? ReadRecord(File(Named("run", "json"))) : null;

    /// <summary>Replaces the record of the run, or of the shard where this process runs one.</summary>
    public void WriteRecord(RunRecord record) => Write(Named("run", "json"), Json(record));

    /// <summary>
    /// Ends a shard: holds the folder for all of the run where no other shard is in it. Of shards that end at the same time one gets it, and finds the
    /// journals of the others complete.
    /// </summary>
    /// <returns>The folder of the whole run; <see langword="null"/> where others are still running.</returns>
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

        Replace(file, content);
    }

    /// <summary>Writes a file so that it is there whole or not at all.</summary>
    public static void Replace(string file, byte[] content)
    {
        string partial = file + ".partial";
        try
        {
            WriteThrough(partial, content);
            System.IO.File.Move(partial, file, overwrite: true);
        }
        catch (IOException)
        {
            System.IO.File.Delete(partial);
            throw;
        }
    }

    /// <summary>Lets other processes run here.</summary>
    public void Dispose()
    {
        _locks.ForEach(l => l.Dispose());
        _locks.Clear();
    }

    /// <summary>The name of a file that each process has its own of: <c>trials.jsonl</c>, <c>trials.2-of-4.jsonl</c>.</summary>
    private string Named(string name, string extension) => _shard is { } shard ? $"{name}.{shard.Name}.{extension}" : $"{name}.{extension}";

    /// <summary>The text is on the disk before the file gets its name: after a loss of power a file is whole, or is not there.</summary>
    private static void WriteThrough(string file, byte[] content)
    {
        using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private static RunRecord ReadRecord(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(ReadBytes(file), JsonFormat.Indented)
                ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{file}: this is not the record of a run: {e.Message}");
        }
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"{file} cannot be read: {FileProblem.Reason(e)}");
        }
    }

    /// <summary>The folders of an experiment that may be runs.</summary>
    private static IEnumerable<string> RunsOf(string experiment) =>
        Entries(experiment, Directory.EnumerateDirectories).Where(d => !System.IO.Path.GetFileName(d).StartsWith(PartialPrefix, StringComparison.Ordinal));

    private static bool CanBeListed(string folder)
    {
        try
        {
            _ = Entries(folder, Directory.EnumerateFiles);
            return true;
        }
        catch (UserErrorException)
        {
            return false;
        }
    }

    /// <summary>What lies in a folder, in a fixed order; nothing where there is no such folder.</summary>
    /// <exception cref="UserErrorException">The folder cannot be listed.</exception>
    private static IReadOnlyList<string> Entries(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            // A file in place of the folder has no exception of its own on Windows.
            return folder.Length == 0 || System.IO.File.Exists(folder) ? [] : [.. list(folder).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"the folder {folder} cannot be listed: {FileProblem.Reason(e)}");
        }
    }

    private static string WhyNoRun(string path)
    {
        if (!Directory.Exists(path))
        {
            string what = System.IO.File.Exists(path) ? $"{path} is a file" : $"there is no folder '{path}'";
            return what + "; give the folder of a run, such as runs/quickstart/20260101T120000Z-0123abcd";
        }

        string? newest = RunsOf(path).LastOrDefault(r => CanBeListed(r) && IsRun(r));
        return $"{path} is not the folder of a run; " + (newest is null ? $"it has no {ConfigName} and {RecordName}" : $"its newest run is {newest}");
    }

    private static string Json(RunRecord record) => JsonSerializer.Serialize(record, JsonFormat.Indented) + "\n";

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
