using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary><c>sans doctor</c>, the real process.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder;

    public DoctorTests()
    {
        TorchBuild.SkipWhereSystemIsTooOld();
        _folder = new TemporaryFolder();
    }

    [SkippableFact]
    public void A_machine_without_faults_is_described()
    {
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["doctor"], ("SANS_DATA", ""));
        ProcessResult result = process.Wait();
        Assert.Equal((0, "nothing is wrong\n"), (result.ExitCode, result.Error));
        string[] names = [.. Regex.Matches(result.Output, "(?m)^([a-z]+( [a-z]+)?)  +").Select(m => m.Groups[1].Value)];
        Assert.Equal(
            [
                "sans", "runtime", "system", "processors", "memory", "data", "run folder", "locks", "engine cpu",
                .. TorchBuild.IsThere ? ["engine torch"] : Array.Empty<string>(), "terminal",
            ],
            names);
        Assert.Matches(@"[0-9.]+ of [0-9.]+ GiB free", result.Output);
        Assert.Matches(@"vectors of [0-9]+ bits", result.Output);
        Assert.Matches(@"[0-9]+ MiB/s, a line is on the disk after [0-9.]+ ms", Regex.Replace(result.Output, "\n +", " "));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [SkippableFact]
    public void The_engine_is_right_without_vectors_too()
    {
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["doctor"], ("SANS_DATA", ""), ("DOTNET_EnableHWIntrinsic", "0"));
        ProcessResult result = process.Wait();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("vectors of 0 bits: none\n", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Each_fault_is_named_and_the_exit_code_tells()
    {
        string file = _folder.Write("a-file", "");
        ProcessResult result = _folder.Sans("doctor", "--out", Path.Combine(file, "runs"), "--data", "nowhere");
        Assert.Equal((1, "2 things are wrong\n"), (result.ExitCode, result.Error));
        string output = Regex.Replace(result.Output, "\n +", " ");
        Assert.Matches($"data +WRONG: {Regex.Escape(_folder.File("nowhere"))} \\(--data\\): there is no such folder\n", output);
        Assert.Matches($"run folder +WRONG: {Regex.Escape(Path.Combine(file, "runs"))} cannot be written: ", output);
    }

    [SkippableFact]
    public void Too_little_memory_is_a_fault()
    {
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path, ["doctor"], ("SANS_DATA", ""), ("DOTNET_GCHeapHardLimit", "0x8000000"));
        ProcessResult result = process.Wait();
        Assert.Equal((1, "1 thing is wrong\n"), (result.ExitCode, result.Error));
        Assert.Matches("memory +WRONG: 0.[0-9] of 0.1 GiB free", result.Output);
    }

    public void Dispose() => _folder.Dispose();
}
