using Sans.Core.Training;

namespace Sans.Runs.Journals;

/// <summary>What the journals of a run hold.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
public sealed class JournalContent<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    private readonly Dictionary<string, TResult> _completed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);

    /// <summary>The trials that ended well, by <see cref="ITrial.Key"/>.</summary>
    public IReadOnlyDictionary<string, TResult> Completed => _completed;

    /// <summary>Why the others failed that ended, by <see cref="ITrial.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>How the trials of a plan ended, as tables take it.</summary>
    public Outcomes<TTrial, TResult> OutcomesOf(IReadOnlyList<TTrial> plan) => new(plan, Completed, Failures);

    /// <summary>Takes a result, in place of earlier failures.</summary>
    /// <exception cref="FormatException">There is another result of the trial.</exception>
    public void Add(TResult result)
    {
        string key = result.Trial.Key;
        if (!_completed.TryAdd(key, result) && _completed[key].Digest != result.Digest)
        {
            throw new FormatException($"an earlier line has another result of the trial, with the digest {_completed[key].Digest}");
        }

        _failures.Remove(key);
    }

    /// <summary>Takes a failure, where there is no result.</summary>
    public void Add(TTrial trial, string reason)
    {
        string key = trial.Key;
        if (!_completed.ContainsKey(key))
        {
            _failures[key] = reason;
        }
    }
}
