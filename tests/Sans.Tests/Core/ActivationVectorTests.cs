using Sans.Core.Activations;

namespace Sans.Tests.Core;

/// <summary>The test vectors of docs/method/san-paper.md, 2.5.</summary>
public sealed class ActivationVectorTests
{
    private static readonly float[] Similarity = [-1, 0, 2, 2, 3, 1, -2, -2, -1, 4];

    [Theory]
    [InlineData(1, new float[] { -1, 0, 2, 0, 3, 0, 0, -2, 0, 4 })]
    [InlineData(2, new float[] { -1, 0, 0, 0, 3, 0, 0, 0, 0, 4 })] // 2 is removed by 3 and does not remove -1
    [InlineData(4, new float[] { 0, 0, 0, 0, 3, 0, 0, 0, 0, 4 })]
    public void Extrema_keeps_the_largest_further_apart_than_the_distance(int distance, float[] expected) =>
        Assert.Equal(expected, new Extrema(0, distance).Apply(Similarity, kernelSize: 1));

    [Fact]
    public void Extrema_candidates_follow_the_border_plateau_and_sign_rules()
    {
        // No two of them are neighbours, so a distance of 1 removes none. All candidates are kept.
        int[] candidates = [0, 2, 4, 7, 9];
        Assert.Equal(candidates, new Extrema(0, 1).Support(Similarity, kernelSize: 1));

        // The properties compare with the reference, so the reference must agree with the vector too.
        Assert.Equal(candidates, ReferenceActivations.ExtremaCandidates(Similarity));
    }

    [Theory]
    [InlineData(8, 3, 5)]
    [InlineData(4, 3, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(10, 0, 10)]
    public void Extrema_shortens_the_distance_by_the_border_tolerance(int kernelSize, int tolerance, int distance) =>
        Assert.Equal(
            new Extrema(0, distance).Support(Similarity, kernelSize: 1),
            new Extrema(tolerance).Support(Similarity, kernelSize));

    [Fact]
    public void Top_k_keeps_the_largest_magnitudes() =>
        Assert.Equal([0, 0, 2, 0, 3, 0, 0, 0, 0, 4], new TopKAbsolutes(3).Apply(Similarity, kernelSize: 1));

    [Theory]
    [InlineData(3, 3)] // floor(10 / 3)
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    public void Top_k_keeps_as_many_as_kernels_fit(int kernelSize, int expected) =>
        Assert.Equal(expected, new TopKAbsolutes().Support(Similarity, kernelSize).Length);

    [Theory]
    [InlineData(3, new float[] { 0, 0, 2, 0, 3, 0, -2, 0, 0, 0 })] // the last sample lies in the dropped cell
    [InlineData(4, new float[] { 0, 0, 2, 0, 3, 0, 0, 0, 0, 0 })]
    public void Extrema_pool_keeps_the_largest_magnitude_of_each_whole_cell(int poolSize, float[] expected)
    {
        Assert.Equal(expected, new ExtremaPoolIndices(poolSize).Apply(Similarity, kernelSize: 1));
        Assert.Equal(expected, new ExtremaPoolIndices().Apply(Similarity, kernelSize: poolSize));
    }

    [Fact]
    public void Identity_and_relu_keep_everything_and_the_positive()
    {
        Assert.Equal(Similarity, new Identity().Apply(Similarity, kernelSize: 1));
        Assert.Equal([0, 0, 2, 2, 3, 1, 0, 0, 0, 4], new Relu().Apply(Similarity, kernelSize: 1));
    }

    [Fact]
    public void An_activation_cannot_leave_its_map()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(3, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(3, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(3, -1));

        static void Add(int length, params int[] positions)
        {
            SupportBuilder support = new(new int[length]);
            foreach (int position in positions)
            {
                support.Add(position);
            }
        }
    }
}
