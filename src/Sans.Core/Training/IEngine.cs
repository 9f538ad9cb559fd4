namespace Sans.Core.Training;

/// <summary>Trains. An engine takes many trials at once and groups them as suits it: one per core, or many in one tensor.</summary>
public interface IEngine
{
    /// <summary>Its name on the command line and in the run folder.</summary>
    string Name { get; }

    /// <summary>
    /// Trains every trial, unless the sink wants no more. Results go to the sink one by one, in any order and from any thread; a failing trial is reported and does not stop
    /// the others.
    /// </summary>
    /// <param name="trials">The trials.</param>
    /// <param name="data">The datasets that the trials name.</param>
    /// <param name="sink">Receives what happens; called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon; running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    void Run(IReadOnlyList<Trial> trials, TrialData data, ITrialSink sink, CancellationToken cancellationToken);
}

/// <summary>Receives the results of an engine.</summary>
public interface ITrialSink
{
    /// <summary>Looked at before a trial begins, from any thread: where it is <see langword="false"/>, the engine ends when what is running has ended.</summary>
    bool WantsMore => true;

    /// <summary>Where states of long trainings are kept; <see langword="null"/> where nobody keeps them.</summary>
    ICheckpoints? Checkpoints => null;

    /// <summary>A trial has ended well.</summary>
    void Completed(TrialResult result);

    /// <summary>A trial has failed.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="reason">Why, in a sentence for the user.</param>
    /// <param name="defect">The exception, where something threw that should not have: an activation, or the engine itself.</param>
    void Failed(Trial trial, string reason, Exception? defect);
}

/// <summary>Keeps the state of long trainings, so that one that was interrupted goes on where it was, to the same bits. Called from any thread.</summary>
public interface ICheckpoints
{
    /// <summary>How long a training runs between two of its states, and before its first one: a short training pays nothing.</summary>
    TimeSpan Interval { get; }

    /// <summary>The last state of a trial, as the engine wrote it; <see langword="null"/> where there is none that can be trusted.</summary>
    byte[]? TryRead(Trial trial);

    /// <summary>Replaces the state of a trial.</summary>
    void Write(Trial trial, ReadOnlyMemory<byte> state);
}

/// <summary>A trial cannot go on; the message is fit for the user.</summary>
public sealed class TrialFailedException(string message) : Exception(message);
