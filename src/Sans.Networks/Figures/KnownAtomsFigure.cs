using System.Globalization;
using Sans.Core.Training;
using Sans.Data.Synthetic;
using Sans.Networks.Measures;
using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>The atoms that synthetic signals are made of, beside those that were learned.</summary>
internal static class KnownAtomsFigure
{
    /// <summary>The picture, or <see langword="null"/> where no dataset has known atoms. A panel per dataset.</summary>
    /// <param name="rows">The rows of a table that have not failed.</param>
    /// <param name="truths">The known components of datasets, by their labels.</param>
    /// <param name="tones">The colours of activations.</param>
    public static Figure? Of(IReadOnlyList<PhiRow> rows, IReadOnlyDictionary<string, SyntheticTruth> truths, SeriesTones tones)
    {
        var known = BestResults.Of(rows).Where(r => truths.ContainsKey(r.Trial.Dataset)).GroupBy(r => r.Trial.Dataset).ToArray();
        return known.Length == 0 ? null : new Figure(
            "known-atoms",
            "Known atoms",
            "Grey: the atoms that a signal is made of. Below them the learned ones of each chosen row. Recovery is the mean |cosine| of "
                + "known and learned atoms, at the best shift and under the best assignment: "
                + $"{string.Join("; ", known.Select(d => Recoveries(d.Key, [.. d], truths[d.Key], tones)))}.",
            [.. known.Select(d => PanelOf(d.Key, [.. d], truths[d.Key], tones))],
            5);
    }

    private static string Recoveries(string dataset, NetworkResult[] results, SyntheticTruth truth, SeriesTones tones) =>
        $"{dataset} {string.Join(", ", results.Select(r => $"{tones.TextOf(r.Trial.ActivationLabel)} {Recovery(r, truth)}"))}";

    private static string Recovery(NetworkResult result, SyntheticTruth truth) =>
        AtomMatch.Recovery(NetworkMeasurement.AtomsOf(result), truth.Atoms).ToString("F3", CultureInfo.InvariantCulture);

    private static GlyphPanel PanelOf(string dataset, NetworkResult[] results, SyntheticTruth truth, SeriesTones tones)
    {
        double widest = Math.Max(truth.Atoms.Max(a => a.Length), results.Max(r => r.Kernels.Max(k => k.Length)));
        Glyph atoms = new([.. truth.Atoms.Select(a => new Atom([.. a.Select(v => (float)v)], 0))]);
        return new GlyphPanel(
            dataset,
            [
                new GlyphRow(Tone.Idle, atoms, truth.Atoms.Max(a => a.Length) / widest, $"known: {string.Join(", ", truth.Motifs)}"),
                .. results.Select(r => new GlyphRow(
                    tones[r.Trial.ActivationLabel],
                    KernelGlyph.Of(r),
                    r.Kernels.Max(k => k.Length) / widest,
                    $"recovery {Recovery(r, truth)}; {KernelGlyph.Describe(r)}")),
            ]);
    }
}
