using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Routing;
using Sans.Routing.Models;
using Sans.Routing.Rate;

namespace Sans.Tests.Routing;

/// <summary>Measures against hand-made figures (docs/method/routed-networks.md, 5 and 6.3).</summary>
public sealed class MeasureTests
{
    private static readonly RoutedData Data = RoutedData.Draw(
        RoutedParts.Hypercube(8), RoutedParts.Cube, new PointCounts(512, 128, 256), seed: 1);

    [Theory]
    [InlineData(new[] { 5, 5, 5, 5 }, 1, 1)]
    [InlineData(new[] { 20, 0, 0, 0 }, 0, 0.25)]
    [InlineData(new[] { 10, 10, 0, 0 }, 0.5, 0.5)]
    [InlineData(new[] { 7 }, 1, 1)]
    public void Load_entropy(int[] counts, double entropy, double used)
    {
        (double found, double share) = MeasuresOf.LoadOf(counts);
        Assert.Equal(entropy, found, 1e-12);
        Assert.Equal(used, share);
    }

    /// <summary>Flops, parameters and active units for n = 8 inputs, counted as in section 5.</summary>
    [Fact]
    public void Costs_are_counted_as_specified()
    {
        Check(RoutedParts.Part("dense"), parameters: 32, frozen: 9 * 32, flops: 18 * 32, routing: 0);
        Check(
            RoutedParts.Part("top_k", ("width_factor", 4L), ("by", "value")),
            parameters: 128,
            frozen: 9 * 128,
            flops: 18 * 32,
            routing: 2 * 8 * 128);
        Check(RoutedParts.Part("hash_uniform", ("width_factor", 4L)), parameters: 128, frozen: 9 * 128, flops: 18 * 32, routing: 0);
        Check(
            RoutedParts.Part("lsh_sign", ("hyperplanes", 3L), ("offset", 0.8)),
            parameters: 32 * 8,
            frozen: 9 * 3 * 32,
            flops: 2 * 32,
            routing: 2 * 8 * 3 * 32,
            fit: RoutedParts.Part("backfitting", ("cycles", 2L), ("shrink", 3.0)));
        Check(
            RoutedParts.Part("switch", ("experts", 4L), ("alpha", 0.01), ("initial_scale", 0.1)),
            parameters: (4 * 32) + (4 * 9),
            frozen: 9 * 128,
            flops: 18 * 32,
            routing: 2 * 8 * 4,
            fit: RoutedParts.Part(
                "adam",
                ("learning_rate", 0.01),
                ("decay_after", 1L),
                ("decayed_learning_rate", 0.001),
                ("batch_size", 64L),
                ("epochs", 2L)));

        static void Check(RoutedPart router, long parameters, long frozen, long flops, long routing, RoutedPart? fit = null)
        {
            RoutedMeasures m = Train(router, fit ?? RoutedParts.Ridge).Payload.Measures;
            Assert.Equal((parameters, frozen, flops, flops + routing), (m.Parameters, m.FrozenParameters, m.FlopsActive, m.FlopsTotal));
            Assert.Equal(32, m.ActiveConfigured);
            Assert.InRange(m.ActiveMeasured, 1, 32);
            Assert.Equal((parameters + (2 * m.ActiveMeasured)) / 8, m.Compression);
            Assert.Equal(Math.Sqrt((m.Compression * m.Compression) + m.Nmse), m.Phi);
            Assert.Equal(m.Mse / m.Variance, m.Nmse);
        }
    }

    /// <summary>
    /// Section 5, caution 1. Half of a dense layer of rectified units is zero, but almost none of the highest quarter.
    /// </summary>
    [Fact]
    public void Active_units_are_measured()
    {
        Assert.InRange(Train(RoutedParts.Part("dense"), RoutedParts.Ridge).Payload.Measures.ActiveMeasured, 12, 20);
        Assert.InRange(
            Train(RoutedParts.Part("top_k", ("width_factor", 4L), ("by", "value")), RoutedParts.Ridge).Payload.Measures.ActiveMeasured,
            31.5,
            32);
    }

    /// <summary>Validation chooses among several values. The table names the choice.</summary>
    [Fact]
    public void Fits_are_chosen_on_validation()
    {
        RoutedPart fit = RoutedParts.Part("ridge", ("lambda", Sweep.Of<object>(1e3, 1e-4, 1e-8)));
        RoutedResult chosen = Train(RoutedParts.Part("dense"), fit);
        RoutedResult[] each = [.. fit.Expand().Select(f => Train(RoutedParts.Part("dense"), f))];
        RoutedResult best = each.MinBy(r => r.Payload.Measures.ValidationNmse)!;
        Assert.Equal(best.Digest, chosen.Digest);
        Assert.NotEqual("ridge(lambda=1000)", chosen.Payload.Fit);
    }

    [Fact]
    public void A_target_that_does_not_vary_is_refused()
    {
        PointSet constant = new(8, new float[8 * 4], [2, 2, 2, 2]);
        TrialFailedException failure = Assert.Throws<TrialFailedException>(() =>
            RoutedTraining.Train(
                Trial(RoutedParts.Part("dense"), RoutedParts.Ridge), new RoutedData(constant, constant, constant), CancellationToken.None));
        Assert.Contains("constant on the training points", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slope_is_the_exponent_of_a_power_law()
    {
        Assert.Equal(-0.5, Slope.Of([.. new[] { 8.0, 20, 100, 3000 }.Select(b => (b, 7 / Math.Sqrt(b)))])!.Value, 1e-12);
        Assert.Null(Slope.Of([(8, 1)]));
        Assert.Null(Slope.Of([(8, 1), (8, 2)]));
    }

    [Fact]
    public void The_same_trial_has_the_same_bits()
    {
        RoutedPart router = RoutedParts.Part("top_k", ("width_factor", 4L), ("by", "value"));
        Assert.Equal(Train(router, RoutedParts.Ridge).Digest, Train(router, RoutedParts.Ridge).Digest);
        Assert.NotEqual(Train(router, RoutedParts.Ridge).Digest, Train(router, RoutedParts.Part("ridge", ("lambda", 1e-5))).Digest);
    }

    private static RoutedResult Train(RoutedPart router, RoutedPart fit) =>
        RoutedTraining.Train(Trial(router, fit), Data, CancellationToken.None);

    private static RoutedTrial Trial(RoutedPart router, RoutedPart fit) =>
        new("hypercube", router.Name, RoutedParts.Hypercube(8), RoutedParts.Cube, RoutedParts.Bottom, router, fit, 32, 1);
}
