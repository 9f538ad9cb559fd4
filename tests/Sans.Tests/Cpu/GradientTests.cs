using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Cpu.Operations;
using Sans.Tests.Core;

namespace Sans.Tests.Cpu;

/// <summary>
/// Forward pass and gradient of the embedded engine against the formulas of docs/method/san-paper.md, 3.2 and 3.4.
/// </summary>
public sealed class GradientTests
{
    private const int Length = 40;

    // Even and odd sizes, a single sample, and a kernel of the signal's length.
    private static readonly int[] KernelSizes = [1, 2, 3, 6, 7, 12, 21, Length - 1, Length];

    [Fact]
    public void Correlation_and_reconstruction_of_the_specification()
    {
        (Workspace work, PaddedBuffer signal) = Network(new Identity(), [1, 2, 0, -1], [0.5f, 1]).Run();
        Assert.Equal([2.5f, 1, -1, -0.5f], work.Similarities.Span.ToArray());
        Assert.Equal([2.25f, -0.5f, -1, -0.25f], work.Reconstruction.Span.ToArray());
        Assert.Equal(4, signal.Length);
    }

    [Theory]
    [InlineData(new float[] { 1, 2, 4 }, new float[] { 0, 4, 2, 1, 0 })]
    [InlineData(new float[] { 1, 2, 4, 8 }, new float[] { 8, 4, 2, 1, 0 })]
    public void A_spike_puts_the_reversed_kernel_around_it(float[] kernel, float[] expected)
    {
        PaddedBuffer reversed = new(kernel.Length, 64);
        kernel.Reverse().ToArray().CopyTo(reversed.Span);
        PaddedBuffer map = new(5, 64);
        map.At(2) = 1;
        PaddedBuffer reconstruction = new(5, 64);
        SparseDecoder.Add([2], ref map.At(0), reversed, kernel.Length, kernel.Length / 2, reconstruction);
        Assert.Equal(expected, reconstruction.Span.ToArray());
    }

    [Fact]
    public void The_whole_model_vector_of_the_specification()
    {
        TestNetwork<ExtremaPoolIndices> network = Network(new ExtremaPoolIndices(), [1, 2, 0, -1], [0.5f, 1]);
        (Workspace work, _) = network.Run();
        Assert.Equal([0, 2], work.Positions.AsSpan(0, work.SupportCounts[0]).ToArray());
        Assert.Equal([1.25f, -1, -0.5f, 0], work.Reconstruction.Span.ToArray());
        Assert.Equal([1.0f, 0.875f], network.Gradient(0));
    }

    /// <summary>Short signals with kernels up to their length. The content of the margins must never count.</summary>
    [Fact]
    public void Forward_is_right_for_every_short_length()
    {
        for (int n = 1; n <= 80; n++)
        {
            foreach (int kernelSize in new[] { 1, 2, n / 2, n - 1, n }.Where(m => m >= 1 && m <= n).Distinct())
            {
                CheckForward(new Identity(), n, kernelSize);
                CheckForward(new TopKAbsolutes(), n, kernelSize);
                CheckForward(new Extrema(), n, kernelSize);
            }
        }

        static void CheckForward<T>(T activation, int n, int kernelSize)
            where T : struct, ISparseActivation
        {
            RandomStream stream = new("test", FormattableString.Invariant($"forward n={n} m={kernelSize}"));
            float[] signal = [.. Enumerable.Range(0, n).Select(_ => (float)stream.NextNormal())];
            float[][] kernels =
            [
                .. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, kernelSize).Select(_ => (float)stream.NextNormal()).ToArray()),
            ];
            TestNetwork<T> network = Network(activation, signal, kernels);

            // A second pass gives the same, so the first one left the buffers in order.
            float error = network.Error();
            Assert.Equal(error, network.Error());
            double expected = ReferenceNetwork.Loss(activation, signal, [.. kernels.Select(k => k.Select(w => (double)w).ToArray())]) * n;
            Assert.Equal(expected, error, 1e-5 * Math.Max(1, expected));
        }
    }

    /// <summary>
    /// The vector of docs/method/extensions.md, section 10. Of two activations, the second is dropped and the first is
    /// doubled.
    /// </summary>
    [Fact]
    public void Dropout_scales_what_stays()
    {
        TestNetwork<ExtremaPoolIndices> network = Network(new ExtremaPoolIndices(), [1, 2, 0, -1], [0.5f, 1]);
        ActivationDropout dropout = new(0.5, isInverted: true);
        dropout.Begin(Enumerable.Range(0, 100).Select(i => $"dropout {i}").Where(KeepsTheFirstOnly).Select(Stream).First());
        (Workspace work, _) = network.Run(dropout);
        Assert.Equal([2.5f, 0, 0, 0], work.Reconstruction.Span.ToArray());
        Assert.Equal([1.5f, 0.5f], network.Gradient(0)[..2]);

        static RandomStream Stream(string owner) => new("test", owner);

        static bool KeepsTheFirstOnly(string owner) =>
            Stream(owner) is var stream && stream.NextUniform() >= 0.5 && stream.NextUniform() < 0.5;
    }

    [Fact]
    public void Gradient_of_identity() => CheckGradients(new Identity());

    [Fact]
    public void Gradient_of_relu() => CheckGradients(new Relu());

    [Fact]
    public void Gradient_of_top_k() => CheckGradients(new TopKAbsolutes());

    [Fact]
    public void Gradient_of_extrema_pool() => CheckGradients(new ExtremaPoolIndices());

    [Fact]
    public void Gradient_of_extrema() => CheckGradients(new Extrema(BorderTolerance: 2));

    [Theory]
    [InlineData(CompetitionMode.Elimination)]
    [InlineData(CompetitionMode.Territory)]
    public void Gradient_of_competing_extrema(CompetitionMode mode) =>
        CheckGradients(new ExtremaCompetition(BorderTolerance: 2, DistanceFactor: 0.5, Mode: mode));

    /// <summary>
    /// Central differences of the double-precision loss, with a new selection at each point. They give the gradient of
    /// the real function. They are valid if no selection or sign of a residual changes within the step.
    /// </summary>
    private static void CheckGradients<T>(T activation, LossConfig? loss = null, int[]? nested = null)
        where T : struct, ISparseActivation
    {
        const double step = 1e-6;
        foreach (int kernelCount in nested is null ? [1, 2, 3] : (int[])[nested[^1]])
        {
            foreach (int kernelSize in KernelSizes)
            {
                RandomStream stream = new("test", FormattableString.Invariant($"gradient q={kernelCount} m={kernelSize}"));
                float[] signal = [.. Enumerable.Range(0, Length).Select(_ => (float)stream.NextNormal())];
                float[][] kernels = [.. Enumerable.Range(0, kernelCount).Select(_ => Enumerable.Range(0, kernelSize)
                    .Select(_ => (float)(0.3 * stream.NextNormal()))
                    .ToArray())];
                TestNetwork<T> network = new(activation, signal, kernels, loss, nested);
                network.Run();
                for (int i = 0; i < kernelCount; i++)
                {
                    float[] gradient = network.Gradient(i);
                    for (int u = 0; u < kernelSize; u++)
                    {
                        double slope = (Loss(i, u, step) - Loss(i, u, -step)) / (2 * step);
                        Assert.Equal(slope, gradient[u], 1e-4 * Math.Max(1, Math.Abs(slope)));
                    }
                }

                double Loss(int kernel, int tap, double change)
                {
                    double[][] moved = [.. kernels.Select(k => k.Select(w => (double)w).ToArray())];
                    moved[kernel][tap] += change;
                    return (nested ?? [kernelCount]).Sum(q => ReferenceNetwork.Loss(activation, signal, moved[..q], loss));
                }
            }
        }
    }

    /// <summary>The vectors of docs/method/extensions.md, section 8, on the model of san-paper.md, 2.5.</summary>
    [Theory]
    [InlineData("mse", null, 2.578125, new[] { 0.625f, 3.25f })]
    [InlineData("huber", 1.0, 0.7890625, new[] { 0.3125f, 0.625f })]
    [InlineData("log_cosh", null, 0.7235384, new[] { 0.2992183f, 0.6165217f })]
    public void The_whole_model_vectors_of_other_losses(string name, double? delta, double loss, float[] gradient)
    {
        float[] signal = [1, 2, 0, -1];
        LossConfig config = new(name, delta is { } d ? new(new Parameter("delta", d)) : default);
        TestNetwork<ExtremaPoolIndices> network = new(new ExtremaPoolIndices(), signal, [[0.5f, 1]], config);
        network.Run();
        Assert.Equal(gradient, network.Gradient(0), (expected, actual) => Math.Abs(expected - actual) < 1e-6);
        Assert.Equal(loss, network.Loss(), 1e-7);
        Assert.Equal(loss, ReferenceNetwork.Loss(new ExtremaPoolIndices(), signal, [[0.5, 1]], config), 1e-7);
    }

    [Theory]
    [MemberData(nameof(LossTests.All), MemberType = typeof(LossTests))]
    public void Gradient_of_every_loss(LossConfig loss)
    {
        CheckGradients(new Identity(), loss);
        CheckGradients(new TopKAbsolutes(), loss);
        CheckGradients(new Extrema(BorderTolerance: 2), loss);
    }

    /// <summary>The loss of nested kernels is the sum of the losses of their first ones.</summary>
    [Theory]
    [InlineData(new[] { 1, 3 }, "mae")]
    [InlineData(new[] { 1, 2, 3 }, "mae")]
    [InlineData(new[] { 2, 3 }, "mse")]
    public void Gradient_of_nested_kernels(int[] nested, string loss)
    {
        CheckGradients(new Identity(), new LossConfig(loss), nested);
        CheckGradients(new TopKAbsolutes(), new LossConfig(loss), nested);
        CheckGradients(new Extrema(BorderTolerance: 2), new LossConfig(loss), nested);
    }

    private static TestNetwork<T> Network<T>(T activation, float[] signal, params float[][] kernels)
        where T : struct, ISparseActivation => new(activation, signal, kernels);

    private sealed class TestNetwork<T>
        where T : struct, ISparseActivation
    {
        private readonly Workspace _work;
        private readonly SparseNetwork<T> _network;
        private readonly PaddedBuffer _signal;

        public TestNetwork(T activation, float[] signal, float[][] kernels, LossConfig? loss = null, int[]? nested = null)
        {
            int largest = kernels.Max(k => k.Length);
            NetworkTrial trial = TestTrials.Of(ExampleShape.Signal(signal.Length), kernels, loss: loss, nested: nested);
            _work = new Workspace(signal.Length, kernels.Length, largest);
            PreparedSignals data = new(TestTrials.SplitOf(signal, ExampleShape.Signal(signal.Length)), largest);
            _network = new SparseNetwork<T>(activation, trial, data, _work);
            _signal = data.Windows(SplitPart.Train).Signals[0];
            for (int i = 0; i < kernels.Length; i++)
            {
                kernels[i].CopyTo(_work.Kernels[i].Span);
            }

            _network.KernelsChanged();
        }

        public float Error()
        {
            float error = _network.Forward(_signal, 0, SelectionPhase.Training);
            _network.Backward(_signal);
            return error;
        }

        public (Workspace Work, PaddedBuffer Signal) Run(ActivationDropout? dropout = null)
        {
            _network.ClearGradients();
            _network.Forward(_signal, 0, SelectionPhase.Training, 0, dropout);
            _network.Backward(_signal);
            return (_work, _signal);
        }

        public double Loss() => _network.LossOf(0, _network.Forward(_signal, 0, SelectionPhase.Training)) / _signal.Length;

        public float[] Gradient(int kernel) => _network.Gradient(kernel, 1f / _signal.Length).Span.ToArray();
    }
}
