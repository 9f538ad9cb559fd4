using System.Globalization;
using System.Text;

namespace Sans.Reports.Paper;

/// <summary>A comparison with the paper as people and programs read it.</summary>
public static class ComparisonTables
{
    private const char Outside = '!';

    // Lines of a terminal.
    private static readonly string[] Legend =
    [
        "Each cell: the median over seeds, and what the paper prints; ! outside of its",
        "band, — not judged. m of the paper in brackets where it is another.",
        "Bands: CR⁻¹ of identity, top-k and extrema-pool to the printed digit, of",
        "extrema 0.01 (images 0.015); loss of extrema-pool 0.01, extrema 0.01 (images",
        "0.015), top-k 0.03 (UCI 0.02), identity below 0.1. Table I: φ 0.02, the others",
        "only where m is the same. ReLU and accuracy differences are not judged.",
        "Baselines: 1.5 points from the paper or the thesis, UCI 2 from the paper.",
    ];

    /// <summary>Plain text, at most 80 columns; lines end in LF.</summary>
    public static string Text(PaperComparison comparison)
    {
        StringBuilder text = new();
        foreach (ComparedTable table in comparison.Tables)
        {
            foreach (var dataset in table.Rows.GroupBy(r => r.Measured.Label))
            {
                text.Append(CultureInfo.InvariantCulture, $"Table {table.Table}, {dataset.Key}\n");
                text.Append("activation            m          CR⁻¹ paper   loss paper   φ    paper\n");
                foreach (ComparedRow row in dataset)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{row.Measured.Activation,-20}  {KernelSize(row),-9}  {Cell(row.InverseCompressionRatio)}  {Cell(row.Loss)}  {Cell(row.Phi)}  {(row.Verdict == "not judged" ? "—" : row.Verdict)}\n");
                    if (row.AccuracyDifference is { } accuracy)
                    {
                        text.Append(CultureInfo.InvariantCulture, $"{"",-20}  accuracy − baseline {Points(accuracy.Measured.Median)}, paper {Points(accuracy.Published)} points\n");
                    }
                }

                text.Append('\n');
            }

            text.AppendJoin("", Summary(table).Select(l => l + "\n")).Append('\n');
        }

        return text.AppendJoin("", Legend.Select(l => l + "\n")).ToString();
    }

    /// <summary>Markdown.</summary>
    public static string Markdown(PaperComparison comparison) => MarkdownTable.Write(Printed(comparison));

    /// <summary>A row for each row that both have; numbers read back to the same bits.</summary>
    public static string Csv(PaperComparison comparison)
    {
        StringBuilder text = new("table,dataset,activation,kernel_size,published_kernel_size,seed_count,verdict");
        foreach (string cell in (string[])["inverse_compression_ratio", "normalized_reconstruction_loss", "mean_phi", "accuracy_difference"])
        {
            text.Append(CultureInfo.InvariantCulture, $",{cell},{cell}_published,{cell}_difference,{cell}_least,{cell}_largest,{cell}_agrees");
        }

        text.Append('\n');
        foreach (ComparedRow row in comparison.Tables.SelectMany(t => t.Rows))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Published.Table},{CsvTable.Quote(row.Measured.Label)},{row.Measured.Activation},{row.Measured.KernelSize},{row.Published.KernelSize},{row.Measured.Seeds.Count},{row.Verdict}");
            foreach (ComparedCell? cell in (ComparedCell?[])[row.InverseCompressionRatio, row.Loss, row.Phi, row.AccuracyDifference])
            {
                text.Append(cell is null ? ",,,,,," : string.Create(
                    CultureInfo.InvariantCulture,
                    $",{cell.Measured.Median:R},{cell.Published:R},{cell.Measured.Median - cell.Published:R},{cell.Measured.Least:R},{cell.Measured.Largest:R},{cell.Agrees switch { true => "true", false => "false", _ => "" }}"));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What the cells and bands are.</summary>
    internal static IReadOnlyList<string> Notes(PaperComparison comparison) => [.. comparison.Tables.SelectMany(Summary), string.Join(' ', Legend)];

    /// <summary>The verdict on a table, and on its baseline where it has one.</summary>
    private static IEnumerable<string> Summary(ComparedTable table)
    {
        int rows = table.Rows.Count(r => r.Verdict != "not judged");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Table {table.Table}: {table.AgreeingCount} of {table.JudgedCount} judged cells agree, {table.Rows.Count(r => r.Verdict == "agrees")} of {rows} judged rows");
        if (table.Baseline is { } b)
        {
            string spread = b.SeedCount == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {b.SeedCount} seeds from {b.Measured.Least:F1} to {b.Measured.Largest:F1}");
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Baseline: {b.Measured.Median:F1} %{spread}; paper about {b.Paper:F1}, thesis {b.Thesis:F1}{(b.Agrees ? "" : " " + Outside)}");
        }
    }

    /// <summary>The rows with a column for each number.</summary>
    internal static PrintedTable Printed(PaperComparison comparison)
    {
        bool hasAccuracy = comparison.Tables.Any(t => t.Rows.Any(r => r.AccuracyDifference is not null));
        string[] titles = ["table", "dataset", "activation", "m", "CR⁻¹", "paper", "loss", "paper", "φ", "paper", .. hasAccuracy ? (string[])["A ± %", "paper"] : [], "verdict"];
        var rows = comparison.Tables.SelectMany(t => t.Rows).Select(r => (string[])
        [
            r.Published.Table, r.Measured.Label, r.Measured.Activation, KernelSize(r),
            .. Cells(r.InverseCompressionRatio), .. Cells(r.Loss), .. Cells(r.Phi),
            .. !hasAccuracy ? [] : r.AccuracyDifference is { } a ? (string[])[Points(a.Measured.Median), Points(a.Published)] : ["", ""],
            r.Verdict,
        ]);
        return new PrintedTable(
            ["Compared with the paper"], titles, [.. titles.Select((t, i) => i < 3 || t == "verdict")], [.. rows], Notes(comparison));
    }

    private static string KernelSize(ComparedRow row) => row.Measured.KernelSize == row.Published.KernelSize
        ? row.Measured.KernelSize.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{row.Measured.KernelSize} ({row.Published.KernelSize})");

    private static string[] Cells(ComparedCell cell) =>
        [string.Create(CultureInfo.InvariantCulture, $"{cell.Measured.Median:F3}"), string.Create(CultureInfo.InvariantCulture, $"{cell.Published:F2}{(cell.Agrees == false ? " " + Outside : "")}")];

    private static string Cell(ComparedCell cell) => string.Create(CultureInfo.InvariantCulture, $"{cell.Measured.Median:F3} {cell.Published:F2}{(cell.Agrees == false ? Outside : ' ')}");

    private static string Points(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
