using System.Text;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Networks.Data;
using Sans.Networks.Growth;
using Sans.Networks.Studies;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks.Growth;

/// <summary>Networks that grow on a dataset (docs/method/extensions.md, 5.3).</summary>
public sealed class GrowthTests
{
    private const string Yaml = """
        name: grows
        kind: growth
        datasets: [synthetic_events: { set: syn1 }]
        window: { samples: 3600, length: 300 }
        model: { kernel_size: [9, 15] }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 4 }
        grow: { most: 3, freeze: true }
        seeds: [0, 1]

        """;

    [Fact]
    public void A_growth_begins_as_the_network_of_one_kernel_and_never_gets_worse_on_validation()
    {
        GrownRun<GrowthResult> ended = Train(Yaml);
        IReadOnlyList<NetworkResult> alone = Plain(Yaml);
        Assert.Equal(["synthetic_events/extrema/q=1/seed=0", "synthetic_events/extrema/q=1/seed=1"], ended.Study.Plan.Select(t => t.Key));
        foreach (GrowthResult result in ended.Results)
        {
            NetworkResult best = alone.Where(r => r.Trial.Seed == result.Trial.First.Seed).MinBy(r => r.Validation.MeanPhi)!;
            Assert.Equal(best.Validation, result.Stages[0].Validation);
            Assert.Equal(best.Test, result.Stages[0].Test);
            Assert.Equal([best.Trial.KernelSize], result.Stages[0].KernelSizes);
            GrowthStage[] kept = [.. result.Stages.TakeWhile(s => s.IsKept)];
            Assert.All(kept.Zip(kept.Skip(1)), pair => Assert.True(pair.Second.Validation.MeanPhi < pair.First.Validation.MeanPhi));
            Assert.True(kept.Length == result.Stages.Count || kept.Length == result.Stages.Count - 1);
            Assert.Equal(kept[^1].Test, result.Network.Test);
            Assert.Equal(kept.Length, result.Network.Kernels.Count);

            // Earlier kernels are frozen: not a bit of them changes.
            Assert.Equal(best.Kernels[0], result.Network.Kernels[0]);
        }

        Assert.Contains(ended.Results, r => r.Stages.Count > 1);

        // The answer tells what growing brings beside the first kernel.
        TableContext context = new("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>());
        double phi = ended.Results.Average(r => r.Network.Test.MeanPhi), gain = phi - ended.Results.Average(r => r.Stages[0].Test.MeanPhi);
        string answer = Assert.Single(TableAnswer.Sentences(ended.Study.Table(context, ended.Outcomes)));
        Assert.StartsWith("synthetic_events extrema: ", answer, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($", with test φ {phi:F4} ± "), answer, StringComparison.Ordinal);
        Assert.EndsWith(
            FormattableString.Invariant($" over 2 seeds, {Math.Abs(gain):F4} {(gain < 0 ? "below" : "above")} that of the first kernel alone."),
            answer,
            StringComparison.Ordinal);
    }

    /// <summary>The weights of all kernels train on where they are not frozen.</summary>
    [Fact]
    public void Kernels_that_are_not_frozen_train_on()
    {
        NetworkData data = ExperimentData.Load(TestExperiments.Read(Yaml)).Data;
        NetworkTrial one = NetworkPlan.Of(TestExperiments.Read(Yaml))[0];
        float[][] start = [.. new NetworkRandomness(one).DrawKernels(data[one.Dataset].Train), [.. Enumerable.Repeat(0.1f, 5)]];
        NetworkResult[] results =
        [
            .. new[] { 0, 1, 2 }.Select(frozen => Assert.Single(GrownRun.Networks(
                [GrownTrial.Sized(one, start) with { Start = new StartingKernels(start, frozen), Mode = 1 }], data))),
        ];
        Assert.NotEqual(start[0], results[0].Kernels[0]);
        Assert.NotEqual(start[1], results[0].Kernels[1]);
        Assert.Equal(start[0], results[1].Kernels[0]);
        Assert.NotEqual(start[1], results[1].Kernels[1]);
        Assert.Equal(start, results[2].Kernels);
    }

    /// <summary>Two spikes of a residual: the largest piece, the first of equals, divided by its norm.</summary>
    [Fact]
    public void The_largest_piece_of_a_residual_is_found()
    {
        float[] residuals = [0, 3, -4, 0, 0, 0, 0, 0, 4, -3, 0, 0];
        Assert.Equal([0.6f, -0.8f], KernelRenewal.LargestPiece(residuals, ExampleShape.Signal(6), 2));
        NetworkTrial trial = NetworkPlan.Of(TestExperiments.Read(Yaml))[0];
        Assert.Equal([-0.8f, 0.6f], GrowthCourse.Piece(trial, residuals, ExampleShape.Signal(6), 2));
        Assert.Equal(3, residuals[1]);
    }

    [Fact]
    public void The_journal_keeps_every_number_to_the_bit()
    {
        GrownRun<GrowthResult> ended = Train(Yaml);
        foreach (GrowthResult result in ended.Results)
        {
            byte[] line = ended.Study.Journal.Write(result);
            GrowthResult read = ended.Read(line);
            Assert.Equal(result.Digest, read.Digest);
            Assert.Equal(result.Network.Kernels, read.Network.Kernels);
            Assert.Equal(result.Network.Trial.KernelSizeText, read.Network.Trial.KernelSizeText);
            string changed = Encoding.UTF8.GetString(line).Replace("\"is_kept\":true", "\"is_kept\":false", StringComparison.Ordinal);
            Assert.Throws<FormatException>(() => ended.Read(Encoding.UTF8.GetBytes(changed)));
        }
    }

    [Fact]
    public void A_row_has_the_growth_of_its_seeds()
    {
        GrownRun<GrowthResult> ended = Train(Yaml + "variants: { frozen: {}, all: { grow: { freeze: false } } }\n");
        Table table = ended.Table;
        Assert.Equal(["frozen", "all"], table.Rows.Select(r => table.CellOf(r, "variant").Exact));
        foreach (TableRow row in table.Rows)
        {
            Assert.Equal(
                table.CellOf(row, "mean_phi").Number!.Value - table.CellOf(row, "first_mean_phi").Number!.Value,
                table.CellOf(row, "difference").Number!.Value,
                1e-12);
        }

        Assert.Equal(ended.Results.Sum(r => r.Stages.Count), ended.LineCount);
    }

    [Theory]
    [InlineData("protocol: as_published", "(6,11): error SANS014: 'kind: growth' chooses on validation; 'protocol' must be honest")]
    [InlineData("select: { kernel_size: mean_phi }", "(6,9): error SANS014: 'kind: growth' always chooses the kernel size on validation; "
        + "leave 'select' out")]
    [InlineData("grow: { most: 1 }", "(6,15): error SANS006: 'grow.most' is a whole number from 2 to 32; found '1'")]
    [InlineData("growth: {}", "(6,1): error SANS003: 'growth' is not a key of an experiment; did you mean 'grow'?")]
    public void What_does_not_go_together_is_told(string line, string expected)
    {
        ReadResult result = ExperimentReader.Read($"""
            name: x
            kind: growth
            datasets: [synthetic_ecg]
            model: [kernel_size: 5]
            activations: [relu]
            {line}
            """.Replace("[kernel_size: 5]", "{ kernel_size: 5 }", StringComparison.Ordinal), "x.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Equal(["x.yaml" + expected], result.Diagnostics.Select(d => d.ToString()));
    }

    private static IReadOnlyList<NetworkResult> Plain(string yaml) => GrownRun.Plain(
        yaml.Replace("kind: growth\n", "", StringComparison.Ordinal)
            .Replace("grow: { most: 3, freeze: true }\n", "", StringComparison.Ordinal),
        "synthetic_events");

    private static GrownRun<GrowthResult> Train(string yaml) =>
        GrownRun.Train(yaml, (experiment, engine) => new GrowthStudy(experiment, engine, ActivationRegistry.Instance));
}
