using Sans.Core.Training;

namespace Sans.Networks.Applications;

/// <summary>The windows of a signal as one: training, validation and test windows without a gap.</summary>
internal static class WholeSignal
{
    /// <summary>All samples from the first training window to the last test window.</summary>
    public static float[] Of(SignalSplit split) => [.. split.Train.Samples, .. split.Validation.Samples, .. split.Test.Samples];
}
