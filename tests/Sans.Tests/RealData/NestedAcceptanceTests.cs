using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using static Sans.Tests.RealData.MeasuredPhi;

namespace Sans.Tests.RealData;

/// <summary>The price of nested kernels, as docs/examples/nested.md tells it. The short form is the page itself.</summary>
public sealed class NestedAcceptanceTests
{
    private static readonly int[] Counts = [1, 2, 4, 8];

    /// <summary>
    /// Four signals, four sizes, five seeds. A cell is the median loss of the first kernels over that of as many alone.
    /// </summary>
    [LongRealDataFact("physionet/mitdb/100.hea")]
    public void Nested_kernels_cost_what_the_page_says()
    {
        SanExperiment shipped = Experiments.BeyondThePaper.Config;
        SanExperiment experiment = shipped with
        {
            Variants = default,
            Seeds = Sweep.Range(0, 4),
            Datasets = new(shipped.Datasets.Where(d => d.Label is "mitdb" or "emgdb" or "syn1" or "syn2")),
            Model = shipped.Model with { KernelSizes = Sweep.Of(9, 15, 21, 40) },
        };
        ILookup<(string, int, int), double> nested = Losses(
            experiment with { Model = experiment.Model with { KernelCount = 8, Nested = new(Counts) } });
        ILookup<(string, int, int), double> alone = Losses(
            experiment with { Model = experiment.Model with { KernelCount = Sweep.Of(Counts) } });
        (string Dataset, int Within, double Median, double Worst)[] documented =
            [("mitdb", 6, 7.7, 36.8), ("emgdb", 11, 3.1, 23.9), ("syn1", 7, 5.6, 15.6), ("syn2", 3, 9.8, 39.0)];
        foreach ((string dataset, int within, double median, double worst) in documented)
        {
            double[] percents =
            [
                .. nested.Where(c => c.Key.Item1 == dataset).Select(c => 100 * ((MedianOf(c) / MedianOf(alone[c.Key])) - 1)),
            ];
            Assert.Equal(16, percents.Length);
            Assert.Equal(within, percents.Count(p => p <= 5));
            Assert.Equal(median, MedianOf(percents), 0.05);
            Assert.Equal(worst, percents.Max(), 0.05);
        }
    }

    private static ILookup<(string, int, int), double> Losses(SanExperiment experiment)
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(experiment);
        CompletedSink sink = new();
        new CpuEngine(Experiments.ActivationRegistry.Instance, Environment.ProcessorCount)
            .Run(plan, ExperimentData.Load(experiment).Data, sink, CancellationToken.None);
        Outcomes<NetworkTrial, NetworkResult> outcomes = NestedOutcomes.Of(sink.OutcomesOf(plan));
        return outcomes.Results.Values.ToLookup(
            r => (r.Trial.Dataset, r.Trial.KernelCount, r.Trial.KernelSize), r => r.Test.NormalizedReconstructionLoss);
    }
}
