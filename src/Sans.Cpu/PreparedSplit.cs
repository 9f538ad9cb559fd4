using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu.Images;

namespace Sans.Cpu;

/// <summary>A dataset as networks read it, shared by all workers.</summary>
/// <param name="split">The dataset.</param>
internal abstract class PreparedSplit(SignalSplit split)
{
    /// <summary>Prepares signals or images.</summary>
    /// <param name="split">The dataset.</param>
    /// <param name="largestKernel">The largest kernel size m of any trial.</param>
    public static PreparedSplit Of(SignalSplit split, int largestKernel) =>
        split.Train.Shape.Dimensions == SignalDimensions.One ? new PreparedSignals(split, largestKernel) : new PreparedImages(split);

    /// <summary>The shape of an example.</summary>
    public ExampleShape Shape => split.Train.Shape;

    /// <summary>The number of all examples.</summary>
    public int ExampleCount => FirstIndex(SplitPart.Test) + split.Test.Count;

    /// <summary>The examples of a part.</summary>
    public SignalWindows Examples(SplitPart part) => split.Part(part);

    /// <summary>The index of a part's first example among all of the dataset.</summary>
    public int FirstIndex(SplitPart part) => part switch
    {
        SplitPart.Train => 0,
        SplitPart.Validation => split.Train.Count,
        _ => split.Train.Count + split.Validation.Count,
    };

    /// <summary>Makes a network for signals or for images.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="trial">Kernels and readings.</param>
    /// <param name="largestKernel">The largest kernel size m of any trial.</param>
    /// <param name="memory">The worker's buffers.</param>
    public abstract INetwork NetworkOf<T>(T activation, NetworkTrial trial, int largestKernel, WorkerMemory memory)
        where T : struct, ISparseActivation;
}
