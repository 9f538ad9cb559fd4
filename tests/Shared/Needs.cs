using System.ComponentModel;
using System.Diagnostics;

namespace Sans.Tests.Shared;

/// <summary>
/// Requirements of tests besides .NET. If one is missing, the test is skipped and says how to get it.
/// <c>SANS_TESTS_WITHOUT_TOOLS=1</c> hides every optional tool and library.
/// </summary>
internal static class Needs
{
    private const string MaskVariable = "SANS_TESTS_WITHOUT_TOOLS";

    // The depth of Debian's /usr/lib/x86_64-linux-gnu/faketime.
    private const int LibraryDepth = 2;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Lazy<string?> FoundClock = new(FindClock);

    /// <summary>The folders of system libraries.</summary>
    public static string[] LibraryFolders { get; } = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];

    /// <summary>Whether the long forms of tests are requested.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("SANS_LONG") == "1";

    private static bool IsBare => Environment.GetEnvironmentVariable(MaskVariable) == "1";

    /// <summary>Skips a test if something is missing.</summary>
    /// <param name="isThere">Whether it is there.</param>
    /// <param name="missing">What is missing, as a clause: <c>there is no pdflatex</c>.</param>
    /// <param name="how">How to get it, as a clause.</param>
    public static void Require(bool isThere, string missing, string how) => Skip.IfNot(isThere, $"{missing}; {how}");

    /// <summary>Signals, which the shell sends.</summary>
    public static void Signals()
    {
        Require(OperatingSystem.IsLinux(), "signals are sent as on Linux", "run the tests on Linux");
        Require(
            !InheritedSignals.AreIgnored || InheritedSignals.CanRestore,
            "SIGHUP or SIGINT is ignored here, as under nohup, and 'env' cannot restore it",
            "get coreutils 8.31 or later, or start the tests in the foreground");
    }

    /// <summary>The long form of a test.</summary>
    /// <param name="always">What the ordinary run tests in its place.</param>
    public static void LongForm(string always) => Require(IsLong, "this is a long form, and " + always, "set SANS_LONG=1 to run it");

    /// <summary>The published files of a dataset.</summary>
    /// <param name="parts">Folders and file below the data folder.</param>
    /// <returns>The data folder.</returns>
    public static string Data(params string[] parts)
    {
        string? whyNot = RealDataFolder.WhyNot(parts);
        Skip.If(whyNot is not null, whyNot);
        return RealDataFolder.Path
            ?? throw new DirectoryNotFoundException("SANS_REQUIRE_DATA=1 asks for a data folder, and SANS_DATA names none");
    }

    /// <summary>The library that sets the clock of one process.</summary>
    public static string ClockLibrary()
    {
        Require(
            FoundClock.Value is not null,
            "there is no libfaketime, which sets the clock of one process",
            "get it with: apt-get install libfaketime");
        return FoundClock.Value!;
    }

    /// <summary>A Chromium browser.</summary>
    public static string Browser() => Program(
        "a Chromium browser",
        "get it with: apt-get install chromium fonts-dejavu-core",
        "chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe");

    /// <summary>LaTeX.</summary>
    public static string Latex() =>
        Program("pdflatex", "get it with: apt-get install texlive-latex-base texlive-latex-recommended", "pdflatex");

    /// <summary>gnuplot, which draws a picture of the gallery.</summary>
    public static string Gnuplot() => Program("gnuplot", "get it with: apt-get install gnuplot-nox", "gnuplot", "gnuplot.exe");

    /// <summary>A Python with packages.</summary>
    public static string Python(params string[] packages)
    {
        string import = "import " + string.Join(", ", packages);
        string? python = IsBare ? null : Array.Find(["python3", "/usr/bin/python3", "python"], p => Runs(p, "-c", import));
        Require(
            python is not null,
            $"there is no Python with {string.Join(" and ", packages)}",
            "get it with: pip install " + string.Join(' ', packages));
        return python!;
    }

    /// <summary>Slurm, whose daemons a test starts.</summary>
    public static void Slurm()
    {
        string[] missing = [.. new[] { "munged", "slurmctld", "slurmd", "sbatch" }.Where(name => FindProgram(name) is null)];
        Require(
            missing.Length == 0,
            "there is no " + string.Join(", no ", missing),
            "get it with: apt-get install slurmctld slurmd slurm-client munge");
        Root("start the daemons of Slurm");
    }

    /// <summary>File systems that a test mounts.</summary>
    public static void Mounts()
    {
        Require(FindProgram("mount") is not null, "there is no mount, which makes a small disk", "get it with: apt-get install mount");
        Root("mount a small disk");
    }

    /// <summary>The folder with the npm packages ajv and yaml.</summary>
    public static string NodePackages()
    {
        string? packages = IsBare ? null : Environment.GetEnvironmentVariable("SANS_NODE_MODULES");
        Require(
            !string.IsNullOrEmpty(packages),
            "SANS_NODE_MODULES names no folder with the npm packages ajv and yaml",
            "get them with: npm install ajv yaml");
        return packages!;
    }

    /// <summary>
    /// Whether a library is in one of the folders, or a few folders below. Linked folders are not entered.
    /// </summary>
    internal static string? FindLibrary(string name, params string[] folders) =>
        folders.Where(Directory.Exists).SelectMany(folder => FileTree.Files(folder, name, LibraryDepth)).FirstOrDefault();

    private static void Root(string toDo) =>
        Require(
            OperatingSystem.IsLinux() && Environment.UserName == "root", "only root on Linux may " + toDo, "run the tests there as root");

    private static string? FindProgram(string name)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH")
            ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return IsBare ? null : folders.Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static string? FindClock() => IsBare ? null : FindLibrary("libfaketimeMT.so.1", LibraryFolders);

    private static string Program(string what, string how, params string[] names)
    {
        string? program = names.Select(FindProgram).FirstOrDefault(p => p is not null);
        Require(program is not null, "there is no " + what, how);
        return program!;
    }

    /// <summary>Whether a program exists and ends with exit code 0.</summary>
    internal static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Path.GetTempPath(),
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            return process.WaitForExit(Limit) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
