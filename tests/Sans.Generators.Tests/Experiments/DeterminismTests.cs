using System.Globalization;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Experiments;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Output_does_not_depend_on_culture(string culture)
    {
        IReadOnlyDictionary<string, string> expected = Generate(Samples.Small);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Generate(Samples.Small));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Output_has_line_feeds_only_whatever_the_file_has()
    {
        string crlf = Samples.Small.Replace("\n", "\r\n", StringComparison.Ordinal);

        IReadOnlyDictionary<string, string> files = Generate(crlf);

        Assert.All(files.Values, text => Assert.DoesNotContain("\r", text, StringComparison.Ordinal));
        Assert.Equal(Generate(Samples.Small)["Experiment.small.g.cs"], files["Experiment.small.g.cs"]);
    }

    [Fact]
    public void Output_does_not_depend_on_the_order_of_files()
    {
        string other = Samples.Small.Replace("small", "other", StringComparison.Ordinal);

        Assert.Equal(
            new GeneratorHarness()
                .WithFile("a.yaml", Samples.Small)
                .WithFile("b.yaml", other)
                .Run().Files
                .OrderBy(f => f.Key, StringComparer.Ordinal),
            new GeneratorHarness()
                .WithFile("b.yaml", other)
                .WithFile("a.yaml", Samples.Small)
                .Run().Files
                .OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    private static IReadOnlyDictionary<string, string> Generate(string yaml) =>
        new GeneratorHarness().WithCode(Samples.Threshold).WithFile("small.yaml", yaml).Run().Files;
}
