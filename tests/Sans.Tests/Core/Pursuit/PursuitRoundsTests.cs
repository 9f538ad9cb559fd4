using Sans.Configuration;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu.Recordings;

namespace Sans.Tests.Core.Pursuit;

public sealed class PursuitRoundsTests
{
    [Theory]
    [InlineData(true, 1, 0)]
    [InlineData(false, 2, 0)]
    [InlineData(true, 2, 0.5)]
    [InlineData(true, 1, 4)]
    public void Stretches_have_every_bit_of_the_whole(bool isTransposed, int kernels, double distanceFactor)
    {
        float[] x = Signal(30_000);
        Random random = new(4);
        SanNetwork network = new(
            [.. Enumerable.Range(0, kernels).Select(i => Unit(x.AsSpan(random.Next(1000), 25 - (5 * i)).ToArray()))],
            new ActivationConfig("phi_pursuit", new(
                new Parameter("refit", "local"),
                new Parameter("stop", "threshold"),
                new Parameter("limit", 0.4),
                new Parameter("look_ahead", 8L),
                new Parameter("distance_factor", distanceFactor),
                new Parameter("border_tolerance", 0L),
                new Parameter("sweeps", 0L),
                new Parameter("absolute_refit", 0L))),
            isTransposed,
            1000);
        List<CodedActivation> whole = [];
        PursuitOptions options = new PhiPursuit(DistanceFactor: distanceFactor).ByThreshold(0.4);
        new PursuitEncoder().EncodeInRounds(
            x, new AtomDictionary(ExampleShape.Signal(x.Length), network.Kernels, isTransposed), options, whole);
        RecordingEncoder encoder = new(network, ActivationRegistry.Instance);
        List<SanEvent> events = [];
        for (int first = 0; first < x.Length; first += 777)
        {
            encoder.Add(x.AsSpan(first..Math.Min(first + 777, x.Length)), events);
        }

        encoder.End(events);
        Assert.True(whole.Count > (distanceFactor > 1 ? 100 : 300), $"{whole.Count}");
        int[] places = [.. whole.Select(a => a.Position).Order()];
        int distance = options.DistanceOf(network.Kernels.Min(k => k.Length));
        Assert.All(places.Skip(1).Zip(places), pair => Assert.True(distance == 0 || pair.First - pair.Second > distance));
        Assert.Equal(
            whole.OrderBy(a => a.Kernel).ThenBy(a => a.Position).Select(a => new SanEvent(a.Kernel, a.Position, a.Amplitude)),
            events.OrderBy(e => e.Kernel).ThenBy(e => e.Position));
    }

    [Fact]
    public void The_threshold_of_the_training_windows_nearly_has_the_phi_of_the_stop_by_phi()
    {
        float[] x = Signal(6_000);
        SignalWindows train = new(x, 1000);
        float[][] kernels = [Unit(x[140..165]), Unit(x[20..45])];
        SanNetwork network = new(kernels, new ActivationConfig("phi_pursuit", default), true, 1000);
        double threshold = new PursuitThreshold(network, train).Visit(new PhiPursuit())!.Value;
        AtomDictionary atoms = new(train.Shape, kernels, true);
        Assert.InRange(
            PhiOf(new PursuitOptions(PursuitRefit.Local, PursuitStop.Threshold, threshold)) - PhiOf(new PursuitOptions(PursuitRefit.Local)),
            -1e-9,
            0.01);
        Assert.Null(new PursuitThreshold(network, train).Visit(new Sans.Core.Activations.Relu()));

        double PhiOf(PursuitOptions options) => Enumerable.Range(0, train.Count).Average(window =>
        {
            PursuitEncoder encoder = new();
            encoder.Encode(train[window], atoms, options, []);
            return options.Stop == PursuitStop.Phi ? encoder.Path.Min() : encoder.Path[^1];
        });
    }

    private static float[] Unit(float[] kernel)
    {
        KernelRenewal.Normalize(kernel);
        return kernel;
    }

    private static float[] Signal(int length)
    {
        Random random = new(9);
        return [.. Enumerable.Range(0, length).Select(
            t => (float)((Math.Exp(-Math.Pow(((t % 143) - 40) / 4.0, 2)) * 3) + Math.Sin(t * 0.02) + (0.3 * (random.NextDouble() - 0.5))))];
    }
}
