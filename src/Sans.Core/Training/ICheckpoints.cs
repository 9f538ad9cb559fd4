namespace Sans.Core.Training;

/// <summary>Keeps the state of long trainings, so that one that was interrupted goes on where it was, to the same bits. Called from any thread.</summary>
public interface ICheckpoints
{
    /// <summary>How long a training runs between two of its states, and before its first one: a short training pays nothing.</summary>
    TimeSpan Interval { get; }

    /// <summary>The last state of a trial, as the engine wrote it; <see langword="null"/> where there is none that can be trusted.</summary>
    byte[]? TryRead(ITrial trial);

    /// <summary>Replaces the state of a trial.</summary>
    void Write(ITrial trial, ReadOnlyMemory<byte> state);
}
