using Sans.Routing.Models;

namespace Sans.Routing.Fits;

/// <summary>
/// Fits the constants of several tables, one after another, to the residual of the others (docs/method/routed-networks.md,
/// 6.1). With one table and one cycle, they are the means of the buckets.
/// </summary>
internal static class BackfittingFit
{
    /// <summary>Runs the fit. Cost: <c>cycles · N · s</c> additions.</summary>
    /// <param name="rows">One bucket of each of s tables for each input.</param>
    /// <param name="targets">y, centred, <c>[N]</c>.</param>
    /// <param name="cycles">Passes over all tables.</param>
    /// <param name="shrink">At least 0.</param>
    /// <returns>The value of each bucket, <c>[t]</c>, 0 where no training input lies.</returns>
    public static double[] Run(RoutedRows rows, ReadOnlySpan<double> targets, int cycles, double shrink)
    {
        double[] values = new double[rows.EntryCount];
        double[] residuals = targets.ToArray();
        double[] sums = new double[rows.EntryCount];
        int[] counts = new int[rows.EntryCount];
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            for (int table = 0; table < rows.ActiveCount; table++)
            {
                for (int n = 0; n < rows.Count; n++)
                {
                    int bucket = rows.Entries(n)[table];
                    sums[bucket] = 0;
                    counts[bucket] = 0;
                }

                for (int n = 0; n < rows.Count; n++)
                {
                    int bucket = rows.Entries(n)[table];
                    sums[bucket] += residuals[n] + values[bucket];
                    counts[bucket]++;
                }

                for (int n = 0; n < rows.Count; n++)
                {
                    int bucket = rows.Entries(n)[table];
                    residuals[n] += values[bucket] - (sums[bucket] / (counts[bucket] + shrink));
                }

                for (int n = 0; n < rows.Count; n++)
                {
                    int bucket = rows.Entries(n)[table];
                    values[bucket] = sums[bucket] / (counts[bucket] + shrink);
                }
            }
        }

        return values;
    }
}
