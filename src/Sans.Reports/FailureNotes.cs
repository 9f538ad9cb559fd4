using Sans.Core.Training;

namespace Sans.Reports;

/// <summary>What tables say of trials that failed.</summary>
public static class FailureNotes
{
    private const int MostListed = 10;

    /// <summary>A line for each of the first failed trials; none where none failed.</summary>
    /// <param name="plan">Every trial.</param>
    /// <param name="failures">Why some failed, by <see cref="ITrial.Key"/>.</param>
    public static IEnumerable<string> Of(IReadOnlyList<ITrial> plan, IReadOnlyDictionary<string, string> failures)
    {
        ITrial[] failed = [.. plan.Where(t => failures.ContainsKey(t.Key))];
        if (failed.Length == 0)
        {
            return [];
        }

        string[] more = failed.Length > MostListed ? [FormattableString.Invariant($"  and {failed.Length - MostListed} more, in trials.csv")] : [];
        return
        [
            FormattableString.Invariant($"{failed.Length} of {plan.Count} trials failed and are in no row:"),
            .. failed.Take(MostListed).Select(t => $"  {t.Key}: {failures[t.Key]}"),
            .. more,
        ];
    }
}
