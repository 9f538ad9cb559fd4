namespace Sans.Core.Training;

/// <summary>The signals from the receiver of results to an engine, for any kind of trial.</summary>
public interface ITrialSink
{
    /// <summary>
    /// Looked at before a trial begins, from any thread: where it is <see langword="false"/>, training ends when what is running
    /// has ended.
    /// </summary>
    bool WantsMore => true;

    /// <summary>The store of training states, or <see langword="null"/> if states are not kept.</summary>
    ICheckpoints? Checkpoints => null;

    /// <summary>Something that the user should know and that stops nothing.</summary>
    void Warn(string message)
    {
    }
}

/// <summary>Receives the results of trainings.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
public interface ITrialSink<in TTrial, in TResult> : ITrialSink
    where TTrial : ITrial
    where TResult : ITrialResult
{
    /// <summary>A trial has ended well.</summary>
    void Completed(TResult result);

    /// <summary>A trial has failed.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="reason">Why, in a sentence for the user.</param>
    /// <param name="defect">The exception, where something threw that should not have: an activation, or the engine itself.</param>
    void Failed(TTrial trial, string reason, Exception? defect);
}
