using Sans.Data;

namespace Sans.Tests.Data;

public sealed class InterpolationTests
{
    private const double Missing = double.NaN;

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 1.0, 2, 3 }, 0)]
    [InlineData(new[] { 1.0, Missing, 3 }, new[] { 1.0, 2, 3 }, 1)]
    [InlineData(new[] { Missing, Missing, 3, 4 }, new[] { 3.0, 3, 3, 4 }, 2)]
    [InlineData(new[] { 3, Missing, Missing }, new[] { 3.0, 3, 3 }, 2)]
    [InlineData(new[] { 0, Missing, Missing, Missing, 8, Missing, 6 }, new[] { 0.0, 2, 4, 6, 8, 7, 6 }, 4)]
    public void Missing_samples_lie_between_their_neighbours(double[] samples, double[] expected, int missing)
    {
        Assert.Equal(missing, Interpolation.FillIn(new Signal(samples, "x")));
        Assert.Equal(expected, samples);
    }

    [Fact]
    public void Without_any_sample_there_is_nothing_to_go_by() =>
        Assert.Equal(
            "x: every sample of a recording is missing",
            Assert.Throws<DatasetException>(() => Interpolation.FillIn(new Signal([Missing, Missing], "x"))).Message);
}
