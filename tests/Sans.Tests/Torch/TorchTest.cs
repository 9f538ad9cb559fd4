using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Torch;

namespace Sans.Tests.Torch;

/// <summary>
/// The common base of tests of the TorchSharp engine. They run one after another, because the number of threads holds
/// for the whole process. They are skipped if the system's libraries are too old.
/// </summary>
[CollectionDefinition(nameof(TorchTest), DisableParallelization = true)]
[Collection(nameof(TorchTest))]
public abstract class TorchTest
{
    private static readonly Lazy<TorchDevice> OneThread = new(() => TorchDevice.Open("cpu", 1));

    private static readonly string? WhyNot = TorchDevice.WhyNotHere();

    protected TorchTest() => Needs.Require(
        WhyNot?.StartsWith("the libraries of this system are too old", StringComparison.Ordinal) != true,
        WhyNot ?? "",
        "TorchSharp needs Debian 13, Ubuntu 24.04 or later");

    /// <summary>The CPU, with one thread.</summary>
    internal static TorchDevice Cpu => OneThread.Value;

    /// <summary>Signals and an image.</summary>
    internal static IReadOnlyList<ExampleShape> Shapes { get; } = [ExampleShape.Signal(60), new ExampleShape(9, 13)];

    /// <summary>Normal deviates, which depend on the name only.</summary>
    internal static float[] Random(int length, string name)
    {
        RandomStream stream = new("test", name);
        return [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextNormal())];
    }

    /// <summary>A dataset of random examples. They are waves with noise, which have extrema of all sizes.</summary>
    internal static SignalSplit Split(ExampleShape shape, string name, int train = 5, int validation = 2, int test = 3)
    {
        return new SignalSplit(Part("train", train), Part("validation", validation), Part("test", test), "");

        SignalWindows Part(string part, int count)
        {
            float[] samples = Random(count * shape.Length, $"{name} {part}");
            for (int t = 0; t < samples.Length; t++)
            {
                samples[t] = (0.5f * samples[t]) + MathF.Sin(0.4f * t);
            }

            return new SignalWindows(samples, shape);
        }
    }
}
