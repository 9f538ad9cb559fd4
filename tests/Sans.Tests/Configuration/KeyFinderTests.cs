using Sans.Configuration.Files;
using Sans.Configuration.Kinds;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;

namespace Sans.Tests.Configuration;

public sealed class KeyFinderTests
{
    /// <summary>Every key of the language is found by its last part, in the spelling of an option or of YAML.</summary>
    [Fact]
    public void Every_key_is_found_by_its_name()
    {
        string[] keys = [.. KindSchemas.All.SelectMany(k => KeysOf(k.Schema(ActivationRegistry.Instance.Schemas))).Distinct()];
        Assert.Contains("border_tolerance", keys);
        Assert.True(keys.Length > 80, $"{keys.Length} keys");
        foreach (string key in keys)
        {
            foreach (string written in (string[])["--" + key, "--" + key.Replace('_', '-'), PascalCase(key)])
            {
                IReadOnlyList<string> found = KeyFinder.Find(written, null, null, ActivationRegistry.Instance.Schemas);
                Assert.NotEmpty(found);
                Assert.All(found, path => Assert.Matches($"(^|\\.){key}s?$", path));
            }
        }
    }

    [Theory]
    [InlineData("--epochs", "3", "training.epochs")]
    [InlineData("--seed", "3", "seeds")]
    [InlineData("--kernel-size", "7", "model.kernel_size")]
    [InlineData("--kernel-size", "mean_phi", "select.kernel_size")]
    [InlineData("--kernel-size", "1..9", "model.kernel_size")]
    [InlineData("--length", null, "window.length")]
    [InlineData("--border-tolerance", "2", "activations[1].extrema.border_tolerance, activations[2].extrema.border_tolerance")]
    [InlineData("--k", "2", "")]
    [InlineData("--motif", "cosine", "datasets[0].synthetic_motifs.motif")]
    [InlineData("--nonsense", "2", "")]
    public void Of_an_experiment_the_keys_that_it_has_are_found(string option, string? value, string expected)
    {
        SanExperiment experiment = TestExperiments.Read("""
            name: sample
            datasets: [synthetic_motifs]
            model: { kernel_size: 5 }
            activations: [identity, extrema: { border_tolerance: 2 }, extrema]
            """);
        Assert.Equal(expected, string.Join(", ", KeyFinder.Find(option, value, experiment, ActivationRegistry.Instance.Schemas)));
    }

    private static string PascalCase(string key) =>
        string.Concat(key.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static IEnumerable<string> KeysOf(ValueSchema shape) => shape switch
    {
        MappingSchema mapping => mapping.Keys.SelectMany(k => KeysOf(k.Value).Prepend(k.Name)),
        PartialSchema partial => KeysOf(partial.Mapping),
        ListSchema list => KeysOf(list.Item),
        VariantSchema variants => variants.Variants.SelectMany(v => KeysOf(v.Parameters)),
        _ => [],
    };
}
