using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Reports.SparsityPenalty;

/// <summary>The report of a run of <c>kind: sparsity_penalty</c>.</summary>
public static class PenaltyReport
{
    /// <summary>The whole page.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    public static Page Of(Table table, IReadOnlyList<PenaltyRow> rows)
    {
        IReadOnlyList<string> readings = PenaltyReadings.Of(rows);
        PageSection whole = new("Table", [new TableBlock(table), new NotesBlock([.. table.Notes.Except(readings)])]);
        return new Page(table.Title, Page.HeadOf(table.Head), rows.Count == 0 ? [whole] :
        [
            new PageSection("What it shows", [new TextBlock([.. readings.Select(r => r + ".")]), new FigureBlock(LossFigure.Of(rows))]),
            whole,
            new PageSection("Units", [new FigureBlock(UnitFigure.Of(rows))]),
        ]);
    }
}
