using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Experiments;

/// <summary>The generated code of one small experiment. To accept a change, copy the received file over the verified one.</summary>
public sealed class SnapshotTests
{
    private const string Folder = "tests/Sans.Generators.Tests/Experiments/";
    private const string Registry = "ActivationRegistry.g.cs";
    private const string Extrema = "  - extrema: { border_tolerance: 3 }\n";

    [Fact]
    public void Generated_code_of_a_small_experiment_is_as_verified()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithFile("small.yaml", Samples.Small.Replace("- identity", "- threshold: { level: 0.5 }", StringComparison.Ordinal).Replace(Extrema, "", StringComparison.Ordinal))
            .WithCode(Samples.Threshold)
            .Run();
        run.Compile();
        string received = string.Concat(run.Files
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => $"==> {f.Key}\n{(f.Key == Registry ? Manifests(f.Value) : f.Value)}\n"));

        string receivedPath = Repository.PathOf(Folder + "small.received.txt");
        string verifiedPath = Repository.PathOf(Folder + "small.verified.txt");
        string verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath) : "";
        if (received == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"The generated code changed. Compare {receivedPath} with {verifiedPath}; if it is right, copy the one over the other.");
    }

    // The rest of the registry lists what Sans.Core offers, which grows; other tests compile and run it.
    private static string Manifests(string registry) => registry[..registry.IndexOf("\nnamespace", StringComparison.Ordinal)];
}
