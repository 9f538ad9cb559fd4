using System.Runtime.ExceptionServices;
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
    public void Run(
        IReadOnlyList<Trial> trials,
        IReadOnlyDictionary<string, SignalSplit> data,
        ITrialSink sink,
        CancellationToken cancellationToken)
    {
        if (trials.Count == 0)
        {
            return;
        }

        int largestKernel = trials.Max(t => t.KernelSize);
        var prepared = data.ToDictionary(d => d.Key, d => Prepare(d.Value, largestKernel));
        int next = -1;
        object sinkLock = new();
        try
        {
            Parallel.For(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = jobs }, _ => TrainUntilNoneIsLeft());
        }
        catch (AggregateException e)
        {
            // Only the sink can throw here, a full disk for example; one such error says it all.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        cancellationToken.ThrowIfCancellationRequested();

        void TrainUntilNoneIsLeft()
        {
            Workspace? work = null;
            for (int i = Interlocked.Increment(ref next); i < trials.Count; i = Interlocked.Increment(ref next))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                Trial trial = trials[i];
                PreparedSplit split = prepared[trial.Dataset];
                int length = split.Train.Signals[0].Length;
                if (work is null || work.Length != length || work.KernelCount != trial.KernelCount)
                {
                    work = new Workspace(length, trial.KernelCount, largestKernel);
                }

                Train(trial, split, work, sink, sinkLock, cancellationToken);
            }
        }
    }

    private void Train(
        Trial trial, PreparedSplit split, Workspace work, ITrialSink sink, object sinkLock, CancellationToken cancellationToken)
    {
        TrialResult result;
        try
        {
            result = activations.Visit(trial.Activation, new SanTraining(trial, split, work, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever goes wrong in one trial, and that includes the activations of others, must not take the rest of the sweep with it.
            string reason = e is TrialFailedException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            lock (sinkLock)
            {
                sink.Failed(trial, reason);
            }

            return;
        }

        lock (sinkLock)
        {
            sink.Completed(result);
        }
    }

    private static PreparedSplit Prepare(SignalSplit split, int largestKernel) => new(
        new PreparedWindows(split.Train, largestKernel),
        new PreparedWindows(split.Validation, largestKernel),
        new PreparedWindows(split.Test, largestKernel));
}
