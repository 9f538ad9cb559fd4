namespace Sans.Core.Training;

/// <summary>The receiver of an engine's results, for any kind of trial.</summary>
public interface ITrialSink
{
    /// <summary>
    /// Whether more trials should begin. Engines ask before each trial, from any thread. If <see langword="false"/>, they end
    /// after the running trials.
    /// </summary>
    bool WantsMore => true;

    /// <summary>The store of training states, or <see langword="null"/> if states are not kept.</summary>
    ICheckpoints? Checkpoints => null;

    /// <summary>Reports a warning for the user. It stops nothing.</summary>
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
    /// <summary>Reports a trial that ended well.</summary>
    void Completed(TResult result);

    /// <summary>Reports a trial that failed.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="reason">The reason, in a sentence for the user.</param>
    /// <param name="defect">The unexpected exception, if an activation or the engine threw one.</param>
    void Failed(TTrial trial, string reason, Exception? defect);
}
