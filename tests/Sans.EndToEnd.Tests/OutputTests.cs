namespace Sans.EndToEnd.Tests;

/// <summary>
/// Standard output and standard error that the system refuses. Other tests try every command within one process. These
/// tests use the real system.
/// </summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void A_run_whose_table_is_lost_says_where_it_is()
    {
        ProcessResult result = InShell("SANS run quickstart --quiet > /dev/full");
        Assert.Equal(2, result.ExitCode);
        Assert.Matches(
            "^error: standard output cannot be written: No space left on device; the table is in runs/quickstart/[^\n]+/table.txt\n$",
            result.Error);
        Assert.Contains("\"completed\"", File.ReadAllText(Path.Combine(_folder.SingleRun(), "run.json")), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("SANS list engines > /dev/full", "error: standard output cannot be written: No space left on device\n")]
    [InlineData("SANS list engines >&-", "error: standard output cannot be written: [^\n]+\n")]
    [InlineData("SANS validate nothing.yaml 2> /dev/full", "")]
    public void What_cannot_be_written_is_told_where_it_can(string command, string error)
    {
        ProcessResult result = InShell(command);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches($"^{error}$", result.Error);
    }

    /// <summary>The reader stops early, as <c>head</c> does. That is no error.</summary>
    [SkippableFact]
    public void A_pipe_that_is_closed_early_ends_quietly()
    {
        ProcessResult result = InShell("{ SANS schema; echo $? >&2; } | head -n 1");
        Assert.Equal(new ProcessResult(0, "{\n", "0\n"), result);
    }

    public void Dispose() => _folder.Dispose();

    private ProcessResult InShell(string command)
    {
        Needs.Require(File.Exists("/dev/full"), "there is no /dev/full", "run the tests on Linux");
        string sans = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "sans.dll")}'";
        using RunningProcess process = RunningProcess.Start(
            "sh", _folder.Path, ["-c", command.Replace("SANS", sans, StringComparison.Ordinal)]);
        return process.Wait();
    }
}
