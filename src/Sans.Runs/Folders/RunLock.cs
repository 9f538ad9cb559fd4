using System.Diagnostics;
using Sans.Configuration.Files;
using Sans.Runs.Shards;

namespace Sans.Runs.Folders;

/// <summary>
/// The right to write in a run folder: for one process alone, or for the shards of the run together. The system releases it
/// when the process ends. The file itself stays. Otherwise two processes could hold two files of one name.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";

    // A check for a free lock holds it for a moment, and a killed process may need a moment to end.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly FileStream _stream;

    private RunLock(FileStream stream) => _stream = stream;

    /// <summary>Holds a folder alone.</summary>
    /// <exception cref="UserErrorException">Another process holds the folder, or it cannot be written to.</exception>
    public static RunLock Alone(string folder) =>
        TryOpen(Path.Combine(folder, FileName), FileAccess.Write, FileShare.None, Moment) ?? throw Held(folder, "");

    /// <summary>Holds a folder alone, or returns <see langword="null"/> where others hold it.</summary>
    public static RunLock? TryAlone(string folder) => TryOpen(Path.Combine(folder, FileName), FileAccess.Write, FileShare.None, Moment);

    /// <summary>Holds a folder beside the other shards of a run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="patience">The time to wait for a process that is merging.</param>
    /// <exception cref="UserErrorException">A process holds the folder alone.</exception>
    public static RunLock BesideOthers(string folder, TimeSpan patience) =>
        TryOpen(Path.Combine(folder, FileName), FileAccess.Read, FileShare.Read, patience) ?? throw Held(folder, "");

    /// <summary>Holds one shard of a run.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="patience">The time to wait for its former process, which a scheduler may be ending.</param>
    /// <exception cref="UserErrorException">Another process runs the shard.</exception>
    public static RunLock OfShard(string folder, Shard shard, TimeSpan patience) =>
        TryOpen(Path.Combine(folder, $"{FileName}.{shard.Name}"), FileAccess.Write, FileShare.None, patience)
            ?? throw Held(folder, $" shard {shard.Number}/{shard.Count} of");

    /// <summary>Whether a process holds a folder alone, or one of its shards.</summary>
    public static bool IsHeld(string folder) => Directory.EnumerateFiles(folder, FileName + "*").Any(IsHeldFile);

    /// <summary>Whether a process holds a shard.</summary>
    public static bool IsShardHeld(string folder, Shard shard) =>
        Directory.EnumerateFiles(folder, $"{FileName}.{shard.Name}").Any(IsHeldFile);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>
    /// Opening for reading beside readers disturbs only a process that wants to be alone, and that process waits a moment.
    /// </summary>
    private static bool IsHeldFile(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return false;
        }
        catch (IOException e)
        {
            return IsSharingViolation(e);
        }
    }

    private static RunLock? TryOpen(string file, FileAccess access, FileShare share, TimeSpan patience)
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            try
            {
                return new RunLock(new FileStream(file, FileMode.OpenOrCreate, access, share, bufferSize: 1));
            }
            catch (IOException e) when (IsSharingViolation(e))
            {
                if (waited.Elapsed >= patience)
                {
                    return null;
                }
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                throw new UserErrorException($"the run folder {Path.GetDirectoryName(file)} cannot be written: {e.Message}");
            }
        }
    }

    private static UserErrorException Held(string folder, string part) =>
        new($"another process is running{part} {folder}; wait for it, or stop it first");

    /// <summary>Whether an error is the system's for a file that another process holds.</summary>
    private static bool IsSharingViolation(IOException e) => e.HResult == (
        OperatingSystem.IsWindows() ? unchecked((int)0x80070020)
        : OperatingSystem.IsMacOS() ? 35
        : 11);
}
