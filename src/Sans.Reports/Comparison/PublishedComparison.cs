using Sans.Reports.Tables;

namespace Sans.Reports.Comparison;

/// <summary>A run beside published numbers, in printed form.</summary>
/// <param name="Text">Plain text with LF line ends.</param>
/// <param name="Csv">A line for each cell.</param>
/// <param name="Markdown">A table for each published one.</param>
/// <param name="Share">The share of judged cells that agree, in [0, 1], 1 where none is judged.</param>
public sealed record PublishedComparison(string Text, string Csv, string Markdown, double Share)
{
    /// <summary>The rows with a column for each number, for narrow terminals.</summary>
    public required Table Table { get; init; }
}
