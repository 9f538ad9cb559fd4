using System.Diagnostics;
using System.Text;

namespace Sans.EndToEnd.Tests;

/// <summary>The output of a process and its exit code.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error);

/// <summary>A real process with its output in pipes.</summary>
internal sealed class RunningProcess : IDisposable
{
    /// <summary>
    /// A pattern of the name of <c>sans</c> in messages, for processes that <see cref="Sans"/> started.
    /// </summary>
    public const string Program = @"[^\n]*dotnet[^\n]* [^\n]*sans\.dll[""']?";

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private TimeSpan _limit = TimeSpan.FromMinutes(5);

    private RunningProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>sans</c> as it was built with these tests.</summary>
    public static RunningProcess Sans(string folder, string[] arguments, params (string Name, string Value)[] environment) =>
        Start("dotnet", folder, [Path.Combine(AppContext.BaseDirectory, "sans.dll"), .. arguments], environment);

    /// <summary>Starts a program.</summary>
    public static RunningProcess Start(string program, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        string[] command = [program, .. arguments];
        if (InheritedSignals.AreIgnored && InheritedSignals.CanRestore)
        {
            command = InheritedSignals.Restored(command);
        }

        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new RunningProcess(start);
    }

    /// <summary>Ends it at once, like a crash.</summary>
    public void Kill() => _process.Kill();

    /// <summary>
    /// Sends it a signal by name, such as <c>TERM</c>. Linux only. The process should then end within a minute.
    /// </summary>
    public void Signal(string name)
    {
        // The command of the shell, because a machine may have no program of that name.
        using RunningProcess kill = Start("sh", Path.GetTempPath(), ["-c", FormattableString.Invariant($"kill -{name} {Id}")]);
        Assert.Equal(0, kill.Wait().ExitCode);
        _limit = Waiting.Limit;
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end. It was killed.</exception>
    public ProcessResult Wait()
    {
        if (!_process.WaitForExit(_limit))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the process did not end within {_limit}: {_error.Result}");
        }

        return new ProcessResult(_process.ExitCode, _output.Result, _error.Result);
    }

    public void Dispose() => _process.Dispose();
}
