using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Tests.RealData;

/// <summary>The numbers of docs/examples/selectors.md. The long form has eight signals, all sizes and five seeds.</summary>
public sealed class SelectorAcceptanceTests
{
    private const string PerMap = "top_k_absolutes", PerSample = "top_k_sample(density=1, candidates=all)",
        OfBatch = "batch_top_k(density=1, candidates=all)", Extrema = "extrema",
        Jump = "jump_relu(threshold=0.1, bandwidth=0.1, candidates=all)",
        JumpOfExtrema = "jump_relu(threshold=0.1, bandwidth=0.1, candidates=extrema, border_tolerance=3)";

    /// <summary>One signal that needs no files, two sizes, two seeds.</summary>
    [Fact]
    public void One_budget_is_better_than_one_for_each_kernel()
    {
        MeasuredPhi measured = Train(["syn2"], 2, [9, 12]);
        Assert.All(measured.Differences("syn2", Of(PerSample, 2), Of(PerMap, 2)), d => Assert.True(d < -0.05));
        Assert.All(measured.Differences("syn2", Of(OfBatch, 2), Of(PerMap, 2)), d => Assert.True(d < -0.05));
        Assert.All(measured.Differences("syn2", Of(Jump, 2), Of(Extrema, 2)), d => Assert.True(d > 0.05));
        Assert.All(measured.Differences("syn2", Of(JumpOfExtrema, 1), Of(Extrema, 1)), d => Assert.InRange(d, -0.01, 0.01));

        // One kernel has one budget.
        Assert.All(measured.Differences("syn2", Of(PerSample, 1), Of(PerMap, 1)), d => Assert.Equal(0, d));
    }

    [RealDataFact("physionet/mitdb/100.hea")]
    public void Budgets_of_a_map_and_of_a_batch_agree_on_mitdb()
    {
        MeasuredPhi measured = Train(["mitdb"], 2, [7, 9, 12]);
        Assert.InRange(measured.Median("mitdb", Of(PerMap, 1)), 0.57, 0.62);
        Assert.InRange(measured.Median("mitdb", Of(OfBatch, 1)), 0.57, 0.62);
    }

    [LongRealDataFact("physionet/mitdb/100.hea")]
    public void Every_signal_is_as_documented()
    {
        MeasuredPhi measured = Train(null, 5, null);
        Assert.Equal(8, measured.Datasets.Count);
        Assert.InRange(measured.Median("mitdb", Of(PerMap, 1)), 0.58, 0.61);
        Assert.InRange(measured.Median("mitdb", Of(OfBatch, 1)), 0.58, 0.61);
        foreach (string dataset in new[] { "bidmc", "emgdb", "ctu-uhb-ctgdb", "syn1", "syn2" })
        {
            Assert.All(measured.Differences(dataset, Of(PerSample, 2), Of(PerMap, 2)), d => Assert.True(d < 0, dataset));
            Assert.All(measured.Differences(dataset, Of(OfBatch, 2), Of(PerMap, 2)), d => Assert.True(d < 0, dataset));
        }

        foreach (string dataset in measured.Datasets)
        {
            Assert.All(
                [PerMap, PerSample, OfBatch, Jump],
                name => Assert.True(MeasuredPhi.MedianOf(measured.Differences(dataset, Of(name, 1), Of(Extrema, 1))) > 0.03, dataset));
            Assert.InRange(MeasuredPhi.MedianOf(measured.Differences(dataset, Of(JumpOfExtrema, 1), Of(Extrema, 1))), -0.004, 0.004);
        }
    }

    private static string Of(string activation, int kernels) => FormattableString.Invariant($"{activation} {kernels}");

    private static MeasuredPhi Train(string[]? datasets, int seeds, int[]? sizes)
    {
        SanExperiment shipped = Experiments.Selectors.Config;
        SanExperiment experiment = shipped with
        {
            Datasets = new(shipped.Datasets.Where(d => datasets is null || datasets.Contains(d.Label))),
            Model = sizes is null ? shipped.Model : shipped.Model with { KernelSizes = new Sweep<int>(new(sizes)) },
            Seeds = Sweep.Range(0, seeds - 1),
        };
        return new MeasuredPhi(
            MeasuredPhi.ResultsOf(experiment),
            shipped.Datasets.Select(d => d.Label),
            trial => Of(trial.ActivationLabel, trial.KernelCount));
    }
}
