using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Sans.Configuration.Files;
using Sans.Runner;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Tool;

/// <summary>
/// The study whose project file is in the current folder. Its program has its experiments and activations. Folders above are
/// never searched, so that no hidden project is run.
/// </summary>
internal static partial class StudyProject
{
    private const string Dotnet = "dotnet";
    private const int SigTerm = 15;

    /// <summary>Builds the study of a folder and runs its program with the same arguments.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="args">The arguments of the command.</param>
    /// <returns>
    /// An <see cref="ExitCode"/>, or <see langword="null"/> where the folder has no study, or the tool answers by itself.
    /// </returns>
    public static int? Run(string folder, string[] args)
    {
        try
        {
            return RunStudy(folder, args);
        }
        catch (Exception e) when (FileProblem.Is(e) || e is UserErrorException)
        {
            Console.Error.WriteLine("error: " + e.Message);
            return ExitCode.UserError;
        }
    }

    private static int? RunStudy(string folder, string[] args)
    {
        string[] projects = [.. Directory.EnumerateFiles(folder, "*.csproj").Where(IsStudy).Order(StringComparer.Ordinal)];
        if (projects.Length == 0)
        {
            return null;
        }

        bool completes = args is [['[', 's', 'u', 'g', ..], ..];
        if (completes)
        {
            // A completion must be immediate, so that nothing is built for it.
            return projects.Length == 1 && LastBuild(projects[0]) is { } built ? RunProgram(built, args) : null;
        }

        if (projects.Length > 1)
        {
            throw new UserErrorException("this folder has more than one study: "
                + string.Join(", ", projects.Select(Path.GetFileName))
                + $". Choose one: {Dotnet} run -c Release --project {Path.GetFileName(projects[0])} -- ...");
        }

        Console.Error.WriteLine($"running {Path.GetFileName(projects[0])}");
        return Build(projects[0]) is { } program ? RunProgram(program, args) : ExitCode.UserError;
    }

    /// <summary>Whether a project is a program that refers to the framework.</summary>
    internal static bool IsStudy(string project)
    {
        string text = File.ReadAllText(project);
        return ExeOutput().IsMatch(text) && FrameworkReference().IsMatch(text);
    }

    /// <summary>The program after a build, or <see langword="null"/> where the build failed and standard error says why.</summary>
    private static string? Build(string project)
    {
        ProcessStartInfo start = new(
            Dotnet, ["build", project, "-c", "Release", "--nologo", "-v", "quiet", "-t:Build", "-getProperty:TargetPath"])
        {
            RedirectStandardOutput = true,
        };
        using Process build = Start(start);
        string output = build.StandardOutput.ReadToEnd().Trim();
        build.WaitForExit();
        if (build.ExitCode == 0)
        {
            return output;
        }

        Console.Error.WriteLine($"error: {Path.GetFileName(project)} does not build");
        return null;
    }

    /// <summary>The last build of the program, or <see langword="null"/> without one.</summary>
    private static string? LastBuild(string project)
    {
        string folder = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release");
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder)
                .Select(framework => Path.Combine(framework, Path.GetFileNameWithoutExtension(project) + ".dll"))
                .OrderByDescending(File.GetLastWriteTimeUtc)
                .FirstOrDefault(file => File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json")))
            : null;
    }

    private static int RunProgram(string program, string[] args)
    {
        ProcessStartInfo start = new(Dotnet, [program, .. args]);
        start.Environment[StartedProgram.Variable] = string.Join('\n', StartedProgram.Words);
        using Process process = Start(start);

        // A terminal interrupts both. The program decides when it ends, and the tool waits for it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            if (!OperatingSystem.IsWindows())
            {
                _ = Kill(process.Id, SigTerm);
            }
        });
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new UserErrorException($"the study in this folder needs the command {Dotnet}, which does not start: {e.Message}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [GeneratedRegex("<OutputType>\\s*Exe\\s*</OutputType>", RegexOptions.IgnoreCase)]
    private static partial Regex ExeOutput();

    [GeneratedRegex("<(Package|Project)Reference\\s[^>]*\\bSans\\.(Framework|Runner)\\b", RegexOptions.IgnoreCase)]
    private static partial Regex FrameworkReference();
}
