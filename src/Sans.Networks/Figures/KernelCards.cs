using System.Globalization;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>A card for each kernel of the chosen row: the atom, where it occurs, how large it is and how often it comes.</summary>
internal static class KernelCards
{
    private const int Bins = 24;
    private const double Width = 220;
    private const double Height = 170;

    // An interval beyond this quantile is put into the last bin.
    private const double ShownShare = 0.98;

    /// <summary>A picture for each dataset of signals whose chosen kernels have several samples.</summary>
    public static IEnumerable<Figure> Of(IReadOnlyList<ShownExamples> datasets, SeriesTones tones)
    {
        for (int i = 0; i < datasets.Count; i++)
        {
            ShownExamples shown = datasets[i];
            KernelUse[] uses = [.. shown.Uses.Where(u => u.Atom.Count > 1)];
            if (uses.Length == 0)
            {
                continue;
            }

            string label = shown.Ranked[0].Example.Result.Trial.ActivationLabel;
            yield return new Figure(
                FormattableString.Invariant($"kernels-{i + 1}"),
                $"Kernels in use: {shown.Dataset}, {tones.TextOf(label)}",
                "The kernels of the chosen row on " + (shown.Examined == shown.All ? "all" : "the first")
                    + FormattableString.Invariant($" {shown.Examined:N0} test examples. From the left: the atom as it is drawn into the ")
                    + "reconstruction, pieces of the input where it is put (grey) with the atom at its mean magnitude, the amplitudes, and "
                    + "the intervals between occurrences that follow each other.",
                [.. uses.SelectMany(u => Card(u, shown, tones[label]))],
                4)
            { Together = 4 };
        }
    }

    private static IEnumerable<Panel> Card(KernelUse use, ShownExamples shown, Tone tone)
    {
        double step = shown.SampleRateHz is { } hz ? 1 / hz : 1;
        string time = shown.SampleRateHz is null ? "samples" : "time in s";
        Axis x = new(time, 0, Math.Max(1, use.Atom.Count - 1) * step) { IsWhole = shown.SampleRateHz is null };
        yield return new Chart(
            FormattableString.Invariant($"kernel {use.Number}, m = {use.Atom.Count}"),
            x,
            Axis.Around("atom", use.Atom.Select(v => (double)v).Append(0)),
            [Zero(x), new Line(tone, Points(use.Atom, 1), Width: 1.6) { Name = "atom" }],
            Width,
            Height);
        double mean = use.Amplitudes.Count == 0 ? 0 : use.Amplitudes.Average(Math.Abs);
        yield return new Chart(
            RateOf(use, shown),
            x,
            Axis.Around(shown.Units, use.Occurrences.SelectMany(o => o).Select(v => (double)v).Append(0)),
            [
                .. use.Occurrences.Select(o => new Line(Tone.Faint, Points(o, 1), Width: 0.5) { Name = "input" }),
                new Line(tone, Points(use.Atom, mean), Width: 1.8) { Name = "atom" },
            ],
            Width,
            Height);
        yield return Histogram("amplitudes", "amplitude", use.Amplitudes, tone, isFromZero: false);
        yield return Histogram("intervals", shown.SampleRateHz is null ? "samples" : "s", [
            .. use.Intervals.Select(v => v * step),
        ], tone, isFromZero: true);

        Point[] Points(IReadOnlyList<float> values, double factor) => [.. values.Select((v, i) => new Point(i * step, factor * v))];
    }

    private static string RateOf(KernelUse use, ShownExamples shown)
    {
        double perSample = (double)use.Amplitudes.Count / Math.Max(1, use.SampleCount);
        return shown.SampleRateHz is { } hz
            ? string.Create(CultureInfo.InvariantCulture, $"{perSample * hz:G3} a second")
            : string.Create(CultureInfo.InvariantCulture, $"{1000 * perSample:G3} in 1,000 samples");
    }

    private static Line Zero(Axis x) => new(Tone.Faint, [new(x.Low, 0), new(x.High, 0)], Width: 0.8) { Name = "" };

    private static Chart Histogram(string title, string label, IReadOnlyList<double> values, Tone tone, bool isFromZero)
    {
        double[] sorted = [.. values.Order()];
        double limit = sorted.Length == 0 ? 1 : isFromZero ? sorted[(int)(ShownShare * (sorted.Length - 1))] : sorted[^1];
        Axis x = Axis.Around(label, sorted.Where(v => v <= limit), isFromZero: isFromZero);
        double width = (x.High - x.Low) / Bins;
        int[] counts = new int[Bins];
        foreach (double value in sorted)
        {
            counts[Math.Clamp((int)((value - x.Low) / width), 0, Bins - 1)]++;
        }

        Point[] steps =
        [
            .. counts.SelectMany((count, i) => (Point[])[new(x.Low + (i * width), count), new(x.Low + ((i + 1) * width), count)]),
        ];
        return new Chart(
            title,
            x,
            Axis.Around("count", counts.Select(c => (double)c), isFromZero: true),
            [
                new Band(tone, [.. steps.Select(p => p with { Y = 0 })], steps),
                new Line(tone, steps, Width: 1),
            ],
            Width,
            Height);
    }
}
