using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>What this build and this system can do with TorchSharp.</summary>
internal static class TorchBuild
{
    /// <summary>How the program says that TorchSharp needs a newer system.</summary>
    public const string TooOld = "the libraries of this system are too old for TorchSharp: ";

    private static readonly Lazy<string> Said = new(() =>
    {
        using TemporaryFolder folder = new();
        return Unfolded(folder.Sans("list", "engines"));
    });

    /// <summary>What <c>sans list engines</c> says.</summary>
    public static string Engines => Said.Value;

    /// <summary>Whether this build has TorchSharp.</summary>
    public static bool IsThere => Engines.Contains("\ntorch ", StringComparison.Ordinal);

    /// <summary>Whether it has TorchSharp and the system's libraries are too old for it.</summary>
    public static bool IsSystemTooOld => Engines.Contains(TooOld, StringComparison.Ordinal);

    /// <summary>Skips a test that trains with TorchSharp where that cannot be.</summary>
    public static void SkipWithoutIt()
    {
        Needs.Require(IsThere, "this build has no TorchSharp", "build and test with TorchBackend=cpu");
        SkipWhereSystemIsTooOld();
    }

    /// <summary>Skips a test of a machine without faults where TorchSharp is one.</summary>
    public static void SkipWhereSystemIsTooOld() =>
        Needs.Require(!IsSystemTooOld, TooOld + "see `sans list engines`", "TorchSharp needs Debian 13, Ubuntu 24.04 or later");

    /// <summary>The output, with lines that were folded in one.</summary>
    public static string Unfolded(ProcessResult result) => Regex.Replace(result.Output, "\n +", " ");
}
