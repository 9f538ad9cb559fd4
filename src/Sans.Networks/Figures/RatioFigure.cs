using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>Figure 3 of the paper: loss against CR⁻¹, a dot for each training.</summary>
internal static class RatioFigure
{
    // The paper's axes end here. On other data, they end where the values do.
    private const double LeastSide = 2.5;

    // Diverged trainings must not press the rest into a corner.
    private const double LargestSide = 8;
    private const int CornersOfTheDisc = 24;

    // More kernels beside the dots are flat lines, and their joins cover the dots.
    private const int MostInsets = 10;

    // The part that is enlarged: what is worth having, and a little more.
    private const double Corner = 1.2;

    /// <summary>The picture. A panel per dataset and combination of swept values.</summary>
    public static Figure Of(
        IReadOnlyList<PhiRow> rows, Outcomes<NetworkTrial, NetworkResult> outcomes, SweptSettings swept, SeriesTones tones)
    {
        double side = SideOf(outcomes);
        var panels = outcomes.ResultsOf(outcomes.Plan).GroupBy(r => swept.TitleOf(r.Trial));
        var best = BestResults.Of(rows).ToLookup(r => swept.TitleOf(r.Trial));
        int outside = outcomes.Results.Values.Count(r => r.Test.InverseCompressionRatio > side
            || r.Test.NormalizedReconstructionLoss > side);
        return new Figure(
            "loss-against-ratio",
            "Loss against CR⁻¹",
            "Each dot is a training, measured on the test examples: its loss L̃ (Eq. 5) and its CR⁻¹ (Eq. 4). φ (Eq. 6) is the "
                + "distance from the corner. At the right is the part near the corner, where lines join the kernel sizes in their order. "
                + "Large marks are the chosen row of each activation. "
                + (best.Any(d => d.Count() > MostInsets)
                    ? "Kernels stand in a picture of their own where they are too many for the room beside the dots"
                    : "Its kernels, as they appear in the reconstruction, stand beside the dots")
                + (outside == 0
                    ? "."
                    : FormattableString.Invariant($"; {outside} of {outcomes.Results.Count} trainings lie beyond the axes."))
                + swept.WithoutResults(outcomes),
            [
                .. panels.SelectMany(d => (Chart[])[
                    PanelOf(d.Key, [.. d], [.. best[d.Key]], side, tones),
                    CornerOf(d.Key, [.. d], [.. best[d.Key]], tones),
                ]),
            ],
            4)
        {
            Together = 2,
            Legend = [.. tones.Legend(LegendShape.Dot), .. RegionLegend(outcomes)],
        };
    }

    /// <summary>The shaded regions of the paper, for useful networks and for those without a gain.</summary>
    public static IReadOnlyList<Mark> Regions(double side, int dimensions) =>
    [
        Region.Rectangle(Tone.Idle, new(1, 0), new(side, 1)),
        Region.Rectangle(Tone.Poor, new(0, 1), new(side, Math.Min(side, dimensions + 1))),
        Region.Rectangle(Tone.Bad, new(0, dimensions + 1), new(side, Math.Max(side, dimensions + 1))),
        new Region(Tone.Good, [new(0, 0), .. Enumerable.Range(0, CornersOfTheDisc + 1)
            .Select(i => i * Math.PI / (2 * CornersOfTheDisc))
            .Select(a => new Point(Math.Cos(a), Math.Sin(a)))]),
    ];

    /// <summary>The meaning of the regions.</summary>
    public static IReadOnlyList<LegendEntry> RegionLegend(Outcomes<NetworkTrial, NetworkResult> outcomes) =>
    [
        new("φ < 1", Tone.Good, LegendShape.Region),
        new("worse than a constant", Tone.Idle, LegendShape.Region),
        new("larger than the data", Tone.Poor, LegendShape.Region),
        new(FormattableString.Invariant($"not sparse (CR⁻¹ > {Dimensions(outcomes) + 1})"), Tone.Bad, LegendShape.Region),
    ];

    /// <summary>The end of both axes.</summary>
    public static double SideOf(Outcomes<NetworkTrial, NetworkResult> outcomes)
    {
        double largest = outcomes.Results.Values
            .SelectMany(r => (double[])[r.Test.InverseCompressionRatio, r.Test.NormalizedReconstructionLoss])
            .Where(v => v <= LargestSide)
            .DefaultIfEmpty(0)
            .Max();
        return Math.Max(LeastSide, Math.Ceiling(2 * 1.02 * largest) / 2);
    }

    /// <summary>The dimensions D of the data: 1 for signals, 2 for images.</summary>
    public static int Dimensions(Outcomes<NetworkTrial, NetworkResult> outcomes) => Dimensions(outcomes.Results.Values);

    private static Chart PanelOf(string dataset, NetworkResult[] results, NetworkResult[] best, double side, SeriesTones tones)
    {
        var dots = results
            .GroupBy(r => r.Trial.ActivationLabel)
            .Select(g => new Dots(tones[g.Key], [.. g.Select(Place)], DotOf(results)));
        var marks = best.Select(r => new Marker(tones[r.Trial.ActivationLabel], Place(r), KernelGlyph.Describe(r)));
        int dimensions = Dimensions(results);
        return new Chart(
            dataset, new Axis("loss L̃", 0, side), new Axis("CR⁻¹", 0, side), [.. Regions(side, dimensions), .. dots, .. marks], 310, 270)
        {
            Insets = best.Length > MostInsets ? [] : [.. best
                .OrderByDescending(r => r.Test.InverseCompressionRatio)
                .Select(r => new Inset(tones[r.Trial.ActivationLabel], KernelGlyph.Of(r), Place(r), KernelGlyph.Describe(r)))],
        };
    }

    /// <summary>The part near the corner, with a line through the kernel sizes of each activation.</summary>
    private static Chart CornerOf(string dataset, NetworkResult[] results, NetworkResult[] best, SeriesTones tones)
    {
        List<Mark> marks = [.. Regions(Corner, Dimensions(results))];
        foreach (var series in results.GroupBy(r => r.Trial.ActivationLabel))
        {
            Point[] sizes =
            [
                .. from result in series
                   group Place(result) by result.Trial.KernelSize into places
                   orderby places.Key
                   select new Point(places.Average(p => p.X), places.Average(p => p.Y)),
            ];
            marks.Add(new Line(tones[series.Key], [.. Near(sizes)], Width: 0.9) { HasSign = true });
            marks.Add(new Dots(tones[series.Key], [.. series.Select(Place)], DotOf(results)));
        }

        marks.AddRange(best.Select(r => new Marker(tones[r.Trial.ActivationLabel], Place(r), KernelGlyph.Describe(r))));
        return new Chart("near the corner", new Axis("loss L̃", 0, Corner), new Axis("CR⁻¹", 0, Corner), marks, 270, 270)
        {
            SpokenName = $"{dataset}, near the corner",
            IsRepetition = true,
        };
    }

    /// <summary>The points in the corner and those beside them. There is a gap for the others, whose lines are not seen.</summary>
    private static IEnumerable<Point> Near(Point[] points)
    {
        bool IsIn(int i) => i >= 0 && i < points.Length && points[i].X <= Corner && points[i].Y <= Corner;
        for (int i = 0; i < points.Length; i++)
        {
            if (IsIn(i - 1) || IsIn(i) || IsIn(i + 1))
            {
                yield return points[i];
            }
            else if (IsIn(i - 2))
            {
                yield return new Point(double.NaN, double.NaN);
            }
        }
    }

    private static double DotOf(NetworkResult[] results) => results.Length > 200 ? 2.4 : 4;

    /// <summary>
    /// One network of each dataset tells the dimensions. A kernel of one sample does not, so it is the one with the largest kernels.
    /// </summary>
    private static int Dimensions(IEnumerable<NetworkResult> results) => results
        .GroupBy(r => r.Trial.Dataset)
        .Select(dataset => dataset.MaxBy(r => r.Trial.KernelSize)!)
        .Any(r => r.Kernels.Zip(r.Trial.KernelSizes).Any(k => k.First.Length != k.Second)) ? 2 : 1;

    private static Point Place(NetworkResult result) => new(result.Test.NormalizedReconstructionLoss, result.Test.InverseCompressionRatio);
}
