extern alias generators;

using generators::Sans.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Experiments;

/// <summary>The work of the compiler after an edit. An editor runs the generators at each keystroke.</summary>
public sealed class ExperimentCachingTests
{
    private const string Code = "/// <summary>Nothing.</summary>\npublic static class Before;\n";

    private readonly GeneratorHarness _harness = new GeneratorHarness()
        .WithCode(Samples.Threshold + Code)
        .WithFile("a.yaml", Samples.Small)
        .WithFile("b.yaml", Samples.Small.Replace("small", "other", StringComparison.Ordinal));

    public ExperimentCachingTests() => _harness.Run();

    [Fact]
    public void Edit_of_code_re_reads_no_experiment()
    {
        GeneratorRun run = _harness.WithCode(Samples.Threshold + Code.Replace("Before", "After", StringComparison.Ordinal)).Run();

        Expect(run, TrackingNames.ActivationSchemas, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentReadings, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentModels, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentSources, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentCatalog, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Moved_activation_changes_no_registry()
    {
        GeneratorRun run = _harness.WithCode("// A comment.\n" + Samples.Threshold + Code).Run();

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons("ActivationGenerator", TrackingNames.OwnActivations));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons("ActivationGenerator", TrackingNames.OwnActivationModels));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons("ActivationGenerator", TrackingNames.ReferencedActivations));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons("ActivationGenerator", TrackingNames.VisibleActivations));
    }

    [Fact]
    public void Comment_re_emits_the_source_text_only()
    {
        GeneratorRun run = _harness.WithFile("a.yaml", "# A comment.\n" + Samples.Small).Run();

        Expect(run, TrackingNames.ExperimentReadings, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentModels, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentSources, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentCatalog, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Edit_of_one_experiment_leaves_the_other_alone()
    {
        GeneratorRun run = _harness.WithFile("a.yaml", Samples.Small.Replace("epochs: 3", "epochs: 4", StringComparison.Ordinal)).Run();

        Expect(run, TrackingNames.ExperimentReadings, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentModels, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentSources, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached);
        Expect(run, TrackingNames.ExperimentNames, IncrementalStepRunReason.Cached);
        Assert.Contains("Epochs = 4;", run.Files["Experiment.small.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void New_range_of_a_parameter_re_reads_every_experiment()
    {
        string code = Samples.Threshold.Replace("Range(0, 10)", "Range(0, 11)", StringComparison.Ordinal);

        GeneratorRun run = _harness.WithCode(code + Code).Run();

        Expect(run, TrackingNames.ActivationSchemas, IncrementalStepRunReason.Modified);
        Expect(run, TrackingNames.ExperimentReadings, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
    }

    private static void Expect(GeneratorRun run, string step, params IncrementalStepRunReason[] reasons) =>
        Assert.Equal(reasons, run.Reasons("ExperimentGenerator", step));
}
