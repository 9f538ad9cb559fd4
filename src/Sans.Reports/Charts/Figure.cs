namespace Sans.Reports.Charts;

/// <summary>A picture: panels that flow on a page, and form rows in a file.</summary>
/// <param name="Name">Its file name without the extension, in letters, digits and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Caption">The caption, in sentences.</param>
/// <param name="Panels">Its panels, at least one.</param>
/// <param name="Columns">Number of panels in a row of the file.</param>
public sealed record Figure(string Name, string Title, string Caption, IReadOnlyList<Panel> Panels, int Columns)
{
    /// <summary>The meaning of the colours.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>
    /// The number of panels that stay side by side because they belong together, such as a map and its reconstruction.
    /// </summary>
    public int Together { get; init; } = 1;
}

/// <summary>The meaning of a colour.</summary>
/// <param name="Label">The word for it.</param>
/// <param name="Tone">The colour.</param>
/// <param name="Shape">The form of its marks.</param>
public sealed record LegendEntry(string Label, Tone Tone, LegendShape Shape = LegendShape.Dot);

/// <summary>The form of marks with a colour.</summary>
public enum LegendShape
{
    /// <summary>A dot.</summary>
    Dot,

    /// <summary>A line.</summary>
    Line,

    /// <summary>A shaded region of the plane.</summary>
    Region,
}
