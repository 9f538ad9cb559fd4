using Sans.Runner.Output;
using Spectre.Console.Testing;

namespace Sans.Tests.Runner;

public sealed class FetchDisplayTests
{
    /// <summary>In a terminal, a file has a bar until it is complete. Notes stand above the bars.</summary>
    [Fact]
    public async Task A_terminal_has_a_bar_for_each_file()
    {
        using TestConsole console = new TestConsole().Width(100).Interactive().EmitAnsiSequences();
        FetchDisplay display = new(
            new SansConsole(TextWriter.Null, TextWriter.Null) { IsErrorTerminal = true, Display = console });
        int exitCode = await display.RunAsync(() =>
        {
            display.Advanced("mitdb/[100].dat", 512, 1024);
            display.Noted("mitdb is in /data");
            display.Advanced("mitdb/[101].dat", 1024, 1024);
            return Task.FromResult(7);
        });
        Assert.Equal(7, exitCode);
        string output = console.Output.ReplaceLineEndings("\n");
        Assert.Contains("mitdb/[100].dat", output, StringComparison.Ordinal);
        Assert.DoesNotContain("mitdb/[101].dat", output, StringComparison.Ordinal);
        Assert.Contains("mitdb is in /data\n", output, StringComparison.Ordinal);
    }

    /// <summary>In other outputs, a file has a line when it is complete.</summary>
    [Fact]
    public async Task Elsewhere_a_file_has_a_line()
    {
        using StringWriter error = new();
        FetchDisplay display = new(new SansConsole(TextWriter.Null, error));
        await display.RunAsync(() =>
        {
            display.Advanced("a.dat", 1, 2_000);
            display.Advanced("a.dat", 2_000, 2_000);
            display.Noted("done");
            return Task.FromResult(0);
        });
        Assert.Equal("a.dat: 2,000 of 2,000 bytes\ndone\n", error.ToString().ReplaceLineEndings("\n"));
    }
}
