using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;

namespace Sans.Tests.Cpu;

/// <summary>Trials and datasets for networks that are tested without an engine.</summary>
internal static class TestTrials
{
    /// <summary>A trial with kernels of the given numbers of weights.</summary>
    public static NetworkTrial Of(
        ExampleShape shape, float[][] kernels, ReadingsConfig? readings = null, LossConfig? loss = null, int[]? nested = null)
    {
        int[] sizes = [.. kernels.Select(k => shape.Dimensions == SignalDimensions.One ? k.Length : (int)Math.Round(Math.Sqrt(k.Length)))];
        TrainingConfig training = new(1, 1, new AdamConfig(0.01, 0.9, 0.999, 1e-8), new(loss ?? LossConfig.MeanAbsoluteError));
        return new NetworkTrial(
            "test",
            new ActivationConfig("identity", default),
            "identity",
            sizes.Length,
            sizes.Max(),
            0,
            training,
            Protocol.AsPublished,
            MixedKernelSizes: sizes.Distinct().Count() > 1 ? new(sizes) : default,
            Readings: readings)
        {
            Nested = nested is null ? default : new(nested),
        };
    }

    /// <summary>A dataset of one example in each part.</summary>
    public static SignalSplit SplitOf(float[] example, ExampleShape shape) =>
        new(new SignalWindows(example, shape), new SignalWindows(example, shape), new SignalWindows(example, shape), "");
}
