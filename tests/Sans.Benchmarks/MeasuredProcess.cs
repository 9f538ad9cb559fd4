using System.Diagnostics;
using System.Globalization;

namespace Sans.Benchmarks;

/// <summary>A .NET program in a process of its own, with its time and its memory as Linux counts them.</summary>
internal static class MeasuredProcess
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="arguments">The assembly and its arguments.</param>
    /// <returns>Its output, seconds by the clock, processor seconds, and the peak of its resident memory in MiB.</returns>
    /// <exception cref="InvalidOperationException">Its exit code is not 0.</exception>
    public static (string Output, double Wall, double Busy, double Peak) Run(params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        double before = SecondsOfChildren();
        using Process process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string error = "";
        process.ErrorDataReceived += (_, e) => error = string.IsNullOrWhiteSpace(e.Data) ? error : e.Data;
        process.BeginErrorReadLine();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        double peak = 0;
        while (!process.WaitForExit(Poll))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        process.WaitForExit();
        return process.ExitCode == 0
            ? (output.Result, Stopwatch.GetElapsedTime(start).TotalSeconds, SecondsOfChildren() - before, peak)
            : throw new InvalidOperationException($"exit code {process.ExitCode}: dotnet {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>
    /// Processor seconds of all ended child processes, as Linux counts them. On other systems the value is not a
    /// number.
    /// </summary>
    private static double SecondsOfChildren()
    {
        const string status = "/proc/self/stat";
        const int firstField = 14;
        const double ticksPerSecond = 100;
        return File.Exists(status)
            ? File.ReadAllText(status)
                .Split(')')[^1]
                .Split(' ')
                .Skip(firstField)
                .Take(2)
                .Sum(t => long.Parse(t, CultureInfo.InvariantCulture)) / ticksPerSecond
            : double.NaN;
    }

    private static double PeakOf(int process)
    {
        const string field = "VmHWM:";
        const double perMiB = 1024;
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) / perMiB;
        }
        catch (IOException)
        {
            // The process has ended meanwhile, or the system has no such files.
            return 0;
        }
    }
}
