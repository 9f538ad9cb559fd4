namespace Sans.EndToEnd.Tests;

/// <summary>Commands in messages name the program as it was started.</summary>
public sealed class StartedProgramTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [SkippableFact]
    public void By_dotnet_run()
    {
        Needs.Require(OperatingSystem.IsLinux(), "the command line of a parent process is read as on Linux", "run the tests on Linux");
        string[] program = ["run", "-c", Configuration, "--no-build", "--project", "experiments", "--"];
        using RunningProcess process = RunningProcess.Start("dotnet", Repository.Root, [.. program, "report", "no run", "--nonsense"]);
        ProcessResult result = process.Wait();
        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith($"\nSee: dotnet {string.Join(' ', program)} report --help\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sans")]
    [InlineData("./sans")]
    public void By_its_executable(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // A shell finds it on the path, like an installed tool.
        string folder = AppContext.BaseDirectory;
        using RunningProcess process = RunningProcess.Start("sh", folder, ["-c", $"PATH=\"$PWD:$PATH\" exec {name} report"]);
        string error = process.Wait().Error;
        Assert.EndsWith(
            $"\nSee: {(OperatingSystem.IsLinux() ? name : Path.Combine(folder, "sans"))} report --help\n", error, StringComparison.Ordinal);
    }
}
