using System.Diagnostics;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sans.Runner.Output;

/// <summary>Shows how far a run has come: a bar in a terminal, a line now and then where standard error goes elsewhere.</summary>
internal sealed class ProgressDisplay : ILogEventSink
{
    /// <summary>How a log line looks. Stack traces are for the log file.</summary>
    private const string LineTemplate = "{Timestamp:HH:mm:ss} {Message:lj}";

    private static readonly MessageTemplateTextFormatter Formatter = new(LineTemplate, CultureInfo.InvariantCulture);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TextWriter _error;

    // Draws a bar, where one is drawn.
    private readonly IAnsiConsole? _bar;

    /// <summary>A display on standard error.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="isQuiet">Whether to show warnings only.</param>
    public ProgressDisplay(SansConsole console, bool isQuiet)
    {
        _error = console.Error;
        _bar = !isQuiet && console.Display is { Profile.Capabilities: { Interactive: true, Ansi: true } } display ? display : null;
        IsQuiet = isQuiet;
    }

    /// <summary>Whether only warnings are shown.</summary>
    public bool IsQuiet { get; }

    /// <summary>Prints a log line, above the bar where one is drawn.</summary>
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
    /// <param name="done">Number of trials that have ended before.</param>
    /// <param name="total">Number of all trials, at least 1.</param>
    /// <param name="log">Takes the plain lines.</param>
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

    /// <summary>A line that only the terminal breaks, so that a command in it can be copied whole.</summary>
    private sealed class UnwrappedLine(string text) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text), Segment.LineBreak];
    }

    /// <summary>Trials done, of all.</summary>
    private sealed class DoneColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(FormattableString.Invariant($"{task.Value:F0}/{task.MaxValue:F0}"));
    }
}
