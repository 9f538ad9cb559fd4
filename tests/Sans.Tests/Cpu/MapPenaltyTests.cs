using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Tests.Core;

namespace Sans.Tests.Cpu;

/// <summary>Penalties on the maps of sparsely activated networks (docs/method/sparsity-penalties.md, section 8).</summary>
public sealed class MapPenaltyTests
{
    private const string Penalties = "{ l1: { weight: 0.3 } }\n{ student_t: { weight: 0.3 } }\n{ mean_square: { weight: 0.3, target: "
        + "0.05 } }\n{ mean_square: { weight: 0.3, transform: raw } }\n"
        + "{ mean_square: { weight: 0.3, transform: square, mean_over: batch } }\n{ mean_square: { weight: 0.3, mean_over: batch, "
            + "target: 0.1 } }";

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = new();
            foreach (string penalty in Penalties.Split('\n'))
            {
                foreach (string activation in new[] { "identity", "relu", "top_k_absolutes", "extrema_pool_indices", "extrema" })
                {
                    cases.Add(penalty, activation);
                }
            }

            return cases;
        }
    }

    /// <summary>
    /// The training gradient minus the gradient without a penalty is λ dR/dw. Central differences of R over the batch
    /// check it, with newly selected similarity maps.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_is_the_slope_of_the_penalty(string penalty, string activation)
    {
        const float step = 2e-4f;
        (NetworkTrial trial, SignalSplit split) = Prepared(penalty, activation);
        float[][] with = Gradients(trial, split), without = Gradients(
            trial with { Training = trial.Training with { Penalty = null } }, split);
        Assert.Contains(with.Zip(without).SelectMany(k => k.First.Zip(k.Second)), pair => pair.First != pair.Second);
        double squaredError = 0, squaredNorm = 0;
        for (int i = 0; i < with.Length; i++)
        {
            for (int u = 0; u < with[i].Length; u++)
            {
                double slope = trial.Training.Penalty!.Penalty.Weight * (Value(
                    trial, split, i, u, step) - Value(trial, split, i, u, -step)) / (2 * step);
                double error = slope - (with[i][u] - (double)without[i][u]);
                squaredError += error * error;
                squaredNorm += slope * slope;
            }
        }

        // Maps are float32, and a selection may change within the step.
        Assert.True(Math.Sqrt(squaredError / squaredNorm) < 0.02, $"relative error {Math.Sqrt(squaredError / squaredNorm)}");
    }

    /// <summary>
    /// A penalty acts on kept values. The number of values that these activations keep does not depend on it.
    /// </summary>
    [Theory]
    [InlineData("identity")]
    [InlineData("top_k_absolutes")]
    [InlineData("extrema_pool_indices")]
    public void Counts_do_not_depend_on_the_weight(string activation)
    {
        foreach (string penalty in new[] { "l1", "student_t", "mean_square" })
        {
            double[] costs = [.. new[] { 0, 0.01, 1, 100.0 }.Select(weight => Train(
                FormattableString.Invariant($"{{ {penalty}: {{ weight: {weight} }} }}"), activation).Test.InverseCompressionRatio)];
            Assert.All(costs, cost => Assert.Equal(costs[0], cost));
        }
    }

    [Fact]
    public void A_penalty_shrinks_what_it_cannot_silence()
    {
        NetworkResult without = Train(null, "top_k_absolutes"), with = Train("{ l1: { weight: 0.1 } }", "top_k_absolutes");
        Assert.True(with.Test.NormalizedReconstructionLoss > without.Test.NormalizedReconstructionLoss);
        Assert.True(with.Kernels[0].Sum(Math.Abs) < without.Kernels[0].Sum(Math.Abs));
    }

    /// <summary>A weight of zero trains to the same kernels as no penalty at all.</summary>
    [Theory]
    [InlineData("{ l1: { weight: 0 } }")]
    [InlineData("{ mean_square: { weight: 0, mean_over: batch } }")]
    public void A_weight_of_zero_changes_no_bit(string penalty)
    {
        NetworkResult without = Train(null, "extrema"), with = Train(penalty, "extrema");
        Assert.Equal(without.Kernels, with.Kernels);
        Assert.Equal((null, 0.0), (without.PenaltyWeight, with.PenaltyWeight));
    }

    [Fact]
    public void A_relative_weight_is_found_on_the_first_batch_and_told()
    {
        NetworkResult relative = Train("{ mean_square: { weight: 0.5, weight_relative: true } }", "relu");
        double resolved = relative.PenaltyWeight!.Value;
        Assert.NotEqual(0.5, resolved);

        // The same weight, given directly, trains to the same kernels.
        NetworkResult given = Train(FormattableString.Invariant($"{{ mean_square: {{ weight: {resolved:R} }} }}"), "relu");
        Assert.Equal(given.Kernels, relative.Kernels);
        Assert.Equal(
            Train("{ mean_square: { weight: 1, weight_relative: true } }", "relu").PenaltyWeight!.Value, 2 * resolved, 1e-12 * resolved);
    }

    [Fact]
    public void A_relative_weight_of_nothing_is_an_error()
    {
        (NetworkTrial trial, SignalSplit split) = Prepared("{ mean_square: { weight: 1, weight_relative: true } }", "relu");
        MapPenalty penalty = MapPenalty.Of(trial, split.Train.Shape.Length)!;
        penalty.Begin(2);
        penalty.MakeRelative(1);
        Assert.Equal(double.NaN, penalty.Weight);
        IReadOnlyList<TrainingEnd<NetworkResult>> ends = new NetworkCourse(
            [trial], split.Train.Shape, new CourseTests.Networks(1) { Penalty = penalty.Weight }).Run(CancellationToken.None);
        Assert.Contains("the penalty is zero on the first batch", Assert.Single(ends).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_swept_weight_is_a_setting()
    {
        SanExperiment experiment = Experiment("{ l1: { weight: [0.1, 1] } }", "relu");
        Assert.Equal(
            ["motifs/relu/q=2/m=7/penalty_weight=0.1/seed=0", "motifs/relu/q=2/m=7/penalty_weight=1/seed=0"],
            NetworkPlan.Of(experiment).Select(t => t.Key));
        Assert.Equal(experiment, TestExperiments.Read(ResolvedYaml.Write(experiment)));
    }

    private static SanExperiment Experiment(string? penalty, string activation) => TestExperiments.Read($$"""
        name: penalised
        datasets: [synthetic_motifs: { label: motifs }]
        window: { samples: 900, length: 150 }
        split: { train: 3, validation: 1, test: 2 }
        model: { kernels: 2, kernel_size: 7 }
        activations: [{{activation}}]
        training: { epochs: 6{{(penalty is null ? "" : $", penalty: {penalty}")}} }
        """);

    private static NetworkResult Train(string? penalty, string activation)
    {
        SanExperiment experiment = Experiment(penalty, activation);
        CollectingSink sink = new();
        new CpuEngine(ActivationRegistry.Instance, 1).Run(
            NetworkPlan.Of(experiment), ExperimentData.Load(experiment).Data, sink, CancellationToken.None);
        return sink.Results.SingleOrDefault() ?? throw new TrialFailedException(sink.Failures.Single().Reason);
    }

    private static (NetworkTrial Trial, SignalSplit Split) Prepared(string penalty, string activation)
    {
        SanExperiment experiment = Experiment(penalty, activation);
        return (NetworkPlan.Of(experiment)[0], ExperimentData.Load(experiment).Data["motifs"]);
    }

    private static float[][] Gradients(NetworkTrial trial, SignalSplit split) =>
        ActivationRegistry.Instance.Visit(trial.Activation, new GradientOf(trial, split));

    private static double Value(NetworkTrial trial, SignalSplit split, int kernel, int tap, float change) =>
        ActivationRegistry.Instance.Visit(trial.Activation, new ValueOf(trial, split, kernel, tap, change));

    private static INetwork NetworkOf<T>(T activation, NetworkTrial trial, SignalSplit split)
        where T : struct, ISparseActivation
    {
        INetwork network = PreparedSplit.Of(split, trial.KernelSize).NetworkOf(activation, trial, trial.KernelSize, new WorkerMemory());
        float[][] kernels = new NetworkRandomness(trial).DrawKernels(split.Train.Shape);
        for (int i = 0; i < kernels.Length; i++)
        {
            // The size of trained kernels.
            kernels[i].Select(w => 4 * w).ToArray().CopyTo(network.Kernel(i).Span);
        }

        network.Penalty = MapPenalty.Of(trial, split.Train.Shape.Length);
        return network;
    }

    private sealed class GradientOf(NetworkTrial trial, SignalSplit split) : IActivationVisitor<float[][]>
    {
        public float[][] Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            INetwork network = NetworkOf(activation, trial, split);
            network.KernelsChanged();
            network.ClearGradients();
            if (network.Penalty is { NeedsMeans: true } penalty)
            {
                penalty.Begin(2);
                network.Observe(0, 0);
                network.Observe(1, 1);
                penalty.TakeMeans();
            }

            network.Learn(0, 0);
            network.Learn(1, 1);
            return [.. Enumerable.Range(0, trial.KernelCount).Select(
                i => network.Gradient(i, 1f / (2 * split.Train.Shape.Length)).Span[..trial.KernelSize].ToArray())];
        }
    }

    private sealed class ValueOf(NetworkTrial trial, SignalSplit split, int kernel, int tap, float change) : IActivationVisitor<double>
    {
        public double Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            INetwork network = NetworkOf(activation, trial, split);
            network.Kernel(kernel).At(tap) += change;
            network.KernelsChanged();
            network.Penalty!.Begin(2);
            network.Observe(0, 0);
            network.Observe(1, 1);
            return network.Penalty.Value();
        }
    }
}
