using System.Globalization;

namespace Sans.Tests.Shared;

/// <summary>
/// The inherited states of SIGHUP and SIGINT. <c>nohup</c>, and a shell that starts a background job, make a process
/// ignore them. Every child inherits that. A test that sends one would then wait in vain.
/// </summary>
internal static class InheritedSignals
{
    private const ulong HangUpAndInterrupt = (1UL << 0) | (1UL << 1);

    // Available since coreutils 8.31.
    private static readonly string[] Restoring = ["env", "--default-signal=HUP,INT"];

    private static readonly Lazy<bool> CanRestoreThem = new(() => Needs.Runs(Restoring[0], Restoring[1], "true"));

    /// <summary>Whether this process ignores one of them.</summary>
    public static bool AreIgnored { get; } = OperatingSystem.IsLinux() && AreIgnoredIn(File.ReadAllText("/proc/self/status"));

    /// <summary>Whether a child can receive them all the same.</summary>
    public static bool CanRestore => CanRestoreThem.Value;

    /// <summary>A command line that receives them.</summary>
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
