using System.Globalization;
using Sans.Configuration;
using Sans.Penalties;

namespace Sans.Reports.SparsityPenalty;

/// <summary>Makes the cells of a table of penalties as they are read by people.</summary>
internal static class PrintedPenalties
{
    private static readonly (string Title, Func<CodeMeasures, double> Measure, string Format)[] Measures =
    [
        ("zeros", m => m.Zeros, "F3"),
        ("near zeros", m => m.NearZeros, "F3"),
        ("L0", m => m.NonZeroCount, "F1"),
        ("dead", m => m.Dead, "F2"),
        ("dense", m => m.DenseUnits, "F2"),
        ("loss", m => m.Loss, "F2"),
        ("fvu", m => m.UnexplainedVariance, "F3"),
        ("mean", m => m.MeanActivation, "F3"),
        ("φ amortised", m => m.AmortisedPhi, "F3"),
    ];

    /// <summary>Rounds the numbers to what a comparison of seeds can bear.</summary>
    public static PrintedTable Of(PenaltyTable table)
    {
        bool hasSpread = table.Rows.Any(r => r.Seeds.Count > 1);
        string[] settings = table.SweptSettings;
        string[] titles = ["dataset", "unit", "penalty", "weight", "dropout", .. table.HasSweptUnits ? (string[])["H"] : [], .. settings, .. Measures.Select(m => m.Title), "flags"];
        bool[] isText = [.. titles.Select(t => t is "dataset" or "unit" or "penalty" or "flags")];
        string[][] rows =
        [
            .. table.Rows.Select(row => (string[])
            [
                row.Trial.Dataset,
                row.Unit,
                row.Penalty,
                row.Penalty.Length == 0 ? "" : Text(row.Method.Penalty.Weight),
                Text(row.Method.Dropout),
                .. table.HasSweptUnits ? (string[])[Text(row.Trial.Model.HiddenUnits)] : [],
                .. settings.Select(name => row.Trial.Settings.FirstOrDefault(s => s.Name == name)?.Text ?? ""),
                .. Measures.Select(m => Cell(row.Of(m.Measure), m.Format, hasSpread)),
                row.Flags,
            ]),
        ];
        return new PrintedTable(table.Head, titles, isText, rows, [.. Legend(table, hasSpread), .. table.Readings, .. table.Notes]);
    }

    private static IEnumerable<string> Legend(PenaltyTable table, bool hasSpread)
    {
        CodeMeasureConfig measures = table.Rows.FirstOrDefault()?.Trial.Measures ?? new CodeMeasureConfig(0, 0);
        yield return FormattableString.Invariant(
            $"on test examples, dropout off: zeros and near zeros (up to {measures.NearZero}) as shares of the code, L0 units on, dead and dense (on in more than half) as shares of units, loss per example");
        yield return "φ amortised: weights shared out over the training examples; a measure of ours, not the φ of a SAN";
        if (hasSpread)
        {
            yield return "± standard deviation over seeds, n - 1 in its denominator";
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cell(SeedStatistic statistic, string format, bool hasSpread)
    {
        // No minus in front of a zero that is only rounded.
        string mean = Rounded(statistic.Mean, format);
        return !hasSpread ? mean : mean + (statistic.StandardDeviation is { } deviation ? " ± " + Rounded(deviation, format) : "");
    }

    private static string Rounded(double value, string format)
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }
}
