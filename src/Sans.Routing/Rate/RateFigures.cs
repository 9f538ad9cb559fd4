using Sans.Configuration;
using Sans.Core.Numerics;
using Sans.Reports.Charts;
using Sans.Routing.Tables;

namespace Sans.Routing.Rate;

/// <summary>Figures of the error against the number of buckets, on logarithmic axes.</summary>
internal static class RateFigures
{
    /// <summary>Makes the figures of the root mean square error and of the largest error.</summary>
    /// <param name="rows">The rows of the table. Failed rows are in no figure.</param>
    /// <param name="choices">The choices of this project, for the captions.</param>
    public static IReadOnlyList<Figure> Of(IReadOnlyList<RateRow> rows, IReadOnlyList<string> choices)
    {
        RateRow[] measured = [.. rows.Where(r => !r.IsFailed)];
        return
        [
            Drawn(
                "rmse-buckets", "Root mean square error against non-empty buckets", "RMSE", p => p.RootMeanSquareError, measured, choices),
            Drawn("sup-buckets", "Largest error against non-empty buckets", "largest error", p => p.SupError, measured, choices),
            .. Sweeps(measured).Select(f => f with { Caption = $"{f.Caption} {RoutedChoices.Caption(choices)}" }),
        ];
    }

    /// <summary>Makes figures of the error at the narrowest admitted cells over each swept setting.</summary>
    private static IEnumerable<Figure> Sweeps(IReadOnlyList<RateRow> rows)
    {
        SweptMeasure error = new("rmse", "RMSE", "RMSE", "Root mean square error at the narrowest cells that count");
        var settings = rows.SelectMany(r => SettingsOf(r.Trial)).GroupBy(s => s.Name);
        string[] swept = [.. settings.Where(values => values.Distinct().Skip(1).Any()).Select(values => values.Key)];
        return swept.Select(name => SweepFigure.Of(name, error, rows.Select(PointOf))).OfType<Figure>();

        SweepPoint PointOf(RateRow row) => new(
            "",
            "",
            new(SettingsOf(row.Trial).Where(s => swept.Contains(s.Name))),
            _ => FormattableString.Invariant($"k = {row.Trial.Subspace}"),
            default,
            [.. row.Seeds.Select(s => s.Payload.Points.LastOrDefault(p => p.IsAdmitted)?.RootMeanSquareError).OfType<double>()]);
    }

    private static IEnumerable<Parameter> SettingsOf(RateTrial trial) =>
    [
        .. trial.Variant,
        new("ambient", (long)trial.Ambient),
        new("directions", (long)trial.Directions),
        new("anchors", (long)trial.Anchors),
    ];

    private static Figure Drawn(
        string name, string title, string label, Func<RatePoint, double> error, IReadOnlyList<RateRow> rows, IReadOnlyList<string> choices)
    {
        bool hasDirections = IsSwept(r => r.Directions), hasAnchors = IsSwept(r => r.Anchors);
        string[] series = [.. rows.Select(Series).Distinct()];
        var panels = rows.GroupBy(r => r.Trial.Ambient).Select(ambient =>
        {
            RatePoint[] all = [.. ambient.SelectMany(r => r.Seeds).SelectMany(s => s.Payload.Points)];
            return (Panel)new Chart(
                FormattableString.Invariant($"d = {ambient.Key}"),
                Axis.Around("non-empty buckets", all.Select(p => (double)p.Buckets), isLogarithmic: true),
                Axis.Around(label, all.Select(error), isLogarithmic: true),
                [.. ambient.SelectMany(row => Curves(row, Tone.Series(Array.IndexOf(series, Series(row))), error))],
                420,
                320);
        });
        return new Figure(
            name,
            title,
            $"There is a curve for each seed. Dots are the points that count for the slope. Grey: the slope -1/k of the theory, "
                + $"through the first of these points. {RoutedChoices.Caption(choices)}",
            [.. panels],
            2)
        {
            Legend =
            [
                .. series.Select((name, i) => new LegendEntry(name, Tone.Series(i), LegendShape.Line)),
                new LegendEntry("slope -1/k", Tone.Faint, LegendShape.Line),
            ],
        };

        bool IsSwept(Func<RateTrial, int> setting) =>
            rows.GroupBy(r => r.Trial.Subspace).Any(g => g.Select(r => setting(r.Trial)).Distinct().Count() > 1);

        string Series(RateRow row) => FormattableString.Invariant($"k = {row.Trial.Subspace}")
            + string.Concat(row.Trial.Variant.Select(v => $", {v.Text}"))
            + (hasDirections ? FormattableString.Invariant($", D = {row.Trial.Directions}") : "")
            + (hasAnchors ? FormattableString.Invariant($", anchors = {row.Trial.Anchors}") : "");
    }

    private static IEnumerable<Mark> Curves(RateRow row, Tone tone, Func<RatePoint, double> error)
    {
        RatePoint[] admitted = [.. row.Seeds[0].Payload.Points.Where(p => p.IsAdmitted)];
        if (admitted.Length > 1)
        {
            double ratio = PortableMath.Exp(row.Promised * PortableMath.Log((double)admitted[^1].Buckets / admitted[0].Buckets));
            yield return new Line(
                Tone.Faint,
                [new Point(admitted[0].Buckets, error(admitted[0])), new Point(admitted[^1].Buckets, error(admitted[0]) * ratio)]);
        }

        foreach (RateResult seed in row.Seeds)
        {
            yield return new Line(tone, [.. seed.Payload.Points.Select(p => new Point(p.Buckets, error(p)))]) { HasSign = true };
            yield return new Dots(tone, [.. seed.Payload.Points.Where(p => p.IsAdmitted).Select(p => new Point(p.Buckets, error(p)))], 4);
        }
    }
}
