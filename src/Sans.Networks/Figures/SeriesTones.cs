using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>
/// One colour per activation in every picture of a run. The paper's five activations always have the paper's colours.
/// </summary>
internal sealed class SeriesTones
{
    private static readonly string[] OfThePaper = ["identity", "relu", "top_k_absolutes", "extrema_pool_indices", "extrema"];

    private readonly Dictionary<string, Tone> _tones = new(StringComparer.Ordinal);

    /// <summary>Gives every label its tone.</summary>
    /// <param name="labels">Labels of activations in their order, <c>extrema</c> or <c>extrema(border_tolerance=3)</c>.</param>
    public SeriesTones(IEnumerable<string> labels)
    {
        string[] all = [.. labels.Distinct(StringComparer.Ordinal)];
        HashSet<int> taken = [];
        foreach (string label in all)
        {
            // The first variant of an activation of the paper has the paper's colour.
            int own = Array.IndexOf(OfThePaper, label.Split('(')[0]);
            if (own >= 0 && taken.Add(own))
            {
                _tones.Add(label, Tone.Series(own));
            }
        }

        int next = OfThePaper.Length;
        foreach (string label in all.Where(l => !_tones.ContainsKey(l)))
        {
            // Other activations take unused colours as long as there are some.
            int free = Enumerable.Range(0, ChartStyle.SeriesCount)
                .Select(i => (next + i) % ChartStyle.SeriesCount)
                .FirstOrDefault(i => !taken.Contains(i), next % ChartStyle.SeriesCount);
            taken.Add(free);
            next = free + 1;
            _tones.Add(label, Tone.Series(free));
        }

        Labels = all;
    }

    /// <summary>The labels in their order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The tone of a label.</summary>
    public Tone this[string label] => _tones[label];

    /// <summary>The legend of the colours.</summary>
    public IReadOnlyList<LegendEntry> Legend(LegendShape shape) => [.. Labels.Select(l => new LegendEntry(TextOf(l), this[l], shape))];

    /// <summary>A label without the parameters that all labels of its activation have alike.</summary>
    /// <param name="label">One of the labels.</param>
    public string TextOf(string label)
    {
        (string name, string[] parameters) = PartsOf(label);
        string[][] alike = [.. Labels.Select(PartsOf).Where(p => p.Name == name).Select(p => p.Parameters)];
        string[] told = [.. parameters.Where(p => alike.Length < 2 || !alike.All(other => other.Contains(p)))];
        return told.Length == 0 ? (parameters.Length == 0 || alike.Length < 2 ? label : name) : $"{name}({string.Join(", ", told)})";
    }

    private static (string Name, string[] Parameters) PartsOf(string label)
    {
        int parenthesis = label.IndexOf('(', StringComparison.Ordinal);
        return parenthesis < 0 || label[^1] != ')'
            ? (label, [])
            : (label[..parenthesis], label[(parenthesis + 1)..^1].Split(", "));
    }
}
