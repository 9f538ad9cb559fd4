using Sans.Core.Training;
using Sans.Networks.Features;

namespace Sans.Tests.Networks.Applications;

/// <summary>Features of examples and the classifier of them (docs/method/extensions.md, 7.1).</summary>
public sealed class FeatureTests
{
    private static readonly (long, float)[] Kept = [(1, 3), (4, -1), (6, 2)];

    [Fact]
    public void The_vector_of_the_specification()
    {
        double[] features = ExampleFeatures.Of([Kept], error: 0);
        double[] expected = [3, 4.0 / 3, 2, Math.Sqrt(2.0 / 3), 3, 2.5, 0.5, 0];
        Assert.Equal(expected.Length, features.Length);
        Assert.All(expected.Zip(features), p => Assert.Equal(p.First, p.Second, 1e-12));
        Assert.Equal(
            [
                "kernel_0_count", "kernel_0_mean", "kernel_0_mean_magnitude", "kernel_0_magnitude_deviation", "kernel_0_largest_magnitude",
                "kernel_0_mean_interval", "kernel_0_interval_deviation", "error",
            ],
            ExampleFeatures.NamesOf(1));
    }

    [Fact]
    public void What_does_not_exist_is_zero_and_images_have_no_intervals()
    {
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 0, 2, 0, 0, 0.5], ExampleFeatures.Of([[], [(3, 2f)]], 0.5));
        Assert.Equal([1, 2, 2, 0, 2, 0.5], ExampleFeatures.Of([[(3, 2f)]], 0.5, isImage: true));
        Assert.Equal((29, 11), (ExampleFeatures.CountOf(4), ExampleFeatures.NamesOf(2, isImage: true).Count));
    }

    [Fact]
    public void Magnitudes_and_errors_have_logarithms_and_nothing_else_has()
    {
        double[] plain = ExampleFeatures.Of([Kept], 0.25), logarithms = ExampleFeatures.Of([Kept], 0.25, usesLogarithm: true);
        int[] changed = [2, 3, 4, 7];
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(
            changed.Contains(i) ? Math.Log(1e-4 + plain[i]) : plain[i], logarithms[i], 1e-12));
    }

    [Fact]
    public void Six_statistics_are_those_of_their_definitions()
    {
        double[] expected = [1, Math.Sqrt(10.0 / 4), 2, 2, 8.0 / 3, 3];
        Assert.All(expected.Zip(SimpleStatistics.Of([-1, 2, 0, 3])), p => Assert.Equal(p.First, p.Second, 1e-12));
        Assert.Equal([5, 0, 0, 0, 0, 0], SimpleStatistics.Of([5]));
        double[] logarithms = SimpleStatistics.Of([-1, 2, 0, 3], usesLogarithm: true);
        Assert.Equal([1, 3], [logarithms[0], logarithms[5]]);
        Assert.Equal(Math.Log(2.0001), logarithms[2], 1e-12);
    }

    /// <summary>Classes on two sides of a line are told apart. Equal features give no information.</summary>
    [Fact]
    public void A_linear_classifier_learns_what_a_line_can_part()
    {
        double[][] rows = [.. Enumerable.Range(0, 60).Select(i => (double[])[(i % 3) + (0.01 * (i / 3)), i % 7])];
        int[] classes = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        ClassLabels labels = new(3, classes, classes, classes);
        var table = FeatureTable.Of(rows);
        Assert.Equal((1, 1), LogisticRegression.Accuracies(table, table, table, labels, CancellationToken.None));
        var constant = FeatureTable.Of([.. rows.Select(_ => (double[])[5])]);
        Assert.Equal((1.0 / 3, 1.0 / 3), LogisticRegression.Accuracies(constant, constant, constant, labels, CancellationToken.None));
    }

    [Fact]
    public void Components_are_the_directions_of_variance()
    {
        // The deviation is 5 along (3, 4), and 1 across it.
        var rows = FeatureTable.Of(
        [
            .. from a in (double[])[-5, 5]
               from b in (double[])[-1, 1]
               select (double[])[(0.6 * a) - (0.8 * b) + 7, (0.8 * a) + (0.6 * b)],
        ]);
        FeatureTable projected = new PrincipalComponents(rows, CancellationToken.None).Project(rows, 2);
        Assert.All(Enumerable.Range(0, 4), i =>
        {
            Assert.Equal(5, Math.Abs(projected[i][0]), 1e-12);
            Assert.Equal(1, Math.Abs(projected[i][1]), 1e-12);
        });
        FeatureTable first = new PrincipalComponents(rows, CancellationToken.None).Project(rows, 1);
        Assert.Equal(1, first.ColumnCount);
    }
}
