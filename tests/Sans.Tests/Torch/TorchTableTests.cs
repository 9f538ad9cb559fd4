using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Torch;
using Xunit.Abstractions;

namespace Sans.Tests.Torch;

/// <summary>
/// The quickstart on the TorchSharp engine, compared with the verified table of the embedded engine. It has no verified
/// file of its own.
/// </summary>
public sealed class TorchTableTests(ITestOutputHelper output) : TorchTest
{
    /// <summary>
    /// The tolerance of φ̄ in a cell against the embedded engine. A different decision in a near tie moves φ̄.
    /// </summary>
    private const double Tolerance = 0.005;

    [SkippableFact]
    public void Every_cell_of_the_quickstart_is_within_the_tolerance()
    {
        bool isLong = Needs.IsLong;
        SanExperiment quickstart = Experiments.Quickstart.Config;
        IReadOnlyList<NetworkTrial> plan = [.. NetworkPlan.Of(quickstart).Where(t => isLong || t.KernelSize is 5 or 15)];
        NetworkData data = ExperimentData.Load(quickstart).Data;
        Dictionary<string, NetworkResult> embedded = Run(new CpuEngine(Experiments.ActivationRegistry.Instance, 1));
        Dictionary<string, NetworkResult> torch = Run(new TorchEngine(Experiments.ActivationRegistry.Instance, () => TorchTest.Cpu));
        foreach (IGrouping<string, NetworkTrial> activation in plan.GroupBy(t => t.ActivationLabel))
        {
            double phi = activation.Max(t => Math.Abs(embedded[t.Key].Test.MeanPhi - torch[t.Key].Test.MeanPhi));
            output.WriteLine(FormattableString.Invariant($"{activation.Key}: mean φ of {activation.Count()} trainings within {phi:E1}"));
            Assert.True(phi <= Tolerance, $"{activation.Key}: mean φ differs by {phi}");
        }

        Dictionary<string, NetworkResult> Run(INetworkEngine engine)
        {
            CollectingSink sink = new();
            engine.Run(plan, data, sink, CancellationToken.None);
            Assert.Empty(sink.Failures);
            return sink.Results.ToDictionary(r => r.Trial.Key);
        }
    }
}
