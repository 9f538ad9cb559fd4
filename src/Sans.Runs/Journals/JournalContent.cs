using Sans.Core.Training;

namespace Sans.Runs.Journals;

/// <summary>The content of a run's journals.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
public sealed class JournalContent<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    private readonly Dictionary<string, TResult> _completed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);

    /// <summary>The results of completed trials, by <see cref="ITrial.Key"/>.</summary>
    public IReadOnlyDictionary<string, TResult> Completed => _completed;

    /// <summary>The reasons of failed trials, by <see cref="ITrial.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>The outcomes of a plan, for tables.</summary>
    public Outcomes<TTrial, TResult> OutcomesOf(IReadOnlyList<TTrial> plan) => new(plan, Completed, Failures);

    /// <summary>Adds the content of a line.</summary>
    /// <exception cref="FormatException">The trial already has another result.</exception>
    public void Add(JournalEntry<TTrial, TResult> entry)
    {
        if (entry.Result is { } result)
        {
            Add(result);
        }
        else
        {
            Add(entry.Trial, entry.Reason);
        }
    }

    /// <summary>Adds a result, which replaces earlier failures.</summary>
    /// <exception cref="FormatException">The trial already has another result.</exception>
    public void Add(TResult result)
    {
        string key = result.Trial.Key;
        if (!_completed.TryAdd(key, result) && _completed[key].Digest != result.Digest)
        {
            throw new FormatException($"an earlier line has another result of the trial, with the digest {_completed[key].Digest}");
        }

        _failures.Remove(key);
    }

    /// <summary>Adds a failure, where there is no result.</summary>
    public void Add(TTrial trial, string reason)
    {
        string key = trial.Key;
        if (!_completed.ContainsKey(key))
        {
            _failures[key] = reason;
        }
    }
}
