using Sans.Networks.Studies;
using Sans.Runner.Output;

namespace Sans.Tests.Networks;

public sealed class PlanTests
{
    [Fact]
    public void A_plan_goes_dataset_by_dataset_in_the_order_of_the_file()
    {
        var plan = NetworkPlan.Of(TestExperiments.Read("""
            name: plan
            datasets: [synthetic_ecg, synthetic_motifs]
            model: { kernel_size: [9, 3] }
            activations: [relu, extrema: { border_tolerance: 2 }, extrema]
            seeds: [4, 1]
            """));
        Assert.Equal(2 * 3 * 2 * 2, plan.Count);
        Assert.Equal(
            [
                "synthetic_ecg/relu/q=1/m=9/seed=4", "synthetic_ecg/relu/q=1/m=9/seed=1",
                "synthetic_ecg/relu/q=1/m=3/seed=4", "synthetic_ecg/relu/q=1/m=3/seed=1",
                "synthetic_ecg/extrema(border_tolerance=2)/q=1/m=9/seed=4",
            ],
            plan.Take(5).Select(t => t.Key));
        Assert.Equal(plan.Count, plan.Select(t => t.Key).Distinct().Count());
        Assert.Equal("synthetic_motifs/extrema(border_tolerance=0)/q=1/m=3/seed=1", plan[^1].Key);
    }

    [Fact]
    public void Explanations_wrap_to_the_width()
    {
        string text = TwoColumns.Write([("a", "one two three four five six seven"), ("long", "x")], width: 30);
        Assert.Equal("a     one two three four five\n      six seven\nlong  x\n", text);
    }
}
