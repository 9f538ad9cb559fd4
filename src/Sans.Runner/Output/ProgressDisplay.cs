using System.Diagnostics;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sans.Runner.Output;

/// <summary>
/// Shows the progress of a run: a bar in a terminal, and occasional lines where standard error goes elsewhere.
/// </summary>
internal sealed class ProgressDisplay : ILogEventSink
{
    /// <summary>The form of a log line. Stack traces are in the log file only.</summary>
    private const string LineTemplate = "{Timestamp:HH:mm:ss} {Message:lj}";

    private static readonly MessageTemplateTextFormatter Formatter = new(LineTemplate, CultureInfo.InvariantCulture);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TextWriter _error;

    // The console that draws a bar, or {!null}.
    private readonly IAnsiConsole? _bar;

    /// <summary>Makes a display on standard error.</summary>
    /// <param name="console">The console.</param>
    /// <param name="isQuiet">Whether to show warnings only.</param>
    public ProgressDisplay(SansConsole console, bool isQuiet)
    {
        _error = console.Error;
        _bar = !isQuiet && console.Display is { Profile.Capabilities: { Interactive: true, Ansi: true } } display ? display : null;
        IsQuiet = isQuiet;
    }

    /// <summary>Whether only warnings are shown.</summary>
    public bool IsQuiet { get; }

    /// <summary>Prints a log line, above the bar if there is one.</summary>
    public void Emit(LogEvent logEvent)
    {
        using StringWriter line = new(CultureInfo.InvariantCulture);
        Formatter.Format(logEvent, line);
        if (_bar is not null)
        {
            _bar.Write(new UnwrappedLine(line.ToString()));
            return;
        }

        lock (_lock)
        {
            _error.WriteLine(line.ToString());
        }
    }

    /// <summary>Does the work and shows its progress.</summary>
    /// <param name="done">Number of trials that had ended before.</param>
    /// <param name="total">Number of all trials, at least 1.</param>
    /// <param name="log">Receives the plain lines.</param>
    /// <param name="work">The work. Calls its argument after each trial, from one thread at a time.</param>
    public void Run(int done, int total, ILogger log, Action<Action> work)
    {
        if (_bar is not null)
        {
            _bar.Progress().AutoClear(true).Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new DoneColumn(), new RemainingTimeColumn()).Start(context =>
            {
                ProgressTask task = context.AddTask("trials", maxValue: total);
                task.Increment(done);
                work(() => task.Increment(1));
            });
            return;
        }

        long lastLine = Stopwatch.GetTimestamp();
        work(() =>
        {
            done++;
            if (done == total || Stopwatch.GetElapsedTime(lastLine) >= PlainInterval)
            {
                log.Information("{Done} of {Total} trials ended", done, total);
                lastLine = Stopwatch.GetTimestamp();
            }
        });
    }

    /// <summary>A line that only the terminal wraps, so that a command in it can be copied.</summary>
    private sealed class UnwrappedLine(string text) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text), Segment.LineBreak];
    }

    /// <summary>The column with the number of ended trials.</summary>
    private sealed class DoneColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(FormattableString.Invariant($"{task.Value:F0}/{task.MaxValue:F0}"));
    }
}
