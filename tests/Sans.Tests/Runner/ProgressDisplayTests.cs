using System.Globalization;
using Sans.Core.Training;
using Sans.Runner.Output;
using Sans.Runs;
using Serilog;
using Spectre.Console;

namespace Sans.Tests.Runner;

public sealed class ProgressDisplayTests
{
    /// <summary>
    /// The terminal breaks a long line itself. A line feed from the program would cut a command that a user copies.
    /// </summary>
    [Fact]
    public void A_line_above_the_bar_is_not_broken_at_the_width_of_the_terminal()
    {
        string command = "sans resume '" + new string('a', 60) + " " + new string('b', 60) + "'";
        using StringWriter output = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = Terminal(output, 80);
        ProgressDisplay display = new(
            new SansConsole(TextWriter.Null, output) { IsErrorTerminal = true, Display = console }, isQuiet: false);
        using Serilog.Core.Logger log = new LoggerConfiguration().WriteTo.Sink(display).CreateLogger();
        RunProgress progress = new(0, 2, 2, "", TimeProvider.System);
        display.Run(progress, log, () =>
        {
            progress.Completed(new MadeUpTrial("a"), 1, null);
            log.Warning("go on with: {Command:l}", command);
            progress.Completed(new MadeUpTrial("b"), 1, null);
        });
        Assert.Contains("go on with: " + command + "\n", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_tell_rate_time_left_failures_and_the_least_measure()
    {
        HandClock clock = new();
        RunProgress progress = new(10, 20, 100, "least φ on validation", clock);
        Assert.Equal("10 of 20 trials ended, 0 s elapsed", progress.Describe());
        clock.Now += TimeSpan.FromSeconds(8);
        progress.Completed(new MadeUpTrial("a"), 10, 0.5);
        progress.Completed(new MadeUpTrial("b"), 10, 0.75);
        progress.Failed(new MadeUpTrial("c"), 20);

        // The work is 40 of 100 done, but only 3 of 10 trials are.
        Assert.Equal(
            "13 of 20 trials ended, 1 failed, 8 s elapsed, about 12 s left, 22.5 a minute, least φ on validation 0.5000",
            progress.Describe());
    }

    [Fact]
    public void A_long_training_tells_its_epoch_and_a_short_one_does_not()
    {
        HandClock clock = new();
        RunProgress progress = new(0, 1, 100, "", clock);
        progress.EpochEnded("a", 100, 1, 30);
        Assert.DoesNotContain("epoch", progress.Describe(), StringComparison.Ordinal);
        clock.Now += TimeSpan.FromSeconds(200);
        progress.EpochEnded("a", 100, 10, 30);
        Assert.Equal("0 of 1 trials ended, 3.3 min elapsed, about 6.7 min left, epoch 10 of 30", progress.Describe());
    }

    /// <summary>A batch of an engine trains many trials together. Trainings on several cores are in epochs of their own.</summary>
    [Fact]
    public void A_batch_tells_its_epoch_and_trainings_in_different_epochs_do_not()
    {
        HandClock clock = new();
        RunProgress progress = new(0, 3, 300, "", clock);
        Batch(1);
        clock.Now += TimeSpan.FromSeconds(30);
        Batch(10);
        Assert.EndsWith(", epoch 10 of 30", progress.Describe(), StringComparison.Ordinal);
        progress.EpochEnded("a", 100, 11, 30);
        Assert.DoesNotContain("epoch", progress.Describe(), StringComparison.Ordinal);

        void Batch(int epoch)
        {
            foreach (string key in (string[])["a", "b", "c"])
            {
                progress.EpochEnded(key, 100, epoch, 30);
            }
        }
    }

    [Fact]
    public void Plain_lines_say_what_the_bar_says()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        ProgressDisplay display = new(new SansConsole(TextWriter.Null, output), isQuiet: false);
        using Serilog.Core.Logger log = new LoggerConfiguration().WriteTo.Sink(display).CreateLogger();
        RunProgress progress = new(0, 1, 1, "least φ on test", new HandClock());
        display.Run(progress, log, () => progress.Completed(new MadeUpTrial("a"), 1, 0.25));
        Assert.EndsWith(
            " 1 of 1 trials ended, 0 s elapsed, least φ on test 0.2500\n",
            output.ToString().ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_terminal_the_last_line_is_a_link_to_the_report()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = Terminal(output, 41);
        console.Profile.Capabilities.Links = true;
        ProgressDisplay display = new(
            new SansConsole(TextWriter.Null, output) { IsErrorTerminal = true, Display = console }, isQuiet: false);
        string report = Path.Combine(Path.GetTempPath(), new string('a', 60), "report.html");
        display.Close("Chosen by least φ on validation: extrema, m = 15 on ecg.", report, Serilog.Core.Logger.None);
        string[] lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(["Chosen by least φ on validation: extrema,", "  m = 15 on ecg."], lines[..2].Select(l => l));
        Assert.Contains(new Uri(report).AbsoluteUri, lines[2], StringComparison.Ordinal);
        Assert.Contains(report + "\u001b", lines[2], StringComparison.Ordinal);
    }

    private static IAnsiConsole Terminal(StringWriter output, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        return console;
    }

    private sealed record MadeUpTrial(string Key) : ITrial
    {
        public string Dataset => "data";
    }

    /// <summary>A clock that a test sets.</summary>
    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
