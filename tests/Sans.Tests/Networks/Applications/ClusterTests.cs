using Sans.Core.Random;
using Sans.Data.Formats.Wfdb;
using Sans.Networks.Clusters;

namespace Sans.Tests.Networks.Applications;

/// <summary>Clusters of events (docs/method/extensions.md, 7.2).</summary>
public sealed class ClusterTests
{
    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 2 }, 4.0 / 7)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 1 }, 1)]
    [InlineData(new[] { 0, 1, 0, 1 }, new[] { 0, 0, 1, 1 }, -0.5)]
    [InlineData(new[] { 7, 7, 7 }, new[] { 0, 0, 0 }, 1)]
    public void Groupings_agree_as_in_the_specification(int[] one, int[] other, double expected)
    {
        Assert.Equal(expected, AdjustedRandIndex.Of(one, other), 1e-12);
        Assert.Equal(expected, AdjustedRandIndex.Of(other, one), 1e-12);
    }

    [Fact]
    public void Far_groups_of_points_are_clusters_whatever_the_start()
    {
        double[][] points = [.. Enumerable.Range(0, 30).Select(i => (double[])[(10 * (i % 3)) + (0.01 * i), i % 3])];
        foreach (int number in Enumerable.Range(1, 5))
        {
            int[] found = KMeans.Of(points, 3, 10, new RandomStream("clusters", "test").Numbered(number));
            Assert.Equal(1, AdjustedRandIndex.Of(found, [.. Enumerable.Range(0, 30).Select(i => i % 3)]), 1e-12);
            Assert.Equal(found, KMeans.Of(points, 3, 10, new RandomStream("clusters", "test").Numbered(number)));
        }

        Assert.Throws<ArgumentException>(() => KMeans.Of(points[..2], 3, 1, new RandomStream("clusters", "test")));
        Assert.Single(KMeans.Of([[1], [1], [1]], 3, 2, new RandomStream("clusters", "test")).Distinct());
    }

    [Fact]
    public void A_neighbourhood_has_mean_zero_and_norm_one_and_repeats_what_is_at_a_border()
    {
        double[] point = Neighbourhood.Of([3, 1, 1, 4], 0, 1);
        double third = 1 / Math.Sqrt(6);
        Assert.All(point.Zip([third, third, -2 * third]), p => Assert.Equal(p.Second, p.First, 1e-12));
        Assert.Equal([0, 0, 0], Neighbourhood.Of([2, 2], 1, 1));
        double[] similarities = Neighbourhood.Of([([0, 6, 0], 2), ([0, 0, 4], 1)], 1, 1);
        Assert.All(similarities.Zip([0, 0.6, 0, 0, 0, 0.8]), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    [Fact]
    public void Beats_are_known_events_and_other_annotations_are_none()
    {
        var reference = ReferenceEvents.Of(
            [new WfdbAnnotation(9, "V"), new(1, "+"), new(5, "N"), new(7, "N"), new(30, "N")], sampleCount: 20);
        Assert.Equal([5L, 7, 9], reference.Samples);
        Assert.Equal([0, 0, 1], reference.Kinds);
        Assert.Equal("2 N, 1 V", reference.Counts);
    }
}
