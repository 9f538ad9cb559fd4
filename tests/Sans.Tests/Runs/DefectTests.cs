using Sans.Cpu;
using Sans.Data;
using Sans.Networks.Studies;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Tests.Runs;

/// <summary>A defect of a user's activation can be traced.</summary>
public sealed class DefectTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sans-defect-").FullName;

    [Fact]
    public void The_stack_trace_of_a_throwing_activation_is_in_the_log()
    {
        var experiment = TestExperiments.Read("""
            name: throwing
            datasets: [synthetic_motifs]
            window: { samples: 1200, length: 100 }
            model: { kernel_size: 5 }
            activations: [throwing]
            """);
        SanStudy study = new(experiment, new CpuEngine(ActivationRegistry.Instance, 1), ActivationRegistry.Instance);
        RunEnd end = ((IStudy)study).Begin(
            _root, skipMissing: false, new RunRequest(
                DataFolder.Find(), 1, new RunDisplay(new SansConsole(TextWriter.Null, TextWriter.Null), isQuiet: true), default));
        Assert.Equal(RunEnd.SomethingFailed, end);
        string log = File.ReadAllText(Assert.Single(FileTree.Files(_root, "log.jsonl")));
        Assert.Contains("at Sans.Tests.ThrowingActivation.Select", log, StringComparison.Ordinal);
        string trials = File.ReadAllText(Assert.Single(FileTree.Files(_root, "trials.csv")));
        Assert.Contains(",failed,InvalidOperationException: one two,", trials, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
