using System.Globalization;

namespace Sans.Reports.Comparison;

/// <summary>Two runs beside each other: only what differs.</summary>
/// <param name="First">The folder of the first.</param>
/// <param name="Second">The folder of the second.</param>
/// <param name="Keys">Lines of the experiments that only one of them has.</param>
/// <param name="OnlyInFirst">Rows that only the first has, by their key.</param>
/// <param name="OnlyInSecond">Rows that only the second has, by their key.</param>
/// <param name="Cells">Cells that differ, row by row.</param>
/// <param name="CellCount">All cells that both have.</param>
/// <param name="Tolerance">How far measures may lie apart.</param>
public sealed record RunComparison(
    string First,
    string Second,
    IReadOnlyList<ChangedKey> Keys,
    IReadOnlyList<string> OnlyInFirst,
    IReadOnlyList<string> OnlyInSecond,
    IReadOnlyList<ChangedCell> Cells,
    int CellCount,
    double Tolerance)
{
    private const string Deviation = "_std";
    private const string KernelSize = "kernel_size";

    // Measures of a row that have no spread of their own.
    private static readonly string[] OtherCells =
    [
        "seed_count", "accuracy", "baseline_accuracy", "epoch", "baseline_test_accuracy", "classifier_count", "collapsed_classifier_count",
        "inverse_compression_ratio_by_area", "mean_phi_by_area", "chosen",
    ];

    /// <summary>Whether the second may stand for the first: the same rows, and no measure further away than the tolerance. Epochs and chosen kernel sizes are told, not judged.</summary>
    public bool IsWithinTolerance => OnlyInFirst.Count == 0 && OnlyInSecond.Count == 0 && Cells.All(c => !c.IsBeyond);

    /// <summary>Compares.</summary>
    public static RunComparison Of(ComparedRun first, ComparedRun second, double tolerance)
    {
        string[] shared = [.. first.Columns.Where(second.Columns.Contains)];
        string[] measures = [.. shared.Where(c => first.Columns.Contains(c + Deviation))];
        string[] keys = [.. shared.Where(c => !measures.Contains(c) && !OtherCells.Contains(c) && !c.EndsWith(Deviation, StringComparison.Ordinal))];

        // Where a kernel size was chosen it is a result; else it tells the rows apart.
        string[] withoutSize = [.. keys.Where(k => k != KernelSize)];
        if (IsUnique(first, withoutSize) && IsUnique(second, withoutSize))
        {
            keys = withoutSize;
        }

        string[] cells = [.. shared.Where(c => !keys.Contains(c) && !c.EndsWith(Deviation, StringComparison.Ordinal))];
        var before = Rows(first, keys);
        var after = Rows(second, keys);
        List<ChangedCell> changed = [];
        foreach ((string key, string[] row) in before.Where(r => after.ContainsKey(r.Key)))
        {
            foreach (string cell in cells)
            {
                (string a, string b) = (row[Index(first, cell)], after[key][Index(second, cell)]);
                if (a != b)
                {
                    double spread = Math.Max(Spread(first, row, cell), Spread(second, after[key], cell));
                    bool isMeasure = measures.Contains(cell) || cell.EndsWith("accuracy", StringComparison.Ordinal) || cell.EndsWith("_by_area", StringComparison.Ordinal);
                    changed.Add(ChangedCell.Of(key, cell, a, b, spread, isMeasure, tolerance));
                }
            }
        }

        return new RunComparison(
            first.Name,
            second.Name,
            ChangedKey.Of(first.Config, second.Config),
            [.. before.Keys.Where(k => !after.ContainsKey(k))],
            [.. after.Keys.Where(k => !before.ContainsKey(k))],
            changed,
            cells.Length * before.Keys.Count(after.ContainsKey),
            tolerance);
    }

    private static int Index(ComparedRun run, string column) => run.Columns.ToList().IndexOf(column);

    private static bool IsUnique(ComparedRun run, string[] keys) => run.Rows.Select(r => KeyOf(run, r, keys)).Distinct(StringComparer.Ordinal).Count() == run.Rows.Count;

    /// <exception cref="FormatException">Two rows have one key.</exception>
    private static Dictionary<string, string[]> Rows(ComparedRun run, string[] keys)
    {
        Dictionary<string, string[]> rows = new(StringComparer.Ordinal);
        foreach (string[] row in run.Rows)
        {
            string key = KeyOf(run, row, keys);
            if (!rows.TryAdd(key, row))
            {
                throw new FormatException($"two rows are called '{key}'");
            }
        }

        return rows;
    }

    private static string KeyOf(ComparedRun run, string[] row, string[] keys) =>
        string.Join(", ", keys.Select(k => (Name: k, Value: row[Index(run, k)])).Where(k => k.Value.Length > 0).Select(k => k.Name is "dataset" or "activation" ? k.Value : $"{k.Name} {k.Value}"));

    private static double Spread(ComparedRun run, string[] row, string cell) =>
        Index(run, cell + Deviation) is >= 0 and int i && double.TryParse(row[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double spread) ? spread : 0;
}
