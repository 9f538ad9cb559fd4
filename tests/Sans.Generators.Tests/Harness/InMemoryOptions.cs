using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sans.Generators.Tests.Harness;

/// <summary>
/// The options that <c>Sans.Generators.targets</c> makes visible. Every YAML file beside the project is an experiment,
/// and every one in <c>base/</c> a base.
/// </summary>
internal sealed class InMemoryOptions(string rootNamespace, bool leavesOutMistakes) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new()
    {
        ["build_property.RootNamespace"] = rootNamespace,
        ["build_property.ProjectDir"] = GeneratorHarness.ProjectFolder,
        ["build_property.SansLeavesOutMistakes"] = leavesOutMistakes ? "True" : "False",
    });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile.Path.Contains("/base/", StringComparison.Ordinal)
        ? new Options(new() { ["build_metadata.AdditionalFiles.SansExperimentBase"] = "true" })
        : textFile.Path.Contains("/elsewhere-unmarked/", StringComparison.Ordinal)
        ? new Options([])
        : new Options(new() { ["build_metadata.AdditionalFiles.SansExperiment"] = "true" });

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
