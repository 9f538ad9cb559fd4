using Sans.Core.Training;
using Sans.Reports.Charts;

namespace Sans.Reports.Runs;

/// <summary>Figure 4 of the paper: what holds over all datasets.</summary>
internal static class AggregateFigures
{
    private const int GridCells = 200;
    private const int LeastPointsOfADensity = 20;
    private const double WorstShown = 8;

    // The paper fills above 1; the others show where most of it lies.
    private static readonly double[] Levels = [1, 4, 16];

    /// <summary>The pictures that the run has enough trainings for.</summary>
    public static IEnumerable<Figure> Of(IReadOnlyList<PhiRow> rows, TrialOutcomes outcomes, SeriesTones tones)
    {
        TrialResult[] results = [.. outcomes.Plan.Where(t => outcomes.Results.ContainsKey(t.Key)).Select(t => outcomes.Results[t.Key])];
        var bySeries = results.GroupBy(r => r.Trial.ActivationLabel).ToDictionary(g => g.Key, g => g.ToArray());
        if (bySeries.Count > 0 && bySeries.Values.All(r => r.Length >= LeastPointsOfADensity))
        {
            yield return Density(bySeries, outcomes, tones);
        }

        TrialResult[] best = [.. BestResults.AllSeedsOf(rows).Where(r => r.ValidationMeanPhi.Count > 1)];
        if (best.Length > 0)
        {
            yield return OverEpochs(best, tones);
        }

        if (results.Select(r => r.Trial.KernelSize).Distinct().Count() > 1)
        {
            yield return OverKernelSizes(results, tones);
        }
    }

    private static Figure Density(Dictionary<string, TrialResult[]> bySeries, TrialOutcomes outcomes, SeriesTones tones)
    {
        double side = RatioFigure.SideOf(outcomes);
        List<Mark> marks = [.. RatioFigure.Regions(side, RatioFigure.Dimensions(outcomes))];
        marks.AddRange(tones.Labels.Where(bySeries.ContainsKey).AsParallel().AsOrdered().SelectMany(label =>
        {
            var density = KernelDensity.Of(bySeries[label].Select(r => new Point(r.Test.NormalizedReconstructionLoss, r.Test.InverseCompressionRatio)), side, GridCells);
            return Levels.Select(level => new Density(tones[label], density.Above(level)));
        }));
        return new Figure(
            "density",
            "Where the trainings lie",
            "The density of all trainings of an activation over the plane of loss and CR⁻¹, filled above 1, 4 and 16 (Gaussian kernels, bandwidth by Scott's rule).",
            [new Chart("", new Axis("loss L̃", 0, side), new Axis("CR⁻¹", 0, side), marks, 400, 360)],
            1)
        {
            Legend = [.. tones.Legend(LegendShape.Dot), .. RatioFigure.RegionLegend(outcomes)],
        };
    }

    private static Figure OverEpochs(TrialResult[] best, SeriesTones tones) => new(
        "phi-over-epochs",
        "Validation φ over epochs",
        $"Mean φ on the validation examples after each epoch, for the chosen row of each dataset and activation: {Averaged(best)}.",
        [Courses("epoch", "validation mean φ", best, tones, r => r.ValidationMeanPhi.Select((phi, i) => (i + 1.0, phi)))],
        1)
    { Legend = tones.Legend(LegendShape.Line) };

    private static Figure OverKernelSizes(TrialResult[] results, SeriesTones tones) => new(
        "phi-over-kernel-sizes",
        "Test φ over kernel sizes",
        $"Mean φ on the test examples for each kernel size m: {Averaged(results)}.",
        [Courses("kernel size m", "test mean φ", results, tones, r => [(r.Trial.KernelSize, r.Test.MeanPhi)])],
        1)
    { Legend = tones.Legend(LegendShape.Line) };

    private static Chart Courses(string x, string y, TrialResult[] results, SeriesTones tones, Func<TrialResult, IEnumerable<(double X, double Phi)>> course)
    {
        List<Mark> bands = [];
        List<Mark> lines = [];
        foreach (string label in tones.Labels)
        {
            var places = results
                .Where(r => r.Trial.ActivationLabel == label)
                .SelectMany(course)
                .GroupBy(p => p.X)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, Of: SeedStatistic.Of([.. g.Select(p => p.Phi)])))
                .ToArray();
            Point At(int i, double deviations) => new(places[i].Key, Math.Max(0, places[i].Of.Mean + (deviations * (places[i].Of.StandardDeviation ?? 0))));
            Point[] Course(double deviations) => [.. places.Select((_, i) => At(i, deviations))];
            if (places.Any(p => p.Of.StandardDeviation > 0))
            {
                bands.Add(new Band(tones[label], Course(-1), Course(1)));
            }

            Point[] means = [.. places.Select(p => new Point(p.Key, p.Of.Mean))];
            lines.Add(new Line(tones[label], means, Width: 1.8));
            if (means.Length is > 0 and <= 30)
            {
                lines.Add(new Dots(tones[label], means, 4.5));
            }
        }

        IEnumerable<double> shown = lines.OfType<Line>().SelectMany(l => l.Points).Select(p => p.Y).Concat(bands.OfType<Band>().SelectMany(b => b.Upper).Select(p => p.Y)).Where(v => v <= WorstShown);
        IEnumerable<double> along = lines.OfType<Line>().SelectMany(l => l.Points).Select(p => p.X);
        return new Chart("", Axis.Around(x, along), Axis.Around(y, shown, isFromZero: true), [.. bands, .. lines], 400, 300);
    }

    /// <summary>What a line is a mean over.</summary>
    private static string Averaged(TrialResult[] results)
    {
        int datasets = results.Select(r => r.Trial.Dataset).Distinct().Count();
        int seeds = results.Select(r => r.Trial.Seed).Distinct().Count();
        return (datasets, seeds) switch
        {
            (1, 1) => "one dataset, one seed",
            (_, 1) => FormattableString.Invariant($"mean over {datasets} datasets, the band one standard deviation (n - 1 in its denominator) to each side"),
            (1, _) => FormattableString.Invariant($"mean over {seeds} seeds, the band one standard deviation (n - 1 in its denominator) to each side"),
            _ => FormattableString.Invariant($"mean over {datasets} datasets with {seeds} seeds each, the band one standard deviation (n - 1 in its denominator) to each side"),
        };
    }
}
