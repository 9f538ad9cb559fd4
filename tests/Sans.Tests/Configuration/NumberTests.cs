using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

/// <summary>The many ways to write a number. Each is read, or a message shows the correct form.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("1e-2", 0.01)]
    [InlineData("1E-2", 0.01)]
    [InlineData("1.0e-02", 0.01)]
    [InlineData(".5", 0.5)]
    [InlineData("+.5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("100", 100.0)]
    public void It_is_read(string written, double expected) =>
        Assert.Equal(expected, Assert.IsType<SanExperiment>(Read("learning_rate", written).Config).Training.Adam.LearningRate.Values[0]);

    [Theory]
    [InlineData("0x10", "SANS005", "; write 16")]
    [InlineData("0o17", "SANS005", "; write 15")]
    [InlineData("0b101", "SANS005", "; write 5")]
    [InlineData("1_000", "SANS005", "; write 1000")]
    [InlineData("1 000", "SANS005", "; write 1000")]
    [InlineData("1\u00a0000", "SANS005", "found '1<U+00A0>000'; write 1000")]
    [InlineData("1,000,000", "SANS005", "; write 1000000")]
    [InlineData("1'000", "SANS005", "; write 1000")]
    [InlineData("007", "SANS005", "; write 7")]
    [InlineData("\u22127", "SANS005", "; write -7")]
    [InlineData("7\u200b", "SANS005", "found '7<U+200B>'; write 7")]
    [InlineData("1:30", "SANS005", "found '1:30'")]
    [InlineData("ten", "SANS005", "found 'ten'")]
    [InlineData("\u0661\u0662", "SANS005", "found '\u0661\u0662'")]
    [InlineData("inf", "SANS006", "found 'inf'")]
    [InlineData(".inf", "SANS006", "found '.inf'")]
    [InlineData("-Infinity", "SANS006", "found '-Infinity'")]
    [InlineData(".NaN", "SANS006", "found '.NaN'")]
    [InlineData("\u221e", "SANS006", "found '\u221e'")]
    public void It_is_refused_with_the_form_that_is_read(string written, string id, string expected)
    {
        foreach (string key in new[] { "learning_rate", "epochs" })
        {
            ConfigDiagnostic mistake = Assert.Single(Read(key, written).Diagnostics);
            Assert.Equal(id, mistake.Rule.Id);
            Assert.EndsWith(expected, mistake.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The form is right, so that no other form helps.</summary>
    [Fact]
    public void A_number_out_of_range_has_no_other_form() => Assert.EndsWith(
        "is a number from 0 to 0.999999; found '0.9999999'",
        Assert.Single(Read("beta1", "0.9999999").Diagnostics).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("1e3", "; write 1000")]
    [InlineData("30.0", "; write 30")]
    [InlineData("1,000", "; write 1000")]
    [InlineData("5,0", "; write 5")]
    [InlineData("1.5", "found '1.5'")]
    [InlineData("1e300", "found '1e300'")]
    [InlineData("1 2", "found '1 2'")]
    [InlineData("0", "found '0'")]
    public void A_whole_number_has_no_point_and_no_exponent(string written, string expected) =>
        Assert.EndsWith(expected, Assert.Single(Read("epochs", written).Diagnostics).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0,01", "; write 0.01")]
    [InlineData("-0,5", "; write -0.5")]
    [InlineData("1,5", "; write 1.5")]
    [InlineData("1,000", "; write 1000 or 1.000")]
    [InlineData("0,001", "; write 0.001")]
    [InlineData("1,000.5", "; write 1000.5")]
    public void A_comma_is_no_decimal_mark(string written, string expected) =>
        Assert.EndsWith(expected, Assert.Single(Read("learning_rate", written).Diagnostics).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1e400", "SANS006")]
    [InlineData("1e-400", "SANS006")]
    public void It_has_to_fit(string written, string id) =>
        Assert.Equal(id, Assert.Single(Read("learning_rate", written).Diagnostics, d => d.Rule.Level == DiagnosticLevel.Error).Rule.Id);

    [Theory]
    [InlineData("\"30\"", "is a quoted number, which other readers take for a text; write 30")]
    [InlineData("'30'", "is a quoted number, which other readers take for a text; write 30")]
    public void Quotes_are_a_warning(string written, string expected)
    {
        foreach (string key in new[] { "learning_rate", "epochs" })
        {
            ReadResult result = Read(key, written);
            Assert.NotNull(result.Config);
            ConfigDiagnostic warning = Assert.Single(result.Diagnostics);
            Assert.Equal(("SANS017", DiagnosticLevel.Warning), (warning.Rule.Id, warning.Rule.Level));
            Assert.EndsWith(expected, warning.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0.1234567890123456", false)]
    [InlineData("0.10000000000000000000", false)]
    [InlineData("3.14159265358979323846", true)]
    [InlineData("0.1000000000000000055511151231257827", true)]
    public void Digits_that_are_not_kept_are_a_warning(string written, bool isWarned) =>
        Assert.Equal(isWarned ? ["SANS017"] : [], Read("learning_rate", written).Diagnostics.Select(d => d.Rule.Id));

    [Theory]
    [InlineData("mod\u200bel: { kernel_size: 5 }", "'mod<U+200B>el' is not a key of an experiment; did you mean 'model'?")]
    [InlineData("\u00a0model: { kernel_size: 5 }", "'<U+00A0>model' is not a key of an experiment; did you mean 'model'?")]
    [InlineData(
        "model: { kernel_size: 5 }\nprotocol: honest\u200b", "'protocol' cannot be 'honest<U+200B>'; it can be 'honest' or 'as_published'")]
    [InlineData(
        "model: { kernel_size: 5 }\nseeds:\u00a05",
        "this is not YAML: While scanning a simple key, could not find expected ':'; the line holds the invisible character <U+00A0>")]
    public void What_cannot_be_seen_is_shown(string yaml, string expected) => Assert.Contains(
        ExperimentReader.Read(
            "name: sample\ndatasets: [synthetic_ecg]\nactivations: [identity]\n" + yaml,
            "x.yaml",
            ActivationRegistry.Instance.Schemas).Diagnostics,
        d => d.Message.Contains(expected, StringComparison.Ordinal));

    private static ReadResult Read(string key, string value) => ExperimentReader.Read(
        $"""
        name: sample
        datasets: [synthetic_ecg]
        model: {"{"} kernel_size: 5 {"}"}
        activations: [identity]
        training:
        {(key == "epochs" ? $"  epochs: {value}" : $"  optimizer:\n    adam:\n      {key}: {value}")}
        """,
        "x.yaml",
        ActivationRegistry.Instance.Schemas);
}
