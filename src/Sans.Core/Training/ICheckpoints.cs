namespace Sans.Core.Training;

/// <summary>
/// Keeps the states of long trainings. An interrupted training continues from its last state, to the same bits. Methods are
/// called from any thread.
/// </summary>
public interface ICheckpoints
{
    /// <summary>The time between two states of a training, and before the first. A short training has no state.</summary>
    TimeSpan Interval { get; }

    /// <summary>The last state of a trial, as the engine wrote it, or <see langword="null"/> if there is no valid one.</summary>
    byte[]? TryRead(ITrial trial);

    /// <summary>Reports that an epoch of a trial has ended, for displays of progress.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="of">All its epochs.</param>
    void EpochEnded(ITrial trial, int epoch, int of)
    {
    }

    /// <summary>Replaces the state of a trial.</summary>
    void Write(ITrial trial, ReadOnlyMemory<byte> state);
}
