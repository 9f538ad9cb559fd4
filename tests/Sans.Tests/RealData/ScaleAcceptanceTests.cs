using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Tests.RealData;

/// <summary>The numbers of docs/examples/scales.md. The long form has seven signals, all sizes and five seeds.</summary>
public sealed class ScaleAcceptanceTests
{
    private const string None = "none", Three = "three", Five = "five";

    /// <summary>Two signals that need no files, five sizes, two seeds.</summary>
    [Fact]
    public void Scales_help_where_lengths_vary()
    {
        MeasuredPhi measured = Train(["synscale", "syn1"], [None, Three], 2, [7, 9, 15, 21, 25]);
        Assert.All(measured.Differences("synscale", Three, None), d => Assert.True(d < -0.02));
        Assert.All(measured.Differences("syn1", Three, None), d => Assert.True(d > 0.005));
    }

    [LongRealDataFact("physionet/bidmc/bidmc01.hea")]
    public void Every_signal_is_as_documented()
    {
        MeasuredPhi measured = Train(null, [None, Three, Five], 5, null);
        Assert.Equal(7, measured.Datasets.Count);
        foreach (string dataset in new[] { "synscale", "bidmc" })
        {
            Assert.All(measured.Differences(dataset, Three, None), d => Assert.True(d < 0, dataset));
            Assert.All(measured.AtBestSize(dataset, Three, None), d => Assert.True(d < 0, dataset));
            Assert.True(measured.Median(dataset, Three) < measured.Median(dataset, Five), dataset);
        }

        Assert.All(["syn1", "mitdb"], dataset => Assert.All(measured.Differences(dataset, Three, None), d => Assert.True(d > 0, dataset)));
        Assert.All(measured.AtBestSize("emgdb", Three, None), d => Assert.True(d > 0));
        (string Dataset, double Phi)[] expected = [("bidmc", 0.392), ("emgdb", 0.564), ("syn1", 0.371)];
        Assert.All(expected, e => Assert.InRange(measured.Median(e.Dataset, Three), e.Phi - 0.02, e.Phi + 0.02));
    }

    private static MeasuredPhi Train(string[]? datasets, string[] variants, int seeds, int[]? sizes)
    {
        SanExperiment shipped = Experiments.Scales.Config;
        SanExperiment experiment = Reduced(shipped) with
        {
            Variants = new(shipped.Variants
                .Where(v => variants.Contains(v.Name))
                .Select(v => v with { Experiment = Reduced((SanExperiment)v.Experiment) })),
        };
        return new MeasuredPhi(
            MeasuredPhi.ResultsOf(experiment),
            shipped.Datasets.Select(d => d.Label),
            trial => (string)trial.Settings.First(s => s.Name == ExperimentVariants.Setting).Value);

        SanExperiment Reduced(SanExperiment one) => one with
        {
            Datasets = new(one.Datasets.Where(d => datasets is null || datasets.Contains(d.Label))),
            Model = sizes is null ? one.Model : one.Model with { KernelSizes = new Sweep<int>(new(sizes)) },
            Seeds = Sweep.Range(0, seeds - 1),
        };
    }
}
