using Sans.Autoencoders.Units;
using Sans.Core.Activations;
using Sans.Core.Random;

namespace Sans.Tests.Autoencoders;

/// <summary>Units and selectors: the tables of docs/method/sparsity-penalties.md, sections 3 and 9.</summary>
public sealed class CodeUnitTests
{
    private const int Batch = 9;
    private const int Units = 13;
    private static readonly CodeLayout Layout = new(Batch, Units, 16);

    [Theory]
    [InlineData("relu", -0.5, 0, 0)]
    [InlineData("relu", 0.5, 0.5, 1)]
    [InlineData("trec", 0.5, 0, 0)]
    [InlineData("trec", 0.51, 0.51, 1)]
    [InlineData("trec", -2, 0, 0)]
    [InlineData("tlin", -2, -2, 1)]
    [InlineData("tlin", -0.5, 0, 0)]
    [InlineData("elu", 2, 2, 1)]
    [InlineData("elu", -1, -0.6321205588285577, 0.36787944117144233)]
    [InlineData("leaky", -2, -0.02, 0.01)]
    [InlineData("leaky", 2, 2, 1)]
    [InlineData("sigmoid", 0, 0.5, 0.25)]
    [InlineData("sigmoid", -2, 0.11920292202211755, 0.10499358540350652)]
    public void Value_and_slope(string unit, double z, double h, double slope)
    {
        var elementwise = (ElementwiseUnit)CodeUnits.Of(AutoencoderMethods.Method(unit));
        Assert.Equal(h, elementwise.Value(z), 1e-15);
        Assert.Equal(slope, elementwise.Slope(z, elementwise.Value(z)), 1e-15);
    }

    [Theory]
    [InlineData("relu", true)]
    [InlineData("trec", false)]
    [InlineData("tlin", false)]
    [InlineData("elu", true)]
    [InlineData("top_k", true)]
    public void Units_with_a_threshold_have_no_bias(string unit, bool hasBias) =>
        Assert.Equal(hasBias, CodeUnits.Of(AutoencoderMethods.Method(unit)).HasBias);

    [Fact]
    public void Top_k_keeps_k_of_each_sample_and_batch_top_k_as_many_of_the_batch()
    {
        (double[] z, double[] code, double[] slope) = Run(new TopKOfSample(3), SelectionPhase.Training);
        Assert.All(Rows(code), row => Assert.Equal(3, row.Count(h => h != 0)));
        Assert.All(Rows(code).Zip(Rows(z)), pair => Assert.Equal(pair.Second.OrderDescending().Take(3), pair.First
            .Where(h => h != 0)
            .OrderDescending()));
        AssertIsMasked(z, code, slope);

        (z, code, slope) = Run(new TopKOfBatch(3, 0.99), SelectionPhase.Training);
        Assert.Equal(3 * Batch, code.Count(h => h != 0));
        Assert.Equal(Rows(z).SelectMany(row => row).OrderDescending().Take(3 * Batch), code.Where(h => h != 0).OrderDescending());
        Assert.NotEqual(1, Rows(code).Select(row => row.Count(h => h != 0)).Distinct().Count());
        AssertIsMasked(z, code, slope);
    }

    [Fact]
    public void Ties_go_to_the_lower_index()
    {
        double[] z = [1, 2, 1, 1, 0];
        double[] code = new double[5], slope = new double[5];
        new TopKOfSample(3).Run(z, new CodeLayout(1, 5, 5), SelectionPhase.Training, code, slope);
        Assert.Equal([1, 1, 1, 0, 0], slope);
        new TopKOfBatch(3, 0.99).Run(z, new CodeLayout(1, 5, 5), SelectionPhase.Training, code, slope);
        Assert.Equal([1, 1, 1, 0, 0], slope);
    }

    [Fact]
    public void More_than_there_are_keeps_all()
    {
        (double[] z, double[] code, _) = Run(new TopKOfSample(Units + 1), SelectionPhase.Training);
        Assert.Equal(z, code);
    }

    /// <summary>
    /// The first batch gives θ as its smallest positive kept value. Later batches update a running mean.
    /// </summary>
    [Fact]
    public void Evaluation_does_not_depend_on_the_batch()
    {
        TopKOfBatch unit = new(3, decay: 0.9);
        double first = Run(unit, SelectionPhase.Training, "a").Code.Where(h => h > 0).Min();
        Assert.Equal(first, unit.Theta);
        double second = Run(unit, SelectionPhase.Training, "b").Code.Where(h => h > 0).Min();
        double theta = (0.9 * first) + ((1 - 0.9) * second);
        Assert.Equal(theta, unit.Theta);

        (double[] z, double[] code, double[] slope) = Run(unit, SelectionPhase.Evaluation, "c");
        Assert.Equal(z.Select(v => v > theta ? v : 0), code);
        double[] alone = new double[Layout.Stride], aloneSlope = new double[Layout.Stride];
        unit.Run(z.AsSpan(4 * Layout.Stride), Layout with { Batch = 1 }, SelectionPhase.Evaluation, alone, aloneSlope);
        Assert.Equal(code.AsSpan(4 * Layout.Stride, Layout.Stride).ToArray(), alone);
        Assert.Equal(theta, unit.Theta);
        AssertIsMasked(z, code, slope);
    }

    [Fact]
    public void Not_a_number_is_an_error_and_no_selection()
    {
        double[] z = new double[Layout.Size];
        z[20] = double.NaN;
        foreach (CodeUnit unit in new CodeUnit[] { new TopKOfSample(2), new TopKOfBatch(2, 0.99) })
        {
            Assert.Throws<ArgumentException>(
                () => unit.Run(z, Layout, SelectionPhase.Training, new double[Layout.Size], new double[Layout.Size]));
        }
    }

    private static void AssertIsMasked(double[] z, double[] code, double[] slope)
    {
        Assert.All(slope, s => Assert.True(s is 0 or 1));
        Assert.Equal(z.Zip(slope, (v, s) => s == 0 ? 0 : v), code);
    }

    private static double[][] Rows(double[] matrix) =>
    [
        .. Enumerable.Range(0, Batch).Select(b => matrix.AsSpan(b * Layout.Stride, Units).ToArray()),
    ];

    private static (double[] PreActivations, double[] Code, double[] Slope) Run(CodeUnit unit, SelectionPhase phase, string name = "units")
    {
        RandomStream stream = new("test", name);
        double[] z = new double[Layout.Size], code = new double[Layout.Size], slope = new double[Layout.Size];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = i % Layout.Stride < Units ? stream.NextNormal() : 0;
        }

        unit.Run(z, Layout, phase, code, slope);
        return (z, code, slope);
    }
}
