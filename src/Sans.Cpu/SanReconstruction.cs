using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>Computes the reconstructions of all examples of a dataset by a trained network.</summary>
/// <param name="network">The result of the training.</param>
/// <param name="data">Its dataset.</param>
/// <param name="largestKernel">The largest kernel size m of any trial.</param>
/// <param name="memory">The worker's buffers.</param>
/// <param name="reconstructions">The memory of the reconstructions until the next trial of the worker.</param>
/// <param name="labels">The class of each example.</param>
internal sealed class SanReconstruction(
    NetworkResult network,
    PreparedSplit data,
    int largestKernel,
    WorkerMemory memory,
    ReconstructionMemory reconstructions,
    ClassLabels labels) : IActivationVisitor<LabelledSplit>
{
    /// <summary>Reconstructs with the given activation.</summary>
    public LabelledSplit Visit<T>(T activation)
        where T : struct, ISparseActivation
    {
        INetwork trained = data.NetworkOf(activation, network.Trial, largestKernel, memory);
        for (int i = 0; i < network.Kernels.Count; i++)
        {
            network.Kernels[i].CopyTo(trained.Kernel(i).Span);
        }

        network.ActivationState?.ToArray().CopyTo(trained.Activation!.Numbers);
        trained.KernelsChanged();
        return new LabelledSplit(Of(SplitPart.Train), Of(SplitPart.Validation), Of(SplitPart.Test), labels);

        SignalWindows Of(SplitPart part)
        {
            float[] values = reconstructions.Of(part, data.Examples(part).Samples.Length);
            trained.Reconstruct(part, values, []);
            return new SignalWindows(values, data.Shape);
        }
    }
}
