using Sans.Core.Training;

namespace Sans.Reports.Tables;

/// <summary>The notes of tables, reports and the terminal about failed trainings.</summary>
public static class FailureNotes
{
    private const int MostReasons = 10;
    private const int MostKeys = 3;

    /// <summary>
    /// A line for each reason, with its count and the first failed trainings, the most frequent reason first.
    /// </summary>
    /// <param name="plan">Every trial.</param>
    /// <param name="failures">The reasons of failed trials, by <see cref="ITrial.Key"/>.</param>
    public static IEnumerable<string> Of(IReadOnlyList<ITrial> plan, IReadOnlyDictionary<string, string> failures)
    {
        string[] failed = [.. plan.Select(t => t.Key).Where(failures.ContainsKey)];
        if (failed.Length == 0)
        {
            return [];
        }

        IGrouping<string, string>[] reasons = [.. failed.GroupBy(key => failures[key]).OrderByDescending(g => g.Count())];
        return
        [
            FormattableString.Invariant($"{failed.Length} of {plan.Count} trials failed and are in no mean:"),
            .. reasons.Take(MostReasons).Select(Line),
            .. reasons.Length > MostReasons ? [
                FormattableString.Invariant($"  and {reasons.Length - MostReasons} more reasons, in trials.csv"),
            ] : (string[])[],
        ];

        static string Line(IGrouping<string, string> reason)
        {
            int count = reason.Count();
            string more = count > MostKeys ? FormattableString.Invariant($" and {count - MostKeys} more, in trials.csv") : "";
            return FormattableString.Invariant($"  {count} × {reason.Key}: {string.Join(", ", reason.Take(MostKeys))}{more}");
        }
    }

    /// <summary>
    /// The number of failed trainings and the most frequent reason, in two sentences, or <see langword="null"/> where none
    /// failed.
    /// </summary>
    /// <param name="planned">Number of all trainings.</param>
    /// <param name="failures">The reasons of failed trials, by <see cref="ITrial.Key"/>.</param>
    public static string? Banner(int planned, IReadOnlyDictionary<string, string> failures)
    {
        if (failures.Count == 0)
        {
            return null;
        }

        // Of equally frequent reasons, the first by text counts, because a dictionary has no order.
        var reasons = failures.Values
            .GroupBy(text => text)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToArray();
        string most = reasons.Length == 1
            ? $"The reason: {reasons[0].Key}"
            : FormattableString.Invariant($"The most frequent of {reasons.Length} reasons, {reasons[0].Count()} times: {reasons[0].Key}");
        return FormattableString.Invariant($"{failures.Count} of {planned} trainings failed and are in no mean. {most}");
    }
}
