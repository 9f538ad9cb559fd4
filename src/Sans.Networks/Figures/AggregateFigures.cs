using Sans.Configuration;
using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>Figure 4 of the paper: the densities and curves over all datasets.</summary>
internal static class AggregateFigures
{
    private const int GridCells = 200;
    private const int LeastPointsOfADensity = 20;
    private const double WorstShown = 8;
    private const int PanelsOfARow = 2;
    private const string PanelsOfASweep = ", a panel for each value that is swept";

    // The paper fills above 1. The other levels show where most of it lies.
    private static readonly double[] Levels = [1, 4, 16];

    private static readonly SweptMeasure Phi =
        new("phi", "Test φ", "test mean φ", "Mean φ on the test examples")
        {
            Addition = ", of the chosen kernel size",
            MostShown = WorstShown,
        };

    /// <summary>The pictures that the run has enough trainings for.</summary>
    public static IEnumerable<Figure> Of(
        IReadOnlyList<PhiRow> rows, Outcomes<NetworkTrial, NetworkResult> outcomes, SweptSettings swept, SeriesTones tones)
    {
        NetworkResult[] results = [.. outcomes.ResultsOf(outcomes.Plan)];
        if (results.Length > 0 && CountsOf(results, swept).Min() >= LeastPointsOfADensity)
        {
            yield return Density(results, outcomes, swept, tones);
        }

        NetworkResult[] best = [.. BestResults.AllSeedsOf(rows).Where(r => r.ValidationMeanPhi.Count > 1)];
        if (best.Length > 0)
        {
            yield return OverEpochs(best, swept, tones);
        }

        if (results.GroupBy(r => swept.Describe(r.Trial)).Any(g => g.Select(r => r.Trial.KernelSize).Distinct().Count() > 1))
        {
            yield return OverKernelSizes(results, rows, swept, tones, swept.WithoutResults(outcomes));
        }

        // Of several kernel sizes, the chosen one is shown. A selection of the table keeps all of its values.
        var sizes = PhiRow.All(outcomes).Where(r => !r.IsFailed).GroupBy(r => (r.Dataset, r.Activation, swept.Describe(r.Trial)));
        SweepPoint[] points = [.. sizes.Select(RowChoice.Of).Select(r => PointOf(r, swept, tones))];
        foreach (Figure figure in swept.Names.Select(name => SweepFigure.Of(name, Phi, PointsOver(name))).OfType<Figure>())
        {
            yield return figure;
        }

        IEnumerable<SweepPoint> PointsOver(string name) =>
            name == ExperimentVariants.Setting && swept.HasActivationsOfVariants
                ? points.Select(p => p with { Part = _ => "each variant with its activation", Tone = null })
                : points;
    }

    /// <summary>Makes a panel for each combination of swept values.</summary>
    private static Figure Density(
        NetworkResult[] results, Outcomes<NetworkTrial, NetworkResult> outcomes, SweptSettings swept, SeriesTones tones)
    {
        double side = RatioFigure.SideOf(outcomes);
        Mark[] regions = [.. RatioFigure.Regions(side, RatioFigure.Dimensions(outcomes))];
        return new Figure(
            "density",
            "Where the trainings lie",
            $"The density of the {Averages.Range(CountsOf(results, swept))} trainings of each activation over the plane of loss and CR⁻¹"
                + $"{PanelsOf(results, swept)}, filled above 1, 4 and 16 (Gaussian kernels, bandwidth by Scott's rule).",
            [
                .. from panel in results.GroupBy(r => swept.Describe(r.Trial))
                   let marks = (Mark[])[.. regions, .. Marks([.. panel])]
                   select new Chart(panel.Key, new Axis("loss L̃", 0, side), new Axis("CR⁻¹", 0, side), marks, 400, 360),
            ],
            ColumnsOf(results, swept))
        {
            Legend = [.. tones.Legend(LegendShape.Dot), .. RatioFigure.RegionLegend(outcomes)],
        };

        IEnumerable<Mark> Marks(NetworkResult[] panel)
        {
            var bySeries = panel.ToLookup(r => r.Trial.ActivationLabel);
            return tones.Labels.Where(bySeries.Contains).AsParallel().AsOrdered().SelectMany(label =>
            {
                var places = bySeries[label].Select(r => new Point(r.Test.NormalizedReconstructionLoss, r.Test.InverseCompressionRatio));
                var density = KernelDensity.Of(places, side, GridCells);
                return Levels.Select(level => new Density(tones[label], density.Above(level)));
            });
        }
    }

    /// <summary>Makes a panel for each combination of the swept values of data.</summary>
    private static Figure OverEpochs(NetworkResult[] best, SweptSettings swept, SeriesTones tones)
    {
        var panels = best.GroupBy(r => swept.DescribeData(r.Trial)).ToArray();
        var lines = best.GroupBy(r => (swept.DescribeData(r.Trial), r.Trial.ActivationLabel));
        return new(
            "phi-over-epochs",
            "Validation φ over epochs",
            "Mean φ on the validation examples after each epoch, for the chosen row of each dataset and activation"
                + $"{(panels.Length == 1 ? "" : PanelsOfASweep)}: {Averages.Describe(lines.SelectMany(OfEpochs).Select(Datasets))}.",
            [.. panels.SelectMany(g => Courses(g.Key, x => Axis.Around("epoch", x), "validation mean φ", [.. g], tones, OverItsEpochs))],
            panels.Length == 1 ? 1 : PanelsOfARow)
        { Legend = Facets.Legend(tones.Legend(LegendShape.Line)) };

        static IEnumerable<(double, double)> OverItsEpochs(NetworkResult result) =>
            result.ValidationMeanPhi.Select((phi, i) => (i + 1.0, phi));
    }

    /// <summary>The results of each epoch.</summary>
    private static IEnumerable<NetworkResult[]> OfEpochs(IEnumerable<NetworkResult> results) =>
        Enumerable.Range(0, results.Max(r => r.ValidationMeanPhi.Count)).Select(e => (NetworkResult[])[
            .. results.Where(r => r.ValidationMeanPhi.Count > e),
        ]);

    /// <summary>A panel for each dataset and combination of swept values. A ring is around the chosen size of each activation.</summary>
    private static Figure OverKernelSizes(
        NetworkResult[] results, IReadOnlyList<PhiRow> rows, SweptSettings swept, SeriesTones tones, string withoutResults)
    {
        var chosen = BestResults.Of(rows).ToDictionary(r => (swept.TitleOf(r.Trial), r.Trial.ActivationLabel), r => r.Trial.KernelSize);
        return new(
            "phi-over-kernel-sizes",
            "Test φ over kernel sizes",
            "Mean φ on the test examples for each kernel size m, a panel for each dataset"
                + (swept.MakePanels(results.Select(r => r.Trial)) ? " and each value that is swept" : "")
                + ". A ring marks the chosen size of each activation: "
                + Averages.Describe(
                    results
                        .GroupBy(r => (swept.TitleOf(r.Trial), r.Trial.ActivationLabel, r.Trial.KernelSize))
                        .Select(g => Datasets([.. g])))
                + "." + CourseChart.CutOff(results.Select(r => r.Test.MeanPhi), WorstShown) + withoutResults,
            [
                .. results.GroupBy(r => swept.TitleOf(r.Trial)).SelectMany(g => Courses(
                    g.Key,
                    x => Axis.Around("kernel size m", x, isLogarithmic: true),
                    "test mean φ",
                    [.. g],
                    tones,
                    r => [(r.Trial.KernelSize, r.Test.MeanPhi)],
                    label => chosen.TryGetValue((g.Key, label), out int size) ? size : null)),
            ],
            PanelsOfARow)
        { Legend = Facets.Legend(tones.Legend(LegendShape.Line)) };
    }

    private static SweepPoint PointOf(PhiRow row, SweptSettings swept, SeriesTones tones) => new(
        row.Dataset,
        "",
        swept.Of(row.Trial),
        told => told == row.Trial.Activation.Parameters
            ? tones.TextOf(row.Activation)
            : (row.Trial.Activation with { Parameters = told }).ToString(),
        row.Trial.Activation.Parameters,
        [.. row.Results.Select(r => r.Test.MeanPhi)])
    {
        Tone = tones[row.Activation],
    };

    private static string[] Datasets(IReadOnlyCollection<NetworkResult> results) => [.. results.Select(r => r.Trial.Dataset)];

    /// <summary>The number of results of each activation and combination of swept values.</summary>
    private static int[] CountsOf(NetworkResult[] results, SweptSettings swept) =>
        [.. results.GroupBy(r => (swept.Describe(r.Trial), r.Trial.ActivationLabel)).Select(g => g.Count())];

    private static string PanelsOf(NetworkResult[] results, SweptSettings swept) =>
        swept.MakePanels(results.Select(r => r.Trial)) ? PanelsOfASweep : "";

    private static int ColumnsOf(NetworkResult[] results, SweptSettings swept) =>
        swept.MakePanels(results.Select(r => r.Trial)) ? PanelsOfARow : 1;

    private static IReadOnlyList<Chart> Courses(
        string title,
        Func<IEnumerable<double>, Axis> along,
        string y,
        NetworkResult[] results,
        SeriesTones tones,
        Func<NetworkResult, IEnumerable<(double X, double Phi)>> course,
        Func<string, int?>? chosen = null)
    {
        return CourseChart.Of(title, along, y, tones.Labels.Select(CourseOf), WorstShown);

        Course CourseOf(string label)
        {
            (double X, double Phi)[] places = [.. results.Where(r => r.Trial.ActivationLabel == label).SelectMany(course)];
            double[] at = [.. places.Where(p => p.X == chosen?.Invoke(label)).Select(p => p.Phi)];
            return new Course(tones.TextOf(label), tones[label], places)
            {
                Chosen = at.Length == 0
                    ? []
                    : [(new(chosen!(label)!.Value, at.Average()), FormattableString.Invariant(
                        $"{label}: m = {chosen(label)} is chosen, φ {at.Average():F4}"))],
            };
        }
    }
}
