using Sans.Configuration;
using Sans.Core.Models;
using Sans.Core.Numerics;
using Sans.Cpu.Operations;
using Sans.Cpu.Recordings;
using Sans.Tests.Core;

namespace Sans.Tests.Cpu.Recordings;

public sealed class RecordingEncoderTests
{
    private const int WindowLength = 1000;

    private static readonly int[] Sizes = [1, 12, 35];

    // Of each kernel.
    private static readonly double[] Thresholds = [0.05, 0.4, 0.7];

    [Theory]
    [InlineData("identity")]
    [InlineData("relu")]
    [InlineData("top_k_absolutes")]
    [InlineData("extrema_pool_indices")]
    [InlineData("extrema")]
    [InlineData("jump_relu")]
    [InlineData("jump_relu of extrema")]
    [InlineData("batch_top_k")]
    [InlineData("batch_top_k of extrema")]
    public void Pieces_of_any_length_have_the_bits_of_the_whole(string activation)
    {
        float[] x = Signal(40_123);
        SanNetwork network = Network(activation, Sizes);
        SanEvent[] whole = [.. Enumerable.Range(0, Sizes.Length).SelectMany(kernel => Reference(network, kernel, x))];
        foreach (int pieceLength in (int[])[1, 777, 1000, 4096, 20_001, x.Length])
        {
            Assert.Equal(whole, Encode(network, x, pieceLength));
        }
    }

    [Fact]
    public void A_border_within_a_peak_moves_nothing()
    {
        SanNetwork network = new(
            [[0.5f, 1, 0.5f]],
            new ActivationConfig("extrema", new(new Parameter("border_tolerance", 0L), new Parameter("minimum_extrema_distance", 2L))),
            true,
            6);
        Assert.Equal(
            [new SanEvent(0, 2, 4), new SanEvent(0, 6, 7), new SanEvent(0, 10, -5)],
            Encode(network, [0, 1, 3, 1, 0, 2, 5, 2, 0, -1, -4, -1], 6));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reconstruction_in_pieces_has_the_bits_of_the_whole(bool isTransposed)
    {
        float[] x = Signal(5_000);
        SanNetwork network = Network("extrema", Sizes) with { UsesTransposedDecoder = isTransposed };
        RecordingDecoder decoder = new(network, Encode(network, x, x.Length));
        float[] whole = new float[x.Length];
        decoder.Write(0, whole);
        float[] pieces = new float[x.Length];
        for (int first = 0; first < x.Length; first += 77)
        {
            decoder.Write(first, pieces.AsSpan(first..Math.Min(first + 77, x.Length)));
        }

        Assert.Equal(whole, pieces);

        // Against plain loops in double precision.
        double[] expected = new double[x.Length];
        foreach (SanEvent e in Encode(network, x, x.Length))
        {
            float[] atom = network.Atom(e.Kernel);
            for (int u = 0; u < atom.Length; u++)
            {
                long t = e.Position - network.AtomShift(e.Kernel) + u;
                if (t >= 0 && t < x.Length)
                {
                    expected[t] += (double)e.Amplitude * atom[u];
                }
            }
        }

        Assert.All(expected.Zip(whole), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    private static float[] Signal(int length)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, length).Select(t => (float)(Math.Sin(t * 0.03) + (0.4 * (random.NextDouble() - 0.5))))];
    }

    private static SanNetwork Network(string activation, int[] sizes)
    {
        Random random = new(5);
        float[][] kernels = [.. sizes.Select(m => Enumerable.Range(0, m).Select(_ => random.NextSingle() - 0.5f).ToArray())];
        ActivationConfig config = activation switch
        {
            "extrema" => new(activation, new(new Parameter("border_tolerance", 3L))),
            "jump_relu" => new(activation, new(
                new Parameter("threshold", 0.1), new Parameter("bandwidth", 0.1), new Parameter("candidates", "all"))),
            "jump_relu of extrema" => new("jump_relu", new(
                new Parameter("threshold", 0.1),
                new Parameter("bandwidth", 0.1),
                new Parameter("candidates", "extrema"),
                new Parameter("border_tolerance", 3L))),
            "batch_top_k" => new(activation, new(new Parameter("density", 1.0), new Parameter("candidates", "all"))),
            "batch_top_k of extrema" => new("batch_top_k", new(
                new Parameter("density", 1.0), new Parameter("candidates", "extrema"), new Parameter("border_tolerance", 3L))),
            _ => new(activation, default),
        };
        return new SanNetwork(kernels, config, true, WindowLength, config.Name switch
        {
            "jump_relu" => [.. Thresholds.Select(PortableMath.Log)],
            "batch_top_k" => [Thresholds[1]],
            _ => null,
        });
    }

    private static List<SanEvent> Encode(SanNetwork network, float[] x, int pieceLength)
    {
        RecordingEncoder encoder = new(network, ActivationRegistry.Instance);
        List<SanEvent> events = [];
        for (int first = 0; first < x.Length; first += pieceLength)
        {
            encoder.Add(x.AsSpan(first..Math.Min(first + pieceLength, x.Length)), events);
        }

        encoder.End(events);
        return [.. events.OrderBy(e => e.Kernel)];
    }

    /// <summary>The expected result is one selection from the similarity of the whole recording.</summary>
    private static IEnumerable<SanEvent> Reference(SanNetwork network, int kernel, float[] x)
    {
        int m = network.Kernels[kernel].Length;
        PaddedBuffer signal = new(x.Length, m + Correlation.Overrun);
        x.CopyTo(signal.Span);
        PaddedBuffer taps = new(m, Correlation.Overrun);
        network.Kernels[kernel].CopyTo(taps.Span);
        float[] s = new float[x.Length + Correlation.Overrun];
        Correlation.Run(ref signal.At(-network.Left(kernel)), ref taps.At(0), m, ref s[0], x.Length, isAccumulating: false);
        s = s[..x.Length];
        IEnumerable<int> extrema = ReferenceActivations.Extrema(s, Math.Max(1, m - 3));
        IEnumerable<int> candidates = network.Activation.Parameters.Has("border_tolerance") ? extrema : Enumerable.Range(0, s.Length);
        IEnumerable<int> positions = network.Activation.Name switch
        {
            "jump_relu" => candidates.Where(p => Math.Abs(s[p]) > PortableMath.Exp(network.ActivationState![kernel])),
            "batch_top_k" => candidates.Where(p => Math.Abs(s[p]) >= network.ActivationState![0]),
            "identity" => Enumerable.Range(0, s.Length),
            "relu" => Enumerable.Range(0, s.Length).Where(p => s[p] > 0),
            "extrema" => extrema,
            "extrema_pool_indices" => ReferenceActivations.ExtremaPool(s, m),
            _ => Enumerable.Range(0, (s.Length + WindowLength - 1) / WindowLength).SelectMany(w => TopK(s, w * WindowLength, m)),
        };
        return positions.Where(p => s[p] != 0).Select(p => new SanEvent(kernel, p, s[p]));
    }

    private static IEnumerable<int> TopK(float[] s, int first, int m)
    {
        int count = Math.Min(WindowLength, s.Length - first);
        return Enumerable.Range(first, count).OrderByDescending(p => Math.Abs(s[p])).ThenBy(p => p).Take(count / m).Order();
    }
}
