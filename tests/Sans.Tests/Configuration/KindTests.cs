using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

public sealed class KindTests
{
    private const string Rest = """
        name: x
        datasets: [synthetic_ecg]
        model: { kernel_size: 5 }
        activations: [relu]

        """;

    [Fact]
    public void A_slip_in_the_kind_hides_no_other_mistake()
    {
        ReadResult result = Read(Rest + "kind: reconstructoin\nseed: 3\n");
        Assert.Equal([("SANS007", 5), ("SANS003", 6)], result.Diagnostics.Select(d => (d.Rule.Id, d.Span.Line)));
    }

    [Fact]
    public void What_is_no_kind_at_all_is_the_only_mistake_that_can_be_told()
    {
        ConfigDiagnostic mistake = Assert.Single(Read("name: x\nkind: weather\nclouds: 3\n").Diagnostics);
        Assert.Equal((2, 7), (mistake.Span.Line, mistake.Span.Column));
        Assert.Contains("'reconstruction'", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kind_may_stand_in_a_base_and_on_the_command_line()
    {
        SourceFiles files = new([new("base.yaml", "kind: weather\n")]);
        Assert.Contains("weather", Assert.Single(ExperimentReader.Read(
            "extends: base.yaml\n" + Rest,
            "x.yaml",
            ActivationRegistry.Instance.Schemas,
            files).Diagnostics).Message, StringComparison.Ordinal);
        ReadResult set = ExperimentReader.Read(Rest, "x.yaml", ActivationRegistry.Instance.Schemas, files, ["kind=weather"]);
        Assert.StartsWith("-s kind=weather", Assert.Single(set.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    private static ReadResult Read(string yaml) => ExperimentReader.Read(yaml, "x.yaml", ActivationRegistry.Instance.Schemas);
}
