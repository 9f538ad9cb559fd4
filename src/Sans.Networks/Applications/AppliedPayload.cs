using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Runs.Journals;

namespace Sans.Networks.Applications;

/// <summary>The journal's record of a network that was applied.</summary>
internal sealed record AppliedPayload
{
    /// <summary>The network, absent for baselines.</summary>
    public SanPayload? San { get; init; }

    public required IReadOnlyList<MethodScore> Scores { get; init; }

    public static AppliedPayload Of(AppliedResult result) =>
        new() { San = result.San is { } san ? SanPayload.Of(san) : null, Scores = result.Scores };

    /// <summary>A result whose kernels and course of φ̄ stay in the journal.</summary>
    public static AppliedResult Released(AppliedResult result, JournalPlace place) => result.San is not { } san
        ? result
        : result with { San = SanPayload.Released(san, place, SanOf) };

    /// <summary>The result of the record.</summary>
    /// <exception cref="FormatException">The record does not fit the trial.</exception>
    public AppliedResult ToResult(AppliedTrial trial, TimeSpan duration)
    {
        NetworkResult? san = SanPayload.ResultOf(San, trial.San);
        return Scores.All(s => s is { Method: not null, Values: not null })
            ? new AppliedResult(trial, san, Scores, duration)
            : throw new FormatException("a score has no method or no values");
    }

    private static SanPayload SanOf(byte[] line) => PayloadJournal<AppliedTrial, AppliedResult, AppliedPayload>.PayloadOf(line).San!;
}
