using Sans.Reports.Charts;

namespace Sans.Autoencoders.Tables;

/// <summary>Histograms over the units of a code: the firing rate of each, and its mean.</summary>
internal static class UnitFigure
{
    private const int Bins = 20;

    /// <summary>Makes two panels for each row, from its first seed.</summary>
    public static Figure Of(IReadOnlyList<AutoencoderRow> rows) => new(
        "units",
        "Firing rates and mean activations of the units",
        "Number of units by their firing rate and by their mean over the test examples, for the first seed of each row. The firing "
            + "rate is the share of test examples on which a unit is not zero.",
        [.. rows.SelectMany(row => new Panel[]
        {
            Histogram(
                $"{row.Trial.Dataset}: {row.Method}{row.SweptAmong(rows)}",
                "firing rate",
                row.Seeds[0].Payload.FiringRates,
                new Axis("firing rate", 0, 1)),
            Histogram(
                "",
                "mean activation",
                row.Seeds[0].Payload.MeanActivations,
                Axis.Around("mean activation", row.Seeds[0].Payload.MeanActivations, isFromZero: true)),
        })],
        Columns: 4);

    private static Chart Histogram(string title, string label, IReadOnlyList<double> values, Axis x)
    {
        double width = (x.High - x.Low) / Bins;
        int[] counts = new int[Bins];
        foreach (double value in values)
        {
            counts[Math.Clamp((int)((value - x.Low) / width), 0, Bins - 1)]++;
        }

        return new Chart(
            title,
            x with { Label = label },
            Axis.Around("units", counts.Select(c => (double)c), isFromZero: true),
            [.. counts.Select(
                (count, i) => Region.Rectangle(Tone.Idle, new Point(x.Low + (i * width), 0), new Point(x.Low + ((i + 1) * width), count)))],
            Width: 240,
            Height: 160);
    }
}
