using System.Globalization;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Tests.Core;

/// <summary>Selectors by budget and by learned threshold. Small maps give the selections of their definitions.</summary>
public sealed class SelectorTests
{
    private static readonly float[] First = [-1, 0, 2, 2, 3, 1, -2, -2, -1, 4];
    private static readonly float[] Second = [0, 1, 0, -5, 0, 0, 2.5f, 0, 0, 1];
    private static readonly ExampleShape Shape = ExampleShape.Signal(10);

    /// <summary>A budget of 3 and of 5 among two maps of 10 positions.</summary>
    [Theory]
    [InlineData(0.15, "4 9", "3")]
    [InlineData(0.25, "2 4 9", "3 6")]
    [InlineData(0.01, "", "3")]
    [InlineData(100, "0 2 3 4 5 6 7 8 9", "1 3 6 9")]
    public void One_budget_serves_all_maps(double density, string first, string second) =>
        Check(new TopKSample(density).Activate([First, Second], Shape, [1, 1]), first, second);

    /// <summary>Extrema of the first map are 0, 2, 4, 7 and 9, without a distance. With a distance of 2, they are 0, 4 and 9.</summary>
    [Theory]
    [InlineData(0.25, 2, "4 9", "3")]
    [InlineData(0.31, 2, "4 9", "3 6")]
    [InlineData(100, 2, "0 2 4 7 9", "1 3 6 9")]
    [InlineData(100, 1, "0 4 9", "1 3 6 9")]
    public void Extrema_may_be_the_candidates(double density, int tolerance, string first, string second)
    {
        TopKSample activation = new(density, CandidateSet.Extrema, tolerance);
        Check(activation.Activate([First, Second], Shape, [3, 1]), first, second);
        Assert.Equal(
            new Extrema(tolerance).Support(First, 3).Where(p => first.Split(' ').Contains(p.ToString(CultureInfo.InvariantCulture))),
            activation.Activate([First, Second], Shape, [3, 1])[0].Positions);
    }

    [Fact]
    public void A_whole_budget_in_decimals_is_whole()
    {
        // 0.29 · 100 is below 29 in binary.
        float[] map = [.. Enumerable.Range(1, 100).Select(i => (float)i)];
        Assert.Equal(29, new TopKSample(0.29).Support(map, 1).Length);
    }

    /// <summary>The two maps are two examples of a batch.</summary>
    [Theory]
    [InlineData(0.2, 2.5, "4 9", "3 6")]
    [InlineData(0.25, 2, "2 3 4 6 7 9", "3 6")]
    public void A_batch_has_one_threshold(double density, double threshold, string first, string second)
    {
        BatchTopK activation = new(density);
        ActivationRun<BatchTopK> run = new(activation, MapShape.Signal(10), 1, 2);
        ActivationState state = ActivationState.Of(activation, [1], null, null);
        float[] maps = [.. First, .. Second];
        run.Select(state, new ExampleMaps(maps, 10, 10, 2, default), SelectionPhase.Training);
        Assert.Equal([threshold], state.Numbers.ToArray());
        Assert.Equal((first, second), (Text(run.Support(0, 0)), Text(run.Support(1, 0))));

        // The next step moves the threshold. An evaluation uses the threshold and sees one example at a time.
        float[] twice = [.. maps.Select(v => 2 * v)];
        run.Select(state, new ExampleMaps(twice, 10, 10, 2, default), SelectionPhase.Training);
        double mean = (0.9 * threshold) + ((1 - 0.9) * (2 * threshold));
        Assert.Equal([mean], state.Numbers.ToArray());
        run.Select(state, new ExampleMaps(maps, 10, 10, 2, default), SelectionPhase.Evaluation);
        Assert.Equal([.. First.Select((v, p) => (v, p)).Where(x => Math.Abs(x.v) >= mean).Select(x => x.p)], run.Support(0, 0).ToArray());
        Assert.Equal([mean], state.Numbers.ToArray());
    }

    /// <summary>With fewer values than the budget, the least of them is the threshold. Maps of zeros keep nothing.</summary>
    [Fact]
    public void A_batch_may_have_fewer_values_than_its_budget()
    {
        BatchTopK activation = new(100);
        ActivationRun<BatchTopK> run = new(activation, MapShape.Signal(10), 1, 1);
        ActivationState state = ActivationState.Of(activation, [1], null, null);
        run.Select(state, new ExampleMaps(Second, 10, 10, 1, default), SelectionPhase.Training);
        Assert.Equal([1], state.Numbers.ToArray());
        Assert.Equal("1 3 6 9", Text(run.Support(0, 0)));
        run.Select(state, new ExampleMaps(new float[10], 10, 10, 1, default), SelectionPhase.Training);
        Assert.Equal([0.9], state.Numbers.ToArray());
        Assert.Equal("", Text(run.Support(0, 0)));
    }

    [Theory]
    [InlineData(2, "4 9")]
    [InlineData(1.5, "2 3 4 6 7 9")]
    public void A_learned_threshold_selects(double threshold, string expected)
    {
        Check(new JumpRelu(threshold).Activate([First], Shape, [1]), expected);
        Check(new JumpRelu().Activate([First], Shape, [1], state: [PortableMath.Log(threshold)]), expected);
    }

    [Fact]
    public void The_gradient_of_a_learned_threshold_is_that_of_the_definition()
    {
        (double ofLoss, double ofCount) = SlopesOf(new JumpRelu(1, 0.5), [0.8f, -1.2f, 1.3f], [0.1f, 0.2f, 0.3f], 1);
        Assert.Equal((0.2, -4), (Math.Round(ofLoss, 6), ofCount));

        // Only extrema have a say where they are the candidates: here the last value, which is outside of the band.
        Assert.Equal(
            (0, 0), SlopesOf(new JumpRelu(1, 0.5, CandidateSet.Extrema), [0.8f, 1.2f, 1.3f], [0.1f, 0.2f, 0.3f], 1));
    }

    /// <summary>Images have zeros between their rows, which no selector keeps or counts.</summary>
    [Theory]
    [InlineData(CandidateSet.All)]
    [InlineData(CandidateSet.Extrema)]
    public void Images_are_selected_from(CandidateSet candidates)
    {
        ExampleShape shape = new(7, 18);
        RandomStream stream = new("test", "selectors of images");
        for (int attempt = 0; attempt < 20; attempt++)
        {
            float[][] maps = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, shape.Length)
                .Select(_ => stream.NextUniform() < 0.2 ? 0 : MathF.Round((float)(3 * stream.NextNormal())))
                .ToArray())];
            int[][] possible = [.. maps.Select(m => candidates == CandidateSet.All
                ? [.. Enumerable.Range(0, m.Length).Where(p => m[p] != 0)]
                : new Extrema().Support(m, shape, 2).Where(p => m[p] != 0).ToArray())];
            var ranked = possible
                .SelectMany((positions, kernel) => positions.Select(p => (Kernel: kernel, Position: p)))
                .OrderByDescending(x => Math.Abs(maps[x.Kernel][x.Position]))
                .ThenBy(x => x.Kernel)
                .ThenBy(x => x.Position)
                .ToArray();
            Agree(ranked.Take(5), new TopKSample(5 / 54.0, candidates));
            Agree(ranked.Where(x => Math.Abs(maps[x.Kernel][x.Position]) > 2), new JumpRelu(2, Candidates: candidates));
            Agree(ranked.Where(x => Math.Abs(maps[x.Kernel][x.Position]) >= 2), new BatchTopK(1, candidates), 2);

            void Agree<T>(IEnumerable<(int Kernel, int Position)> expected, T activation, params double[] state)
                where T : struct, ISparseActivation
            {
                ActivatedMap[] kept = activation.Activate(maps, shape, [2, 2], state: state.Length == 0 ? null : state);
                Assert.Equal(
                    expected.Order(),
                    kept.SelectMany((m, kernel) => m.Positions.Select(p => (kernel, p))).Order());
            }
        }
    }

    [Fact]
    public void Defaults_are_those_of_their_parameters()
    {
        Assert.Equal(new TopKSample(1), new TopKSample());
        Assert.Equal(new BatchTopK(1), new BatchTopK());
        Assert.Equal(new JumpRelu(0.1, 0.1), new JumpRelu());
    }

    private static (double OfLoss, double OfCount) SlopesOf(JumpRelu activation, float[] map, float[] mapGradient, double threshold) =>
        activation.SlopesOf(
            new LearningContext(
                new SelectionContext(
                    map,
                    map.Length,
                    1,
                    0,
                    MapShape.Signal(map.Length),
                    1,
                    SelectionPhase.Training,
                    new int[SelectionContext.ScratchSizeFor(map.Length)]),
                [],
                mapGradient,
                new ExampleCosts(0, 1, 0, 1, map.Length, 1)),
            threshold);

    private static void Check(ActivatedMap[] maps, params string[] expected) => Assert.Equal(expected, maps.Select(m => Text(m.Positions)));

    private static string Text(ReadOnlySpan<int> positions) => string.Join(' ', positions.ToArray());
}
