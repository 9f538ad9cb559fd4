using System.Globalization;

namespace Sans.Reports.Charts;

/// <summary>The meaning of a colour. <see cref="ChartStyle"/> has the colour for light and dark screens.</summary>
public readonly record struct Tone
{
    private Tone(string name, int? index = null) => (Name, Index) = (name, index);

    /// <summary>The tone of text, axes, and marks without a series.</summary>
    public static Tone Ink { get; } = new("ink");

    /// <summary>The tone of the background: the signal under its reconstruction.</summary>
    public static Tone Faint { get; } = new("faint");

    /// <summary>A region that is worse than anything useful.</summary>
    public static Tone Bad { get; } = new("bad");

    /// <summary>A region that is worse than the data themselves.</summary>
    public static Tone Poor { get; } = new("poor");

    /// <summary>A region that is worse than a constant prediction.</summary>
    public static Tone Idle { get; } = new("idle");

    /// <summary>The region of useful networks.</summary>
    public static Tone Good { get; } = new("good");

    /// <summary>Its class in the style.</summary>
    internal string Name => field ?? "ink";

    /// <summary>The number of its series, which has a sign too, or <see langword="null"/> for other tones.</summary>
    internal int? Index { get; }

    /// <summary>
    /// The tone of a series. The first <see cref="ChartStyle.SeriesCount"/> differ for readers of any colour vision. Further
    /// ones repeat them.
    /// </summary>
    /// <param name="index">From 0.</param>
    public static Tone Series(int index)
    {
        int own = index % ChartStyle.SeriesCount;
        return new("s" + own.ToString(CultureInfo.InvariantCulture), own);
    }
}
