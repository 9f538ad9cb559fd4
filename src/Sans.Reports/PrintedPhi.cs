using System.Globalization;

namespace Sans.Reports;

/// <summary>Makes the cells of a φ table as they are read by people.</summary>
internal static class PrintedPhi
{
    private const string BestMark = " *";

    // What diverges without leaving float32 has more digits than a column.
    private const double LargestPlain = 1e6;

    /// <summary>Rounds the numbers to what a comparison of φ can bear.</summary>
    public static PrintedTable Of(PhiTable table)
    {
        bool hasSpread = table.Rows.Any(r => r.SeedCount > 1);
        bool hasCounts = table.Rows.Select(r => r.KernelCount).Distinct().Count() > 1;
        string[] settings = table.SweptSettings;
        var best = table.Rows.GroupBy(r => r.Dataset).Select(g => g.MinBy(r => r.MeanPhi.Mean)).ToHashSet();
        string[] legend =
        [
            "CR⁻¹ of Eq. (4), loss of Eq. (5), φ of Eq. (6): means over test examples. * least φ",
            .. hasSpread ? (string[])["± standard deviation over seeds, n - 1 in its denominator"] : [],
        ];
        string[] titles = ["dataset", "activation", .. settings, .. hasCounts ? (string[])["q"] : [], "m", .. hasSpread ? (string[])["seeds"] : [], "CR⁻¹", "loss", "mean φ", "epoch"];
        bool[] isText = [true, true, .. settings.Select(_ => false), .. hasCounts ? (bool[])[false] : [], false, .. hasSpread ? (bool[])[false] : [], false, false, false, false];
        var rows = table.Rows.Select(row => (string[])
        [
            row.Dataset,
            row.Activation,
            .. settings.Select(name => row.Settings.FirstOrDefault(s => s.Name == name)?.Text ?? ""),
            .. hasCounts ? (string[])[Whole(row.KernelCount)] : [],
            Whole(row.KernelSize),
            .. hasSpread ? (string[])[Whole(row.SeedCount)] : [],
            Cell(row.InverseCompressionRatio, hasSpread),
            Cell(row.NormalizedReconstructionLoss, hasSpread),
            Cell(row.MeanPhi, hasSpread) + (best.Contains(row) ? BestMark : "  "),
            row.Epoch.ToString(row.SeedCount > 1 ? "F1" : "F0", CultureInfo.InvariantCulture),
        ]).ToList();
        return new PrintedTable(table.Head, titles, isText, rows, [.. legend, .. table.Notes]);
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cell(SeedStatistic statistic, bool hasSpread)
    {
        string mean = Number(statistic.Mean);
        return !hasSpread ? mean : mean + (statistic.StandardDeviation is { } deviation ? " ± " + Number(deviation) : "         ");
    }

    private static string Number(double value) => value.ToString(value < LargestPlain ? "F4" : "0.00e+00", CultureInfo.InvariantCulture);
}
