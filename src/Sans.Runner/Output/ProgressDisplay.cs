using System.Diagnostics;
using System.Globalization;
using Sans.Reports.Tables;
using Sans.Runs;
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

    private const string ReportWord = "report: ";
    private const int BarWidth = 20;

    private readonly Lock _lock = new();
    private readonly TextWriter _error;

    // The console that draws a bar, or null.
    private readonly IAnsiConsole? _bar;

    /// <summary>Makes a display on standard error.</summary>
    /// <param name="console">The console.</param>
    /// <param name="isQuiet">Whether to show warnings only.</param>
    public ProgressDisplay(SansConsole console, bool isQuiet)
    {
        _error = console.Error;
        _bar = isQuiet ? null : console.DisplayOfBars;
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
    /// <param name="progress">The progress, which the work tells.</param>
    /// <param name="log">Takes the plain lines.</param>
    /// <param name="work">The work.</param>
    public void Run(RunProgress progress, ILogger log, Action work)
    {
        if (_bar is not null)
        {
            // Plain styles: a terminal's own colours are readable on its own ground.
            ProgressBarColumn bar = new()
            {
                Width = BarWidth,
                CompletedStyle = Style.Plain,
                FinishedStyle = Style.Plain,
                RemainingStyle = new Style(decoration: Decoration.Dim),
            };
            _bar.Progress().AutoClear(true).Columns(bar, new WordsColumn(progress)).Start(context =>
            {
                ProgressTask task = context.AddTask("trials", maxValue: progress.Total);
                task.Value = progress.Done;
                progress.Changed += () => task.Value = progress.Done;
                work();
            });
            return;
        }

        long lastLine = Stopwatch.GetTimestamp();
        bool isTold = false;
        progress.Changed += () =>
        {
            lock (_lock)
            {
                bool isLast = progress.Done == progress.Total;
                if (isLast ? isTold : Stopwatch.GetElapsedTime(lastLine) < PlainInterval)
                {
                    return;
                }

                (isTold, lastLine) = (isLast, Stopwatch.GetTimestamp());
            }

            log.Information("{Progress:l}", progress.Describe());
        };
        work();
    }

    /// <summary>Tells what came of a run. In a terminal the path of the report is a link.</summary>
    /// <param name="answer">The answer in a sentence, where there is one.</param>
    /// <param name="report">The full path of the report, where there is one.</param>
    /// <param name="log">Takes the lines where there is no terminal.</param>
    public void Close(string? answer, string? report, ILogger log)
    {
        if (_bar is null)
        {
            // A logger asks the display whether it is quiet.
            foreach (string line in new[] { answer, report is null ? null : ReportWord + report }.OfType<string>())
            {
                log.Information("{Line:l}", line);
            }

            return;
        }

        foreach (string line in answer is null ? [] : TerminalTable.Wrap(answer, _bar.Profile.Width))
        {
            _bar.Write(new UnwrappedLine(line));
        }

        if (report is not null)
        {
            _bar.Write(new UnwrappedLine(ReportWord, report, new Link(new Uri(report).AbsoluteUri)));
        }
    }

    /// <summary>The progress in words, cut where a terminal has no room.</summary>
    private sealed class WordsColumn(RunProgress progress) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(progress.Describe()) { Overflow = Overflow.Ellipsis };
    }
}
