using System.Diagnostics;
using Sans.Configuration.Files;
using Sans.Runs;
using Sans.Runs.Folders;

namespace Sans.Runner.Health;

/// <summary>
/// Checks whether runs can be written to their folder, how fast, and whether two processes exclude each other there.
/// </summary>
internal static class RunRoot
{
    private const int TrialBytes = 16 << 20;
    private const int Lines = 20;
    private const long LeastFreeBytes = 100L << 20;
    private const double BytesPerMiB = 1 << 20;

    public static IEnumerable<Finding> Examine(string root)
    {
        string full = Path.GetFullPath(root);
        string existing = full;
        while (!Path.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? Path.GetPathRoot(full)!;
        }

        string trial = Path.Combine(existing, FormattableString.Invariant($".sans-doctor-{Guid.NewGuid():N}"));
        List<Finding> findings = [];
        try
        {
            Directory.CreateDirectory(trial);
            findings.Add(WriteSpeed(full, trial));
            findings.Add(Locks(trial));
        }
        catch (Exception e) when (FileProblem.Is(e) || e is UserErrorException)
        {
            findings.Add(new Finding("run folder", $"{full} cannot be written: {e.Message}", IsWrong: true));
        }
        finally
        {
            if (Directory.Exists(trial))
            {
                Directory.Delete(trial, recursive: true);
            }
        }

        return findings;
    }

    private static Finding WriteSpeed(string root, string folder)
    {
        using FileStream stream = new(Path.Combine(folder, "speed"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] bytes = new byte[TrialBytes];
        long start = Stopwatch.GetTimestamp();
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
        double megabytesPerSecond = TrialBytes / BytesPerMiB / Stopwatch.GetElapsedTime(start).TotalSeconds;

        // This is the pattern of a journal: a line, and from time to time a wait for the disk.
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Lines; i++)
        {
            stream.Write(bytes.AsSpan(0, 2048));
            stream.Flush(flushToDisk: true);
        }

        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds / Lines;
        long free = new DriveInfo(folder).AvailableFreeSpace;
        return new Finding(
            "run folder",
            FormattableString.Invariant($"{root}: {megabytesPerSecond:F0} MiB/s, a line is on the disk after {milliseconds:F1} ms, ")
                + FormattableString.Invariant($"{free / BytesPerMiB / 1024:F1} GiB free"),
            IsWrong: free < LeastFreeBytes);
    }

    private static Finding Locks(string folder)
    {
        using var held = RunLock.Alone(folder);
        using RunLock? second = RunLock.TryAlone(folder);
        return second is null
            ? new Finding("locks", "a run in use is closed to other processes")
            : new Finding("locks", "this file system does not lock files: two processes could run the same run at once", IsWrong: true);
    }
}
