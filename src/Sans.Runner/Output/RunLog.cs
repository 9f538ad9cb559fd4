using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Sans.Runner.Output;

/// <summary>
/// The only place that configures logging: lines for the user on standard error, everything in <c>log.jsonl</c>.
/// </summary>
internal static class RunLog
{
    /// <summary>Opens the log of a run.</summary>
    /// <param name="file">The file for all events.</param>
    /// <param name="display">The display.</param>
    public static Logger Open(string file, ProgressDisplay display)
    {
        LoggerConfiguration configuration = new LoggerConfiguration()

            // There is no size at which the file would silently end.
            .WriteTo.File(new JsonFormatter(formatProvider: CultureInfo.InvariantCulture), file, fileSizeLimitBytes: null);
        LogEventLevel level = display.IsQuiet ? LogEventLevel.Warning : LogEventLevel.Information;

        // A progress bar and a second writer would break each other's lines, so the display prints the log lines itself.
        return configuration.WriteTo.Sink(display, level).CreateLogger();
    }
}
