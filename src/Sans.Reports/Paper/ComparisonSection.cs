using System.Globalization;
using Sans.Reports.Pages;

namespace Sans.Reports.Paper;

/// <summary>A comparison with the paper as a section of a report.</summary>
internal static class ComparisonSection
{
    /// <summary>Makes the section.</summary>
    public static PageSection Of(PaperComparison comparison)
    {
        PrintedTable printed = ComparisonTables.Printed(comparison);
        PageColumn[] columns = [.. printed.Titles.Select((t, i) => new PageColumn(t, Explain(t), printed.IsText[i]))];
        var rows = comparison.Tables.SelectMany(t => t.Rows).Zip(printed.Rows, (row, cells) => (IReadOnlyList<PageCell>)[.. cells.Select((text, i) => Cell(columns, i, text, row))]);
        return new PageSection("Compared with the paper", [new TableBlock(columns, [.. rows]), new NotesBlock(ComparisonTables.Notes(comparison))]);
    }

    private static PageCell Cell(PageColumn[] columns, int i, string text, ComparedRow row)
    {
        if (columns[i].Title == "verdict")
        {
            return new PageCell(text, null, text switch { "agrees" => CellMark.Agrees, "differs" => CellMark.Differs, _ => CellMark.None });
        }

        ComparedCell? cell = columns[i].Title switch
        {
            "CR⁻¹" => row.InverseCompressionRatio,
            "loss" => row.Loss,
            "φ" => row.Phi,
            "A ± %" => row.AccuracyDifference,
            _ => null,
        };
        if (cell is null)
        {
            return new PageCell(text, columns[i].IsText ? null : Number(text));
        }

        string spread = row.Measured.Seeds.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {row.Measured.Seeds.Count} seeds from {cell.Measured.Least:F3} to {cell.Measured.Largest:F3}");
        string verdict = cell.Agrees switch { true => "in its band", false => "outside of its band", _ => "not judged" };
        return new PageCell(
            text,
            cell.Measured.Median,
            cell.Agrees switch { true => CellMark.Agrees, false => CellMark.Differs, _ => CellMark.None },
            string.Create(CultureInfo.InvariantCulture, $"{cell.Measured.Median - cell.Published:+0.000;-0.000;0.000} against the paper, {verdict}{spread}"));
    }

    private static double? Number(string text) => double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static string Explain(string title) => title switch
    {
        "table" => "The table of the paper.",
        "m" => "Kernel size; in brackets that of the paper, where it is another.",
        "CR⁻¹" => "Inverse compression ratio, Eq. (4): the median over seeds.",
        "loss" => "Normalised reconstruction loss, Eq. (5): the median over seeds.",
        "φ" => "Mean φ, Eq. (7): the median over seeds.",
        "A ± %" => "Accuracy against the baseline in points: the median over seeds.",
        "verdict" => "Whether every judged cell of the row lies in its band.",
        _ => "",
    };
}
