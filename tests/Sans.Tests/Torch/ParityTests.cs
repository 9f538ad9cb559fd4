using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Torch;
using Xunit.Abstractions;

namespace Sans.Tests.Torch;

/// <summary>The embedded engine against automatic differentiation, and whole trainings of both engines.</summary>
public sealed class ParityTests(ITestOutputHelper output) : TorchTest
{
    private const double GradientTolerance = 1e-5;
    private const double WeightTolerance = 1e-4;
    private const double PhiTolerance = 0.005;

    // The distance from a decision's boundary within which engines with equal weights may differ. It is the error of
    // float32 sums in another order.
    private const float NearTie = 2e-6f;

    // The short form covers every operation. The long form has trainings as long as those of Table I.
    private static readonly int Epochs = Needs.IsLong ? 60 : 4;

    private static readonly int[][] Models = [[1], [6], [7], [9, 9], [4, 4, 4], [3, 8]];

    /// <summary>
    /// In a near tie of a selection, the two engines may choose differently. Random maps have no near ties.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Activations))]
    public void One_step_has_the_gradient_of_automatic_differentiation(string activation)
    {
        double largest = 0;
        foreach (ExampleShape shape in TorchTest.Shapes)
        {
            foreach (int[] sizes in Models)
            {
                foreach (bool isTransposed in new[] { false, true })
                {
                    SignalSplit split = TorchTest.Split(shape, "gradients");
                    using TwinNetworks twins = new(TrialOf(activation, sizes, epochs: 1, readings: ReadingsConfig.None with
                    {
                        Decoder = isTransposed ? KernelDecoder.Transposed : KernelDecoder.Correlation,
                    }), split);
                    (float[] embedded, float[] torch) = twins.Step([3, 1, 4]);
                    double difference = LargestDifference(embedded, torch);
                    Assert.True(difference <= GradientTolerance, $"{activation}, {shape}, m = {string.Join('+', sizes)}, transposed "
                        + $"{isTransposed}: gradients differ by {difference}");
                    largest = Math.Max(largest, difference);
                }
            }
        }

        output.WriteLine(FormattableString.Invariant($"{activation}: gradients differ by at most {largest:E1}"));
    }

    /// <summary>
    /// The two forms of a loss are independent. The embedded engine uses its slope, and TorchSharp differentiates its
    /// value.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Activations))]
    public void Losses_have_the_gradient_of_automatic_differentiation(string activation)
    {
        foreach (ExampleShape shape in TorchTest.Shapes)
        {
            foreach (LossConfig loss in Losses)
            {
                NetworkTrial trial = TrialOf(activation, [3, 8], epochs: 2);
                SignalSplit split = TorchTest.Split(shape, "losses");
                trial = trial with { Training = trial.Training with { Losses = new(loss) } };
                using TwinNetworks twins = new(trial, split);
                (float[] embedded, float[] torch) = twins.Step([3, 1, 4]);
                double difference = LargestDifference(embedded, torch);
                Assert.True(difference <= GradientTolerance, $"{activation}, {shape}, {loss}: gradients differ by {difference}");
                Judge($"{trial.Key} on {shape}, {loss}", Follow(trial, split), reconstructsNothing: false);
            }
        }
    }

    /// <summary>The gradients of penalties on the maps agree too.</summary>
    [SkippableTheory]
    [MemberData(nameof(Activations))]
    public void Penalties_have_the_gradient_of_automatic_differentiation(string activation)
    {
        double largest = 0;
        foreach (ExampleShape shape in TorchTest.Shapes)
        {
            foreach (MapPenaltyConfig penalty in Penalties)
            {
                foreach (int[] sizes in new int[][] { [7], [3, 8] })
                {
                    NetworkTrial trial = TrialOf(activation, sizes, epochs: 1);
                    SignalSplit split = TorchTest.Split(shape, "penalties");
                    using TwinNetworks with = new(trial with { Training = trial.Training with { Penalty = penalty } }, split);
                    using TwinNetworks without = new(trial, split);
                    (float[] embedded, float[] torch) = with.Step([3, 1, 4]);
                    double difference = LargestDifference(embedded, torch);
                    Assert.True(
                        difference <= GradientTolerance,
                        $"{activation}, {shape}, m = {string.Join('+', sizes)}, {penalty}: gradients differ by {difference}");

                    // The penalty is larger than the tolerance, so the test sees it.
                    Assert.True(
                        LargestDifference(without.Step([3, 1, 4]).Torch, torch) > 10 * GradientTolerance,
                        $"{activation}, {penalty}: no part in the gradient");
                    largest = Math.Max(largest, difference);
                }
            }
        }

        output.WriteLine(FormattableString.Invariant($"{activation}: gradients differ by at most {largest:E1}"));
    }

    /// <summary>
    /// The first batch determines a weight relative to the loss, and both engines report the same. Trainings with a
    /// penalty agree like those without. A penalty can pull all weights to zero, where each step of Adam throws them to
    /// the other side. Such a network reconstructs nothing. Its CR⁻¹ counts the signs of the remaining weights. After a
    /// near tie has separated both engines, that count measures neither. It is reported but not compared. The test
    /// asserts instead that both reconstruct nothing.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Activations))]
    public void A_relative_weight_of_a_penalty_is_that_of_the_embedded_engine(string activation)
    {
        NetworkTrial trial = TrialOf(activation, [3, 8], Epochs);
        SignalSplit split = TorchTest.Split(ExampleShape.Signal(60), "relative");
        float[] withoutPenalty = Follow(trial, split).Torch.Kernels.SelectMany(k => k).ToArray();
        foreach (MapPenaltyConfig penalty in Penalties)
        {
            foreach (bool isRelative in new[] { true, false })
            {
                Course course = Follow(
                    trial with { Training = trial.Training with { Penalty = penalty with { IsWeightRelative = isRelative } } }, split);
                string name = $"{activation}, {penalty}, relative {isRelative}";
                Assert.Equal(1, course.Torch.PenaltyWeight!.Value / course.Embedded.PenaltyWeight!.Value, 1e-5);
                Assert.NotEqual(withoutPenalty, course.Torch.Kernels.SelectMany(k => k));
                Judge(name, course, reconstructsNothing: IsNothingLeft(course.Embedded) && IsNothingLeft(course.Torch));
            }
        }
    }

    /// <summary>One trial of a batch has maps that keep nothing. The other one continues.</summary>
    [SkippableFact]
    public void A_relative_weight_of_nothing_fails_as_in_the_embedded_engine()
    {
        NetworkTrial trial = TrialOf("relu", [7], epochs: 1) with { Dataset = "zeros" };
        trial = trial with { Training = trial.Training with { Penalty = Penalties[0] with { IsWeightRelative = true } } };
        SignalSplit split = TorchTest.Split(ExampleShape.Signal(60), "nothing");
        SignalSplit zeros = split with { Train = new SignalWindows(new float[split.Train.Samples.Length], split.Train.Shape) };
        NetworkData data = new(new Dictionary<string, SignalSplit> { ["zeros"] = zeros, ["data"] = split });
        foreach (INetworkEngine engine in new INetworkEngine[]
        {
            new CpuEngine(ActivationRegistry.Instance, 1),
            new TorchEngine(ActivationRegistry.Instance, () => TorchTest.Cpu),
        })
        {
            CollectingSink sink = new();
            engine.Run([trial, trial with { Dataset = "data" }], data, sink, CancellationToken.None);
            Assert.Equal(
                "the penalty is zero on the first batch, so its weight cannot be scaled; write 'weight_relative: false'",
                sink.Failures.Single().Reason);
            Assert.Equal("data", sink.Results.Single().Trial.Dataset);
        }
    }

    /// <summary>
    /// The weights agree in each step as long as the decisions of both networks agree. A different decision is a near
    /// tie, where the gradients jump.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Activations))]
    public void Whole_trainings_agree_where_no_near_tie_flips(string activation)
    {
        int agreeing = 0;
        int flipped = 0;
        double largestOfAgreeing = 0;
        double largestPhi = 0;
        foreach (ExampleShape shape in TorchTest.Shapes)
        {
            foreach (int[] sizes in Models)
            {
                SignalSplit split = TorchTest.Split(shape, "trainings");
                NetworkTrial trial = TrialOf(activation, sizes, Epochs);
                Course course = Follow(trial, split);
                Judge($"{trial.Key} on {shape}", course, reconstructsNothing: false);
                largestPhi = Math.Max(largestPhi, course.Phi);
                if (course.Tie is null)
                {
                    (agreeing, largestOfAgreeing) = (agreeing + 1, Math.Max(largestOfAgreeing, course.Weights));
                }
                else
                {
                    flipped++;
                }
            }
        }

        output.WriteLine(FormattableString.Invariant(
            $"{activation}: {agreeing} trainings without a flip, weights within {largestOfAgreeing:E1}; {flipped} with one; mean φ ")
                + FormattableString.Invariant($"of all within {largestPhi:E1}"));
        Assert.True(agreeing > flipped, "ties are the exception");
    }

    /// <summary>
    /// Activations that see several maps, have values of their own, or learn run on the host. Their learned numbers
    /// agree too.
    /// </summary>
    [SkippableTheory]
    [InlineData("relu_sample", true)]
    [InlineData("relu_batch", true)]
    [InlineData("identity_values", true)]
    [InlineData("learned_shrinkage", true)]
    [InlineData("jump_relu", true)]
    [InlineData("batch_top_k", true)]
    [InlineData("top_k_sample", true)]
    [InlineData("extrema_competition", true)]
    [InlineData("matching_pursuit", false)]
    [InlineData("phi_pursuit", true)]
    [InlineData("extrema_refitted", true)]
    public void Activations_of_every_kind_agree(string activation, bool takesImages)
    {
        double largest = 0;
        foreach (ExampleShape shape in TorchTest.Shapes.Where(s => takesImages || s.Height == 1))
        {
            SignalSplit split = TorchTest.Split(shape, "wide");
            foreach (int[] sizes in new int[][] { [6], [3, 8] })
            {
                NetworkTrial[] trials = [.. Enumerable.Range(0, 2).Select(seed => TrialOf(
                    "identity", sizes, epochs: 3) with { Seed = seed, Activation = WideConfig(activation), Protocol = Protocol.Honest })];
                IReadOnlyList<NetworkResult> embedded = All(trials, split, new CpuEngine(ActivationRegistry.Instance, 1));
                IReadOnlyList<NetworkResult> torch = All(trials, split, new TorchEngine(ActivationRegistry.Instance, () => TorchTest.Cpu));
                foreach ((NetworkResult one, NetworkResult other) in embedded.Zip(torch))
                {
                    string name = $"{activation}, {shape}, m = {string.Join('+', sizes)}, seed {one.Trial.Seed}";
                    Assert.True(one.Epoch == other.Epoch, $"{name}: epoch {one.Epoch} and {other.Epoch}");
                    double difference = LargestDifference([.. one.Kernels.SelectMany(k => k)], [.. other.Kernels.SelectMany(k => k)]);
                    Assert.True(difference <= WeightTolerance, $"{name}: weights differ by {difference}");
                    Assert.Equal(one.ActivationState is null, other.ActivationState is null);
                    Assert.All(
                        (one.ActivationState ?? []).Zip(other.ActivationState ?? []), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
                    largest = Math.Max(largest, difference);
                }
            }
        }

        output.WriteLine(FormattableString.Invariant($"{activation}: weights differ by at most {largest:E1}"));
    }

    public static TheoryData<string> Activations => ["identity", "relu", "top_k_absolutes", "extrema_pool_indices", "extrema"];

    private static LossConfig[] Losses =>
        [.. Core.LossTests.OfSchema.Skip(1).Select(l => l.Name == "huber" ? l with { Parameters = new(new Parameter("delta", 0.5)) } : l)];

    private static MapPenaltyConfig[] Penalties =>
    [
        new(PenaltyKind.L1, 0.3, false, 0, MeanTransform.Raw, MeanAxes.BatchSpace),
        new(PenaltyKind.StudentT, 0.3, false, 0, MeanTransform.Raw, MeanAxes.BatchSpace),
        new(PenaltyKind.MeanSquare, 3, false, 0.5, MeanTransform.Abs, MeanAxes.BatchSpace),
        new(PenaltyKind.MeanSquare, 3, false, 0.5, MeanTransform.Raw, MeanAxes.BatchSpace),
        new(PenaltyKind.MeanSquare, 0.1, false, 0, MeanTransform.Square, MeanAxes.Batch),
        new(PenaltyKind.MeanSquare, 0.1, false, 0.1, MeanTransform.Abs, MeanAxes.Batch),
    ];

    // The reconstruction explains no more of the signal than zeros do.
    private static bool IsNothingLeft(NetworkResult result) => result.Test.NormalizedReconstructionLoss > 0.999;

    /// <summary>
    /// Weights agree unless a near tie flipped. φ agrees in any case, except after a flipped near tie of a network that
    /// reconstructs nothing.
    /// </summary>
    private void Judge(string name, Course course, bool reconstructsNothing)
    {
        if (course.Tie is { } tie)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{name}: {tie}; weights differ by {course.Weights:E1} in the end, mean φ by ")
                    + FormattableString.Invariant($"{course.Phi:E1}{(reconstructsNothing ? ", and both reconstruct nothing" : "")}"));
        }
        else
        {
            Assert.True(course.Weights <= WeightTolerance, $"{name}: weights differ by {course.Weights}, and no decision does");
        }

        Assert.True(
            course.Phi <= PhiTolerance || (course.Tie is not null && reconstructsNothing), $"{name}: mean φ differs by {course.Phi}");
    }

    private static Course Follow(NetworkTrial trial, SignalSplit split)
    {
        NetworkResult alone = Results(trial, split, new CpuEngine(ActivationRegistry.Instance, 1));
        NetworkResult torchAlone = Results(trial, split, new TorchEngine(ActivationRegistry.Instance, () => TorchTest.Cpu));
        using TwinNetworks twins = new(trial, split, alone.PenaltyWeight, torchAlone.PenaltyWeight);
        NetworkRandomness randomness = new(trial);
        int[] order = new int[split.Train.Count];
        string? tie = null;
        for (int epoch = 1; epoch <= trial.Training.Epochs; epoch++)
        {
            randomness.OrderExamples(epoch, order);
            foreach (int[] batch in order.Chunk(trial.Training.BatchSize))
            {
                (float[] before, float[] torchBefore) = (twins.EmbeddedWeights, twins.TorchWeights);
                (float[] embedded, float[] torch) = twins.Step(batch);
                double difference = LargestDifference(embedded, torch);
                if (tie is null && difference > GradientTolerance)
                {
                    int decisions = twins.Decisions(before, batch)
                        .Zip(twins.Decisions(torchBefore, batch))
                        .Count(pair => pair.First != pair.Second);
                    float margin = twins.LeastMargin(torchBefore, batch);
                    tie = decisions > 0 || margin < NearTie
                        ? FormattableString.Invariant($"epoch {epoch}: gradients part by {difference:E1}, {decisions} decisions ")
                            + FormattableString.Invariant($"differ, the nearest to a tie by {margin:E1}")
                        : null;
                }
            }
        }

        Assert.Equal(alone.Kernels.SelectMany(k => k), twins.EmbeddedWeights);
        Assert.Equal(torchAlone.Kernels.SelectMany(k => k), twins.TorchWeights);
        return new Course(alone, torchAlone, LargestDifference(twins.EmbeddedWeights, twins.TorchWeights), tie);
    }

    private static NetworkResult Results(NetworkTrial trial, SignalSplit split, INetworkEngine engine)
    {
        CollectingSink sink = new();
        engine.Run([trial], new NetworkData(new Dictionary<string, SignalSplit> { [trial.Dataset] = split }), sink, CancellationToken.None);
        Assert.Empty(sink.Failures);
        return sink.Results.Single();
    }

    private static ActivationConfig WideConfig(string activation) => new(activation.Split("_refitted")[0], activation switch
    {
        // With random kernels, a pursuit that ends by φ stops almost at once.
        "phi_pursuit" => new(
            new Parameter("refit", "least_squares"),
            new Parameter("stop", "count"),
            new Parameter("limit", 5.0),
            new Parameter("look_ahead", 8L),
            new Parameter("distance_factor", 0.0),
            new Parameter("border_tolerance", 0L),
            new Parameter("sweeps", 0L),
            new Parameter("absolute_refit", 0L)),
        "extrema_refitted" => new(new Parameter("border_tolerance", 0L), new Parameter("refit", "least_squares")),
        "learned_shrinkage" => new(new Parameter("threshold", 0.05)),
        "jump_relu" => new(
            new Parameter("threshold", 0.1), new Parameter("bandwidth", 0.1), new Parameter("candidates", "all")),
        "batch_top_k" => new(new Parameter("density", 1.0), new Parameter("candidates", "all")),
        "top_k_sample" => new(
            new Parameter("density", 1.0), new Parameter("candidates", "extrema"), new Parameter("border_tolerance", 1L)),
        "matching_pursuit" => new(new Parameter("steps", 5L)),
        "extrema_competition" => new(
            new Parameter("border_tolerance", 0L),
            new Parameter("minimum_extrema_distance", 4L),
            new Parameter("priority", "normalized"),
            new Parameter("mode", "elimination")),
        _ => default,
    });

    private static IReadOnlyList<NetworkResult> All(NetworkTrial[] trials, SignalSplit split, INetworkEngine engine)
    {
        CollectingSink sink = new();
        engine.Run(
            trials, new NetworkData(new Dictionary<string, SignalSplit> { [trials[0].Dataset] = split }), sink, CancellationToken.None);
        Assert.Empty(sink.Failures);
        return [.. sink.Results.OrderBy(r => r.Trial.Seed)];
    }

    private static NetworkTrial TrialOf(string activation, int[] sizes, int epochs, ReadingsConfig? readings = null) => new(
        "data",
        new ActivationConfig(activation, activation == "extrema" ? new(new Parameter("border_tolerance", 1L)) : default),
        activation,
        sizes.Length,
        sizes.Max(),
        0,
        new TrainingConfig(epochs, 2, new AdamConfig(0.01, 0.9, 0.999, 1e-8), new(LossConfig.MeanAbsoluteError)),
        Protocol.AsPublished,
        MixedKernelSizes: sizes.Distinct().Count() > 1 ? new(sizes) : default,
        Readings: readings);

    private static double LargestDifference(float[] left, float[] right)
    {
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right, (a, b) => Math.Abs((double)a - b)).Max();
    }

    /// <summary>A training in both engines.</summary>
    /// <param name="Embedded">Of the embedded engine.</param>
    /// <param name="Torch">Of the TorchSharp engine.</param>
    /// <param name="Weights">The largest difference of two weights in the end.</param>
    /// <param name="Tie">Where the two parted, and how near a tie that was, or <see langword="null"/> where no decision differed.</param>
    private sealed record Course(NetworkResult Embedded, NetworkResult Torch, double Weights, string? Tie)
    {
        /// <summary>The difference of mean φ over the test examples.</summary>
        public double Phi => Math.Abs(Embedded.Test.MeanPhi - Torch.Test.MeanPhi);
    }
}
