using FsCheck;
using FsCheck.Fluent;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

public sealed class ExtendsTests
{
    private const string Common = """
        datasets: [synthetic_motifs: { noise_level: 0.2 }, synthetic_ecg]
        model: { kernel_size: 5..9 }
        activations: [identity]
        training: { epochs: 7, optimizer: { adam: { learning_rate: 0.5, beta1: 0.5 } } }
        """;

    [Fact]
    public void Mappings_merge_and_lists_and_single_values_replace()
    {
        SanExperiment config = Valid(
            ("x.yaml", """
                extends: base/common.yaml
                name: x
                datasets: [synthetic_motifs]
                training: { batch_size: 3, optimizer: { adam: { beta1: 0.25 } } }
                model: { kernels: 2 }
                """),
            ("base/common.yaml", Common));
        Assert.Equal("synthetic_motifs", Assert.Single(config.Datasets).Name);
        Assert.Equal(0.05, config.Datasets[0].Parameters.Get<double>("noise_level"));
        Assert.Equal(new TrainingConfig(7, 3, new AdamConfig(0.5, 0.25, 0.999, 1e-8), new(LossConfig.MeanAbsoluteError)), config.Training);
        Assert.Equal(new ModelConfig(2, Sweep.Range(5, 9)), config.Model);
        Assert.Equal("identity", Assert.Single(config.Activations).Name);
    }

    [Fact]
    public void Later_files_win_and_paths_are_relative_to_the_file_that_names_them()
    {
        SanExperiment config = Valid(
            ("deep/x.yaml", "extends: [../base/common.yaml, ../base/more/b.yaml]\nname: x"),
            ("base/common.yaml", Common),
            ("base/more/b.yaml", "extends: ../c.yaml\ntraining: { epochs: 9 }"),
            ("base/c.yaml", "training: { epochs: 1, batch_size: 4 }\nseeds: [1, 2]"));
        Assert.Equal((9, 4), (config.Training.Epochs.Values[0], config.Training.BatchSize.Values[0]));
        Assert.Equal(Sweep.Of(1, 2), config.Seeds);
    }

    [Fact]
    public void An_experiment_can_extend_another_but_not_take_its_name()
    {
        string other = Common + "\nname: other\ntitle: Of the other";
        SanExperiment config = Valid(("x.yaml", "extends: other.yaml\nname: x"), ("other.yaml", other));
        Assert.Equal(("x", "Of the other"), (config.Name, config.Title));
        Assert.Equal(
            ["x.yaml(1,1): error SANS004: an experiment needs the key 'name': a name of lower-case letters, digits, '-' and '_' that "
                + "begins with a letter"],
            Mistakes(("x.yaml", "extends: other.yaml"), ("other.yaml", other)));
    }

    [Fact]
    public void A_mistake_in_a_base_is_reported_once_at_the_base_even_where_it_is_replaced() => Assert.Equal(
        [
            "base/common.yaml(2,10): error SANS003: 'kernal_size' is not a key of 'model'; did you mean 'kernel_size'?",
            "base/common.yaml(5,8): error SANS005: 'seeds' is a whole number of at least 0, a list of them, or a range like 1..9 or "
                + "1..9 step 2; found 'many'",
        ],
        Mistakes(
            ("x.yaml", "extends: [base/a.yaml, base/b.yaml]\nname: x\nmodel: { kernel_size: 3 }\nseeds: 1"),
            ("base/a.yaml", "extends: common.yaml"),
            ("base/b.yaml", "extends: common.yaml"),
            ("base/common.yaml", Common.Replace("kernel_size", "kernal_size", StringComparison.Ordinal) + "\nseeds: many")));

    [Fact]
    public void What_is_missing_or_contradicts_is_reported_in_the_experiment()
    {
        Assert.Equal(
            ["x.yaml(1,1): error SANS004: 'model' needs the key 'kernel_size': a whole number from 1 to 100000, a list of them, or a "
                + "range like 1..9 or 1..9 step 2"],
            Mistakes(
                ("x.yaml", "extends: base/common.yaml\nname: x"),
                ("base/common.yaml", Common.Replace("kernel_size: 5..9", "kernels: 1", StringComparison.Ordinal))));
        Assert.Equal(
            ["x.yaml(3,21): error SANS014: 'model.kernel_size' reaches 9, but a window has 8 samples"],
            Mistakes(("x.yaml", "extends: base/common.yaml\nname: x\nwindow:   { length: 8 }"), ("base/common.yaml", Common)));
    }

    [Theory]
    [InlineData(
        "extends: base/comon.yaml",
        "x.yaml(1,10): error SANS011: 'extends' names 'base/comon.yaml', but there is no such file; did you mean 'base/common.yaml'?")]
    [InlineData(
        "extends: quite-other.yaml",
        "x.yaml(1,10): error SANS011: 'extends' names 'quite-other.yaml', but there is no such file; paths are relative to this one")]
    [InlineData("extends: /base/common.yaml", "x.yaml(1,10): error SANS011: 'extends' names '/base/common.yaml', but it is not a path "
        + "relative to this file, such as base/common.yaml")]
    [InlineData("extends: x.yaml", "x.yaml(1,10): error SANS012: 'extends' names the file itself")]
    [InlineData("extends: base/to-x.yaml", "base/to-x.yaml(1,10): error SANS012: 'extends' forms a cycle: to-x.yaml → x.yaml → to-x.yaml")]
    [InlineData(
        "extends: { a: 1 }", "x.yaml(1,10): error SANS005: 'extends' is the path of a YAML file, or a list of them; found a mapping")]
    [InlineData(
        "extends: base/broken.yaml",
        "base/broken.yaml(1,7): error SANS001: this is not YAML: the quote that opens here is not closed in its line")]
    [InlineData("extends: base/list.yaml", "base/list.yaml(1,1): error SANS005: an experiment is a mapping with the keys")]
    public void A_target_that_cannot_be_extended_is_the_only_mistake(string extends, string expected)
    {
        // There is no message about keys that the missing target might have set.
        string mistake = Assert.Single(Mistakes(
            ("x.yaml", extends + "\nname: x\n" + (extends.Contains("list", StringComparison.Ordinal) || extends.Contains(
                "a: 1", StringComparison.Ordinal) || extends.Contains("x.yaml", StringComparison.Ordinal) ? Common : "")),
            ("base/common.yaml", Common),
            ("base/to-x.yaml", "extends: ../x.yaml"),
            ("base/broken.yaml", "name: 'x"),
            ("base/list.yaml", "[a]")));
        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
    }

    /// <summary>If files write each value in one form, the order of merging them does not matter.</summary>
    [Fact]
    public void Merging_is_associative()
    {
        string[] pieces =
        [
            "training: { epochs: 2 }", "training: { epochs: 3, batch_size: 1 }", "training: { optimizer: { adam: { beta1: 0.1 } } }",
            "training: { optimizer: adam }", "model: { kernel_size: 3 }", "model: { kernels: 4 }", "activations: [relu]", "activations: [identity, relu]", "window: { length: 99 }", "seeds: [1, 2]",
        ];
        Gen<string> text = Gen.Choose(0, pieces.Length - 1)
            .ListOf(3)
            .Select(l => string.Join("\n", l.DistinctBy(i => pieces[i].Split(':')[0]).Select(i => pieces[i])));
        Prop.ForAll(text.Zip(text).Zip(text).ToArbitrary(), three =>
        {
            ((string a, string b), string c) = three;
            (string, string)[] files =
            [
                ("a.yaml", a),
                ("b.yaml", b),
                ("c.yaml", c),
                ("ab.yaml", "extends: [a.yaml, b.yaml]"),
                ("bc.yaml", "extends: [b.yaml, c.yaml]"),
                ("common.yaml", Common),
            ];
            return Valid([("x.yaml", "extends: [common.yaml, ab.yaml, c.yaml]\nname: x"), .. files]) == Valid(
                [("x.yaml", "extends: [common.yaml, a.yaml, bc.yaml]\nname: x"), .. files]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static SanExperiment Valid(params (string File, string Text)[] files)
    {
        ReadResult result = Read(files);
        Assert.Empty(result.Diagnostics);
        return (SanExperiment)result.Config!;
    }

    private static IEnumerable<string> Mistakes(params (string File, string Text)[] files)
    {
        ReadResult result = Read(files);
        Assert.Null(result.Config);
        return result.Diagnostics.Select(d => d.ToString());
    }

    private static ReadResult Read((string File, string Text)[] files) => ExperimentReader.Read(
        files[0].Text,
        files[0].File,
        ActivationRegistry.Instance.Schemas,
        new SourceFiles([.. files.Select(f => new SourceFile(f.File, f.Text))]));
}
