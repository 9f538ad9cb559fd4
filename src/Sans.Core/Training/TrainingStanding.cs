namespace Sans.Core.Training;

/// <summary>The state of one model of a course.</summary>
/// <typeparam name="TMeasure">The measure on the validation examples.</typeparam>
public sealed class TrainingStanding<TMeasure>
    where TMeasure : unmanaged
{
    /// <summary>The epoch of the chosen weights, counted from 1. It is 0 before the first epoch.</summary>
    public int BestEpoch { get; internal set; }

    /// <summary>The measure of the chosen weights.</summary>
    public TMeasure Best { get; internal set; }

    /// <summary>The measures after each epoch.</summary>
    public List<TMeasure> Measures { get; } = [];

    /// <summary>The reason of a failed training, as a message for the user. <see langword="null"/> if it did not fail.</summary>
    public string? Failure { get; internal set; }
}

/// <summary>The end of one training.</summary>
/// <typeparam name="TResult">The result of a training.</typeparam>
/// <param name="Result">The result, or <see langword="null"/> where the training failed.</param>
/// <param name="Failure">The reason, or <see langword="null"/> where it did not fail.</param>
public sealed record TrainingEnd<TResult>(TResult? Result, string? Failure)
    where TResult : class
{
    /// <summary>The result, or an exception where the training failed.</summary>
    /// <exception cref="TrialFailedException">The training failed.</exception>
    public TResult OrThrow() => Result ?? throw new TrialFailedException(Failure ?? "the training has no result");
}
