using System.Globalization;
using Sans.Reports.Tables;

namespace Sans.Routing.Rate;

/// <summary>The answer of a table of slopes: each measured slope beside the promised one.</summary>
internal static class RateFinding
{
    /// <summary>The answer, or <see langword="null"/> where no row has a slope.</summary>
    public static TableFinding? Of(IReadOnlyList<RateRow> rows)
    {
        var measured = rows.Select(r => (Row: r, Slope: r.Slope(o => o.RootMeanSquareSlope))).ToArray();
        if (!Array.Exists(measured, m => m.Slope is not null))
        {
            return null;
        }

        var bySubspace = measured.GroupBy(m => m.Row.Trial.Subspace);
        return new(
            $"RMSE falls with the buckets to the power of {string.Join(", ", bySubspace.Select(Summary))}.",
            [.. measured.Select(m => Sentence(m.Row, m.Slope))]);
    }

    private static string Summary(IGrouping<int, (RateRow Row, SeedStatistic? Slope)> rows)
    {
        double[] slopes = [.. rows.Select(r => r.Slope?.Mean).OfType<double>().Order()];
        string all = slopes switch
        {
            [] => "no slope",
            [var one] => N(one),
            [var least, .., var largest] => N(least) == N(largest) ? N(least) : $"{N(least)} to {N(largest)}",
        };
        return FormattableString.Invariant($"{all} for k = {rows.Key} (promised {N(rows.First().Row.Promised)})");
    }

    private static string Sentence(RateRow row, SeedStatistic? slope)
    {
        string name = row.Trial.Dataset + string.Concat(row.Trial.Variant.Select(v => $", {v.Name} {v.Text}"))
            + FormattableString.Invariant($", D = {row.Trial.Directions}");
        if (slope is not { } of)
        {
            return $"{name}: no slope, since a curve has fewer than two points that count.";
        }

        string spread = of.StandardDeviation is { } deviation ? " ± " + N(deviation) : "";
        return $"{name}: RMSE falls with the buckets to the power of {N(of.Mean)}{spread}, where {N(row.Promised)} is promised.";
    }

    private static string N(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
