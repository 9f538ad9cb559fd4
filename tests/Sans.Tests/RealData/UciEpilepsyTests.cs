using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Tests.RealData;

/// <summary>
/// The method against published numbers: Table II of the paper on the UCI-epilepsy recordings. The networks have two
/// kernels (docs/method/san-paper.md, 5.B, 6.3 and 6.8).
/// </summary>
public sealed class UciEpilepsyTests
{
    private const int RowLength = 178;
    private const int KernelSize = 8;
    private const int Seeds = 5;

    /// <summary>Medians over seeds against the check of 6.8 and its bands. CR⁻¹ of the first two is exact.</summary>
    [RealDataFact("uci-epilepsy/data.csv.gz")]
    public void Two_kernels_of_eight_reach_the_published_compression_and_loss()
    {
        SanExperiment experiment = TestExperiments.Read("""
            name: eight
            protocol: as_published
            datasets: [uci_epilepsy]
            model: { kernels: 2, kernel_size: 8 }
            activations: [top_k_absolutes, extrema_pool_indices, extrema: { border_tolerance: 2 }]
            training: { epochs: 5, batch_size: 64 }
            seeds: 0..4
            """);
        Trained results = new();
        new CpuEngine(ActivationRegistry.Instance, Environment.ProcessorCount).Run(
            NetworkPlan.Of(experiment), ExperimentData.Load(experiment).Data, results, CancellationToken.None);

        double windows = Math.Floor((double)RowLength / KernelSize);
        double cost = ((2 * KernelSize) + (2 * 2 * windows)) / RowLength;
        Assert.All(results.Of("top_k_absolutes"), r => Assert.Equal(cost, r.Test.InverseCompressionRatio, 1e-12));
        Assert.All(results.Of("extrema_pool_indices"), r => Assert.Equal(cost, r.Test.InverseCompressionRatio, 1e-12));
        Assert.Equal(0.717, results.MedianLoss("top_k_absolutes"), 0.02);
        Assert.Equal(0.406, results.MedianLoss("extrema_pool_indices"), 0.01);
        Assert.Equal(0.449, results.MedianLoss("extrema"), 0.01);
        Assert.Equal(0.365, Median(results.Of("extrema").Select(r => r.Test.InverseCompressionRatio)), 0.01);
    }

    internal static double Median(IEnumerable<double> values) => values.Order().ElementAt(Seeds / 2);

    /// <summary>
    /// Rows in file order. All are scaled to [-1, 1] by the minimum and maximum of the whole file (6.4).
    /// </summary>
    internal static LabelledSplit ReadLabelled()
    {
        SanExperiment experiment = TestExperiments.Read("""
            name: rows
            datasets: [uci_epilepsy]
            model: { kernel_size: 8 }
            activations: [identity]
            """);
        SignalSplit split = ExperimentData.Load(experiment).Data["uci_epilepsy"];
        return new LabelledSplit(split.Train, split.Validation, split.Test, split.Labels!);
    }

    private sealed class Trained : CompletedSink<NetworkTrial, NetworkResult>
    {
        public IEnumerable<NetworkResult> Of(string activation) => Results.Where(r => r.Trial.Activation.Name == activation);

        public double MedianLoss(string activation) => Median(Of(activation).Select(r => r.Test.NormalizedReconstructionLoss));
    }
}
