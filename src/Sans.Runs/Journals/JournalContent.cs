using Sans.Core.Training;

namespace Sans.Runs.Journals;

/// <summary>What the journals of a run hold.</summary>
public sealed class JournalContent
{
    private readonly Dictionary<string, ITrialResult> _completed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);

    /// <summary>The trials that ended well, by <see cref="ITrial.Key"/>.</summary>
    public IReadOnlyDictionary<string, ITrialResult> Completed => _completed;

    /// <summary>Why the others failed that ended, by <see cref="ITrial.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>Takes a result, in place of earlier failures.</summary>
    /// <exception cref="FormatException">There is another result of the trial.</exception>
    public void Add(ITrialResult result)
    {
        string key = result.Trial.Key;
        if (!_completed.TryAdd(key, result) && _completed[key].Digest != result.Digest)
        {
            throw new FormatException($"the trial has another result, of digest {_completed[key].Digest}, before");
        }

        _failures.Remove(key);
    }

    /// <summary>Takes a failure, where there is no result.</summary>
    public void Add(ITrial trial, string reason)
    {
        string key = trial.Key;
        if (!_completed.ContainsKey(key))
        {
            _failures[key] = reason;
        }
    }
}
