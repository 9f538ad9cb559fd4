using Sans.Core.Training;

namespace Sans.Reports.Tables;

/// <summary>Which rows of a plan a table has.</summary>
public static class PlannedRow
{
    /// <summary>
    /// Whether a row is shown: some of its trainings ended well, or all of them failed. One whose trainings have not ended is
    /// left out.
    /// </summary>
    /// <param name="plan">The trials of the row.</param>
    /// <param name="completed">How many ended well.</param>
    /// <param name="failures">Why some failed, by <see cref="ITrial.Key"/>.</param>
    public static bool IsShown(IEnumerable<ITrial> plan, int completed, IReadOnlyDictionary<string, string> failures) =>
        completed > 0 || plan.All(t => failures.ContainsKey(t.Key));
}
