using System.Collections.Concurrent;
using Sans.Autoencoders.Training;
using Sans.Configuration.Kinds.Autoencoders;

namespace Sans.Tests.Autoencoders;

/// <summary>
/// The checks P2 to P9 and P11 of docs/method/sparsity-penalties.md, section 7, on one seed. <c>SANS_LONG=1</c> checks
/// all three seeds and every row of the table.
/// </summary>
public sealed class AcceptanceTests
{
    private static readonly bool IsLong = Needs.IsLong;
    private static readonly ConcurrentDictionary<string, Lazy<AutoencoderResult>> Results = new(StringComparer.Ordinal);

    public static TheoryData<int> Seeds => IsLong ? [1, 2, 3] : [1];

    /// <summary>
    /// Unit, penalty, weight and dropout, then zeros and cross-entropy of the three seeds. Bits differ from the table,
    /// because the random generator is another.
    /// </summary>
    public static TheoryData<string, string, double, double, int, double[], double[]> Table => new()
    {
        { "relu", "none", 0, 0, 0, [.343, .353, .350], [12.1, 12.5, 12.5] },
        { "relu", "none", 0, 0.2, 0, [.386, .393, .387], [14.4, 14.6, 14.6] },
        { "relu", "mean_square", 0.3, 0.2, 0, [.598, .600, .603], [17.5, 17.6, 17.8] },
        { "relu", "mean_square", 1, 0.2, 0, [.755, .755, .759], [21.7, 22.1, 22.2] },
        { "relu", "l1", 0.1, 0.2, 0, [.505, .511, .509], [15.3, 15.5, 15.6] },
        { "relu", "l1", 0.3, 0.2, 0, [.739, .739, .738], [20.2, 20.6, 20.5] },
        { "relu", "student_t", 0.3, 0.2, 0, [.589, .589, .590], [17.1, 17.2, 17.4] },
        { "relu", "student_t", 1, 0.2, 0, [.790, .791, .796], [23.1, 23.4, 23.6] },
        { "trec", "none", 0, 0.2, 0, [.802, .796, .799], [18.7, 18.9, 19.0] },
        { "top_k", "none", 0, 0, 26, [.594, .594, .594], [13.7, 14.0, 14.0] },
        { "top_k", "none", 0, 0, 16, [.750, .750, .750], [15.8, 16.1, 16.1] },
        { "top_k", "none", 0, 0, 8, [.875, .875, .875], [19.8, 20.3, 20.2] },
        { "batch_top_k", "none", 0, 0, 16, [.743, .742, .745], [16.3, 16.7, 16.7] },
        { "relu", "mean_square", 1, 0, 0, [.759, .760, .761], [20.5, 20.9, 20.9] },
        { "relu", "l1", 0.3, 0, 0, [.732, .737, .731], [18.9, 19.7, 19.2] },
        { "relu", "l1", 1, 0, 0, [.998, .999, .999], [42.4, 43.2, 42.9] },
    };

    [SkippableTheory]
    [MemberData(nameof(Table))]
    public void The_table_of_the_specification(
        string unit, string penalty, double weight, double dropout, int k, double[] zeros, double[] loss)
    {
        Needs.LongForm("the checks P2 to P9 are made always, on one seed");
        AutoencoderResult[] results =
        [
            .. Enumerable.Range(1, 3).Select(seed => Run(seed, AutoencoderMethods.Method(unit, penalty, weight, dropout, k: k))),
        ];
        Assert.All(results.Zip(zeros), pair => Assert.Equal(pair.Second, pair.First.Measures.Zeros, 0.03));
        Assert.Equal(loss.Average(), results.Average(r => r.Measures.Loss), 0.05 * loss.Average());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void P2_mean_square_makes_zeros_and_costs_reconstruction(int seed)
    {
        CodeMeasures none = Run(seed, AutoencoderMethods.Method("relu", dropout: 0.2)).Measures;
        CodeMeasures some = Run(seed, AutoencoderMethods.Method("relu", "mean_square", 0.3, dropout: 0.2)).Measures;
        Assert.True(some.Zeros - none.Zeros >= 0.15, $"{none.Zeros} and {some.Zeros}");
        Assert.InRange(some.Loss / none.Loss, 1.1, 1.4);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void P3_the_shape_of_the_post(int seed)
    {
        AutoencoderResult result = Run(seed, AutoencoderMethods.Method("relu", "mean_square", 0.2, dropout: 0.2));
        Assert.InRange(result.Measures.Zeros, 0.51, 0.61);
        Assert.True(result.Measures.Loss < result.Payload.BiasOnlyLoss / 2);
    }

    [Theory]
    [InlineData("mean_square", new[] { 0, 0.2, 1 }, new[] { 0, 0.1, 0.2, 0.3, 1, 3, 10, 30 })]
    [InlineData("l1", new[] { 0, 0.3 }, new[] { 0, 0.03, 0.1, 0.3, 0.5, 1 })]
    [InlineData("student_t", new[] { 0, 1.0 }, new[] { 0, 0.1, 0.3, 1 })]
    public void P4_more_weight_means_no_fewer_zeros(string penalty, double[] some, double[] all)
    {
        foreach (int seed in IsLong ? new[] { 1, 2, 3 } : [1])
        {
            double[] zeros = [.. (IsLong ? all : some).Select(weight => Run(seed, AutoencoderMethods.Method("relu", weight == 0
                ? "none"
                : penalty, weight, dropout: 0.2)).Measures.Zeros)];
            Assert.All(zeros.Zip(zeros.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 0.01, string.Join(" ", zeros)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void P5_dropout_is_not_enough(int seed)
    {
        CodeMeasures without = Run(seed, AutoencoderMethods.Method("relu")).Measures;
        CodeMeasures with = Run(seed, AutoencoderMethods.Method("relu", dropout: 0.2)).Measures;
        Assert.InRange(with.Zeros - without.Zeros, 0, 0.1);
        Assert.True(with.Loss > 1.05 * without.Loss);
    }

    [Theory]
    [InlineData("elu", "mean_square", 10)]
    [InlineData("elu", "l1", 0.1)]
    [InlineData("leaky", "mean_square", 1)]
    [InlineData("leaky", "student_t", 0.3)]
    [InlineData("sigmoid", "kl_mean", 1)]
    [InlineData("sigmoid", "kl", 0.1)]
    [InlineData("sigmoid", "cross_entropy", 0.1)]
    [InlineData("sigmoid", "l1", 0.3)]
    public void P6_units_without_a_flat_part_have_no_zeros(string unit, string penalty, double weight)
    {
        // A property of a single step holds for ten epochs too. The long form trains ten.
        AutoencoderTrial trial = AutoencoderMethods.Trial(
            AutoencoderMethods.Method(unit, penalty, weight, dropout: 0.2, target: penalty[0] is 'k' or 'c' ? 0.05 : 0),
            epochs: IsLong ? 10 : 1);
        CodeMeasures measures = AutoencoderMethods.Run(trial).Measures;
        Assert.Equal((0, 64), (measures.Zeros, measures.NonZeroCount));
        Assert.InRange(measures.NearZeros, 0, 0.999);
    }

    [Fact]
    public void P7_at_equal_sparsity_top_k_reconstructs_best()
    {
        int[] seeds = IsLong ? [1, 2, 3] : [1];
        (double topK, double topKZeros) = Mean(AutoencoderMethods.Method("top_k", k: 16));
        foreach (AutoencoderMethod penalty in new[]
        {
            AutoencoderMethods.Method("relu", "l1", 0.3),
            AutoencoderMethods.Method("relu", "mean_square", 1),
        })
        {
            (double loss, double count) = Mean(penalty);
            Assert.InRange(count, topKZeros - 1.5, topKZeros + 1.5);
            Assert.True(topK <= 0.9 * loss, $"{penalty}: {loss}, top-k {topK}");
        }

        (double Loss, double Count) Mean(AutoencoderMethod method)
        {
            AutoencoderResult[] results = [.. seeds.Select(seed => Run(seed, method))];
            return (results.Average(r => r.Measures.Loss), results.Average(r => r.Measures.NonZeroCount));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void P8_a_collapse_is_flagged(int seed)
    {
        AutoencoderResult result = Run(seed, AutoencoderMethods.Method("relu", "l1", 1));
        Assert.True(result.Measures.Zeros > 0.99);
        Assert.InRange(result.Measures.Loss, 0.99 * result.Payload.BiasOnlyLoss, 1.01 * result.Payload.BiasOnlyLoss);
        Assert.Equal(["collapsed"], result.Payload.Warnings());
        Assert.Empty(Run(seed, AutoencoderMethods.Method("relu")).Payload.Warnings());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void P9_a_dead_start_is_flagged(int seed)
    {
        AutoencoderResult dead = AutoencoderMethods.Run(
            AutoencoderMethods.Trial(AutoencoderMethods.Method("trec", theta: 1, deviation: 0.043), seed, epochs: IsLong ? 10 : 1));
        Assert.Equal(1, dead.Measures.Zeros);
        Assert.InRange(dead.Measures.Loss, 0.99 * dead.Payload.BiasOnlyLoss, 1.01 * dead.Payload.BiasOnlyLoss);
        Assert.Equal(["dead-at-start", "collapsed"], dead.Payload.Warnings());

        // The default scale of the weights follows the threshold. About P(N(0, 1) > 1) of the units are on.
        AutoencoderResult alive = Run(seed, AutoencoderMethods.Method("trec", dropout: 0.2));
        Assert.InRange(alive.Payload.OnAtStart, 0.13, 0.19);
        Assert.Empty(alive.Payload.Warnings());
    }

    /// <summary>The result is the same beside other trainings, and on any thread.</summary>
    [Fact]
    public void P11_the_same_seed_gives_the_same_bits()
    {
        AutoencoderMethod[] methods =
        [
            AutoencoderMethods.Method("relu", "mean_square", 0.3, 0.2),
            AutoencoderMethods.Method("batch_top_k", k: 8),
            AutoencoderMethods.Method("sigmoid", "kl_mean", 0.1, 0.2, target: 0.05),
        ];
        AutoencoderTrial[] trials = [.. methods.Select(m => AutoencoderMethods.Trial(m, epochs: 2))];
        string[] alone = [.. trials.Select(t => AutoencoderMethods.Run(t).Digest)];
        string[] together = new string[trials.Length];
        Parallel.For(0, trials.Length, i => together[i] = AutoencoderMethods.Run(trials[i]).Digest);
        Assert.Equal(alone, together);
        Assert.Equal(trials.Length, alone.Distinct().Count());
    }

    private static AutoencoderResult Run(int seed, AutoencoderMethod method) =>
        Results.GetOrAdd(
            $"{seed} {method}",
            _ => new Lazy<AutoencoderResult>(() => AutoencoderMethods.Run(AutoencoderMethods.Trial(method, seed)))).Value;
}
