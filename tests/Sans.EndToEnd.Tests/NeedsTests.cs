using System.Diagnostics;

namespace Sans.EndToEnd.Tests;

/// <summary>The search for optional tools and libraries, and signals for children.</summary>
public sealed class NeedsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// Debian's llvm-14 has such links. A link leads back up, so a walk that follows it does not end.
    /// </summary>
    [SkippableFact]
    public void A_search_enters_no_linked_folder()
    {
        Needs.Require(!OperatingSystem.IsWindows(), "only an administrator makes links on Windows", "run the tests on Linux or macOS");
        string place = Directory.CreateDirectory(_folder.File("lib/machine/faketime")).FullName;
        string library = Path.Combine(place, "library.so.1");
        File.WriteAllText(library, "");
        Directory.CreateSymbolicLink(_folder.File("lib/back"), _folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(place, "up"), "..");
        Directory.CreateSymbolicLink(_folder.File("lib/nowhere"), "missing");
        Assert.Equal(library, Needs.FindLibrary("library.so.1", _folder.File("absent"), _folder.File("lib")));
        Assert.Equal([library], FileTree.Files(_folder.Path, "library*"));
        Assert.Equal(
            ["back", "faketime", "lib", "machine", "up"],
            FileTree.Folders(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_search_goes_as_deep_as_it_is_told()
    {
        Directory.CreateDirectory(_folder.File("a/b/c"));
        foreach (string file in new[] { "0", "a/1", "a/b/2", "a/b/c/3" })
        {
            _folder.Write(file, "");
        }

        Assert.Equal(["0"], Names(0));
        Assert.Equal(["0", "1", "2"], Names(2));
        Assert.Equal(["0", "1", "2", "3"], Names(int.MaxValue));

        string[] Names(int depth) =>
            [.. FileTree.Files(_folder.Path, depth: depth).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The real folders of this machine.</summary>
    [Fact]
    public void The_search_for_a_library_takes_less_than_a_second()
    {
        var watch = Stopwatch.StartNew();
        Assert.Null(Needs.FindLibrary("libnothing-like-it.so", Needs.LibraryFolders));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
    }

    /// <summary>Tests in the background can still send SIGINT to their children.</summary>
    [SkippableFact]
    public void A_child_hears_signals_that_were_ignored_before_it()
    {
        Needs.Require(OperatingSystem.IsLinux(), "signals are sent as on Linux", "run the tests on Linux");
        Needs.Require(InheritedSignals.CanRestore, "'env' cannot restore signals that are ignored", "get coreutils 8.31 or later");
        string[] status = ["cat", "/proc/self/status"];
        Assert.True(InheritedSignals.AreIgnoredIn(InBackground(status)));
        Assert.False(InheritedSignals.AreIgnoredIn(InBackground(InheritedSignals.Restored(status))));

        string InBackground(string[] command)
        {
            string[] ignoring = ["-c", "trap '' HUP INT; exec \"$@\"", "sh", .. command];
            using RunningProcess process = RunningProcess.Start("sh", _folder.Path, ignoring);
            return process.Wait().Output;
        }
    }

    public void Dispose() => _folder.Dispose();
}
