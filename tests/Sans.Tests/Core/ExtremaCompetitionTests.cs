using FsCheck;
using FsCheck.Fluent;
using Sans.Core.Activations;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Tests.Core;

/// <summary>
/// Kernels that compete for positions, compared with vectors made by hand, with the plain definition, and with a single
/// kernel.
/// </summary>
public sealed class ExtremaCompetitionTests
{
    private static readonly float[] First = [-1, 0, 2, 2, 3, 1, -2, -2, -1, 4];
    private static readonly float[] Second = [0, 1, 0, -5, 0, 0, 2.5f, 0, 0, 1];

    [Theory]
    [InlineData(1, "0 9", "3 6")]
    [InlineData(2, "0 9", "3 6")]
    [InlineData(4, "9", "3")]
    public void One_distance_serves_all_kernels(int distance, string first, string second) =>
        Check(new ExtremaCompetition(0, distance), [First, Second], [1, 1], first, second);

    /// <summary>The distance depends on the kernel: 1 for the first, 3 for the second.</summary>
    [Fact]
    public void A_survivor_removes_by_the_distance_of_its_own_kernel()
    {
        Check(new ExtremaCompetition(), [First, Second], [1, 3], "7 9", "3");
        Check(new ExtremaCompetition(), [[0, 0, 0, 0, 5, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 3, 0, 0, 0]], [1, 3], "4", "6");
    }

    [Theory]
    [InlineData(1, "0 2 4 7 9")]
    [InlineData(2, "0 4 9")]
    public void Magnitudes_may_count_by_the_norm_of_the_kernel(int distance, string first) =>
        Check(new ExtremaCompetition(0, distance, Priority: ExtremaPriority.Normalized), [First, Second], [1, 1], first, "", [[1], [4]]);

    [Theory]
    [InlineData(2, "0 9", "3 6")]
    [InlineData(4, "9", "3")]
    public void A_territory_is_half_a_distance(int distance, string first, string second) =>
        Check(new ExtremaCompetition(0, distance, Mode: CompetitionMode.Territory), [First, Second], [1, 1], first, second);

    [Fact]
    public void Of_equal_maps_the_first_wins_everywhere_and_the_other_is_silent()
    {
        int[] alone = new Extrema(0, 2).Support(First, kernelSize: 1);
        foreach (CompetitionMode mode in Enum.GetValues<CompetitionMode>())
        {
            Check(new ExtremaCompetition(0, 2, Mode: mode), [First, First], [1, 1], string.Join(' ', alone), "");
        }
    }

    /// <summary>Kernels and measures agree, in signals and with both decoders.</summary>
    [Fact]
    public void A_training_of_one_kernel_has_the_bits_of_extrema()
    {
        var digests = Routing.RoutedRuns.Train(
            TestExperiments.Read("""
                name: one
                datasets: [synthetic_ecg]
                window: { samples: 600, length: 100 }
                split: { train: 3, validation: 1, test: 2 }
                model: { kernel_size: [4, 9], decoder: [correlation, transposed] }
                activations: [extrema: { border_tolerance: 2 }, extrema_competition: { border_tolerance: 2 }]
                training: { epochs: 3 }
                """),
            jobs: 1).Digests;
        Assert.Equal(8, digests.Count);
        Assert.All(
            digests.Where(d => d.Key.Contains("/extrema/", StringComparison.Ordinal)),
            d => Assert.Equal(d.Value, digests[d.Key.Replace("/extrema/", "/extrema_competition/", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_kernel_without_norm_has_no_extrema() =>
        Check(
            new ExtremaCompetition(0, 1, Priority: ExtremaPriority.Normalized),
            [First, Second],
            [1, 1],
            string.Join(' ', new Extrema(0, 1).Support(First, 1)),
            "",
            [[1], [0]]);

    [Theory]
    [InlineData(10, 3, 0.5, 4)]
    [InlineData(10, 3, 0.25, 2)]
    [InlineData(10, 3, 2, 14)]
    [InlineData(10, 3, 1.5, 11)] // 10.5 rounds up
    [InlineData(3, 3, 0.5, 1)]
    [InlineData(1, 0, 0.05, 1)]
    public void A_factor_shortens_the_distance(int kernelSize, int tolerance, double factor, int distance)
    {
        Assert.Equal(distance, new Extrema(tolerance, DistanceFactor: factor).DistanceOf(kernelSize));
        Assert.Equal(distance, new ExtremaCompetition(tolerance, DistanceFactor: factor).DistanceOf(kernelSize));
    }

    [Theory]
    [InlineData(2, 1, "14 13 11 8 7")] // 10.5 rounds up
    [InlineData(1, 0.5, "7 7 7 7 7 7 7 7 6 6 6 6 6 6 5 5 5 5 5 4 4 4 4 4 4 4 4 4 4 4")]
    public void A_distance_moves_along_half_a_cosine(double first, double last, string distances)
    {
        Extrema annealed = new(3, DistanceStart: first, DistanceEnd: last);
        double end = distances.Split(' ').Length - 1;
        Assert.Equal(distances, string.Join(' ', Enumerable.Range(0, (int)end + 1).Select(e => annealed.DistanceAt(10, e / end))));
        Assert.Equal(annealed.DistanceAt(10, 1), annealed.DistanceOf(10));
        Assert.Equal(1, annealed.DistanceAt(2, 1));
    }

    /// <summary>The candidates in one order. Each is compared with all that were kept before it.</summary>
    [Fact]
    public void Elimination_is_the_greedy_definition() => ForAll((maps, distance) =>
    {
        foreach (bool isNormalized in new[] { false, true })
        {
            float[][] kernels = [.. maps.Select((_, i) => new[] { 1f + (i / 3f) })];
            ExtremaPriority priority = isNormalized ? ExtremaPriority.Normalized : ExtremaPriority.Magnitude;
            Assert.Equal(
                Kept(new CompetingExtrema(distance, IsNormalized: isNormalized), maps, [.. maps.Select(_ => 1)], kernels),
                Kept(new ExtremaCompetition(0, distance, Priority: priority), maps, [.. maps.Select(_ => 1)], kernels));
        }
    });

    [Fact]
    public void One_kernel_keeps_what_extrema_keeps() => ForAll((maps, distance) =>
    {
        string alone = string.Join(' ', new Extrema(0, distance).Support(maps[0], 1));
        foreach (CompetitionMode mode in Enum.GetValues<CompetitionMode>())
        {
            foreach (ExtremaPriority priority in Enum.GetValues<ExtremaPriority>())
            {
                Assert.Equal([alone], Kept(new ExtremaCompetition(0, distance, null, priority, mode), maps[..1], [1], [[0.7f]]));
            }
        }
    });

    /// <summary>Images of one kernel, and of two kernels with a silent second one.</summary>
    [Fact]
    public void Images_of_one_kernel_keep_what_extrema_keeps()
    {
        RandomStream stream = new("test", "competition of images");
        foreach (int width in new[] { 9, 33, 40 })
        {
            ExampleShape shape = new(12, width);
            float[] map = [.. Enumerable.Range(0, shape.Length).Select(_ => (float)stream.NextInt32(9) - 4)];
            foreach (int distance in new[] { 1, 3 })
            {
                int[] alone = new Extrema(0, distance).Support(map, shape, 1);
                Assert.NotEmpty(alone);
                Assert.Equal(alone, new ExtremaCompetition(0, distance).Activate([map], shape, [1])[0].Positions);
                ActivatedMap[] twice = new ExtremaCompetition(0, distance, Mode: CompetitionMode.Territory).Activate(
                    [map, map], shape, [1, 1]);
                Assert.Equal(alone, twice[0].Positions);
                Assert.Empty(twice[1].Positions);
            }
        }
    }

    private static void ForAll(Action<float[][], int> check)
    {
        Gen<float[]> coarse = Gen.Choose(-3, 3).Select(v => (float)v).ListOf(40).Select(l => l.ToArray());
        Gen<float[]> fine = Gen.Choose(-100_000, 100_000).Select(v => v / 100_000f).ListOf(40).Select(l => l.ToArray());
        var cases = Gen.OneOf(coarse, fine).ListOf(3).Select(l => l.ToArray()).Zip(Gen.Choose(1, 9)).ToArbitrary();
        Prop.ForAll(cases, c => check(c.Item1, c.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void Check<T>(T activation, float[][] maps, int[] sizes, string first, string second, float[][]? kernels = null)
        where T : struct, ISparseActivation => Assert.Equal([first, second], Kept(activation, maps, sizes, kernels));

    private static string[] Kept<T>(T activation, float[][] maps, int[] sizes, float[][]? kernels)
        where T : struct, ISparseActivation =>
        [.. activation.Activate(maps, ExampleShape.Signal(maps[0].Length), sizes, kernels).Select(m => string.Join(' ', m.Positions))];
}
