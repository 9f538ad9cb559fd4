using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>A dataset of signals between the margins that the operations need.</summary>
/// <param name="split">The dataset.</param>
/// <param name="largestKernel">The largest kernel size m of any trial.</param>
internal sealed class PreparedSignals(SignalSplit split, int largestKernel) : PreparedSplit(split)
{
    private readonly PreparedWindows _train = new(split.Train, largestKernel);
    private readonly PreparedWindows _validation = new(split.Validation, largestKernel);
    private readonly PreparedWindows _test = new(split.Test, largestKernel);

    /// <summary>The examples of a part between margins.</summary>
    public PreparedWindows Windows(SplitPart part) => part switch
    {
        SplitPart.Train => _train,
        SplitPart.Validation => _validation,
        _ => _test,
    };

    /// <inheritdoc/>
    public override INetwork NetworkOf<T>(T activation, NetworkTrial trial, int largestKernel, WorkerMemory memory) =>
        trial.Scales.Count == 0 ? new SparseNetwork<T>(
            activation, trial, this, memory.ForSignals(Shape.Length, trial.KernelCount, largestKernel), memory.Cores)
        : activation is Extrema extrema ? new ScaledNetwork(extrema, trial, this, largestKernel, memory)
        : throw new TrialFailedException("'model.scales' needs the activation 'extrema', without a refit");
}
