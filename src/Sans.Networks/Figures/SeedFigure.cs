using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>The spread of the measures over seeds.</summary>
internal static class SeedFigure
{
    /// <summary>Makes the picture, with a panel per dataset. It is <see langword="null"/> where there is one seed.</summary>
    public static Figure? Of(IReadOnlyList<PhiRow> rows, SeriesTones tones)
    {
        if (rows.All(r => r.Results.Count < 2))
        {
            return null;
        }

        var best = BestResults.AllSeedsOf(rows);
        var counts = best.GroupBy(r => (r.Trial.Dataset, r.Trial.ActivationLabel)).Select(g => g.Count());
        return new Figure(
            "seeds",
            "Seeds",
            "Mean φ on the test examples of every seed, for the chosen row of each activation; "
                + $"the line is the mean over {Averages.Seeds(counts)}.",
            [.. best
                .GroupBy(r => r.Trial.Dataset)
                .Select(d => PanelOf(d.Key, d.ToLookup(r => r.Trial.ActivationLabel, r => r.Test.MeanPhi), tones))],
            4)
        { Legend = tones.Legend(LegendShape.Dot) };
    }

    private static Chart PanelOf(string dataset, ILookup<string, double> phi, SeriesTones tones)
    {
        List<Mark> marks = [];
        for (int i = 0; i < tones.Labels.Count; i++)
        {
            double[] seeds = [.. phi[tones.Labels[i]]];
            if (seeds.Length > 0)
            {
                marks.Add(new Line(tones[tones.Labels[i]], [new(i - 0.3, seeds.Average()), new(i + 0.3, seeds.Average())], Width: 1));

                // The dots lie side by side, so that equal values are all visible.
                marks.Add(new Dots(
                    tones[tones.Labels[i]], [.. seeds.Select((v, s) => new Point(i + (0.4 * (((s + 0.5) / seeds.Length) - 0.5)), v))], 5));
            }
        }

        return new Chart(
            dataset,
            new Axis("", -0.7, tones.Labels.Count - 0.3, HasTicks: false),
            Axis.Around("mean φ", phi.SelectMany(g => g)),
            marks,
            230,
            200);
    }
}
