using Sans.Core.Pursuit;
using Sans.Core.Training;

namespace Sans.Tests.Core.Pursuit;

/// <summary>The vectors of docs/method/pursuit.md, computed in exact fractions.</summary>
public sealed class PursuitVectorTests
{
    private static readonly float[] Stop = [0, 1, 2, 1, 0, 0, -2, -4, -2, 0];
    private static readonly float[] Square = [0, 1, 3, 2];
    private static readonly float[] Pair = [1, 1];

    [Fact]
    public void A_pursuit_stops_where_phi_is_least() =>
        Check([Stop], 0, [[0.5f, 1, 0.5f]], new PursuitOptions(), [(0, 7, -4)], [1.044031, 0.600925]);

    [Fact]
    public void A_longer_window_pays_for_one_activation_more() =>
        Check([Stop], 10, [[0.5f, 1, 0.5f]], new PursuitOptions(), [(0, 7, -4), (0, 2, 2)], [1.011187, 0.416667, 0.35]);

    [Theory]
    [InlineData(PursuitRefit.LeastSquares)]
    [InlineData(PursuitRefit.Local)]
    public void Least_squares_finds_amplitudes_anew(PursuitRefit refit) =>
        Check([Square], 28, [Pair], new PursuitOptions(refit), [(0, 2, 2), (0, 1, 1)], [1.001951, 0.356000, 0.1875]);

    [Fact]
    public void Without_refit_a_position_may_come_twice() =>
        Check(
            [Square],
            28,
            [Pair],
            new PursuitOptions(PursuitRefit.None),
            [(0, 2, 17.0 / 8), (0, 1, 0.75)],
            [1.001951, 0.356000, 0.250867, 0.205185]);

    [Fact]
    public void A_threshold_ends_it() =>
        Check([Square], 28, [Pair], new PursuitOptions(PursuitRefit.Local, PursuitStop.Threshold, 2.0 / 3), [(0, 2, 2), (0, 1, 1)]);

    [Fact]
    public void A_distance_removes_candidates_on_both_sides() =>
        Check([Square], 28, [Pair], new PursuitOptions(Stop: PursuitStop.Count, Limit: 2, DistanceFactor: 0.5), [(0, 2, 2.5), (0, 0, 0.5)]);

    [Fact]
    public void A_short_look_ahead_ends_at_the_first_rise() =>
        Check(
            [[0, 0, 3, -3, 3, 3, -1, 0, 1]],
            23,
            [[1, 1, 1]],
            new PursuitOptions(LookAhead: 1),
            [(0, 5, 5.0 / 3)],
            [1.004385, 0.894702, 0.977180]);

    [Fact]
    public void A_longer_look_ahead_goes_past_a_rise_and_takes_a_cut_atom() =>
        Check(
            [[0, 0, 3, -3, 3, 3, -1, 0, 1]],
            23,
            [[1, 1, 1]],
            new PursuitOptions(LookAhead: 2),
            [(0, 5, 5.0 / 3), (0, 1, 3), (0, 0, -3)],
            [1.004385, 0.894702, 0.977180, 0.723565, 0.750072, 0.747093]);

    [Fact]
    public void The_whole_path_gives_the_least_of_all_prefixes() =>
        Check(
            [[0, 0, 0, 1, -2, 2, -3, -2, -3]],
            23,
            [[2, -1, 1]],
            new PursuitOptions(LookAhead: int.MaxValue),
            [(0, 5, -7.0 / 6), (0, 9, -4.0 / 3), (0, 8, -4.0 / 3), (0, 7, -1)],
            [1.004385, 0.709721, 0.726045, 0.622691, 0.497018]);

    [Fact]
    public void Ties_go_to_the_lower_position() =>
        Check([[0, 1, 0, 0, 1, 0, 0, 0]], 0, [Pair], new PursuitOptions(Stop: PursuitStop.Count, Limit: 2), [(0, 0, 0.5), (0, 3, 0.5)]);

    [Fact]
    public void Of_equal_kernels_the_first_fires() =>
        Check([Stop], 10, [[0.5f, 1, 0.5f], [0.5f, 1, 0.5f]], new PursuitOptions(), [(0, 7, -4), (0, 2, 2)], [1.044031, 0.520683, 0.5]);

    [Fact]
    public void Two_kernels_share_a_window() =>
        Check(
            [[0, 0, 2, 4, 2, 0, 0, 1, -1, 0, 0, 0]],
            20,
            [[1, 2, 1], [1, -1, 0]],
            new PursuitOptions(),
            [(0, 3, 2), (1, 8, 1)],
            [1.017426, 0.320156, 0.3125]);

    [Fact]
    public void The_norm_of_a_cut_atom_is_that_of_its_part_inside() =>
        Check([[4, 2]], 14, [[1, 2, 1]], new PursuitOptions(), [(0, 0, 2)], [1.017426, 0.3125]);

    [Fact]
    public void A_position_that_keeps_a_tail_only_is_no_candidate() =>
        Check([[1]], 15, [[16, 1, 0]], new PursuitOptions(Stop: PursuitStop.Count, Limit: 1), [(0, 1, 16.0 / 257)]);

    [Fact]
    public void Under_the_correlation_decoder_the_atom_is_the_reversed_kernel()
    {
        Check([[0, 4, 2, 1, 0]], 15, [[1, 2, 4]], new PursuitOptions(), [(0, 2, 1)], [1.011187, 0.25], isTransposed: false);
        Check([[0, 0, 8, 4, 2, 1, 0]], 25, [[1, 2, 4, 8]], new PursuitOptions(), [(0, 4, 1)], [1.007782, 0.1875], isTransposed: false);
    }

    [Theory]
    [InlineData(PursuitRefit.LeastSquares, 66.0 / 17, 137.0 / 51, 103.0 / 51)]
    [InlineData(PursuitRefit.Local, 4768.0 / 1225, 92.0 / 35, 2472.0 / 1225)]
    public void A_local_refit_changes_only_what_overlaps(PursuitRefit refit, double first, double second, double third) =>
        Check(
            [[0, 0, 4, 8, 7, 6, 5, 4, 2, 0, 0, 0]],
            0,
            [[1, 2, 1]],
            new PursuitOptions(refit, PursuitStop.Count, 3),
            [(0, 4, first), (0, 6, second), (0, 2, third)]);

    [Fact]
    public void An_absolute_refit_finds_the_least_absolute_deviations()
    {
        Check([[0, 1, 1, 4, 0, 0]], 0, [[1, 1, 1]], new PursuitOptions(Stop: PursuitStop.Count, Limit: 1), [(0, 2, 2)]);
        Check(
            [[0, 1, 1, 4, 0, 0]],
            0,
            [[1, 1, 1]],
            new PursuitOptions(Stop: PursuitStop.Count, Limit: 1, AbsoluteRefit: 40),
            [(0, 2, 1)],
            tolerance: 1e-3);
    }

    [Fact]
    public void No_activation_is_a_legal_result()
    {
        Check([[0, 0, 0, 0]], 4, [Pair], new PursuitOptions(), []);
        Check([[0, 1, 0, 0, 1]], 19, [Pair], new PursuitOptions(LookAhead: 2), [], [1.003466]);

        // Four atoms together describe it. A look-ahead of 2 stops before that.
        Check([[0, 1, 0, 0, 1]], 19, [Pair], new PursuitOptions(), [(0, 0, 0), (0, 3, 1), (0, 1, 1), (0, 2, -1)], [1.003466]);
    }

    private static void Check(
        float[][] start,
        int zeros,
        float[][] kernels,
        PursuitOptions options,
        (int Kernel, int Position, double Amplitude)[] expected,
        double[]? path = null,
        bool isTransposed = true,
        double tolerance = 1e-6)
    {
        float[] signal = [.. start[0], .. new float[zeros]];
        PursuitEncoder pursuit = new();
        List<CodedActivation> code = [];
        pursuit.Encode(signal, new AtomDictionary(ExampleShape.Signal(signal.Length), kernels, isTransposed), options, code);
        Assert.Equal(expected.Select(e => (e.Kernel, e.Position)), code.Select(c => (c.Kernel, c.Position)));
        Assert.All(expected.Zip(code), pair => Assert.Equal(pair.First.Amplitude, pair.Second.Amplitude, tolerance));
        if (path is not null)
        {
            Assert.True(pursuit.Path.Count >= path.Length, string.Join(", ", pursuit.Path));
            Assert.All(path.Zip(pursuit.Path), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }
}
