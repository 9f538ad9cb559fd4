namespace Sans.Reports.Charts;

/// <summary>A picture: panels that flow on a page, and stand in rows in a file of their own.</summary>
/// <param name="Name">Its file without the ending, in letters, digits and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Caption">What is to be seen, in sentences.</param>
/// <param name="Panels">Its panels, at least one.</param>
/// <param name="Columns">Panels of a row of the file.</param>
public sealed record Figure(string Name, string Title, string Caption, IReadOnlyList<Panel> Panels, int Columns)
{
    /// <summary>The meaning of the colours.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];
}

/// <summary>The meaning of a colour.</summary>
/// <param name="Label">The word for it.</param>
/// <param name="Tone">The colour.</param>
/// <param name="Shape">How it is used.</param>
public sealed record LegendEntry(string Label, Tone Tone, LegendShape Shape = LegendShape.Dot);

/// <summary>How a colour is used.</summary>
public enum LegendShape
{
    /// <summary>For dots.</summary>
    Dot,

    /// <summary>For lines.</summary>
    Line,

    /// <summary>For a shaded part of the plane.</summary>
    Region,
}
