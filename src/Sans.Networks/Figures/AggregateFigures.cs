using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Reports.Charts;
using Sans.Reports.Tables;

namespace Sans.Networks.Figures;

/// <summary>Figure 4 of the paper: what holds over all datasets.</summary>
internal static class AggregateFigures
{
    private const int GridCells = 200;
    private const int LeastPointsOfADensity = 20;
    private const double WorstShown = 8;
    private const double LeastRatioOfLogarithms = 20;
    private const int PanelsOfASweep = 2;

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

        var swept = SweptSettings.Of([.. results.Select(r => r.Trial)]);
        if (results.GroupBy(r => swept.Describe(r.Trial)).Any(g => g.Select(r => r.Trial.KernelSize).Distinct().Count() > 1))
        {
            yield return OverKernelSizes(results, swept, tones);
        }

        foreach (string name in swept.Names)
        {
            yield return OverSetting(name, rows, swept, tones);
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
        "Mean φ on the validation examples after each epoch, for the chosen row of each dataset and activation: "
            + Averages.Describe(best.GroupBy(r => r.Trial.ActivationLabel).SelectMany(OfEpochs)) + ".",
        [Courses("", x => Axis.Around("epoch", x), "validation mean φ", best, tones, r => r.ValidationMeanPhi.Select((phi, i) => (i + 1.0, phi)))],
        1)
    { Legend = tones.Legend(LegendShape.Line) };

    /// <summary>The results that have each epoch.</summary>
    private static IEnumerable<TrialResult[]> OfEpochs(IEnumerable<TrialResult> results) =>
        Enumerable.Range(0, results.Max(r => r.ValidationMeanPhi.Count)).Select(e => (TrialResult[])[.. results.Where(r => r.ValidationMeanPhi.Count > e)]);

    /// <summary>A panel for each combination of swept values.</summary>
    private static Figure OverKernelSizes(TrialResult[] results, SweptSettings swept, SeriesTones tones) => new(
        "phi-over-kernel-sizes",
        "Test φ over kernel sizes",
        $"Mean φ on the test examples for each kernel size m{(swept.Names.Count == 0 ? "" : ", a panel for each value that is swept")}: "
            + Averages.Describe(results.GroupBy(r => (swept.Describe(r.Trial), r.Trial.ActivationLabel, r.Trial.KernelSize)).Select(g => g.ToArray())) + ".",
        [
            .. results.GroupBy(r => swept.Describe(r.Trial)).Select(g =>
                Courses(g.Key, x => Axis.Around("kernel size m", x), "test mean φ", [.. g], tones, r => [(r.Trial.KernelSize, r.Test.MeanPhi)])),
        ],
        swept.Names.Count == 0 ? 1 : PanelsOfASweep)
    { Legend = tones.Legend(LegendShape.Line) };

    /// <summary>A panel for each combination of the other swept values. Of several kernel sizes the chosen one is shown.</summary>
    private static Figure OverSetting(string name, IReadOnlyList<PhiRow> rows, SweptSettings swept, SeriesTones tones)
    {
        PhiRow[] shown = [.. rows.GroupBy(r => (r.Dataset, r.Activation, swept.Describe(r.Trial))).Select(RowChoice.Of)];
        TrialResult[] results = [.. shown.SelectMany(r => r.Results)];
        string[] values = [.. results.Select(r => SweptSettings.ValueOf(r.Trial, name)).Distinct()];
        bool isNumber = results.All(r => SweptSettings.NumberOf(r.Trial, name) is not null);
        double[] places = [.. results.Select(Place)];
        bool isLogarithmic = isNumber && places.Min() > 0 && places.Max() / places.Min() >= LeastRatioOfLogarithms;
        return new Figure(
            "phi-by-" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')),
            $"Test φ by {name}",
            $"Mean φ on the test examples for each value of {name}{(isNumber ? "" : $", from the left {string.Join(", ", values)}")}, of the chosen kernel size"
                + (swept.Names.Count == 1 ? "" : ", a panel for each combination of the other values that are swept")
                + $": {Averages.Describe(results.GroupBy(r => (swept.Describe(r.Trial), r.Trial.ActivationLabel)).Select(g => g.ToArray()))}.",
            [.. results.GroupBy(r => swept.Describe(r.Trial, but: name)).Select(g => Courses(g.Key, Along, "test mean φ", [.. g], tones, r => [(Place(r), r.Test.MeanPhi)]))],
            swept.Names.Count == 1 ? 1 : PanelsOfASweep)
        { Legend = tones.Legend(LegendShape.Line) };

        double Place(TrialResult result) => isNumber ? SweptSettings.NumberOf(result.Trial, name)!.Value : Array.IndexOf(values, SweptSettings.ValueOf(result.Trial, name));

        Axis Along(IEnumerable<double> x) => Axis.Around(name, x, isLogarithmic) with { HasTicks = isNumber };
    }

    private static Chart Courses(
        string title, Func<IEnumerable<double>, Axis> along, string y, TrialResult[] results, SeriesTones tones, Func<TrialResult, IEnumerable<(double X, double Phi)>> course)
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
        return new Chart(title, along(lines.OfType<Line>().SelectMany(l => l.Points).Select(p => p.X)), Axis.Around(y, shown, isFromZero: true), [.. bands, .. lines], 400, 300);
    }
}
