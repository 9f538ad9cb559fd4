using System.Globalization;

namespace Sans.Reports.Charts;

/// <summary>What a colour means. <see cref="ChartStyle"/> says which colour that is, in the light and in the dark.</summary>
public readonly record struct Tone
{
    private Tone(string name) => Name = name;

    /// <summary>Text, axes, and what has no series of its own.</summary>
    public static Tone Ink { get; } = new("ink");

    /// <summary>What stands behind: the signal under its reconstruction.</summary>
    public static Tone Faint { get; } = new("faint");

    /// <summary>A region that is worse than anything useful.</summary>
    public static Tone Bad { get; } = new("bad");

    /// <summary>A region that is worse than the data themselves.</summary>
    public static Tone Poor { get; } = new("poor");

    /// <summary>A region that is worse than a constant prediction.</summary>
    public static Tone Idle { get; } = new("idle");

    /// <summary>The region to be in.</summary>
    public static Tone Good { get; } = new("good");

    /// <summary>Its class in the style.</summary>
    internal string Name => field ?? "ink";

    /// <summary>
    /// The tone of a series. The first <see cref="ChartStyle.SeriesCount"/> can be told apart by readers of any colour vision.
    /// Further ones begin anew.
    /// </summary>
    /// <param name="index">From 0.</param>
    public static Tone Series(int index) => new("s" + (index % ChartStyle.SeriesCount).ToString(CultureInfo.InvariantCulture));
}
