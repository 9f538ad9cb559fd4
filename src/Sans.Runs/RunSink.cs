using Sans.Core.Training;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Serilog;

namespace Sans.Runs;

/// <summary>Passes the results of a run on to its journal, its log and its progress display.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="journal">The journal of this process.</param>
/// <param name="content">The content of all journals.</param>
/// <param name="checkpoints">The states of trainings that have not ended.</param>
/// <param name="log">The log.</param>
/// <param name="ended">Called after each trial, with its result where it has one.</param>
/// <param name="stop">The request to end.</param>
internal sealed class RunSink<TTrial, TResult>(
    TrialJournal<TTrial, TResult> journal,
    JournalContent<TTrial, TResult> content,
    CheckpointFolder checkpoints,
    ILogger log,
    Action<TTrial, TResult?> ended,
    StopRequest stop)
    : ITrialSink<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <inheritdoc/>
    public bool WantsMore => !stop.Soon.IsCancellationRequested;

    /// <inheritdoc/>
    public ICheckpoints? Checkpoints => checkpoints;

    /// <inheritdoc/>
    public void Warn(string message) => log.Warning("{Message:l}", message);

    /// <inheritdoc/>
    public void Completed(TResult result)
    {
        content.Add(journal.Append(result));
        checkpoints.Remove(result.Trial);
        ended((TTrial)result.Trial, result);
    }

    /// <inheritdoc/>
    public void Failed(TTrial trial, string reason, Exception? defect)
    {
        journal.Append(trial, reason);
        content.Add(trial, reason);
        checkpoints.Remove(trial);
        string hint = defect is null ? "" : "; the stack trace is in log.jsonl";
        log.Error(defect, "{Trial} failed: {Reason}{Hint}", trial.Key, reason, hint);
        ended(trial, null);
    }
}
