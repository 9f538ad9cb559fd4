using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>The abilities of this build and this system with TorchSharp.</summary>
internal static class TorchBuild
{
    /// <summary>The sentence of the program about a system that is too old for TorchSharp.</summary>
    public const string TooOld = "the libraries of this system are too old for TorchSharp: ";

    private static readonly Lazy<string> Said = new(() =>
    {
        using TemporaryFolder folder = new();
        return Unfolded(folder.Sans("list", "engines"));
    });

    /// <summary>The output of <c>sans list engines</c>.</summary>
    public static string Engines => Said.Value;

    /// <summary>Whether this build has TorchSharp.</summary>
    public static bool IsThere => Engines.Contains("\ntorch ", StringComparison.Ordinal);

    /// <summary>Whether it has TorchSharp, but the libraries of the system are too old.</summary>
    public static bool IsSystemTooOld => Engines.Contains(TooOld, StringComparison.Ordinal);

    /// <summary>Skips a test that trains with TorchSharp if this machine cannot.</summary>
    public static void SkipWithoutIt()
    {
        Needs.Require(IsThere, "this build has no TorchSharp", "build and test with TorchBackend=cpu");
        SkipWhereSystemIsTooOld();
    }

    /// <summary>Skips a test of a machine without faults if TorchSharp is a fault here.</summary>
    public static void SkipWhereSystemIsTooOld() =>
        Needs.Require(!IsSystemTooOld, TooOld + "see `sans list engines`", "TorchSharp needs Debian 13, Ubuntu 24.04 or later");

    /// <summary>The output with folded lines joined.</summary>
    public static string Unfolded(ProcessResult result) => Regex.Replace(result.Output, "\n +", " ");
}
