using System.Text;

namespace Sans.EndToEnd.Tests;

/// <summary>The messages for mistakes of users.</summary>
public sealed class MistakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_misspelled_key_is_named_alike_by_validate_show_and_run()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "experiments", "quickstart.yaml"));
        string file = _folder.Write("typo.yaml", source.Replace("kernel_size: 5", "kernal_size: 5", StringComparison.Ordinal));
        int line = source[..source.IndexOf("model:", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        string expected = FormattableString.Invariant(
            $"{file}({line},22): error SANS003: 'kernal_size' is not a key of 'model'; did you mean 'kernel_size'?\n");
        foreach (string command in new[] { "validate", "show", "run" })
        {
            Assert.Equal(new ProcessResult(2, "", expected), _folder.Sans(command, file));
        }
    }

    [Fact]
    public void An_empty_file_a_directory_and_a_file_in_another_encoding_each_give_one_message()
    {
        string empty = _folder.Write("empty.yaml", "");
        string directory = Directory.CreateDirectory(_folder.File("directory.yaml")).FullName;
        string latin = _folder.File("latin.yaml");
        File.WriteAllBytes(latin, Encoding.Latin1.GetBytes("name: latin\ntitle: caf\u00e9\n"));
        string missing = _folder.File("missing.yaml");
        foreach (string command in new[] { "validate", "run" })
        {
            Assert.Equal(
                new ProcessResult(2, "", $"{empty}(1,1): error SANS001: the file is empty; an experiment begins with 'name: ...'\n"),
                _folder.Sans(command, empty));
            Assert.Equal(
                new ProcessResult(2, "", $"error: {directory}: this is a directory; give the path of a YAML file\n"),
                _folder.Sans(command, directory));
            Assert.Equal(new ProcessResult(2, "", $"{latin}(2,11): error SANS001: this character is not UTF-8, or it is U+FFFD, "
                + "which replaces such a character; save the file as UTF-8\n"), _folder.Sans(command, latin));
            Assert.Equal(new ProcessResult(2, "", $"error: {missing}: there is no such file\n"), _folder.Sans(command, missing));
        }
    }

    [Theory]
    [InlineData("there is no experiment 'quikstart'; did you mean 'quickstart'?", "run", "quikstart")]
    [InlineData("this program has no engine 'gpu'; it has 'cpu'", "run", "quickstart", "--engine", "gpu")]
    [InlineData("--jobs is a whole number of at least 1; found '0'", "run", "quickstart", "--jobs", "0")]
    [InlineData("--jobs is a whole number of at least 1; found 'many'", "run", "quickstart", "--jobs", "many")]
    [InlineData("there is no experiment 'nothing-like-it'; there are bag-of-words, ", "run", "nothing-like-it")]
    [InlineData("an empty path was given", "validate", "")]
    [InlineData("an empty name was given", "run", "")]
    [InlineData("--out is the path of a folder; found an empty text", "run", "quickstart", "--out", "")]
    [InlineData("did you mean '--help'?", "run", "quickstart", "--hlep")]
    [InlineData("there is no such file", "run", "@quickstart.yaml")]
    public void Wrong_usage_ends_with_two_and_says_why(string message, params string[] arguments)
    {
        ProcessResult result = _folder.Sans(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_dataset_that_cannot_be_used_and_a_folder_that_cannot_be_written_are_one_line_each()
    {
        string constant = _folder.Write("constant.yaml", """
            name: constant
            datasets: [synthetic_motifs: { base_amplitude: 0, amplitude_spread: 0, noise: none }]
            model: { kernel_size: 5 }
            activations: [identity]
            """);
        Assert.Equal(
            new ProcessResult(2, "", "error: dataset 'synthetic_motifs': the signal is constant; give it an amplitude or noise\n"),
            _folder.Sans("run", constant));
        ProcessResult result = _folder.Sans("run", "quickstart", "--out", constant);
        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^error: no run folder can be made in .*constant.yaml: [^\n]+\n$", result.Error);
    }

    [Fact]
    public void What_show_prints_is_a_valid_file()
    {
        ProcessResult shown = _folder.Sans("show", "quickstart");
        Assert.Equal(0, shown.ExitCode);
        string file = _folder.Write("shown.yaml", shown.Output);
        Assert.Equal(new ProcessResult(0, $"{file}: experiment 'quickstart' is valid, 100 trials\n", ""), _folder.Sans("validate", file));
    }

    [Fact]
    public void Files_with_one_name_are_told_apart_by_validate_as_by_the_build()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "experiments", "quickstart.yaml"));
        string first = _folder.Write("first.yaml", source);
        string second = _folder.Write("second.yaml", source);
        Assert.Equal(
            new ProcessResult(
                2,
                $"{first}: experiment 'quickstart' is valid, 100 trials\n",
                $"{second}(2,7): error SANS010: the experiment name 'quickstart' is taken by {first}\n"),
            _folder.Sans("validate", first, second));

        // A file is not compared with itself.
        Assert.Equal(0, _folder.Sans("validate", first, first).ExitCode);
    }

    [Theory]
    [InlineData("activations", "border_tolerance")]
    [InlineData("datasets", "synthetic_ecg")]
    [InlineData("engines", "cpu")]
    public void List_says_what_there_is(string what, string expected) =>
        Assert.Contains(expected, _folder.Sans("list", what).Output, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
