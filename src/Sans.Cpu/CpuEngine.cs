using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>
/// The embedded engine: one trial per core, SIMD over the samples. Results have the same bits for any number of jobs and any vector width.
/// </summary>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="jobs">Trials that train at the same time, at least 1.</param>
public sealed class CpuEngine(IActivationRegistry activations, int jobs) : IEngine
{
    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<Trial> trials, TrialData data, ITrialSink sink, CancellationToken cancellationToken)
    {
        if (trials.Count == 0)
        {
            return;
        }

        int largestKernel = trials.Max(t => t.KernelSizes.Max());
        var prepared = trials.Select(t => t.Dataset).Distinct().ToDictionary(label => label, label => PreparedSplit.Of(data[label], largestKernel));
        TrialWorkers.Run(trials, jobs, BeginWorker, sink, cancellationToken);

        Func<Trial, ITrialResult> BeginWorker()
        {
            WorkerMemory memory = new();
            return trial => Train(trial, prepared[trial.Dataset], largestKernel, memory, sink.Checkpoints, cancellationToken);
        }
    }

    private TrialResult Train(Trial trial, PreparedSplit split, int largestKernel, WorkerMemory memory, ICheckpoints? checkpoints, CancellationToken cancellationToken) =>
        activations.Visit(trial.Activation, new SanTraining(trial, split, largestKernel, memory, checkpoints, cancellationToken));
}
