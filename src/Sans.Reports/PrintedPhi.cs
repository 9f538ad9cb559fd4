using System.Globalization;

namespace Sans.Reports;

/// <summary>Makes the cells of a φ table as they are read by people.</summary>
internal static class PrintedPhi
{
    private const string ChosenMark = " *";

    // What diverges without leaving float32 has more digits than a column.
    private const double LargestPlain = 1e6;

    /// <summary>Rounds the numbers to what a comparison of φ can bear.</summary>
    public static PrintedTable Of(PhiTable table)
    {
        bool hasSpread = table.Rows.Any(r => r.SeedCount > 1);
        bool hasAccuracies = table.Rows.Any(r => r.Accuracy is not null);
        Column[] columns = [.. ColumnsOf(table, hasSpread), .. hasAccuracies ? AccuracyColumns(table, hasSpread) : []];
        string[] legend =
        [
            "CR⁻¹ of Eq. (4), loss of Eq. (5), φ of Eq. (6): means over test examples",
            .. table.Rows.Count == 0 ? (string[])[] : ["* " + RowChoice.Legend(table.Rows)],
            .. table.HasKernelAreas ? (string[])["m²: with W = Σ m², every weight of a kernel counted"] : [],
            .. hasAccuracies ? (string[])["accuracy % of the classifier on reconstructions of test examples; Δ its difference in points to the baseline of the same seed"] : [],
            .. hasSpread ? (string[])["± standard deviation over seeds, n - 1 in its denominator"] : [],
        ];
        return new PrintedTable(
            table.Head,
            [.. columns.Select(c => c.Title)],
            [.. columns.Select(c => c.IsText)],
            [.. table.Rows.Select(row => columns.Select(c => c.Cell(row)).ToArray())],
            [.. legend, .. table.Notes]);
    }

    private static IEnumerable<Column> ColumnsOf(PhiTable table, bool hasSpread)
    {
        yield return new("dataset", true, row => row.Dataset);
        yield return new("activation", true, row => row.Activation);
        foreach (string name in table.SweptSettings)
        {
            yield return new(name, false, row => row.Settings.FirstOrDefault(s => s.Name == name)?.Text ?? "");
        }

        if (table.HasKernelCounts)
        {
            yield return new("q", false, row => Whole(row.KernelCount));
        }

        yield return new("m", false, row => row.KernelSizeText);
        if (hasSpread)
        {
            yield return new("seeds", false, row => Whole(row.SeedCount));
        }

        yield return new("CR⁻¹", false, row => Cell(row.InverseCompressionRatio, hasSpread));
        yield return new("loss", false, row => Cell(row.NormalizedReconstructionLoss, hasSpread));
        yield return new("mean φ", false, row => Cell(row.MeanPhi, hasSpread) + (row.IsChosen ? ChosenMark : "  "));
        if (table.HasKernelAreas)
        {
            yield return new("CR⁻¹ m²", false, row => row.InverseCompressionRatioByKernelArea is { } ratio ? Cell(ratio, hasSpread) : "");
            yield return new("mean φ m²", false, row => row.MeanPhiByKernelArea is { } phi ? Cell(phi, hasSpread) : "");
        }

        yield return new("epoch", false, row => row.Epoch.ToString(row.SeedCount > 1 ? "F1" : "F0", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<Column> AccuracyColumns(PhiTable table, bool hasSpread)
    {
        yield return new("accuracy %", false, row => Percent(row.Accuracy?.Accuracy, hasSpread, "F2"));
        yield return new("Δ", false, row => Percent(row.Accuracy?.Difference, hasSpread, "+0.00;-0.00;0.00"));
        if (table.Rows.Any(r => r.Accuracy is { CollapsedCount: > 0 }))
        {
            yield return new("collapsed", false, row => row.Accuracy is { CollapsedCount: > 0 } some ? $"{Whole(some.CollapsedCount)} of {Whole(some.Count)}" : "");
        }
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cell(SeedStatistic statistic, bool hasSpread)
    {
        string mean = Number(statistic.Mean);
        return !hasSpread ? mean : mean + (statistic.StandardDeviation is { } deviation ? " ± " + Number(deviation) : "         ");
    }

    private static string Percent(SeedStatistic? share, bool hasSpread, string format)
    {
        if (share is not { } statistic)
        {
            return "";
        }

        string mean = (100 * statistic.Mean).ToString(format, CultureInfo.InvariantCulture);
        return !hasSpread ? mean : mean + (statistic.StandardDeviation is { } deviation ? " ± " + (100 * deviation).ToString("F2", CultureInfo.InvariantCulture).PadLeft(5) : "        ");
    }

    private static string Number(double value) => value.ToString(value < LargestPlain ? "F4" : "0.00e+00", CultureInfo.InvariantCulture);

    /// <summary>A column: its title, whether it holds words, and its cell of a row.</summary>
    private sealed record Column(string Title, bool IsText, Func<PhiRow, string> Cell);
}
