using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>The loss of accuracy of a classifier by reconstructions.</summary>
internal static class AccuracyFigure
{
    private const double PercentOfAShare = 100;

    /// <summary>
    /// Makes the picture, with a panel per dataset and combination of swept values. It is <see langword="null"/> without
    /// classifiers.
    /// </summary>
    public static Figure? Of(IReadOnlyList<PhiRow> rows, SweptSettings swept, SeriesTones tones)
    {
        PhiRow[] shown = [.. rows.Where(r => r.Accuracy is { Difference: not null } accuracy && accuracy.CollapsedCount < accuracy.Count)];
        return shown.Length == 0 ? null : new Figure(
            "accuracy",
            "Accuracy against the baseline",
            "Points by which a classifier of the reconstructions is better (above zero) or worse than the same classifier on the original "
                + "data: "
                + Averages.Describe(shown.Select(r => (string[])[.. Enumerable.Repeat(r.Dataset, r.Accuracy!.PairCount)]))
                + ". Rows whose classifiers have all collapsed are left out.",
            [.. shown.GroupBy(r => swept.TitleOf(r.Trial)).Select(d => PanelOf(d.Key, [.. d], tones))],
            2)
        { Legend = tones.Legend(LegendShape.Line) };
    }

    private static Chart PanelOf(string dataset, PhiRow[] rows, SeriesTones tones)
    {
        List<Mark> bands = [];
        List<Mark> lines = [];
        foreach (var series in rows.GroupBy(r => r.Activation))
        {
            var places = series
                .OrderBy(r => r.KernelSize)
                .Select(r => (X: (double)r.KernelSize, Of: r.Accuracy!.Difference!.Value))
                .ToArray();
            Point At(int i, double deviations) =>
                new(places[i].X, PercentOfAShare * (places[i].Of.Mean + (deviations * (places[i].Of.StandardDeviation ?? 0))));
            Point[] Course(double deviations) => [.. places.Select((_, i) => At(i, deviations))];
            if (places.Any(p => p.Of.StandardDeviation > 0))
            {
                bands.Add(new Band(tones[series.Key], Course(-1), Course(1)));
            }

            lines.Add(new Line(tones[series.Key], Course(0), Width: 1.8) { HasSign = true });
            lines.Add(new Dots(tones[series.Key], Course(0), 5));
        }

        var x = Axis.Around("kernel size m", rows.Select(r => (double)r.KernelSize));
        var y = Axis.Around("points", bands.OfType<Band>()
            .SelectMany(b => b.Lower.Concat(b.Upper))
            .Concat(lines.OfType<Line>().SelectMany(l => l.Points))
            .Select(p => p.Y)
            .Append(0));
        return new Chart(dataset, x, y, [new Line(Tone.Faint, [new(x.Low, 0), new(x.High, 0)], Width: 1), .. bands, .. lines], 400, 300);
    }
}
