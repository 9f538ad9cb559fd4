using System.Text.Json;
using Sans.Core.Training;

namespace Sans.Runs.Journals;

/// <summary>
/// A journal with one value per line for the kept part of a result, beside key and state. The value is plain data that JSON
/// preserves to the bit.
/// </summary>
/// <typeparam name="TTrial">The trials of the kind.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <typeparam name="TPayload">The kept part of a result.</typeparam>
/// <param name="toPayload">Selects the kept part of a result.</param>
/// <param name="toResult">
/// Makes a result of the trial, the kept part, and the duration. Its digest is computed anew from the kept part.
/// </param>
/// <param name="released">
/// Leaves the large parts of a result in the journal, as in <see cref="Released"/>. It is <see langword="null"/> where results
/// are small.
/// </param>
public sealed class PayloadJournal<TTrial, TResult, TPayload>(
    Func<TResult, TPayload> toPayload, Func<TTrial, TPayload, TimeSpan, TResult> toResult,
    Func<TResult, JournalPlace, TResult>? released = null)
    : JournalFormat<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
    where TPayload : class
{
    /// <inheritdoc/>
    public override byte[] Write(TResult result) => JsonSerializer.SerializeToUtf8Bytes(
        new Line
        {
            Key = result.Trial.Key,
            State = JournalState.Completed,
            Result = toPayload(result),
            Digest = result.Digest,
            Seconds = result.Duration.TotalSeconds,
        },
        JsonFormat.Line);

    /// <inheritdoc/>
    public override byte[] Write(TTrial trial, string reason) =>
        JsonSerializer.SerializeToUtf8Bytes(new Line { Key = trial.Key, State = JournalState.Failed, Reason = reason }, JsonFormat.Line);

    /// <inheritdoc/>
    public override JournalEntry<TTrial, TResult> Read(ReadOnlySpan<byte> line, IReadOnlyDictionary<string, TTrial> plan)
    {
        Line told = Parse<Line>(line);
        TTrial trial = Find(told.Key, plan);
        if (told.State == JournalState.Failed)
        {
            return new(trial, null, told.Reason ?? throw new FormatException("a failed trial needs a reason"));
        }

        if (told is not { Result: { } payload, Seconds: >= 0 and < 1e9 })
        {
            throw new FormatException("a completed trial needs a result and seconds");
        }

        TResult result = toResult(trial, payload, TimeSpan.FromTicks((long)Math.Round(told.Seconds.Value * TimeSpan.TicksPerSecond)));
        return result.Digest == told.Digest
            ? new(trial, result)
            : throw new FormatException($"its numbers have the digest {result.Digest}, but it says {told.Digest}");
    }

    /// <inheritdoc/>
    public override TResult Released(TResult result, JournalPlace place) => released is null ? result : released(result, place);

    /// <summary>The kept part of a result that a line holds.</summary>
    /// <param name="line">A whole line of a completed trial, without its end.</param>
    /// <exception cref="FormatException">The line has no result.</exception>
    public static TPayload PayloadOf(ReadOnlySpan<byte> line) =>
        Parse<Line>(line).Result ?? throw new FormatException("a completed trial needs a result and seconds");

    private sealed record Line
    {
        public required string Key { get; init; }

        public required JournalState State { get; init; }

        public string? Reason { get; init; }

        public TPayload? Result { get; init; }

        public string? Digest { get; init; }

        public double? Seconds { get; init; }
    }
}
