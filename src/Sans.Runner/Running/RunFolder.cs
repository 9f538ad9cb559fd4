using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sans.Configuration;

namespace Sans.Runner.Running;

/// <summary>The folder of one run; its files are plain and can be read by any tool.</summary>
internal sealed class RunFolder
{
    private const int HashHexDigits = 8;
    private const string ConfigName = "config.yaml";
    private const string RecordName = "run.json";

    private RunFolder(string path) => Path = path;

    /// <summary>Where it is, relative to the working directory as the user gave it.</summary>
    public string Path { get; }

    /// <summary>
    /// Creates <c>{root}/{experiment}/{UTC time}-{hash of the resolved config}[-n]</c>, a folder that no other run has. It appears with its config and record in
    /// one step: a run that can be seen can be resumed.
    /// </summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="experiment">What will run.</param>
    /// <param name="record">What is known of the run.</param>
    /// <exception cref="UserErrorException">The folder cannot be written to.</exception>
    public static RunFolder Create(string root, ExperimentConfig experiment, RunRecord record)
    {
        string config = ResolvedYaml.Write(experiment);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(config)))[..HashHexDigits];
        string name = record.Started.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + hash;
        RunFolder partial = new(System.IO.Path.Combine(root, experiment.Name, FormattableString.Invariant($".partial-{Guid.NewGuid():N}")));
        try
        {
            Directory.CreateDirectory(partial.Path);
            partial.Write(ConfigName, config);
            partial.WriteRecord(record);
            for (int n = 1; ; n++)
            {
                string path = System.IO.Path.Combine(root, experiment.Name, n == 1 ? name : FormattableString.Invariant($"{name}-{n}"));
                if (TryMove(partial.Path, path))
                {
                    return new RunFolder(path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"no run folder can be made in {root}: {e.Message}");
        }
    }

    /// <summary>The folder of a run that was begun before.</summary>
    /// <exception cref="UserErrorException">There is no such folder, or it is no run.</exception>
    public static RunFolder Open(string path)
    {
        if (IsRun(path))
        {
            return new RunFolder(path);
        }

        if (!Directory.Exists(path))
        {
            throw new UserErrorException($"there is no folder {path}; give the folder of a run, such as runs/quickstart/20260101T120000Z-0123abcd");
        }

        string? newest = Directory.GetDirectories(path).Where(IsRun).Order(StringComparer.Ordinal).LastOrDefault();
        throw new UserErrorException($"{path} is not the folder of a run; " + (newest is null ? $"it has no {ConfigName} and {RecordName}" : $"its newest run is {newest}"));
    }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Keeps other processes from running in this folder until the result is disposed or the process ends.</summary>
    /// <exception cref="UserErrorException">Another process runs here, or the folder cannot be written to.</exception>
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(File(".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the run {Path} cannot go on here: {e.Message}");
        }
    }

    /// <summary>The experiment as it was frozen when the run began.</summary>
    public string ConfigFile => File(ConfigName);

    /// <summary>What is known of the run.</summary>
    /// <exception cref="UserErrorException">The record cannot be read.</exception>
    public RunRecord ReadRecord()
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(System.IO.File.ReadAllText(File(RecordName)), JsonFormat.Indented)
                ?? throw new JsonException("it says null");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{File(RecordName)}: this is not the record of a run: {e.Message}");
        }
    }

    /// <summary>Replaces the record.</summary>
    public void WriteRecord(RunRecord record) => Write(RecordName, JsonSerializer.Serialize(record, JsonFormat.Indented) + "\n");

    /// <summary>Writes a file so that it is there whole or not at all.</summary>
    public void Write(string name, string text)
    {
        string partial = File(name + ".partial");
        System.IO.File.WriteAllText(partial, text);
        System.IO.File.Move(partial, File(name), overwrite: true);
    }

    private static bool IsRun(string path) =>
        System.IO.File.Exists(System.IO.Path.Combine(path, ConfigName)) && System.IO.File.Exists(System.IO.Path.Combine(path, RecordName));

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
