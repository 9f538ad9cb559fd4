using System.Text.Json;
using Sans.Core.Training;

namespace Sans.Runs.Journals;

/// <summary>
/// The form of a journal's line: JSON with <c>key</c> and <c>state</c>, and values of the kind of experiment.
/// </summary>
/// <typeparam name="TTrial">The trials of the kind.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
public abstract class JournalFormat<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <summary>A line without its end, for a completed trial.</summary>
    public abstract byte[] Write(TResult result);

    /// <summary>A line without its end, for a trial that failed.</summary>
    public abstract byte[] Write(TTrial trial, string reason);

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="plan">The trials of the run, by <see cref="ITrial.Key"/>.</param>
    /// <exception cref="FormatException">
    /// The line does not fit the plan, or was changed. The message names the fault.
    /// </exception>
    public abstract JournalEntry<TTrial, TResult> Read(ReadOnlySpan<byte> line, IReadOnlyDictionary<string, TTrial> plan);

    /// <summary>
    /// The result with its large parts left in the journal, to be read when they are needed. The default is the result itself,
    /// for kinds whose results are small.
    /// </summary>
    /// <param name="result">The result.</param>
    /// <param name="place">The line that holds it.</param>
    public virtual TResult Released(TResult result, JournalPlace place) => result;

    /// <summary>The JSON of a line.</summary>
    protected static T Parse<T>(ReadOnlySpan<byte> line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, JsonFormat.Line) ?? throw new FormatException("it says null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not the JSON of a trial (byte {e.BytePositionInLine}, at {e.Path ?? "its start"})");
        }
    }

    /// <summary>The trial of a line.</summary>
    protected static TTrial Find(string key, IReadOnlyDictionary<string, TTrial> plan) =>
        plan.GetValueOrDefault(key) ?? throw new FormatException($"the run has no trial '{key}'");

    /// <summary>The end of a trial.</summary>
    protected enum JournalState
    {
        /// <summary>The trial has a result.</summary>
        Completed,

        /// <summary>The trial has no result.</summary>
        Failed,
    }
}
