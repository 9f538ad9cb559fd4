using System.Globalization;
using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Tests.Core;

/// <summary>
/// Activations that see several maps, have values of their own, or learn. Small maps give the selections of their
/// definitions.
/// </summary>
public sealed class WideActivationTests
{
    private static readonly float[] First = [-1, 0, 2, 2, 3, 1, -2, -2, -1, 4];
    private static readonly float[] Second = [0, 1, 0, -5, 0, 0, 2.5f, 0, 0, 1];
    private static readonly ExampleShape Shape = ExampleShape.Signal(10);

    [Theory]
    [InlineData(1, null, "0 9", "3 6")]
    [InlineData(2, null, "0 9", "3 6")]
    [InlineData(4, null, "9", "3")]
    [InlineData(1, 3, "7 9", "3")]
    public void Kernels_compete(int distance, int? ofSecond, string first, string second) =>
        Check(new CompetingExtrema(distance, ofSecond).Activate([First, Second], Shape, [1, 1]), first, second);

    [Fact]
    public void A_survivor_removes_by_the_distance_of_its_own_kernel() => Check(
        new CompetingExtrema(1, 3).Activate([[0, 0, 0, 0, 5, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 3, 0, 0, 0]], Shape, [1, 1]), "4", "6");

    [Theory]
    [InlineData(1, "0 2 4 7 9")]
    [InlineData(2, "0 4 9")]
    public void Kernels_compete_by_their_norms(int distance, string first) =>
        Check(new CompetingExtrema(distance, IsNormalized: true).Activate([First, Second], Shape, [1, 1], [[1], [4]]), first, "");

    [Fact]
    public void Kernels_that_nobody_can_tell_are_named() => Assert.Equal(
        "there are only maps, no kernels",
        Assert.Throws<NotSupportedException>(
            () => new CompetingExtrema(1, IsNormalized: true).Activate([First, Second], Shape, [1, 1])).Message);

    [Fact]
    public void Values_differ_from_similarities_at_kept_positions_only()
    {
        ActivatedMap map = Assert.Single(new LearnedShrinkage().Activate([First], Shape, [1], state: [1.5]));
        Assert.Equal([2, 3, 4, 6, 7, 9], map.Positions);
        Assert.Equal([0, 0, 0.5f, 0.5f, 1.5f, 0, -0.5f, -0.5f, 0, 2.5f], map.Map(10));
    }

    /// <summary>Exact codes of matching pursuit. Zeros follow in the inputs.</summary>
    [Theory]
    [InlineData("0 1 3 2", "1 1", null, 3, true, "1:0.75 2:2.125", null)]
    [InlineData("0 0 2 4 2 0 0 1 -1", "1 2 1", "1 -1 0", 2, true, "3:2", "8:1")]
    [InlineData("4 2", "1 2 1", null, 1, true, "0:2", null)]
    [InlineData("0 4 2 1", "1 2 4", null, 1, false, "2:1", null)]
    public void A_pursuit_makes_values_from_the_input(
        string input, string kernel, string? second, int steps, bool isTransposed, string expected, string? expectedOfSecond)
    {
        float[] x = [.. Numbers(input), .. new float[20]];
        float[][] kernels = second is null ? [Numbers(kernel)] : [Numbers(kernel), Numbers(second)];
        ActivatedMap[] maps = new MatchingPursuit(steps).Activate(
            [.. kernels.Select(_ => new float[x.Length])],
            ExampleShape.Signal(x.Length),
            [.. kernels.Select(k => k.Length)],
            kernels,
            input: x,
            usesTransposedDecoder: isTransposed);
        Assert.Equal(
            expectedOfSecond is null ? [expected] : [expected, expectedOfSecond],
            maps.Select(m => string.Join(' ', m.Positions.Zip(m.Values, (p, v) => FormattableString.Invariant($"{p}:{v}")))));

        static float[] Numbers(string text) => [.. text.Split(' ').Select(n => float.Parse(n, CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void An_input_that_nobody_can_tell_is_named() => Assert.Equal(
        "there are only maps, no inputs",
        Assert.Throws<NotSupportedException>(() => new MatchingPursuit(1).Activate([First], Shape, [1], [[1]])).Message);

    private static void Check(ActivatedMap[] maps, params string[] expected) => Assert.Equal(expected, maps.Select(m => Text(m.Positions)));

    private static string Text(ReadOnlySpan<int> positions) => string.Join(' ', positions.ToArray());
}
