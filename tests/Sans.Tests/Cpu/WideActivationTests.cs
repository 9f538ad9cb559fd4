using System.Globalization;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Losses;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Networks.Weights;
using Sans.Runs;

namespace Sans.Tests.Cpu;

/// <summary>Activations in the embedded engine. They see several maps, have values of their own, or learn.</summary>
public sealed class WideActivationTests
{
    private const string Trainings = """
        name: wide
        datasets: [synthetic_motifs]
        window: { samples: 900, length: 100 }
        split: { train: 5, validation: 2, test: 2 }
        model: { kernels: [1, 3], kernel_size: [4, 9] }
        activations: [ACTIVATION]
        training: { TRAINING }
        """;

    /// <summary>
    /// An activation that could select map by map gives the same bits in every scope. This holds with a penalty that
    /// first observes the batch, and with values of its own.
    /// </summary>
    [Theory]
    [InlineData("relu", "relu_sample")]
    [InlineData("relu", "relu_batch")]
    [InlineData("identity", "identity_values")]
    public void Scopes_and_values_change_no_bit(string plain, string wide)
    {
        foreach (string training in new[]
        {
            "epochs: 3, batch_size: 2",
            "epochs: 3, batch_size: 3, loss: mse, penalty: { mean_square: { weight: 0.5, mean_over: batch, weight_relative: true } }",
        })
        {
            NetworkResult[] expected = Train(plain, training), actual = Train(wide, training);
            Assert.Equal(4, expected.Length);
            Assert.Equal(expected.SelectMany(r => r.Kernels), actual.SelectMany(r => r.Kernels));
            Assert.Equal(expected.Select(r => (r.Epoch, r.Test, r.PenaltyWeight)), actual.Select(r => (r.Epoch, r.Test, r.PenaltyWeight)));
        }
    }

    [Theory]
    [InlineData("relu", "relu_sample")]
    [InlineData("relu", "relu_batch")]
    [InlineData("identity", "identity_values")]
    public void Scopes_and_values_change_no_bit_on_images(string plain, string wide)
    {
        foreach (int[] sizes in new int[][] { [3], [4, 4], [2, 5] })
        {
            foreach (bool isTransposed in new[] { false, true })
            {
                Assert.Equal(Kernels(plain), Kernels(wide));

                IEnumerable<float[]> Kernels(string activation)
                {
                    ExampleShape shape = new(11, 18);
                    NetworkTrial trial = TestTrials.Of(
                        shape,
                        [.. sizes.Select(m => new float[m * m])],
                        ReadingsConfig.None with { Decoder = isTransposed ? KernelDecoder.Transposed : KernelDecoder.Correlation });
                    trial = trial with
                    {
                        Activation = new ActivationConfig(activation, default),
                        Training = trial.Training with { Epochs = 3, BatchSize = 2 },
                    };
                    return Run([trial], SplitOf(shape)).Single().Kernels;
                }
            }
        }
    }

    /// <summary>
    /// A first share equal to the last changes nothing, and another one does. With one epoch, only the last share is
    /// used.
    /// </summary>
    [Fact]
    public void A_distance_moves_in_the_course_of_a_training()
    {
        string[] plain = Digests("distance_factor: 0.5", 3), alike = Digests(
            "distance_start: 0.5, distance_end: 0.5", 3), moving = Digests("distance_start: 2, distance_end: 0.5", 3);
        Assert.Equal(plain, alike);
        Assert.NotEqual(plain, moving);
        Assert.Equal(Digests("distance_factor: 0.5", 1), Digests("distance_start: 2, distance_end: 0.5", 1));

        string[] Digests(string parameters, int epochs) =>
            [.. Train($"extrema: {{ {parameters} }}", FormattableString.Invariant($"epochs: {epochs}")).Select(r => r.Digest)];
    }

    /// <summary>Each draw is the same in signals and images, for any scope. An empty selection draws nothing.</summary>
    [Theory]
    [InlineData("extrema: { border_tolerance: 2 }")]
    [InlineData("extrema_competition: { distance_factor: 0.5 }")]
    public void Dropout_is_one_more_thing_that_is_drawn(string activation)
    {
        NetworkResult[] plain = Train(activation, "epochs: 3"), none = Train(activation, "epochs: 3, dropout: { rate: 0 }");
        NetworkResult[] half = Train(activation, "epochs: 3, dropout: { rate: 0.5 }"), scaled = Train(
            activation, "epochs: 3, dropout: { rate: [0.5], scaling: inverted }");
        Assert.Equal(plain.Select(r => r.Digest), none.Select(r => r.Digest));
        Assert.Equal(half.Select(r => r.Digest), Train(activation, "epochs: 3, dropout: { rate: 0.5 }").Select(r => r.Digest));
        Assert.Empty(plain.Concat(scaled).Select(r => r.Digest).Intersect(half.Select(r => r.Digest)));
        Assert.Contains(
            "'training.dropout' does not work with activations",
            Assert.ThrowsAny<Exception>(() => Train("jump_relu", "epochs: 1, dropout: { rate: 0.5 }")).Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// The update happens once per step, and not in a look at the batch or in a measure. The test uses the weights of
    /// the best epoch.
    /// </summary>
    [Theory]
    [InlineData("honest")]
    [InlineData("as_published")]
    public void Numbers_of_an_activation_belong_to_the_weights(string protocol)
    {
        const string training =
            "epochs: 3, batch_size: 2, penalty: { mean_square: { weight: 0.5, mean_over: batch, weight_relative: true } }";
        foreach (NetworkResult result in Train("relu_batch", training, $"protocol: {protocol}"))
        {
            Assert.Equal([3 * result.Epoch, 0.5], result.ActivationState);
            Assert.Equal(protocol == "honest" ? result.Epoch : 3, result.Epoch);
            Assert.NotEqual(
                result.Digest, NetworkDigest.Of(result.Epoch, result.Validation, result.Test, result.Kernels, null, result.PenaltyWeight));
        }
    }

    /// <summary>
    /// Central differences of the double-precision loss for every weight and every threshold, on signals and on images.
    /// </summary>
    [Fact]
    public void Values_and_learned_numbers_have_their_gradients()
    {
        CheckGradients(ExampleShape.Signal(40), [7]);
        CheckGradients(ExampleShape.Signal(40), [4, 4, 9]);
        CheckGradients(new ExampleShape(9, 17), [3, 3]);
        CheckGradients(new ExampleShape(9, 17), [2, 5]);
    }

    [Theory]
    [InlineData("jump_relu")]
    [InlineData("learned_shrinkage")]
    [InlineData("batch_top_k")]
    [InlineData("top_k_sample")]
    [InlineData("extrema_competition: { minimum_extrema_distance: 5 }")]
    [InlineData("extrema_competition: { minimum_extrema_distance: 5, priority: normalized }")]
    public void Trainings_of_the_extensions_learn(string activation)
    {
        foreach (NetworkResult result in Train(activation, "epochs: 30, batch_size: 2"))
        {
            // Shrinkage learns to reduce the loss, whatever that costs in φ.
            Assert.True(
                activation == "learned_shrinkage" || result.ValidationMeanPhi.Min() < 0.97 * result.ValidationMeanPhi[0],
                $"{result.Trial.Key}: {string.Join(' ', result.ValidationMeanPhi)}");
            if (activation is "jump_relu" or "learned_shrinkage")
            {
                double begin = activation == "jump_relu" ? Math.Log(0.1) : 0.2;
                Assert.Equal(result.Kernels.Count, result.ActivationState!.Count);
                Assert.All(result.ActivationState, n => Assert.NotEqual(begin, n));
            }
        }
    }

    /// <summary>
    /// A training that is stopped after each epoch continues to the same bits. Its state has the numbers, their
    /// optimiser, and the numbers of the best epoch.
    /// </summary>
    [Theory]
    [InlineData("jump_relu")]
    [InlineData("relu_batch")]
    [InlineData("batch_top_k")]
    public void A_stopped_training_goes_on(string activation)
    {
        SanExperiment experiment = Experiment(activation, "batch_size: 2", "");
        NetworkTrial trial = NetworkPlan.Of(experiment)[0] with { Training = NetworkPlan.Of(experiment)[0].Training with { Epochs = 5 } };
        NetworkData data = ExperimentData.Load(experiment).Data;
        CompletedSink whole = new();
        new CpuEngine(ActivationRegistry.Instance, 1).Run([trial], data, whole, CancellationToken.None);
        for (int stop = 1; stop < 5; stop++)
        {
            using CancellationTokenSource source = new();
            States states = new(source, stop);
            CompletedSink sink = new() { Checkpoints = states };
            Assert.Throws<OperationCanceledException>(
                () => new CpuEngine(ActivationRegistry.Instance, 1).Run([trial], data, sink, source.Token));
            new CpuEngine(ActivationRegistry.Instance, 1).Run([trial], data, sink, CancellationToken.None);
            Assert.Equal((whole.Results[0].Digest, 1), (sink.Results[0].Digest, sink.Results.Count));
        }
    }

    /// <summary>
    /// The journals of networks, with and without classifiers, restore the numbers of an activation. They notice a
    /// changed number.
    /// </summary>
    [Fact]
    public void Journals_and_model_files_have_the_numbers()
    {
        SanExperiment experiment = Experiment("jump_relu", "epochs: 3", "");
        NetworkResult result = Train("jump_relu", "epochs: 3")[1];
        byte[] line = new SanJournal().Write(result);
        NetworkResult read = ReadBack(line);
        Assert.Equal(result.Digest, read.Digest);
        Assert.Equal(result.ActivationState, read.ActivationState);
        string text = System.Text.Encoding.UTF8.GetString(line);
        string number = result.ActivationState![0].ToString("R", CultureInfo.InvariantCulture);
        Assert.Contains($"\"activation_state\":[{number}", text, StringComparison.Ordinal);
        Assert.Contains("its numbers have the digest", Assert.Throws<FormatException>(() => ReadBack(
            System.Text.Encoding.UTF8.GetBytes(text.Replace(number, "0.5", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);
        Assert.Equal(result.Digest, SanPayload.Of(result).ToResult(result.Trial).Digest);

        // A model file has them beside the digest.
        PhiRow row = PhiRow.Of(experiment, new Outcomes<NetworkTrial, NetworkResult>(
            [result.Trial],
            new Dictionary<string, NetworkResult> { [result.Trial.Key] = result },
            new Dictionary<string, string>())).Single();
        string file = System.Text.Encoding.UTF8.GetString(TableWeights.Write(experiment, [row], "cpu"));
        Assert.Contains($"\\\"activation_state\\\":[{number}", file, StringComparison.Ordinal);

        NetworkResult ReadBack(byte[] bytes)
        {
            return new SanJournal().Read(bytes, Plans.ByKey(NetworkPlan.Of(experiment))).Result!;
        }
    }

    /// <summary>The maps made for classifiers and pictures agree with the measured result.</summary>
    [Theory]
    [InlineData("jump_relu")]
    [InlineData("learned_shrinkage")]
    [InlineData("batch_top_k")]
    [InlineData("extrema_competition: { minimum_extrema_distance: 5, priority: normalized }")]
    [InlineData("matching_pursuit: { steps: 6 }")]
    public void Reconstructions_are_those_that_were_measured(string activation)
    {
        SanExperiment experiment = Experiment(activation, "epochs: 3", "");
        SignalSplit split = ExperimentData.Load(experiment).Data["synthetic_motifs"];
        foreach (NetworkResult result in Train(activation, "epochs: 3"))
        {
            PreparedSplit prepared = PreparedSplit.Of(split, result.Trial.KernelSize);
            ClassLabels labels = new(2, new int[split.Train.Count], new int[split.Validation.Count], new int[split.Test.Count]);
            SanReconstruction reconstruction = new(
                result, prepared, result.Trial.KernelSize, new WorkerMemory(), new ReconstructionMemory(), labels);
            LabelledSplit made = ActivationRegistry.Instance.Visit(result.Trial.Activation, reconstruction);
            double[] losses = [.. Enumerable.Range(0, split.Test.Count).Select(i => Loss(made.Test[i].ToArray(), split.Test[i].ToArray()))];
            Assert.Equal(result.Test.NormalizedReconstructionLoss, losses.Average(), 1e-5);

            double[] traced =
            [
                .. Enumerable.Range(0, split.Test.Count).Select(i => Loss(
                    TracedExample.Of(result, ActivationRegistry.Instance, split.Test[i], split.Test.Shape).Reconstruction,
                    split.Test[i].ToArray())),
            ];
            Assert.Equal(losses.Average(), traced.Average(), 1e-4);
        }

        static double Loss(float[] reconstruction, float[] example) =>
            reconstruction.Zip(example, (r, x) => Math.Abs((double)r - x)).Sum() / example.Sum(x => Math.Abs((double)x));
    }

    private static void CheckGradients(ExampleShape shape, int[] sizes)
    {
        const double step = 1e-6;
        RandomStream stream = new("test", $"wide gradients {shape} {string.Join(' ', sizes)}");
        float[] example = [.. Enumerable.Range(0, shape.Length).Select(_ => (float)stream.NextNormal())];
        float[][] kernels =
        [
            .. sizes.Select(m => Enumerable.Range(0, shape.WeightsOf(m)).Select(_ => (float)(0.3 * stream.NextNormal())).ToArray()),
        ];
        NetworkTrial trial = TestTrials.Of(shape, kernels, loss: new LossConfig("log_cosh"));
        WorkerMemory memory = new();
        LearnedShrinkage activation = new(0.3);
        INetwork network = PreparedSplit.Of(TestTrials.SplitOf(example, shape), trial.KernelSize).NetworkOf(
            activation, trial, trial.KernelSize, memory);
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i].CopyTo(network.Kernel(i).Span);
        }

        network.KernelsChanged();
        network.ClearGradients();
        network.BeginBatch([0]);
        network.Learn(0, 0);
        for (int i = 0; i < kernels.Length; i++)
        {
            float[] gradient = network.Gradient(i, 1f / shape.Length).Span[..kernels[i].Length].ToArray();
            for (int tap = 0; tap < kernels[i].Length; tap++)
            {
                double slope = (Loss(i, tap, step, -1) - Loss(i, tap, -step, -1)) / (2 * step);
                Assert.Equal(slope, gradient[tap], 2e-4 * Math.Max(1, Math.Abs(slope)));
            }
        }

        // One example. A step of Adam shows the sign of each direction, and the sum gives the gradient itself.
        double[] before = network.Activation!.Numbers.ToArray();
        network.Activation.Step(1);
        for (int i = 0; i < kernels.Length; i++)
        {
            double slope = (Loss(-1, 0, step, i) - Loss(-1, 0, -step, i)) / (2 * step);
            Assert.Equal(-Math.Sign(slope) * 0.02, network.Activation.Numbers[i] - before[i], 1e-5);
        }

        double Loss(int kernel, int tap, double change, int threshold)
        {
            double[] reconstruction = new double[shape.Length];
            for (int i = 0; i < sizes.Length; i++)
            {
                double[] w = [.. kernels[i].Select(v => (double)v)];
                if (i == kernel)
                {
                    w[tap] += change;
                }

                double θ = 0.3f + (i == threshold ? change : 0);
                double[] s = Correlate([.. example.Select(v => (double)v)], w, sizes[i]);
                double[] a = [.. s.Select(v => Math.Abs(v) > θ ? v - (Math.Sign(v) * θ) : 0)];
                reconstruction = [.. reconstruction.Zip(Correlate(a, w, sizes[i]), (sum, part) => sum + part)];
            }

            ILoss loss = LossRegistry.Of(trial.Training.Loss);
            return reconstruction.Zip(example, (r, x) => loss.Value<double, ScalarArithmetic>(r - x)).Average();
        }

        double[] Correlate(double[] x, double[] w, int m)
        {
            double[] y = new double[x.Length];
            int rows = w.Length / m;
            for (int p = 0; p < y.Length; p++)
            {
                for (int u = 0; u < w.Length; u++)
                {
                    int row = (p / shape.Width) + (u / m) - ((rows - 1) / 2);
                    int column = (p % shape.Width) + (u % m) - ((m - 1) / 2);
                    bool isInside = row >= 0 && row < shape.Height && column >= 0 && column < shape.Width;
                    y[p] += isInside ? w[u] * x[(row * shape.Width) + column] : 0;
                }
            }

            return y;
        }
    }

    private static NetworkResult[] Train(string activation, string training, string more = "")
    {
        SanExperiment experiment = Experiment(activation, training, more);
        CompletedSink sink = new();
        new CpuEngine(ActivationRegistry.Instance, 1).Run(
            NetworkPlan.Of(experiment), ExperimentData.Load(experiment).Data, sink, CancellationToken.None);
        return [.. sink.Results];
    }

    private static SanExperiment Experiment(string activation, string training, string more) => TestExperiments.Read(
        Trainings.Replace("ACTIVATION", activation, StringComparison.Ordinal).Replace(
            "TRAINING", training, StringComparison.Ordinal) + "\n" + more);

    private static List<NetworkResult> Run(NetworkTrial[] trials, SignalSplit split)
    {
        CompletedSink sink = new();
        new CpuEngine(ActivationRegistry.Instance, 1).Run(
            trials, new NetworkData(new Dictionary<string, SignalSplit> { ["test"] = split }), sink, CancellationToken.None);
        return sink.Results;
    }

    private static SignalSplit SplitOf(ExampleShape shape)
    {
        RandomStream stream = new("test", string.Create(CultureInfo.InvariantCulture, $"wide {shape}"));
        return new SignalSplit(Examples(5), Examples(2), Examples(2), "");

        // The rows above are zeros, so their maps are zero too.
        SignalWindows Examples(int count) => new(
            [.. Enumerable.Range(0, count * shape.Length).Select(i => i % shape.Length < 4 * shape.Width ? 0 : (float)stream.NextNormal())],
            shape);
    }

    /// <summary>Keeps every state, and stops the training after a given one.</summary>
    private sealed class States(CancellationTokenSource source, int stop) : ICheckpoints
    {
        private byte[]? _state;
        private int _count;

        public TimeSpan Interval => TimeSpan.Zero;

        public byte[]? TryRead(ITrial trial) => _state;

        public void Write(ITrial trial, ReadOnlyMemory<byte> state)
        {
            _state = state.ToArray();
            if (++_count == stop)
            {
                source.Cancel();
            }
        }
    }
}
