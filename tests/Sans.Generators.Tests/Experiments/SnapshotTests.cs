using Sans.Generators.Tests.Harness;
using Sans.Testing;

namespace Sans.Generators.Tests.Experiments;

/// <summary>The generated code of one small experiment.</summary>
public sealed class SnapshotTests
{
    private const string Registry = "ActivationRegistry.g.cs";
    private const string Extrema = "  - extrema: { border_tolerance: 3 }\n";

    [Fact]
    public Task Generated_code_of_a_small_experiment_is_as_verified()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile("small.yaml", Samples.Small.Replace("- identity", "- threshold: { level: 0.5 }", StringComparison.Ordinal).Replace(
                Extrema, "", StringComparison.Ordinal))
            .WithCode(Samples.Threshold)
            .Run();
        run.Compile();
        string received = string.Concat(run.Files
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => $"==> {f.Key}\n{(f.Key == Registry ? Manifests(f.Value) : f.Value)}\n"));
        return Snapshot.Verify(received, "small");
    }

    // The rest of the registry lists the activations of Sans.Core, which grow in number. Other tests compile and run
    // it.
    private static string Manifests(string registry) => registry[..registry.IndexOf("\nnamespace", StringComparison.Ordinal)];
}
