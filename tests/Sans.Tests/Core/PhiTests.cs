using FsCheck;
using FsCheck.Fluent;
using Sans.Core.Phi;

namespace Sans.Tests.Core;

public sealed class PhiTests
{
    [Fact]
    public void The_whole_model_vector_of_the_specification()
    {
        PhiScore score = new(
            PhiScore.InverseCompressionRatioOf(weightCount: 2, nonZeroActivationCount: 2, dimensions: 1, sampleCount: 4), 1.1875);
        Assert.Equal(1.5, score.InverseCompressionRatio);
        Assert.Equal(1.913153, score.Phi, 5e-7);
    }

    /// <summary>Cells of the published tables that follow from counts alone (docs/method/san-paper.md, 6.2 and 6.3).</summary>
    [Theory]
    [InlineData(1, 1000, 1, 1000, 2.001)] // PhysioNet, identity, m = 1
    [InlineData(74, 13, 1, 1000, 0.100)] // apnea-ecg, top-k, m = 74
    [InlineData(16, 2 * 22, 1, 178, 0.5843)] // UCI-epilepsy, top-k, two kernels of 8
    [InlineData(6, 2 * 81, 2, 784, 0.6276)] // MNIST, top-k, two kernels of 3 x 3
    public void The_cost_of_a_description_is_weights_and_positions(
        int weights, int activations, int dimensions, int samples, double expected) =>
        Assert.Equal(expected, PhiScore.InverseCompressionRatioOf(weights, activations, dimensions, samples), 5e-5);

    [Fact]
    public void The_mean_of_phi_is_not_phi_of_the_means()
    {
        PhiAccumulator phi = default;
        phi.Add(0.3, 4, 10); // 0.5
        phi.Add(0.4, 0, 10); // 0.4
        Assert.Equal(new PhiMean(0.35, 0.2, 0.45, 0), Rounded(phi.Mean));

        static PhiMean Rounded(PhiMean mean) => new(
            Math.Round(mean.InverseCompressionRatio, 12),
            Math.Round(mean.NormalizedReconstructionLoss, 12),
            Math.Round(mean.MeanPhi, 12),
            mean.LeftOutCount);
    }

    [Fact]
    public void An_example_that_is_zero_everywhere_is_left_out_and_counted()
    {
        PhiAccumulator phi = default;
        phi.Add(0.3, 4, 10);
        phi.Add(9, 0, 0);
        Assert.Equal(1, phi.Mean.LeftOutCount);
        Assert.Equal(0.5, phi.Mean.MeanPhi, 1e-12);
        PhiAccumulator nothing = default;
        nothing.Add(9, 0, 0);
        Assert.False(nothing.Mean.IsFinite);
    }

    [Fact]
    public void Mean_phi_is_never_below_phi_of_the_means()
    {
        var scores = Gen.Choose(0, 300)
            .Select(v => v / 100.0)
            .Zip(Gen.Choose(0, 300).Select(v => v / 100.0))
            .NonEmptyListOf()
            .ToArbitrary();
        Prop.ForAll(scores, list =>
        {
            PhiAccumulator phi = default;
            foreach ((double cost, double loss) in list)
            {
                phi.Add(cost, loss, 1);
            }

            PhiMean mean = phi.Mean;
            return mean.MeanPhi >= new PhiScore(mean.InverseCompressionRatio, mean.NormalizedReconstructionLoss).Phi - 1e-12;
        }).QuickCheckThrowOnFailure();
    }
}
