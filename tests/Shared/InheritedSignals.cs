using System.Globalization;

namespace Sans.Tests.Shared;

/// <summary>
/// SIGHUP and SIGINT as this process got them. <c>nohup</c>, and a shell that starts a job in the background, set them to be ignored.
/// Every child inherits that, and a test that sends one would wait in vain.
/// </summary>
internal static class InheritedSignals
{
    private const ulong HangUpAndInterrupt = (1UL << 0) | (1UL << 1);

    // Since coreutils 8.31.
    private static readonly string[] Restoring = ["env", "--default-signal=HUP,INT"];

    private static readonly Lazy<bool> CanRestoreThem = new(() => Needs.Runs(Restoring[0], Restoring[1], "true"));

    /// <summary>Whether one of them is ignored.</summary>
    public static bool AreIgnored { get; } = OperatingSystem.IsLinux() && AreIgnoredIn(File.ReadAllText("/proc/self/status"));

    /// <summary>Whether a child can hear them all the same.</summary>
    public static bool CanRestore => CanRestoreThem.Value;

    /// <summary>A command line that hears them.</summary>
    /// <param name="command">Program and arguments.</param>
    public static string[] Restored(params string[] command) => [.. Restoring, .. command];

    /// <summary>Whether the status of a process says that it ignores one of them.</summary>
    /// <param name="status">A file <c>/proc/PID/status</c>.</param>
    public static bool AreIgnoredIn(string status)
    {
        string mask = status.Split('\n').First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & HangUpAndInterrupt) != 0;
    }
}
