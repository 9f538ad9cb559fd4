using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>Trains one network by the procedure of san-paper.md, section 4.</summary>
/// <param name="trial">The trial.</param>
/// <param name="data">Its dataset.</param>
/// <param name="largestKernel">The largest kernel size m of any trial.</param>
/// <param name="memory">The worker's buffers.</param>
/// <param name="checkpoints">The store for states of long trainings, or <see langword="null"/>.</param>
/// <param name="cancellationToken">Looked at before each epoch.</param>
internal sealed class SanTraining(
    NetworkTrial trial,
    PreparedSplit data,
    int largestKernel,
    WorkerMemory memory,
    ICheckpoints? checkpoints,
    CancellationToken cancellationToken)
    : IActivationVisitor<NetworkResult>
{
    /// <summary>Trains with the given activation.</summary>
    /// <exception cref="TrialFailedException">The network diverged, or nothing can be measured.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public NetworkResult Visit<T>(T activation)
        where T : struct, ISparseActivation
    {
        SanTrainer trainer = new(trial, data, data.NetworkOf(activation, trial, largestKernel, memory));
        TrainingKeeper? keeper = checkpoints is null ? null : new(checkpoints, trial, trainer);
        NetworkCourse course = new([trial], data.Shape, trainer, keeper)
        {
            EpochEnded = (epoch, of) => checkpoints?.EpochEnded(trial, epoch, of),
        };
        return course.Run(cancellationToken)[0].OrThrow();
    }
}
