using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>Figure 5 of the paper: the learned kernels.</summary>
internal static class KernelFigure
{
    /// <summary>
    /// Makes the picture, with a panel per dataset and a row per activation. It is <see langword="null"/> where every best
    /// kernel is a single sample.
    /// </summary>
    public static Figure? Of(IReadOnlyList<PhiRow> rows, SeriesTones tones)
    {
        var best = BestResults.Of(rows);
        string[] shown = [.. tones.Labels.Where(l => best.Any(r => r.Trial.ActivationLabel == l && r.Trial.KernelSize > 1))];
        return shown.Length == 0 ? null : new Figure(
            "kernels",
            "Learned kernels",
            "The kernels of the chosen row, reversed, as they appear in the reconstruction; in one column a sample is as wide in every "
                + "row. From above: "
                + string.Join(", ", shown.Select(tones.TextOf)) + (shown.Length == tones.Labels.Count ? "." : "; the others have a single sample everywhere."),
            [.. best
                .GroupBy(r => r.Trial.Dataset)
                .Select(d => PanelOf(d.Key, [.. d.Where(r => shown.Contains(r.Trial.ActivationLabel))], tones))],
            5)
        { Legend = [.. shown.Select(l => new LegendEntry(tones.TextOf(l), tones[l], LegendShape.Line))] };
    }

    private static GlyphPanel PanelOf(string dataset, NetworkResult[] best, SeriesTones tones)
    {
        double widest = best.Length == 0 ? 1 : best.Max(r => r.Trial.KernelSize);
        return new GlyphPanel(dataset, [.. best.Select(
            r => new GlyphRow(tones[r.Trial.ActivationLabel], KernelGlyph.Of(r), r.Trial.KernelSize / widest, KernelGlyph.Describe(r)))]);
    }
}
