using Sans.Core.Training;
using Sans.Networks.Tables;

namespace Sans.Networks.Figures;

/// <summary>The results for pictures: those of the chosen row of each dataset and activation.</summary>
internal static class BestResults
{
    /// <summary>
    /// One result of each dataset and activation: the first seed of the chosen row, in the order of the plan.
    /// </summary>
    public static IReadOnlyList<NetworkResult> Of(IReadOnlyList<PhiRow> rows) => [.. BestRows(rows).Select(r => r.Results[0])];

    /// <summary>The results of all seeds of those rows.</summary>
    public static IReadOnlyList<NetworkResult> AllSeedsOf(IReadOnlyList<PhiRow> rows) => [.. BestRows(rows).SelectMany(r => r.Results)];

    private static IEnumerable<PhiRow> BestRows(IReadOnlyList<PhiRow> rows) =>
        rows.Where(r => !r.IsFailed).GroupBy(r => (r.Dataset, r.Activation)).Select(RowChoice.Of);
}
