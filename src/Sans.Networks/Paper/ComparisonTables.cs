using System.Globalization;
using System.Text;
using Sans.Reports.Tables;

namespace Sans.Networks.Paper;

/// <summary>A comparison with the paper for people and programs.</summary>
internal static class ComparisonTables
{
    private const char Outside = '!';

    // These are lines of a terminal.
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

    private static NumberFormat Measured { get; } = NumberFormat.Digits(3);

    private static NumberFormat Published { get; } = NumberFormat.Digits(2);

    private static NumberFormat Difference { get; } = new("+0.0;-0.0;0.0");

    /// <summary>Writes plain text of at most 80 columns, with LF line ends.</summary>
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
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{row.Measured.Activation,-20}  {KernelSize(row),-9}  {TextOf(row.InverseCompressionRatio)}  {TextOf(row.Loss)}  {TextOf(row.Phi)}  {(row.Verdict == "not judged" ? "—" : row.Verdict)}\n");
                    if (row.AccuracyDifference is { } accuracy)
                    {
                        text.Append(
                            CultureInfo.InvariantCulture,
                            $"{"",-20}  accuracy − baseline {Points(accuracy.Measured.Median)}, paper {Points(accuracy.Published)} points\n");
                    }
                }

                text.Append('\n');
            }

            text.AppendJoin("", Summary(table).Select(l => l + "\n")).Append('\n');
        }

        return text.AppendJoin("", Legend.Select(l => l + "\n")).ToString();
    }

    /// <summary>Writes Markdown.</summary>
    public static string Markdown(PaperComparison comparison) => MarkdownTable.Write(TableOf(comparison));

    /// <summary>Writes a CSV row for each row that both have. Numbers read back to the same bits.</summary>
    public static string Csv(PaperComparison comparison)
    {
        StringBuilder text = new("table,dataset,activation,kernel_size,published_kernel_size,seed_count,verdict");
        foreach (string cell in (string[])[
            "inverse_compression_ratio", "normalized_reconstruction_loss", "mean_phi", "accuracy_difference",
        ])
        {
            text.Append(
                CultureInfo.InvariantCulture, $",{cell},{cell}_published,{cell}_difference,{cell}_least,{cell}_largest,{cell}_agrees");
        }

        text.Append('\n');
        foreach (ComparedRow row in comparison.Tables.SelectMany(t => t.Rows))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{row.Published.Table},{CsvTable.Quote(row.Measured.Label)},{row.Measured.Activation},{row.Measured.KernelSize},{row.Published.KernelSize},{row.Measured.Seeds.Count},{row.Verdict}");
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

    /// <summary>The notes about cells and bands.</summary>
    internal static IReadOnlyList<string> Notes(PaperComparison comparison) =>
    [
        .. comparison.Tables.SelectMany(Summary), string.Join(' ', Legend),
    ];

    /// <summary>The verdict on a table, and on its baseline where it has one.</summary>
    private static IEnumerable<string> Summary(ComparedTable table)
    {
        int rows = table.Rows.Count(r => r.Verdict != "not judged");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Table {table.Table}: {table.AgreeingCount} of {table.JudgedCount} judged cells agree, {table.Rows.Count(r => r.Verdict == "agrees")} of {rows} judged rows");
        if (table.Baseline is { } b)
        {
            string spread = b.SeedCount == 1 ? "" : string.Create(
                CultureInfo.InvariantCulture, $", {b.SeedCount} seeds from {b.Measured.Least:F1} to {b.Measured.Largest:F1}");
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Baseline: {b.Measured.Median:F1} %{spread}; paper about {b.Paper:F1}, thesis {b.Thesis:F1}{(b.Agrees ? "" : " " + Outside)}");
        }
    }

    /// <summary>The rows with a column for each number.</summary>
    internal static Table TableOf(PaperComparison comparison, bool saysWhatAgrees = false)
    {
        ComparedRow[] rows = [.. comparison.Tables.SelectMany(t => t.Rows)];
        bool hasAccuracy = rows.Any(r => r.AccuracyDifference is not null);
        return Table.Of("Compared with the paper", [], Columns(hasAccuracy, saysWhatAgrees), rows, Notes(comparison));
    }

    private static IReadOnlyList<Column<ComparedRow>> Columns(bool hasAccuracy, bool saysWhatAgrees) =>
    [
        Column<ComparedRow>.Key("table", "table", "The table of the paper.", r => r.Published.Table),
        Column<ComparedRow>.Key("dataset", "dataset", "", r => r.Measured.Label),
        Column<ComparedRow>.Key("activation", "activation", "", r => r.Measured.Activation),
        new("kernel_size", "m", ColumnRole.Key, "Kernel size. The paper's kernel size is in brackets if it differs.", r =>
            Cell.Of(KernelSize(r))),
        .. Both(
            "inverse_compression_ratio",
            "CR⁻¹",
            "Inverse compression ratio, Eq. (4): the median over seeds.",
            r => r.InverseCompressionRatio,
            Measured,
            Published),
        .. Both(
            "normalized_reconstruction_loss",
            "loss",
            "Normalised reconstruction loss, Eq. (5): the median over seeds.",
            r => r.Loss,
            Measured,
            Published),
        .. Both("mean_phi", "φ", "Mean φ, Eq. (7): the median over seeds.", r => r.Phi, Measured, Published),
        .. hasAccuracy ? Both(
            "accuracy_difference",
            "A ± %",
            "Accuracy against the baseline in points: the median over seeds.",
            r => r.AccuracyDifference,
            Difference,
            Difference) : [],
        new("verdict", "verdict", ColumnRole.Result, "Whether every judged cell of the row lies in its band.", r =>
            Cell.Of(saysWhatAgrees ? r.VerdictInWords : r.Verdict) with
        {
            Mark = r.Verdict switch { "agrees" => CellMark.Agrees, "differs" => CellMark.Differs, _ => CellMark.None },
        })
        { IsText = true },
    ];

    /// <summary>The measured values, the verdicts on them, and the printed values.</summary>
    private static IEnumerable<Column<ComparedRow>> Both(
        string name, string title, string explanation, Func<ComparedRow, ComparedCell?> cell, NumberFormat measured, NumberFormat published)
    {
        yield return new(name, title, ColumnRole.Measure, explanation, r => cell(r) is { } both
            ? Judged(both, r.Measured.Seeds.Count)
            : Cell.None)
        { Format = measured };
        yield return new(name + "_published", "paper", ColumnRole.Result, "", r => Cell.Of(cell(r)?.Published)) { Format = published };
    }

    private static Cell Judged(ComparedCell cell, int seeds)
    {
        string spread = seeds == 1
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; {seeds} seeds from {cell.Measured.Least:F3} to {cell.Measured.Largest:F3}");
        string verdict = cell.Agrees switch { true => "in its band", false => "outside of its band", _ => "not judged" };
        return Cell.Of(cell.Measured.Median) with
        {
            Mark = cell.Agrees switch { true => CellMark.Agrees, false => CellMark.Differs, _ => CellMark.None },
            Hover = string.Create(
                CultureInfo.InvariantCulture,
                $"{cell.Measured.Median - cell.Published:+0.000;-0.000;0.000} against the paper, {verdict}{spread}"),
        };
    }

    private static string KernelSize(ComparedRow row) => row.Measured.KernelSize == row.Published.KernelSize
        ? row.Measured.KernelSize.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{row.Measured.KernelSize} ({row.Published.KernelSize})");

    private static string TextOf(ComparedCell cell) => string.Create(
        CultureInfo.InvariantCulture, $"{cell.Measured.Median:F3} {cell.Published:F2}{(cell.Agrees == false ? Outside : ' ')}");

    private static string Points(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
