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
            [.. rows.GroupBy(r => r.Trial.Dataset).Select(g => Panel(g.Key, [.. g], rows, series))],
            Columns: 1)
        {
            Legend = [.. series.Select((name, i) => new LegendEntry(name, Tone.Series(i), LegendShape.Line))],
        };
    }

    private static Chart Panel(string dataset, AutoencoderRow[] rows, IReadOnlyList<AutoencoderRow> all, string[] series)
    {
        double biasOnly = rows[0].BiasOnlyLoss.Mean;
        var x = Axis.Around("units on (L0)", rows.Select(Count), isFromZero: true);
        List<Mark> marks = [new Line(Tone.Faint, [new Point(x.Low, biasOnly), new Point(x.High, biasOnly)])];
        foreach (IGrouping<string, AutoencoderRow> line in rows.GroupBy(r => Series(r, all)))
        {
            var tone = Tone.Series(Array.IndexOf(series, line.Key));
            marks.Add(new Line(tone, [.. line.OrderBy(Count).Select(Place)]));
            marks.AddRange(line.Select(row => new Marker(
                tone,
                Place(row),
                $"{row.Method}: L0 {Count(row).ToString("F1", CultureInfo.InvariantCulture)}, loss "
                    + $"{Loss(row).ToString("F2", CultureInfo.InvariantCulture)}{(row.Flags.Length > 0 ? ", " : "")}{row.Flags}")));
        }

        return new Chart(dataset, x, Axis.Around("loss", rows.Select(Loss).Append(biasOnly)), marks, Width: 640, Height: 400);
    }

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
