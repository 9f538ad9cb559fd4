using System.Diagnostics;

namespace Sans.EndToEnd.Tests;

/// <summary>Watches the memory of a process.</summary>
internal static class PeakMemory
{
    /// <summary>Waits for the end of a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="result">Receives its result.</param>
    /// <returns>The largest working set in bytes.</returns>
    public static long Of(RunningProcess process, out ProcessResult result)
    {
        long peak = 0;
        using (var running = Process.GetProcessById(process.Id))
        {
            for (; !running.HasExited; Thread.Sleep(5))
            {
                running.Refresh();
                peak = Math.Max(peak, PeakOf(running));
            }
        }

        result = process.Wait();
        return peak;
    }

    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // The process has ended meanwhile.
            return 0;
        }
    }
}
