using Sans.Data.Formats.Wfdb;
using Sans.Data.Synthetic;

namespace Sans.Networks.Clusters;

/// <summary>Known events of a signal, in order.</summary>
/// <param name="Samples">The middle of each, in samples of the signal from 0.</param>
/// <param name="Kinds">The kind of each, in [0, <paramref name="Names"/>).</param>
/// <param name="Names">The kinds.</param>
public sealed record ReferenceEvents(IReadOnlyList<long> Samples, IReadOnlyList<int> Kinds, IReadOnlyList<string> Names)
{
    /// <summary>The number of each kind, in words: <c>2,239 N, 33 A, 1 V</c>.</summary>
    public string Counts => string.Join(
        ", ", Names.Select((name, i) => FormattableString.Invariant($"{Kinds.Count(k => k == i):N0} {name}")));

    /// <summary>The truth of a synthetic signal.</summary>
    /// <param name="truth">Its components.</param>
    /// <param name="sampleCount">Samples that are used.</param>
    public static ReferenceEvents Of(SyntheticTruth truth, long sampleCount)
    {
        SyntheticEvent[] inside = [.. truth.Events.Where(e => Middle(e) < sampleCount)];
        return new([.. inside.Select(Middle)], [.. inside.Select(e => e.Motif)], truth.Motifs);

        static long Middle(SyntheticEvent e) => e.Position + ((e.Length - 1) / 2);
    }

    /// <summary>The beats among annotations, by their symbols, the most frequent kind first.</summary>
    /// <param name="annotations">The annotations.</param>
    /// <param name="sampleCount">Samples that are used.</param>
    public static ReferenceEvents Of(IEnumerable<WfdbAnnotation> annotations, long sampleCount)
    {
        WfdbAnnotation[] beats =
        [
            .. annotations.Where(a => AnnotationSymbols.Beats.Contains(a.Symbol) && a.Sample >= 0 && a.Sample < sampleCount)
                .OrderBy(a => a.Sample),
        ];
        string[] names = [.. beats.CountBy(b => b.Symbol).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => s.Key)];
        return new([.. beats.Select(b => b.Sample)], [.. beats.Select(b => Array.IndexOf(names, b.Symbol))], names);
    }
}
