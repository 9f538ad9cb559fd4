using Sans.Runs.Folders;

namespace Sans.EndToEnd.Tests;

/// <summary>The answers to command lines that are not understood.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Key = "a key of the experiment is set with";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("there is no command 'runn'; did you mean 'run'?", "runn", "quickstart")]
    [InlineData("there is no command 'runn'; did you mean 'run'?", "runn", "--help")]
    [InlineData("there is no command 'runn'; did you mean 'run'?", "help", "runn")]
    [InlineData("there is no command 'zzz' of 'data'; there are list, fetch, verify, inspect", "data", "zzz")]
    [InlineData("there is no command 'ftch' of 'data'; did you mean 'fetch'?", "data", "ftch", "mnist")]
    [InlineData("there is no command 'quickstart'; to run an experiment: sans run quickstart", "quickstart")]
    [InlineData("there is no command 'run<U+000A>x'; did you mean 'run'?", "run\nx")]
    [InlineData("'run' has no option '--jbs'; did you mean '--jobs'?", "run", "--jbs", "3")]
    [InlineData($"'run' has no option '--epochs'; {Key} -s training.epochs=3", "run", "quickstart", "--epochs", "3")]
    [InlineData($"'run' has no option '--epochs'; {Key} -s training.epochs=3", "run", "--epochs=3", "quickstart")]
    [InlineData($"'run' has no option '--epochs'; {Key} -s training.epochs=VALUE", "run", "quickstart", "--epochs")]
    [InlineData($"'run' has no option '--seed'; {Key} -s seeds=3", "run", "quickstart", "--seed", "3")]
    [InlineData($"'show' has no option '--title'; {Key} -s 'title=A #2'", "show", "quickstart", "--title", "A #2")]
    [InlineData(
        $"'run' has no option '--border-tolerance'; {Key} -s 'activations[4].extrema.border_tolerance=1'",
        "run",
        "quickstart",
        "--border-tolerance",
        "1")]
    [InlineData(
        $"'run' has no option '--pool-size'; {Key} -s 'activations[N].extrema_pool_indices.pool_size=9'", "run", "--pool-size", "9")]
    [InlineData($"'run' has no option '--training.epochs'; {Key} -s training.epochs=3", "run", "quickstart", "--training.epochs", "3")]
    [InlineData(
        $"'run' takes only NAME|FILE; 'epochs=3' is one word too many; {Key} -s training.epochs=3", "run", "quickstart", "epochs=3")]
    [InlineData("the option '--jobs' comes after its command, as in: sans run --jobs", "--jobs", "2", "run", "quickstart")]
    public void The_mistake_is_the_first_and_only_line(string message, params string[] arguments) =>
        Assert.Equal(new ProcessResult(2, "", $"error: {message}\n"), _folder.Sans(arguments));

    [Theory]
    [InlineData("'run' has no option '-j'", "run --help", "run", "quickstart", "-j", "3")]
    [InlineData("'resume' has no option '--epochs'", "resume --help", "resume", "x", "--epochs", "3")]
    [InlineData(
        "'new' needs NAME: The name of the experiment: lower-case letters, digits, '-' and '_', a letter first.", "new --help", "new")]
    [InlineData("'compare' needs RUN|paper: Another run, or 'paper' for the published tables.", "compare --help", "compare", "a")]
    [InlineData("'list experiments' takes no arguments; 'x' is one word too many", "list experiments --help", "list", "experiments", "x")]
    [InlineData("--jobs needs a value: --jobs N", "run --help", "run", "quickstart", "--jobs")]
    [InlineData("--jobs takes one value; found '1' and '2'", "run --help", "run", "quickstart", "--jobs", "1", "--jobs", "2")]
    [InlineData("--protocol is one of honest, as_published; found 'onest'", "run --help", "run", "quickstart", "--protocol", "onest")]
    public void A_mistake_without_a_better_word_names_the_help(string message, string help, params string[] arguments) =>
        Assert.Equal(new ProcessResult(2, "", $"error: {message}\nSee: sans {help}\n"), _folder.Sans(arguments));

    [Fact]
    public void The_version_is_a_line_without_help() =>
        Assert.Equal(
            new ProcessResult(0, RunVersions.Here.Sans + "\n", ""),
            _folder.Sans("--version"));

    /// <summary>The message names all unknown options at once.</summary>
    [Fact]
    public void Each_unknown_option_has_a_line() => Assert.Equal(
        new ProcessResult(
            2, "", $"error: 'run' has no option '--epochs'; {Key} -s training.epochs=3\nerror: 'run' has no option '--job'; did you "
                + "mean '--jobs'?\n"),
        _folder.Sans("run", "quickstart", "--epochs", "3", "--job", "2"));

    [Theory]
    [InlineData("--help")]
    [InlineData("--help", "help")]
    [InlineData("run --help", "help", "run")]
    [InlineData("data --help", "data")]
    [InlineData("data fetch --help", "help", "data", "fetch")]
    public void Help_is_printed_where_nothing_else_can_be_meant(string asked, params string[] arguments)
    {
        ProcessResult help = _folder.Sans(asked.Split(' '));
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("Usage:", help.Output, StringComparison.Ordinal);
        Assert.Equal(help, _folder.Sans(arguments));
    }

    /// <summary>The words that complete an argument are no name for it.</summary>
    [Theory]
    [InlineData("  run <NAME|FILE>  ", "--help")]
    [InlineData("  <NAME|FILE>  ", "show", "--help")]
    [InlineData("  <CODE>  ", "explain", "--help")]
    public void Help_names_an_argument_in_few_words(string expected, params string[] arguments)
    {
        string help = _folder.Sans(arguments).Output;
        Assert.Contains(expected, help, StringComparison.Ordinal);
        Assert.DoesNotContain(help.Split('\n'), line => line.Trim().Split("  ") is [{ Length: > 60 }, _, ..]);
    }

    /// <summary>After two dashes, an argument may begin with a dash.</summary>
    [Fact]
    public void What_stands_behind_two_dashes_is_no_option() =>
        Assert.Equal(new ProcessResult(2, "", "error: --odd.yaml: there is no such file\n"), _folder.Sans("validate", "--", "--odd.yaml"));

    public void Dispose() => _folder.Dispose();
}
