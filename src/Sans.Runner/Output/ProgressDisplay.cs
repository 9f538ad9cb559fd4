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
    /// <summary>How a log line looks; stack traces are for the log file.</summary>
    public const string LineTemplate = "{Timestamp:HH:mm:ss} {Message:lj}";

    private static readonly MessageTemplateTextFormatter Formatter = new(LineTemplate, CultureInfo.InvariantCulture);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly IAnsiConsole _console;

    /// <summary>A display on standard error.</summary>
    /// <param name="isQuiet">Whether to show warnings only.</param>
    public ProgressDisplay(bool isQuiet)
        : this(isQuiet, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), isTerminal: !Console.IsErrorRedirected)
    {
    }

    /// <summary>A display on a console.</summary>
    /// <param name="isQuiet">Whether to show warnings only.</param>
    /// <param name="console">The console.</param>
    /// <param name="isTerminal">Whether it is a terminal.</param>
    internal ProgressDisplay(bool isQuiet, IAnsiConsole console, bool isTerminal)
    {
        _console = console;
        IsQuiet = isQuiet;
        IsLive = !isQuiet && isTerminal && _console.Profile.Capabilities is { Interactive: true, Ansi: true };
    }

    /// <summary>Whether only warnings are shown.</summary>
    public bool IsQuiet { get; }

    /// <summary>Whether a bar is drawn.</summary>
    public bool IsLive { get; }

    /// <summary>Prints a log line above the bar.</summary>
    public void Emit(LogEvent logEvent)
    {
        using StringWriter line = new(CultureInfo.InvariantCulture);
        Formatter.Format(logEvent, line);
        _console.Write(new UnwrappedLine(line.ToString()));
    }

    /// <summary>Does the work and shows its progress.</summary>
    /// <param name="done">Number of trials that have ended before.</param>
    /// <param name="total">Number of all trials, at least 1.</param>
    /// <param name="log">Takes the plain lines.</param>
    /// <param name="work">The work; calls its argument after each trial, from one thread at a time.</param>
    public void Run(int done, int total, ILogger log, Action<Action> work)
    {
        if (IsLive)
        {
            _console.Progress().AutoClear(true).Columns(
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
