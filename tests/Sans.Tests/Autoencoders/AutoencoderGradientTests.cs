using Sans.Autoencoders.Training;
using Sans.Autoencoders.Units;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Activations;
using Sans.Core.Penalties;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Tests.Autoencoders;

/// <summary>
/// P1, second half. Central differences of J through the whole network, with a fixed dropout mask, against the training
/// gradient.
/// </summary>
public sealed class AutoencoderGradientTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;
    private const double KinkMargin = 1e-3;
    private const int Hidden = 5;
    private const int Samples = 11;

    // More than one block of features. The last block is incomplete.
    private const int Features = 37;

    public static TheoryData<string, string, string, bool> Networks
    {
        get
        {
            TheoryData<string, string, string, bool> networks = new();
            foreach (bool isTied in new[] { true, false })
            {
                foreach (string unit in new[] { "relu", "trec", "tlin", "elu", "leaky", "sigmoid", "top_k", "batch_top_k" })
                {
                    networks.Add(unit, "none", "raw", isTied);
                    networks.Add(unit, "l1", "raw", isTied);
                    networks.Add(unit, "mean_square", "abs", isTied);
                }

                networks.Add("relu", "student_t", "raw", isTied);
                networks.Add("relu", "mean_square", "raw", isTied);
                networks.Add("tlin", "mean_square", "square", isTied);
                networks.Add("sigmoid", "cross_entropy", "raw", isTied);
                networks.Add("sigmoid", "kl", "raw", isTied);
                networks.Add("sigmoid", "kl_mean", "raw", isTied);
            }

            return networks;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradient_is_the_slope_of_the_objective(string unit, string penalty, string transform, bool isTied) =>
        Check(
            AutoencoderMethods.Method(unit, penalty, weight: 0.7, target: 0.05, transform: transform, theta: 0.4),
            isTied,
            OutputUnit.Sigmoid);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradient_of_the_squared_error_of_real_data(bool isTied) =>
        Check(AutoencoderMethods.Method("relu", "mean_square", weight: 0.7), isTied, OutputUnit.Identity);

    private static void Check(AutoencoderMethod method, bool isTied, OutputUnit output)
    {
        // The first draw of weights that keeps all pre-activations away from kinks.
        int attempt = 0;
        TestNetwork network;
        do
        {
            network = new(method, isTied, output, attempt++);
        }
        while (network.DistanceToKinks() < KinkMargin);

        network.Network.Gradient(network.Examples, network.Batch, network.Mask, network.Slopes);
        double squaredError = 0, squaredNorm = 0;
        foreach ((double[] weights, double[] gradient) in network.Weights.Arrays.Zip(network.Slopes.Arrays))
        {
            for (int i = 0; i < weights.Length; i++)
            {
                if (!network.IsParameter(weights, i))
                {
                    Assert.Equal(0, gradient[i]);
                    continue;
                }

                double w = weights[i];
                weights[i] = w + Step;
                double above = network.Objective();
                weights[i] = w - Step;
                double slope = (above - network.Objective()) / (2 * Step);
                weights[i] = w;

                // Differences of J, which is about 20, have an error of about 1e-9 for any slope.
                Assert.True(
                    Math.Abs(slope - gradient[i]) <= Tolerance * Math.Max(2e-3, Math.Abs(slope)),
                    $"weight {i} of {weights.Length}: {slope:R} and {gradient[i]:R}");
                squaredError += (slope - gradient[i]) * (slope - gradient[i]);
                squaredNorm += slope * slope;
            }
        }

        Assert.True(squaredNorm > 0);
        Assert.True(Math.Sqrt(squaredError / squaredNorm) <= 1e-8);
    }

    private sealed class TestNetwork
    {
        private readonly CodeUnit _unit;
        private readonly AutoencoderMethod _method;

        public TestNetwork(AutoencoderMethod method, bool isTied, OutputUnit output, int attempt)
        {
            RandomStream stream = new("test", FormattableString.Invariant($"autoencoder {attempt}"));
            (_method, _unit) = (method, CodeUnits.Of(method));
            Weights = new AutoencoderWeights(Features, Hidden, isTied);
            Weights.Draw(0.4, Hidden, stream);
            for (int j = 0; j < Hidden && _unit.HasBias; j++)
            {
                Weights.HiddenBias[j] = 0.1 * stream.NextNormal();
            }

            for (int k = 0; k < Features; k++)
            {
                Weights.OutputBias[k] = 0.5 * stream.NextNormal();
            }

            Slopes = new AutoencoderWeights(Features, Hidden, isTied);
            Examples = Draw(output, stream);
            Mask = new double[Samples * Weights.Stride];
            DropoutMask.Draw(0.2, new CodeLayout(Samples, Hidden, Weights.Stride), stream, Mask);
            IPenalty? penalty = PenaltyTerms.Of(method.Penalty);
            Network = new Autoencoder(
                Features,
                Hidden,
                output,
                _unit,
                penalty is null ? null : new CodePenalty(penalty, method.Penalty.Transform, Hidden),
                method.Penalty.Weight,
                Weights,
                Samples);
        }

        public AutoencoderWeights Weights { get; }

        public AutoencoderWeights Slopes { get; }

        public SparseExamples Examples { get; }

        public int[] Batch { get; } = [.. Enumerable.Range(0, Samples).Reverse()];

        public double[] Mask { get; }

        public Autoencoder Network { get; }

        public double Objective() => Network.Objective(Examples, Batch, Mask, SelectionPhase.Training);

        /// <summary>
        /// The numbers after the units of a row, or after the features, are padding. Units with a threshold have no
        /// bias.
        /// </summary>
        public bool IsParameter(double[] weights, int i) =>
            ReferenceEquals(weights, Weights.OutputBias) ? i < Features
            : ReferenceEquals(weights, Weights.HiddenBias) ? i < Hidden && _unit.HasBias
            : i % Weights.Stride < Hidden;

        public double DistanceToKinks()
        {
            CodeLayout layout = Network.Encode(Examples, Batch, SelectionPhase.Training);
            double[][] z = [.. Enumerable.Range(0, Samples).Select(b => Network.PreActivations.Slice(b * layout.Stride, Hidden).ToArray())];
            return _method.Unit switch
            {
                "top_k" => z.Min(sample => Gap(sample, 3)),
                "batch_top_k" => Gap([.. z.SelectMany(sample => sample)], 3 * Samples),
                _ => z.SelectMany(sample => sample).Min(v => Math.Min(Math.Abs(v), Math.Abs(Math.Abs(v) - (_unit.Threshold ?? 10)))),
            };
        }

        /// <summary>
        /// The distance from the last kept value to the first dropped one, and to 0. Penalties on magnitudes have a
        /// kink at 0.
        /// </summary>
        private static double Gap(double[] values, int k)
        {
            double[] sorted = [.. values.OrderDescending()];
            return Math.Min(sorted[k - 1] - sorted[k], values.Min(Math.Abs));
        }

        private static SparseExamples Draw(OutputUnit output, RandomStream stream)
        {
            List<int> starts = [0], features = [];
            List<float> values = [];
            for (int b = 0; b < Samples; b++)
            {
                for (int k = 0; k < Features; k++)
                {
                    if (stream.NextUniform() < 0.2)
                    {
                        features.Add(k);
                        values.Add(output == OutputUnit.Sigmoid ? 1 : (float)stream.NextNormal());
                    }
                }

                starts.Add(features.Count);
            }

            return new SparseExamples(Features, [.. starts], [.. features], [.. values]);
        }
    }
}
