using System.Diagnostics;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Tests.Runner;

public sealed class ShellTextTests
{
    private static readonly string[] Own = ["bin/sans", "run", "quickstart"];
    private static readonly string[] Arguments = ["run", "quickstart"];

    [Theory]
    [InlineData("runs/quickstart/20260101T120000Z-0123abcd")]
    [InlineData("")]
    [InlineData("with blanks")]
    [InlineData("it's #1; $HOME `x` \"y\" \\ * ? ~ ! & | < > ( ) % é\ttab")]
    [InlineData("~")]
    public void A_shell_reads_a_quoted_word_as_it_is(string word)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"printf %s {ShellText.Quoted(word, isWindows: false)}"]) { RedirectStandardOutput = true })!;
        Assert.Equal(word, shell.StandardOutput.ReadToEnd());
    }

    [Theory]
    [InlineData(@"C:\runs\a", @"C:\runs\a")]
    [InlineData(@"C:\my runs\#1", @"""C:\my runs\#1""")]
    public void On_Windows_quotation_marks_keep_a_path_together(string path, string expected) =>
        Assert.Equal(expected, ShellText.Quoted(path, isWindows: true));

    [Theory]
    [InlineData("bash", "bin/sans")]
    [InlineData("bash go.sh run quickstart", "bin/sans")]
    [InlineData("dotnet test", "bin/sans")]
    [InlineData("dotnet run -c Release --project experiments -- run quickstart", "dotnet run -c Release --project experiments --")]
    [InlineData("/usr/bin/dotnet run --project experiments run quickstart", "/usr/bin/dotnet run --project experiments --")]
    [InlineData("dotnet sans run quickstart", "dotnet sans")]
    public void The_program_is_named_as_it_was_started(string parent, string expected) =>
        Assert.Equal(expected, string.Join(' ', StartedProgram.Before(Own, parent.Split(' '), Arguments)));

    [Fact]
    public void A_command_line_that_is_not_that_of_the_program_names_nothing() =>
        Assert.Empty(StartedProgram.Before(["testhost", "--port"], [], Arguments));
}
