using Sans.Core.Training;
using Sans.Networks.Tables;

namespace Sans.Networks.Figures;

/// <summary>The results that pictures look at: of each dataset and activation those of the row that is chosen.</summary>
internal static class BestResults
{
    /// <summary>One result of each dataset and activation: the first seed of the chosen row, in the order of the plan.</summary>
    public static IReadOnlyList<NetworkResult> Of(IReadOnlyList<PhiRow> rows) => [.. BestRows(rows).Select(r => r.Results[0])];

    /// <summary>All seeds of those rows.</summary>
    public static IReadOnlyList<NetworkResult> AllSeedsOf(IReadOnlyList<PhiRow> rows) => [.. BestRows(rows).SelectMany(r => r.Results)];

    private static IEnumerable<PhiRow> BestRows(IReadOnlyList<PhiRow> rows) =>
        rows.Where(r => !r.IsFailed).GroupBy(r => (r.Dataset, r.Activation)).Select(RowChoice.Of);
}
