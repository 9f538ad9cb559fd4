using System.Text;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Experiments;

public sealed class ExperimentDiagnosticTests
{
    [Fact]
    public void Unknown_key_is_reported_at_its_column() => Assert.Equal(
        ["small.yaml(3,10): SANS003: 'kernal_size' is not a key of 'model'; did you mean 'kernel_size'?"],
        Diagnostics(Samples.Small.Replace("kernel_size", "kernal_size", StringComparison.Ordinal)));

    [Theory]
    [InlineData("training: {", "training: { epochs: 2,", "SANS002", 7, 24)]
    [InlineData("model: { kernel_size: 1..9 }", "", "SANS004", 1, 1)]
    [InlineData("epochs: 3", "epochs: many", "SANS005", 7, 21)]
    [InlineData("epochs: 3", "epochs: 0", "SANS006", 7, 21)]
    [InlineData("[synthetic_motifs]", "[synthetic_motif]", "SANS007", 2, 12)]
    [InlineData("- identity", "- identitty", "SANS008", 5, 5)]
    [InlineData("border_tolerance", "border_tolerence", "SANS009", 6, 16)]
    [InlineData("name: small", "name: Small", "SANS010", 1, 7)]
    [InlineData("1..9", "9..1", "SANS013", 3, 23)]
    [InlineData("1..9", "1..5000", "SANS014", 3, 23)]
    [InlineData("name: small", "name: 'small", "SANS001", 1, 7)]
    public void Mistake_is_reported_once_at_its_line_and_column(string right, string wrong, string id, int line, int column)
    {
        string diagnostic = Assert.Single(Diagnostics(Samples.Small.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith(FormattableString.Invariant($"small.yaml({line},{column}): {id}: "), diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_of_a_file_are_reported_at_once_and_worded_as_the_reader_words_them()
    {
        const string Yaml = """
            name: Wrong{0}
            datasets: [synthetic_motif, nothing]
            model: { kernal_size: 1..9, kernels: 0 }
            activations:
              - identitty
              - extrema: { border_tolerance: three, k: 1 }
            training: { epochs: 3, epochs: 4, batch_size: 1.5, optimizer: sgd }
            seeds: [1, 1]
            """;
        IEnumerable<string> expected = ExperimentReader.Read(Yaml, "small.yaml", Core.ActivationRegistry.Instance.Schemas).Diagnostics
            .Select(d => d.ToString().Replace("error ", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        IReadOnlyList<string> found = Diagnostics(Yaml);

        Assert.Equal(expected, found);
        Assert.Equal(12, found.Count);
    }

    /// <summary>The compiler decodes a text by itself. Both must count lines and columns alike.</summary>
    [Fact]
    public void Odd_texts_get_the_diagnostics_of_the_reader_at_their_places()
    {
        string[] odd =
        [
            "\r\ncolour: red", "\rcolour: red", "\u0085colour: red", "\u2028colour: red", "\n\tcolour: red", "\0\ncolour: red",
            "\fcolour: red", "\ncolour: \U0001F600, red: 3\nred: 3", "\n\U0001F600\U0001F600: 3",
            "\ne\u0301e\u0301: 3 # \U0001F600\nred: 3", "\n\uFEFFcolour: 3", "\ntitle: \"\\uD800\"",
            "\ntitle: |\n  a\n  b\ncolour: red", "\ntitle: >-\r\n  a\r\n\r\n  b\r\ncolour: red", "\ntitle: \"a\n  b\": 3",
            "\nwindow: {\n  length: 30,\n  # a\n  size: 3 }", "\nwindow: { length: &l 30 }\nseeds: *l\ncolour: *l",
            "\ncolour: *l", "\n<<: { a: 1 }", "\ntitle: !!str a", "\n---\nname: b", "\n...\nname: b", "\ntitle: a\uFFFDb",
            "\nseeds: 1..2000000", "\nseeds: [1, 2, 1]", "\nextends: a.yaml", "\ntraining: { penalty: l1 }",
            "\ntraining: { optimizer: { adam: { learning_rate: 0,5 } } }", "\nx: " + new string('[', 99),
            "\nvariants: { \"a\\eb\": {} }", "\nseeds: \"1\"", "\nmodel: { kernel_size: 0x10 }", "\nseeds: 1e3 ",
            "\n  seeds: 3", "\nseeds:3",
        ];
        GeneratorHarness harness = new(isTracked: false);
        List<string> expected = [];
        for (int i = 0; i < odd.Length; i++)
        {
            string file = FormattableString.Invariant($"odd{i}.yaml");
            string name = FormattableString.Invariant($"odd-{i}");
            string yaml = Samples.Small.Replace("small", name, StringComparison.Ordinal).TrimEnd() + odd[i];
            harness.WithFile(file, yaml);
            ReadResult read = ExperimentReader.Read(yaml, file, Core.ActivationRegistry.Instance.Schemas, new SourceFiles([]));
            Assert.NotEmpty(read.Diagnostics);
            expected.AddRange(read.Diagnostics.Select(d => d.ToString()
                .Replace("error ", "", StringComparison.Ordinal)
                .Replace("warning ", "", StringComparison.Ordinal)));
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), harness.Run().Diagnostics);
    }

    [Fact]
    public void Experiment_name_belongs_to_the_first_file_by_path()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile("b.yaml", "# The name is on line 2.\n" + Samples.Small)
            .WithFile("a.yaml", Samples.Small)
            .Run();

        Assert.Equal(["b.yaml(2,7): SANS010: the experiment name 'small' is taken by a.yaml"], run.Diagnostics);
        Assert.Contains("from a.yaml", run.Files["Experiment.small.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-b", "the experiment name 'a-b' makes the class 'AB', which is taken by 'a_b' in a.yaml")]
    [InlineData("activation-registry", "the experiment name 'activation-registry' makes the class 'ActivationRegistry', which the "
        + "project already has; choose another name")]
    [InlineData(
        "experiment_catalog",
        "the experiment name 'experiment_catalog' makes the class 'ExperimentCatalog', which the project already has; choose another name")]
    public void Experiment_names_make_classes_that_differ(string name, string message)
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile("a.yaml", Samples.Small.Replace("small", "a_b", StringComparison.Ordinal))
            .WithFile("b.yaml", Samples.Small.Replace("small", name, StringComparison.Ordinal))
            .Run();

        Assert.Equal(["b.yaml(1,7): SANS010: " + message], run.Diagnostics);
    }

    public static TheoryData<byte[], string> FilesNotInUtf8 => new()
    {
        { [.. "name: small\ntitle: ä "u8, 0xE4], "windows-1252" },
        { Encoding.Unicode.GetBytes(Samples.Small), "utf-16" },
        { Encoding.BigEndianUnicode.GetBytes(Samples.Small), "utf-16BE" },
    };

    [Theory]
    [MemberData(nameof(FilesNotInUtf8))]
    public void Text_that_is_not_UTF8_is_refused_where_a_run_refuses_it(byte[] content, string guessedByCompiler)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(guessedByCompiler) ?? Encoding.GetEncoding(guessedByCompiler);
        InMemoryFile file = InMemoryFile.Of(GeneratorHarness.ProjectFolder + "small.yaml", encoding.GetString(content), encoding);
        string atRunTime = Encoding.UTF8.GetString([.. encoding.GetPreamble(), .. content]);

        IReadOnlyList<string> found = new GeneratorHarness().WithFile(file).Run().Diagnostics;

        ConfigDiagnostic expected = Assert.Single(ExperimentReader.Read(atRunTime, "small.yaml", []).Diagnostics);
        Assert.Equal([expected.ToString().Replace("error ", "", StringComparison.Ordinal)], found);
        Assert.Contains("SANS001: this character is not UTF-8", found[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Byte_order_mark_does_not_matter()
    {
        GeneratorRun run = new GeneratorHarness().WithFile("small.yaml", "\uFEFF" + Samples.Small).Run();

        run.Compile();
        Assert.Equal(new GeneratorHarness().WithFile("small.yaml", Samples.Small).Run().Files, run.Files);
    }

    [Fact]
    public void Exception_becomes_a_diagnostic_and_leaves_the_other_files_alone()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile(new InMemoryFile(
                GeneratorHarness.ProjectFolder + "bad.yaml", () => throw new InvalidOperationException("the disk is {gone}")))
            .WithFile("small.yaml", Samples.Small)
            .Run();

        Assert.Equal(
            ["bad.yaml(1,1): SANS900: the generator failed at bad.yaml: InvalidOperationException: the disk is {gone}"], run.Diagnostics);
        Assert.Contains("Experiment.small.g.cs", run.Files.Keys);
    }

    [Fact]
    public void Cancellation_passes_through()
    {
        using CancellationTokenSource cancellation = new();
        InMemoryFile file = new(GeneratorHarness.ProjectFolder + "small.yaml", () =>
        {
            cancellation.Cancel();
            throw new OperationCanceledException(cancellation.Token);
        });

        Assert.Throws<OperationCanceledException>(() => new GeneratorHarness().WithFile(file).Run(cancellation.Token));
    }

    private static IReadOnlyList<string> Diagnostics(string yaml)
    {
        GeneratorRun run = new GeneratorHarness().WithFile("small.yaml", yaml).Run();
        Assert.DoesNotContain("Experiment.small.g.cs", run.Files.Keys);
        return run.Diagnostics;
    }
}
