using Sans.Core.Training;

namespace Sans.Reports.Tables;

/// <summary>The rows of a plan that a table shows.</summary>
public static class PlannedRow
{
    /// <summary>
    /// Whether a row is shown. Some of its trainings must have completed, or all must have failed. Unfinished rows are left
    /// out.
    /// </summary>
    /// <param name="plan">The trials of the row.</param>
    /// <param name="completed">Number of completed trials.</param>
    /// <param name="failures">The reasons of failed trials, by <see cref="ITrial.Key"/>.</param>
    public static bool IsShown(IEnumerable<ITrial> plan, int completed, IReadOnlyDictionary<string, string> failures) =>
        completed > 0 || plan.All(t => failures.ContainsKey(t.Key));
}
