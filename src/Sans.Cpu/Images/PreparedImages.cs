using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>A dataset of images; read by all workers, written by none. Examples stay where they are: a worker copies one at a time between margins.</summary>
/// <param name="split">The dataset.</param>
internal sealed class PreparedImages(SignalSplit split) : PreparedSplit(split)
{
    /// <inheritdoc/>
    public override INetwork NetworkOf<T>(T activation, Trial trial, int largestKernel, WorkerMemory memory) =>
        new ImageNetwork<T>(activation, trial, this, memory.ForImages(Shape, trial.KernelCount, largestKernel));
}
