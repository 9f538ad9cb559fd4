using System.Runtime.ExceptionServices;

namespace Sans.Core.Training;

/// <summary>Trains trials in parallel, one per worker. The result of a trial does not depend on its worker.</summary>
public static class TrialWorkers
{
    /// <summary>
    /// Trains every trial until the sink stops it. Results go to the sink one by one. A failing trial is reported and does not
    /// stop the others.
    /// </summary>
    /// <typeparam name="TTrial">The trials.</typeparam>
    /// <typeparam name="TResult">Their results.</typeparam>
    /// <param name="trials">The trials, begun in this order.</param>
    /// <param name="jobs">Workers, at least 1.</param>
    /// <param name="begin">
    /// Called once by each worker, and again after a trial that ran out of memory. Returns the function that trains a trial,
    /// with buffers of the worker.
    /// </param>
    /// <param name="sink">Receives what happens. Called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon. Running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    public static void Run<TTrial, TResult>(
        IReadOnlyList<TTrial> trials,
        int jobs,
        Func<Func<TTrial, TResult>> begin,
        ITrialSink<TTrial, TResult> sink,
        CancellationToken cancellationToken)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        int next = -1;
        int reported = 0;
        object sinkLock = new();
        try
        {
            Parallel.For(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = jobs }, _ => TrainUntilNoneIsLeft());
        }
        catch (AggregateException e)
        {
            // Only the sink can throw here, for example when the disk is full. The first error is enough.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        if (reported < trials.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        void TrainUntilNoneIsLeft()
        {
            Func<TTrial, TResult>? train = null;
            for (int i = Interlocked.Increment(ref next); i < trials.Count; i = Interlocked.Increment(ref next))
            {
                if (cancellationToken.IsCancellationRequested || !sink.WantsMore)
                {
                    return;
                }

                TrainAndReport(trials[i], ref train);
            }
        }

        void TrainAndReport(TTrial trial, ref Func<TTrial, TResult>? train)
        {
            Action report;
            try
            {
                TResult result = (train ??= begin())(trial);
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
                // The buffers of the worker may be too large.
                train = null;
                report = () => sink.Failed(
                    trial, "out of memory: the network and its buffers do not fit; try a smaller model or fewer jobs", null);
            }
            catch (Exception e)
            {
                // A failure in one trial, such as in a user's activation, must not stop the rest of the sweep.
                report = () => sink.Failed(trial, $"{e.GetType().Name}: {OnOneLine(e.Message)}", e);
            }

            lock (sinkLock)
            {
                report();
                reported++;
            }
        }
    }

    /// <summary>Puts a message on one line, because reasons stand in tables and log lines.</summary>
    private static string OnOneLine(string message) =>
        string.Join(" ", message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
