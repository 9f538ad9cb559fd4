using Sans.Configuration.Kinds.Autoencoders;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Autoencoders.Tables;

/// <summary>The report of a run of <c>kind: sparsity_penalty</c>.</summary>
internal static class AutoencoderReport
{
    /// <summary>Makes the whole page.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    public static Page Of(AutoencoderExperiment experiment, Table table, IReadOnlyList<AutoencoderRow> rows)
    {
        AutoencoderRow[] measured = [.. rows.Where(r => !r.IsFailed)];
        IReadOnlyList<string> readings = AutoencoderReadings.Of(measured);
        PageSection whole = new("Table", [new TableBlock(table), new NotesBlock([.. table.Notes.Except(readings)])]);
        return new Page(table.Title, Page.HeadOf(table.Head), measured.Length == 0 ? [whole] :
        [
            new PageSection("What it shows", [new TextBlock([.. readings.Select(r => r + ".")]), new FigureBlock(LossFigure.Of(measured))]),
            whole,
            .. SweepFigures.Of(experiment, measured).ToArray() is { Length: > 0 } sweeps
                ? [new PageSection("Over swept settings", [.. sweeps.Select(f => new FigureBlock(f))])]
                : (PageSection[])[],
            new PageSection("Units", [new FigureBlock(UnitFigure.Of(measured))]),
        ])
        {
            Answers = TableAnswer.Sentences(table),
            Summary = TableAnswer.Summary(table),
        };
    }
}
