using System.Globalization;
using Sans.Reports.Charts;

namespace Sans.Autoencoders.Tables;

/// <summary>
/// Loss against the number of active units, with a line for each method. Methods are compared as curves, not at single points.
/// </summary>
internal static class LossFigure
{
    /// <summary>Makes a panel for each dataset.</summary>
    public static Figure Of(IReadOnlyList<AutoencoderRow> rows)
    {
        string[] series = [.. rows.Select(r => Series(r, rows)).Distinct()];
        return new Figure(
            "loss",
            "Loss against units on",
            $"Each point is a row of the table, {Averages.Mean(rows.Select(r => r.Seeds.Count))}. "
                + "A line joins the weights of a penalty or the k of a selector. The grey line is the loss of the output bias alone. "
                    + "Lower is better, and further left is sparser.",
            [.. rows.GroupBy(r => r.Trial.Dataset).SelectMany(g => Panels(g.Key, [.. g], rows, series))],
            Columns: Facets.FitTogether(series.Length) ? 1 : 4)
        {
            Legend = Facets.Legend([.. series.Select((name, i) => new LegendEntry(name, Tone.Series(i), LegendShape.Line))]),
        };
    }

    private static IReadOnlyList<Chart> Panels(string dataset, AutoencoderRow[] rows, IReadOnlyList<AutoencoderRow> all, string[] series)
    {
        double biasOnly = rows[0].BiasOnlyLoss.Mean;
        var x = Axis.Around("units on (L0)", rows.Select(Count), isFromZero: true);
        Line bias = new(Tone.Faint, [new Point(x.Low, biasOnly), new Point(x.High, biasOnly)]);
        return Facets.Of(
            rows.Length == all.Count ? "" : dataset,
            x,
            Axis.Around("loss", rows.Select(Loss).Append(biasOnly)),
            [bias],
            [.. series.Select((name, i) => new MarkedSeries(name, Marks(Tone.Series(i), [.. rows.Where(r => Series(r, all) == name)])))],
            width: 640,
            height: 400);
    }

    private static Mark[] Marks(Tone tone, AutoencoderRow[] line) => line.Length == 0 ? [] :
    [
        new Line(tone, [.. line.OrderBy(Count).Select(Place)]) { HasSign = true },
        .. line.Select(row => new Marker(
            tone,
            Place(row),
            $"{row.Method}: L0 {Count(row).ToString("F1", CultureInfo.InvariantCulture)}, loss "
                + $"{Loss(row).ToString("F2", CultureInfo.InvariantCulture)}{(row.Flags.Length > 0 ? ", " : "")}{row.Flags}")),
    ];

    /// <summary>The rows that a line joins. They differ in the weight of their penalty or the k of their selector.</summary>
    private static string Series(AutoencoderRow row, IReadOnlyList<AutoencoderRow> rows)
    {
        string unit = row.Unit.Split('(')[0] == row.Method.Unit && row.Method.Unit.EndsWith("top_k", StringComparison.Ordinal)
            ? row.Method.Unit
            : row.Unit;
        string penalty = row.Penalty.Length == 0 ? "" : " " + row.Penalty;
        string dropout = row.Method.Dropout == 0 ? "" : ", dropout " + row.Method.Dropout.ToString(CultureInfo.InvariantCulture);
        return unit + penalty + dropout + row.SweptAmong(rows);
    }

    private static Point Place(AutoencoderRow row) => new(Count(row), Loss(row));

    private static double Count(AutoencoderRow row) => row.Of(m => m.NonZeroCount).Mean;

    private static double Loss(AutoencoderRow row) => row.Of(m => m.Loss).Mean;
}
