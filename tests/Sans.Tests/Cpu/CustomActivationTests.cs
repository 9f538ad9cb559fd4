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
        Digests digests = new();
        new CpuEngine(ActivationRegistry.Instance, 2).Run(plan, ExperimentData.Load(experiment).Data, digests, CancellationToken.None);
        Assert.Equal(digests.Of("extrema_pool_indices"), digests.Of("copied_pool"));
        Assert.Equal(3, digests.Of("copied_pool").Distinct().Count());
    }

    private sealed class Digests : ITrialSink<NetworkTrial, NetworkResult>
    {
        private readonly List<NetworkResult> _results = [];

        public string[] Of(string activation) =>
            [.. _results.Where(r => r.Trial.Activation.Name == activation).OrderBy(r => r.Trial.KernelSize).Select(r => r.Digest)];

        public void Completed(NetworkResult result) => _results.Add(result);

        public void Failed(NetworkTrial trial, string reason, Exception? defect) => Assert.Fail($"{trial.Key}: {reason}");
    }
}
