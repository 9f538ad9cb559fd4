using Sans.Core.Training;

namespace Sans.Runs.Journals;

/// <summary>The content of a journal's line: the end of a trial.</summary>
/// <typeparam name="TTrial">The trials of the kind.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="Trial">The trial.</param>
/// <param name="Result">Its result, or <see langword="null"/> where it failed.</param>
/// <param name="Reason">The reason of a failure. It is empty where there is a result.</param>
public sealed record JournalEntry<TTrial, TResult>(TTrial Trial, TResult? Result, string Reason = "")
    where TTrial : class, ITrial
    where TResult : class, ITrialResult;
