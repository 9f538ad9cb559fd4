using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Tests.Cpu;

/// <summary>
/// An activation of a user runs through the same engine code as a built-in. The command `custom` of `Sans.Benchmarks`
/// measures its speed.
/// </summary>
public sealed class CustomActivationTests
{
    [Fact]
    public void A_copy_of_a_built_in_has_its_bits()
    {
        var experiment = TestExperiments.Read("""
            name: copies
            datasets: [synthetic_ecg]
            model: { kernel_size: [3, 10, 40] }
            activations: [extrema_pool_indices, copied_pool]
            """);
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(experiment);
        CompletedSink sink = new();
        new CpuEngine(ActivationRegistry.Instance, 2).Run(plan, ExperimentData.Load(experiment).Data, sink, CancellationToken.None);
        Assert.Equal(DigestsOf("extrema_pool_indices"), DigestsOf("copied_pool"));
        Assert.Equal(3, DigestsOf("copied_pool").Distinct().Count());

        string[] DigestsOf(string activation) =>
            [.. sink.Results.Where(r => r.Trial.Activation.Name == activation).OrderBy(r => r.Trial.KernelSize).Select(r => r.Digest)];
    }
}
