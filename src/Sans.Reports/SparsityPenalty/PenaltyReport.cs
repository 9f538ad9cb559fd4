using System.Globalization;
using Sans.Reports.Pages;

namespace Sans.Reports.SparsityPenalty;

/// <summary>The report of a run of <c>kind: sparsity_penalty</c>.</summary>
public static class PenaltyReport
{
    /// <summary>The whole page.</summary>
    public static Page Of(PenaltyTable table)
    {
        PrintedTable printed = PrintedPenalties.Of(table);
        return new Page(
            table.Head[0],
            [.. table.Head.Skip(1).Select(Split)],
            [
                .. table.Rows.Count == 0 ? (PageSection[])[] : [new PageSection("What it shows", [new TextBlock([.. table.Readings.Select(Sentence)]), new FigureBlock(LossFigure.Of(table.Rows))])],
                new PageSection("Table", [TableOf(printed), new NotesBlock([.. printed.Notes.Except(table.Readings)])]),
                .. table.Rows.Count == 0 ? (PageSection[])[] : [new PageSection("Units", [new FigureBlock(UnitFigure.Of(table.Rows))])],
            ]);
    }

    /// <summary>A line of the head as a word and what it says of it.</summary>
    private static (string Name, string Text) Split(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        return colon > 0 ? (line[..colon], line[(colon + 2)..]) : (line[..space], line[(space + 1)..]);
    }

    private static string Sentence(string reading) => reading + ".";

    private static TableBlock TableOf(PrintedTable printed) => new(
        [.. printed.Titles.Select((title, i) => new PageColumn(title, Explain(title), printed.IsText[i]))],
        [.. printed.Rows.Select(row => (IReadOnlyList<PageCell>)[.. row.Select((cell, i) => new PageCell(cell, printed.IsText[i] ? null : Leading(cell), i == row.Length - 1 && cell.Length > 0 ? CellMark.Differs : CellMark.None))])]);

    private static double? Leading(string cell) => double.TryParse(cell.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static string Explain(string title) => title switch
    {
        "zeros" => "Share of pairs of sample and unit that are exactly zero, dropout off.",
        "near zeros" => "Share whose magnitude is at most the threshold of the experiment: elu, leaky and sigmoid units never are exactly zero.",
        "L0" => "Mean number of units that are not zero.",
        "dead" => "Share of units that are zero on every test example.",
        "dense" => "Share of units that are on in more than half of the test examples.",
        "loss" => "Per test example: cross-entropy in nats, or squared error.",
        "fvu" => "Fraction of variance unexplained: squared error over that of the mean of the training examples.",
        "mean" => "Mean of the code over all pairs of sample and unit.",
        "φ amortised" => "φ with the weights shared out over the training examples; not the φ of a SAN.",
        "flags" => "dead-at-start: hardly any unit was on before the first step. collapsed: no better than the output bias alone, within 1 %.",
        "weight" => "λ of the penalty.",
        _ => "",
    };
}
