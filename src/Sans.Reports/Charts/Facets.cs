namespace Sans.Reports.Charts;

/// <summary>
/// Charts of many series. There is one chart for all series, or a small one for each if colours and signs would repeat.
/// </summary>
public static class Facets
{
    private const double SmallWidth = 250;
    private const double SmallHeight = 190;

    /// <summary>Whether a number of series fits in one chart with a legend.</summary>
    /// <param name="count">The number of series.</param>
    public static bool FitTogether(int count) => count <= ChartStyle.SeriesCount;

    /// <summary>The charts. Each small one has the lines of the others behind it in grey, on the same axes.</summary>
    /// <param name="title">The title of all charts. May be empty.</param>
    /// <param name="x">The axis to the right.</param>
    /// <param name="y">The axis upwards.</param>
    /// <param name="behind">The marks behind the series.</param>
    /// <param name="series">The series.</param>
    /// <param name="width">Pixels of a chart of all series.</param>
    /// <param name="height">Pixels of a chart of all series.</param>
    public static IReadOnlyList<Chart> Of(
        string title, Axis x, Axis y, IReadOnlyList<Mark> behind, IReadOnlyList<MarkedSeries> series, double width, double height)
    {
        if (FitTogether(series.Count))
        {
            // Bands and regions do not cover the lines of other series.
            Mark[] all = [.. series.SelectMany(s => s.Marks)];
            return [new Chart(title, x, y, [.. behind, .. all.Where(m => m is Band), .. all.Where(m => m is not Band)], width, height)];
        }

        return
        [
            .. series.Where(s => s.Marks.Count > 0).Select(own => new Chart(
                title.Length == 0 ? own.Label : $"{title}: {own.Label}",
                x,
                y,
                [
                    .. behind,
                    .. series.Where(s => s != own).SelectMany(s => s.Marks).OfType<Line>()
                        .Select(l => l with { Tone = Tone.Faint, Width = 0.6, HasSign = false }),
                    .. own.Marks,
                ],
                SmallWidth,
                SmallHeight)),
        ];
    }

    /// <summary>The legend of series, which small charts do not need.</summary>
    /// <param name="entries">An entry for each series.</param>
    public static IReadOnlyList<LegendEntry> Legend(IReadOnlyList<LegendEntry> entries) => FitTogether(entries.Count) ? entries : [];
}

/// <summary>A series of a chart.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Marks">Its marks. None where the chart has nothing of it.</param>
public sealed record MarkedSeries(string Label, IReadOnlyList<Mark> Marks);
