using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;

namespace Sans.Tests;

/// <summary>Experiments that tests declare in place.</summary>
internal static class TestExperiments
{
    /// <summary>A valid experiment.</summary>
    public static SanExperiment Read(string yaml)
    {
        ReadResult result = ExperimentReader.Read(yaml, "test.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Empty(result.Diagnostics);
        return (SanExperiment)result.Config!;
    }
}
