using System.Runtime.InteropServices;
using Sans.Core.Training;

namespace Sans.Torch;

/// <summary>Trials that train together.</summary>
/// <typeparam name="TSelf">The batch itself.</typeparam>
/// <typeparam name="TTrial">The trials.</typeparam>
internal interface ITrialBatch<out TSelf, out TTrial>
{
    /// <summary>The trials.</summary>
    IReadOnlyList<TTrial> Members { get; }

    /// <summary>The first and the second half of the trials.</summary>
    IEnumerable<TSelf> Halves();
}

/// <summary>The end of a trial.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="Trial">The trial.</param>
/// <param name="Result">The result, or <see langword="null"/> where it failed.</param>
/// <param name="Failure">The reason of the failure.</param>
internal sealed record TrialEnd<TTrial, TResult>(TTrial Trial, TResult? Result, string? Failure)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult;

/// <summary>Trains batches one after another. A failing trial does not stop the others.</summary>
internal static class BatchQueue
{
    /// <summary>Trains every batch, unless the sink wants no more.</summary>
    /// <typeparam name="TBatch">The batches.</typeparam>
    /// <typeparam name="TTrial">Their trials.</typeparam>
    /// <typeparam name="TResult">The results of these.</typeparam>
    /// <param name="batches">The batches.</param>
    /// <param name="train">Trains one batch.</param>
    /// <param name="device">The device, for messages.</param>
    /// <param name="sink">Receives results and failures.</param>
    /// <param name="cancellationToken">Checked before each batch.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last batch ended.</exception>
    public static void Run<TBatch, TTrial, TResult>(
        IEnumerable<TBatch> batches,
        Func<TBatch, IEnumerable<TrialEnd<TTrial, TResult>>> train,
        string device,
        ITrialSink<TTrial, TResult> sink,
        CancellationToken cancellationToken)
        where TBatch : ITrialBatch<TBatch, TTrial>
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        Stack<TBatch> waiting = new(batches.Reverse());
        while (waiting.TryPop(out TBatch? batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!sink.WantsMore)
            {
                return;
            }

            IReadOnlyList<TrialEnd<TTrial, TResult>> ends;
            try
            {
                ends = [.. train(batch)];
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (batch.Members.Count == 1 || e is TrialFailedException)
                {
                    Fail(batch.Members, e, device, sink);
                    continue;
                }

                // Half of them may fit into memory. Another failure belongs to some of them, and the others must not fail with
                // it.
                foreach (TBatch half in batch.Halves().Reverse())
                {
                    waiting.Push(half);
                }

                continue;
            }

            Report(ends, sink);
        }
    }

    private static void Report<TTrial, TResult>(IReadOnlyList<TrialEnd<TTrial, TResult>> ends, ITrialSink<TTrial, TResult> sink)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        foreach (TrialEnd<TTrial, TResult> end in ends)
        {
            if (end.Result is { } result)
            {
                sink.Completed(result);
            }
            else
            {
                sink.Failed(end.Trial, end.Failure!, null);
            }
        }
    }

    private static void Fail<TTrial, TResult>(
        IReadOnlyList<TTrial> trials, Exception failure, string device, ITrialSink<TTrial, TResult> sink)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        (string reason, Exception? defect) = failure switch
        {
            TrialFailedException => (failure.Message, null),
            _ when IsOutOfMemory(failure) => (
                $"out of memory on {device}, with this trial alone: choose a smaller batch_size or network; {MemoryBudget.Variable} "
                    + "(MiB) limits what is measured at once", null),
            _ => ($"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}", failure),
        };
        foreach (TTrial trial in trials)
        {
            sink.Failed(trial, reason, defect);
        }
    }

    // These are words of Linux, Windows and CUDA, and of CUDA libraries that need memory of their own.
    private static readonly string[] OutOfMemory = ["out of memory", "allocate memory", "not enough memory", "ALLOC_FAILED"];

    /// <summary>Whether memory was exhausted.</summary>
    public static bool IsOutOfMemory(Exception e) =>
        e is OutOfMemoryException
            || (e is ExternalException && OutOfMemory.Any(text => e.Message.Contains(text, StringComparison.OrdinalIgnoreCase)));
}
