using System.Runtime.ExceptionServices;
using Sans.Configuration;
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
        var prepared = trials.Select(t => t.Dataset).Distinct().ToDictionary(label => label, label => Prepare(data[label], largestKernel));
        int next = -1;
        int reported = 0;
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

        if (reported < trials.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        void TrainUntilNoneIsLeft()
        {
            WorkerMemory memory = new();
            for (int i = Interlocked.Increment(ref next); i < trials.Count; i = Interlocked.Increment(ref next))
            {
                if (cancellationToken.IsCancellationRequested || !sink.WantsMore)
                {
                    return;
                }

                TrainAndReport(trials[i], ref memory);
            }
        }

        void TrainAndReport(Trial trial, ref WorkerMemory memory)
        {
            Action report;
            try
            {
                TrialResult result = Train(trial, prepared[trial.Dataset], largestKernel, memory, sink.Checkpoints, cancellationToken);
                report = () => sink.Completed(result);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (TrialFailedException e)
            {
                report = () => sink.Failed(trial, e.Message, null);
            }
            catch (OutOfMemoryException)
            {
                // The buffers of the worker may be what is too large.
                memory = new WorkerMemory();
                report = () => sink.Failed(trial, "out of memory: the network and its buffers are larger than what is left; try a smaller model or fewer jobs", null);
            }
            catch (Exception e)
            {
                // Whatever goes wrong in one trial, and that includes the activations of others, must not take the rest of the sweep with it.
                report = () => sink.Failed(trial, $"{e.GetType().Name}: {OnOneLine(e.Message)}", e);
            }

            lock (sinkLock)
            {
                report();
                reported++;
            }
        }
    }

    private TrialResult Train(Trial trial, PreparedSplit split, int largestKernel, WorkerMemory memory, ICheckpoints? checkpoints, CancellationToken cancellationToken) =>
        activations.Visit(trial.Activation, new SanTraining(trial, split, largestKernel, memory, checkpoints, cancellationToken));

    /// <summary>Reasons stand in tables and log lines.</summary>
    private static string OnOneLine(string message) =>
        string.Join(" ", message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static PreparedSplit Prepare(SignalSplit split, int largestKernel) =>
        split.Train.Shape.Dimensions == SignalDimensions.One ? new PreparedSignals(split, largestKernel) : new PreparedImages(split);
}
