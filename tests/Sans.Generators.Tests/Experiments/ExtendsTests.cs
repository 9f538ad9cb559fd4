extern alias generators;
using generators::Sans.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Experiments;

/// <summary>Experiments that extend other files of the build.</summary>
public sealed class ExtendsTests
{
    private const string Base = """
        datasets: [synthetic_motifs]
        model: { kernel_size: 1..9 }
        activations: [identity]
        training: { epochs: 3 }
        """;

    private const string First = "extends: base/common.yaml\nname: first\ntraining: { batch_size: 1 }\n";
    private const string Second = "extends: base/common.yaml\nname: second\nseeds: [1, 2]\n";

    private readonly GeneratorHarness _harness = new GeneratorHarness()
        .WithFile("a.yaml", First)
        .WithFile("b.yaml", Second)
        .WithFile("c.yaml", Samples.Small)
        .WithFile("base/common.yaml", Base);

    [Fact]
    public void Generated_object_equals_what_is_read_from_the_sources_that_are_generated_with_it()
    {
        GeneratorRun run = _harness.Run();
        var entries = (IReadOnlyList<ExperimentEntry>)run.Load()
            .GetType(GeneratorHarness.RootNamespace + ".ExperimentCatalog")!.GetProperty("All")!.GetValue(null)!;
        Assert.Equal(["first", "second", "small"], entries.Select(e => e.Name));
        foreach (ExperimentEntry entry in entries)
        {
            ReadResult read = entry.Read(Core.ActivationRegistry.Instance.Schemas, []);
            Assert.Empty(read.Diagnostics);
            Assert.Equal(read.Config, entry.Config());
        }

        Assert.Equal((3, 1), (Training(entries[0].Config()).Epochs.Values[0], Training(entries[0].Config()).BatchSize.Values[0]));
        Assert.Equal([new SourceFile("base/common.yaml", Base)], entries[1].Bases());
        Assert.All(run.Files.Values, text => Assert.DoesNotContain("/home", text, StringComparison.Ordinal));
        Assert.Equal(
            7, Training(entries[1].Read(Core.ActivationRegistry.Instance.Schemas, ["training.epochs=7"]).Config!).Epochs.Values[0]);

        static TrainingConfig Training(ExperimentConfig? config) => Assert.IsType<SanExperiment>(config).Training;
    }

    [Fact]
    public void Edit_of_a_base_re_emits_the_files_that_extend_it_and_no_other()
    {
        _harness.Run();
        GeneratorRun run = _harness.WithFile("base/common.yaml", Base.Replace("epochs: 3", "epochs: 4", StringComparison.Ordinal)).Run();

        // The diagnostics are in the order of the files. The base was added last.
        Expect(run, TrackingNames.ExperimentReadings, Modified, Modified, Cached, Modified);
        Expect(run, TrackingNames.ExperimentModels, Modified, Modified, Cached);
        Expect(run, TrackingNames.ExperimentSources, Modified, Modified, Cached);
        Expect(run, TrackingNames.ExperimentCatalog, Cached);
        Assert.Contains("Epochs = 4;", run.Files["Experiment.first.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Comment_in_a_base_re_emits_texts_only()
    {
        _harness.Run();
        GeneratorRun run = _harness.WithFile("base/common.yaml", "# A comment.\n" + Base).Run();

        Expect(run, TrackingNames.ExperimentModels, Unchanged, Unchanged, Cached);
        Expect(run, TrackingNames.ExperimentSources, Modified, Modified, Cached);
    }

    [Fact]
    public void Edit_of_a_file_that_nobody_extends_re_reads_that_file_only()
    {
        _harness.Run();
        GeneratorRun run = _harness.WithFile("c.yaml", Samples.Small.Replace("epochs: 3", "epochs: 4", StringComparison.Ordinal)).Run();

        Expect(run, TrackingNames.ExtendedTexts, Unchanged);
        Expect(run, TrackingNames.ExperimentReadings, Cached, Cached, Modified, Cached);
        Expect(run, TrackingNames.ExperimentModels, Cached, Cached, Modified);
    }

    [Fact]
    public void Mistake_in_a_base_is_reported_once_at_the_base()
    {
        GeneratorRun run = _harness.WithFile(
            "base/common.yaml", Base.Replace("kernel_size", "kernal_size", StringComparison.Ordinal)).Run();
        Assert.Equal(
            ["common.yaml(2,10): SANS003: 'kernal_size' is not a key of 'model'; did you mean 'kernel_size'?"],
            run.Diagnostics);
    }

    [Fact]
    public void Base_that_nobody_extends_is_checked_and_makes_no_experiment()
    {
        GeneratorRun run = new GeneratorHarness().WithFile("small.yaml", Samples.Small).WithFile("base/x.yaml", "seeds: many").Run();
        Assert.Equal(["x.yaml(1,8): SANS005: 'seeds' is a whole number of at least 0, a list of them, or a range like 1..9 or 1..9 "
            + "step 2; found 'many'"], run.Diagnostics);
        Assert.DoesNotContain(run.Files.Keys, f => f.Contains(".x.", StringComparison.Ordinal));
    }

    [Fact]
    public void Circle_among_experiments_is_reported_once() => Assert.Equal(
        ["a.yaml(1,10): SANS012: 'extends' forms a cycle: a.yaml → b.yaml → a.yaml"],
        new GeneratorHarness()
            .WithFile("a.yaml", "extends: b.yaml\nname: a\n" + Base)
            .WithFile("b.yaml", "extends: a.yaml\nname: b\n")
            .Run().Diagnostics);

    private const IncrementalStepRunReason Modified = IncrementalStepRunReason.Modified;
    private const IncrementalStepRunReason Unchanged = IncrementalStepRunReason.Unchanged;
    private const IncrementalStepRunReason Cached = IncrementalStepRunReason.Cached;

    private static void Expect(GeneratorRun run, string step, params IncrementalStepRunReason[] reasons) =>
        Assert.Equal(reasons, run.Reasons("ExperimentGenerator", step));
}
