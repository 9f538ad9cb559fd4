using Sans.Reports.Pages;

namespace Sans.Networks.Paper;

/// <summary>A comparison with the paper as a section of a report.</summary>
internal static class ComparisonSection
{
    /// <summary>Makes the section.</summary>
    public static PageSection Of(PaperComparison comparison)
    {
        var table = ComparisonTables.TableOf(comparison, saysWhatAgrees: true);
        return new PageSection(table.Title, [new TableBlock(table), new NotesBlock(table.Notes)]);
    }
}
