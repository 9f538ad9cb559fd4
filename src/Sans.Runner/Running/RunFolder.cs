using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sans.Configuration;

namespace Sans.Runner.Running;

/// <summary>The folder of one run, held by this process alone; its files are plain and can be read by any tool.</summary>
internal sealed class RunFolder : IDisposable
{
    private const int HashHexDigits = 8;
    private const string ConfigName = "config.yaml";
    private const string RecordName = "run.json";

    // A folder of this name is one that has not appeared yet.
    private const string PartialPrefix = ".partial-";

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream folderLock) => (Path, _lock) = (path, folderLock);

    /// <summary>Where it is, relative to the working directory as the user gave it.</summary>
    public string Path { get; }

    /// <summary>The experiment as it was frozen when the run began.</summary>
    public string ConfigFile => File(ConfigName);

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
            System.IO.File.WriteAllBytes(System.IO.Path.Combine(partial, ConfigName), config);
            System.IO.File.WriteAllText(System.IO.Path.Combine(partial, RecordName), Json(record with { ConfigSha256 = hash }));
            for (int n = 1; ; n++)
            {
                string path = System.IO.Path.Combine(parent, n == 1 ? name : FormattableString.Invariant($"{name}-{n}"));
                if (TryMove(partial, path))
                {
                    return new RunFolder(path, Lock(path));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
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
        try
        {
            return IsRun(path) ? new RunFolder(path, Lock(path)) : throw new UserErrorException(WhyNoRun(path));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserErrorException($"the run {path} cannot be resumed: {e.Message}");
        }
    }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What is known of the run.</summary>
    /// <exception cref="UserErrorException">The record cannot be read, or the experiment beside it is not the one that the run began with.</exception>
    public RunRecord ReadRecord()
    {
        RunRecord record;
        try
        {
            record = JsonSerializer.Deserialize<RunRecord>(System.IO.File.ReadAllText(File(RecordName)), JsonFormat.Indented)
                ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{File(RecordName)}: this is not the record of a run: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{File(RecordName)}: it cannot be read: {e.Message}");
        }

        return Sha256(System.IO.File.ReadAllBytes(ConfigFile)) == record.ConfigSha256
            ? record
            : throw new UserErrorException($"{ConfigFile} has been changed since the run began, and the trials it has belong to what it was; bring it back, or start a new run with it");
    }

    /// <summary>Replaces the record.</summary>
    public void WriteRecord(RunRecord record) => Write(RecordName, Json(record));

    /// <summary>Writes a file so that it is there whole or not at all.</summary>
    public void Write(string name, string text)
    {
        string partial = File(name + ".partial");
        System.IO.File.WriteAllText(partial, text);
        System.IO.File.Move(partial, File(name), overwrite: true);
    }

    /// <summary>Lets other processes run here.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        string file = System.IO.Path.Combine(path, ".lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            throw new UserErrorException($"another process is running {path}; wait for it, or stop it first");
        }
    }

    private static string WhyNoRun(string path)
    {
        if (!Directory.Exists(path))
        {
            string what = System.IO.File.Exists(path) ? $"{path} is a file" : $"there is no folder '{path}'";
            return what + "; give the folder of a run, such as runs/quickstart/20260101T120000Z-0123abcd";
        }

        string? newest = Directory.GetDirectories(path)
            .Where(d => !System.IO.Path.GetFileName(d).StartsWith(PartialPrefix, StringComparison.Ordinal) && IsRun(d))
            .Order(StringComparer.Ordinal).LastOrDefault();
        return $"{path} is not the folder of a run; " + (newest is null ? $"it has no {ConfigName} and {RecordName}" : $"its newest run is {newest}");
    }

    private static bool IsRun(string path) =>
        System.IO.File.Exists(System.IO.Path.Combine(path, ConfigName)) && System.IO.File.Exists(System.IO.Path.Combine(path, RecordName));

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
