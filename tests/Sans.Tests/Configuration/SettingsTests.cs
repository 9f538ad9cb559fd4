using FsCheck;
using FsCheck.Fluent;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

/// <summary>Settings of the command line: <c>-s key.path=value</c>.</summary>
public sealed class SettingsTests
{
    private const string Yaml = """
        name: sample
        datasets: [synthetic_motifs: { label: first }, synthetic_ecg]
        model:
          kernel_size: 5
        activations: [identity, extrema: { border_tolerance: 2 }, extrema]
        """;

    [Theory]
    [InlineData("training: { epochs: 4 }", "training.epochs=4")]
    [InlineData("training: { epochs: 4, batch_size: 1 }", "training={ epochs: 4, batch_size: 1 }")]
    [InlineData("training: { epochs: 4 }", "training.epochs=9", "training.epochs = 4")]
    [InlineData(
        "training: { optimizer: { adam: { beta1: 0.5, learning_rate: 1e-3 } } }",
        "training.optimizer.adam.learning_rate=1e-3",
        "training.optimizer={ adam: { beta1: .5 } }")]
    [InlineData("seeds: 0..9 step 3", "seeds=0..9 step 3")]
    [InlineData("title: a = b", "title=a = b")]
    [InlineData("title: \"Table 1 #2\"", "title=Table 1 #2")]
    [InlineData("title: \"#2\"", "title=#2")]
    [InlineData("title: \"&a x\"", "title=&a x")]
    [InlineData("title: \"--- x\"", "title=--- x")]
    [InlineData("title: \"Table 1: \\u00A0#2 \"", "title = \"Table 1: \\u00A0#2 \" ")]
    [InlineData("title: it's", "title='it''s'")]
    [InlineData("protocol: as_published", "protocol=as_published")]
    public void A_setting_is_read_as_if_it_stood_in_the_file(string line, params string[] settings) =>
        Assert.Equal(TestExperiments.Read(Yaml + "\n" + line), Read(settings).Config);

    [Fact]
    public void Items_of_lists_are_named_by_their_place()
    {
        SanExperiment config = Assert.IsType<SanExperiment>(Read(
            "activations[1].extrema.border_tolerance=3..4",
            "activations[2].extrema.border_tolerance=9",
            "activations[0]=relu",
            "datasets[1].synthetic_ecg.label=e",
            "model.kernel_size=7").Config);
        Assert.Equal(["relu", "extrema(border_tolerance=3..4)", "extrema(border_tolerance=9)"], config.Activations
            .Select(a => a.ToString())
            .Select(t => t.Replace("[3, 4]", "3..4", StringComparison.Ordinal)));
        Assert.Equal(["first", "e"], config.Datasets.Select(d => d.Label));
        Assert.Equal(Sweep.Of(7), config.Model.KernelSizes);
    }

    [Theory]
    [InlineData("training.epochs=0", "SANS006: 'training.epochs' is a whole number from 1 to 1000000; found '0'")]
    [InlineData("training.epoch=3", "SANS003: 'epoch' is not a key of 'training'; did you mean 'epochs'?")]
    [InlineData("trainig.epochs=3", "SANS003: 'trainig' is not a key of an experiment; did you mean 'training'?")]
    [InlineData("activations[0]=identitty", "SANS008: there is no activation 'identitty'; did you mean 'identity'?")]
    [InlineData("activations[1].extrema.border=1", "SANS009: 'border' is not a parameter of 'activations[1].extrema'; its parameters are")]
    [InlineData("activations[7].relu=1", "SANS003: 'activations' has no item [7]; it has 3, and counting begins at 0")]
    [InlineData("seeds[0]=1", "SANS003: 'seeds' has no item [0]; there is no list, and counting begins at 0")]
    [InlineData("model.kernel_size=5000", "SANS014: 'model.kernel_size' reaches 5000, but a window has 1000 samples")]
    [InlineData("title=", "SANS005: 'title' is a text in one line; found nothing")]
    [InlineData("title=[a", "SANS001: this is not YAML")]
    [InlineData("title=Table 1: all", "SANS005: 'title' is a text in one line; found a mapping; put the text in double quotes")]
    [InlineData("title=[a, b]", "SANS013: 'title' cannot be swept: it takes one value, a text in one line")]
    [InlineData("title=~", "SANS005: 'title' is a text in one line; found nothing")]
    [InlineData("training.epochs=5 # few", "SANS005: 'training.epochs' is a whole number from 1 to 1000000; found '5 # few'")]
    [InlineData("seeds=[1, 2] # few", "SANS001: a setting is a value without comments, anchors, tags and document marks; put a text in "
        + "double quotes, as in -s 'title=\"...\"'")]
    [InlineData("epochs", "SANS001: a setting is written key.path=value")]
    [InlineData("a..b=1", "SANS001: a setting is written key.path=value")]
    [InlineData("activations[x]=1", "SANS001: a setting is written key.path=value")]
    [InlineData("=1", "SANS001: a setting is written key.path=value")]
    [InlineData("extends=a.yaml", "SANS003: 'extends' belongs in a file; set the keys that differ")]
    [InlineData("model=3", "SANS005: 'model' is a mapping with the keys 'kernels', 'kernel_size', 'kernel_sizes', 'nested', "
        + "'scales', 'initialization', 'decoder', 'kernel_areas'; found '3'")]
    public void A_mistake_names_the_setting_as_its_source(string setting, string expected)
    {
        ReadResult result = Read(setting);
        Assert.Null(result.Config);
        Assert.StartsWith($"-s {setting}: error {expected}", Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title=a\nb", "-s title=a<U+000A>b: error SANS001: a setting is one line of text; found the character U+000A")]
    [InlineData(
        "title=\"a\r\n  b\"",
        "-s title=\"a<U+000D><U+000A>  b\": error SANS001: a setting is one line of text; found the character U+000D")]
    [InlineData("title=a\u2028b", "-s title=a<U+2028>b: error SANS001: a setting is one line of text; found the character U+2028")]
    [InlineData("title=caf\uFFFD", "-s title=caf<U+FFFD>: error SANS001: a setting is one line of text; found the character U+FFFD")]
    public void A_setting_is_one_line_and_so_is_its_message(string setting, string expected) =>
        Assert.Equal(expected, Assert.Single(Read(setting).Diagnostics).ToString());

    [Theory]
    [InlineData("kernel_count: 2", "model.kernels=3")]
    [InlineData("kernels: 2", "model.kernel_count=3")]
    [InlineData("kernel_count: 2", "model={ kernels: 3 }")]
    [InlineData("kernels: 2", "variants={ a: { model: { kernel_count: 3 } } }")]
    public void The_two_names_of_a_renamed_key_are_one_setting(string line, string setting)
    {
        ReadResult read = ExperimentReader.Read(
            Yaml.Replace("kernel_size: 5", "kernel_size: 5\n  " + line, StringComparison.Ordinal),
            "x.yaml",
            ActivationRegistry.Instance.Schemas,
            settings: [setting]);
        var config = Assert.IsType<SanExperiment>(read.Config);
        Assert.Equal(Sweep.Of(3), (config.Variants.Count == 0 ? config : (SanExperiment)config.Variants[0].Experiment).Model.KernelCount);
    }

    [Fact]
    public void A_path_without_end_is_refused() => Assert.Contains(
        "error SANS001: a setting is written key.path=value",
        Assert.Single(Read(string.Concat(Enumerable.Repeat("x.", 60_000)) + "x=1").Diagnostics).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void A_key_that_a_setting_lacks_is_named_at_the_setting() => Assert.Equal(
        "-s training.dropout.scaling=inverted: error SANS004: 'training.dropout' needs the key 'rate': a number from 0 to 0.999999",
        Assert.Single(Read("training.dropout.scaling=inverted").Diagnostics).ToString());

    /// <summary>
    /// Any text becomes the title, or there is a reason why not. <c>show</c> and the run folder have the same title.
    /// </summary>
    [Fact]
    public void A_value_arrives_whole_or_is_refused()
    {
        string[] pieces =
        [
            "\"", "'", "''", "\\", "#", " #", ": ", ":", "\n", "\r", "\t", "\u0085", "\u2028", "\u00A0", "\u3000", "\uFEFF", "\uFFFD", "\uD800",
            "\uDC00", "\u0001", "\u200B", "\uFFFF", "é", "🙂", " ", "  ", "~", "null",
            "1e3", "- ", "-", "---", "...", "{", "}", "[", "]", ",", "&a ", "*a", "! ", "!!str ",
            "|", ">", "%", "@", "`", "?", "? ", "<<", "=", "true", "no", "1..3", "Table 1", "x", "\\u2029", "\\uD800",
        ];
        Gen<string> texts = Gen.Choose(0, pieces.Length - 1).Select(i => pieces[i]).NonEmptyListOf().Select(l => string.Concat(l.Take(6)));
        int refused = 0;
        int taken = 0;
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            ReadResult result = Read("title=" + text);
            if (result.Config is not { } config)
            {
                refused++;
                return result.Diagnostics
                    .Select(d => d.ToString())
                    .Any(m => m.StartsWith("-s title=", StringComparison.Ordinal) && !m.Contains('\n'));
            }

            taken++;
            string value = text.Trim(' ', '\t');
            string? expected = value[0] switch
            {
                '\'' => value[1..^1].Replace("''", "'", StringComparison.Ordinal),
                '"' when !value.Contains('\\') => value[1..^1],
                '"' => null,
                _ => value,
            };
            string shown = AnnotatedYaml.Write(config, result.Places);
            return (expected is null || config.Title == expected)
                && config.Equals(ExperimentReader.Read(shown, "shown.yaml", ActivationRegistry.Instance.Schemas).Config)
                && config.Equals(TestExperiments.Read(ResolvedYaml.Write(config)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Assert.True(refused > 100 && taken > 100, $"{taken} texts were taken, {refused} refused");
    }

    /// <summary>A file may have any name.</summary>
    [Fact]
    public void What_is_shown_is_valid_whatever_the_file_is_called()
    {
        const string file = "od\nd\uFFFD #\u2028.yaml";
        ReadResult result = ExperimentReader.Read(Yaml, file, ActivationRegistry.Instance.Schemas);
        string shown = AnnotatedYaml.Write(result.Config!, result.Places);
        Assert.Equal(result.Config, ExperimentReader.Read(shown, "shown.yaml", ActivationRegistry.Instance.Schemas).Config);
    }

    [Fact]
    public void Mistakes_of_file_and_settings_are_reported_together() => Assert.Equal(
        ["test.yaml(4,3): error SANS003", "-s training.epochs=0: error SANS006", "-s x=1: error SANS003"],
        ExperimentReader.Read(
            Yaml.Replace("kernel_size", "kernal_size", StringComparison.Ordinal),
            "test.yaml",
            ActivationRegistry.Instance.Schemas,
            null,
            ["x=1", "training.epochs=0"])
            .Diagnostics.Select(d => d.ToString()).Select(d => d[..(d.IndexOf("SANS", StringComparison.Ordinal) + 7)]));

    private static ReadResult Read(params string[] settings) =>
        ExperimentReader.Read(Yaml, "test.yaml", ActivationRegistry.Instance.Schemas, null, settings);
}
