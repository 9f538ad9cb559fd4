using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Runs.Shards;

namespace Sans.Tests.Runs;

public sealed class ShardTests
{
    private static readonly IReadOnlyList<NetworkTrial> Trials = NetworkPlan.Of(TestExperiments.Read("""
        name: shards
        datasets: [synthetic_ecg, synthetic_motifs]
        model: { kernel_size: 1..100 }
        activations: [relu, extrema]
        seeds: [4, 1]
        """));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(400)]
    [InlineData(1000)]
    public void Every_trial_is_in_one_shard_in_the_order_of_the_plan(int count)
    {
        Dictionary<string, int> position = Trials.Select((t, i) => (t.Key, i)).ToDictionary(p => p.Key, p => p.i);
        IReadOnlyList<ITrial>[] shards = [.. Enumerable.Range(1, count).Select(n => new Shard(n, count).Of(Trials, Cost))];
        Assert.Equal(Trials
            .Select(t => t.Key)
            .Order(StringComparer.Ordinal), shards.SelectMany(s => s).Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.All(shards, shard => Assert.Equal(shard.Select(t => position[t.Key]).Order(), shard.Select(t => position[t.Key])));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Shards_have_the_same_work_to_the_dearest_trial(int count)
    {
        long[] work = [.. Enumerable.Range(1, count).Select(n => new Shard(n, count).Of(Trials, Cost).Sum(Cost))];
        Assert.InRange(work.Max() - work.Min(), 0, Trials.Max(Cost));
    }

    [Fact]
    public void A_dearer_dataset_kernel_or_training_counts_for_more()
    {
        var experiment = TestExperiments.Read("""
            name: costs
            datasets: [synthetic_ecg, synthetic_motifs: { window: { samples: 24000, length: 2000 } }]
            model: { kernels: [1, 2], kernel_size: [10, 100] }
            activations: [relu]
            training: { epochs: [1, 2] }
            """);
        Func<NetworkTrial, long> cost = TrialCost.Of(experiment);
        var costs = NetworkPlan.Of(experiment).ToDictionary(t => t.Key, cost);
        long least = costs["synthetic_ecg/relu/q=1/m=10/epochs=1/seed=0"];
        Assert.Equal(least, costs.Values.Min());
        Assert.Equal(2 * least, costs["synthetic_ecg/relu/q=2/m=10/epochs=1/seed=0"]);
        Assert.Equal(2 * least, costs["synthetic_ecg/relu/q=1/m=10/epochs=2/seed=0"]);
        Assert.Equal(2 * least, costs["synthetic_motifs/relu/q=1/m=10/epochs=1/seed=0"]);
        Assert.True(costs["synthetic_ecg/relu/q=1/m=100/epochs=1/seed=0"] > least);
    }

    [Theory]
    [InlineData("1/1", true)]
    [InlineData("2-of-4", true)]
    [InlineData("4/3", false)]
    [InlineData("0/3", false)]
    [InlineData("+1/3", false)]
    [InlineData("1/3/3", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    public void A_share_is_read_from_its_text(string text, bool isShare) => Assert.Equal(isShare, Shard.TryParse(text, out _));

    private static long Cost(ITrial trial) => ((NetworkTrial)trial).KernelSize;
}
