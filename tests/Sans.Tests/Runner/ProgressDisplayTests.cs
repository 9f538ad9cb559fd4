using System.Globalization;
using Sans.Runner.Output;
using Serilog;
using Spectre.Console;

namespace Sans.Tests.Runner;

public sealed class ProgressDisplayTests
{
    /// <summary>The terminal breaks a long line itself. A line feed of ours would cut a command that is copied.</summary>
    [Fact]
    public void A_line_above_the_bar_is_not_broken_at_the_width_of_the_terminal()
    {
        string command = "sans resume '" + new string('a', 60) + " " + new string('b', 60) + "'";
        using StringWriter output = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 80;
        ProgressDisplay display = new(
            new SansConsole(TextWriter.Null, output) { IsErrorTerminal = true, Display = console }, isQuiet: false);
        using Serilog.Core.Logger log = new LoggerConfiguration().WriteTo.Sink(display).CreateLogger();
        display.Run(0, 2, log, advance =>
        {
            advance();
            log.Warning("go on with: {Command:l}", command);
            advance();
        });
        Assert.Contains("go on with: " + command + "\n", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
