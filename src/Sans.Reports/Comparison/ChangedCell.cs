using Sans.Reports.Tables;

namespace Sans.Reports.Comparison;

/// <summary>A cell that differs.</summary>
/// <param name="Row">The row, by its keys.</param>
/// <param name="Column">The column.</param>
/// <param name="First">The cell of the first run, or none.</param>
/// <param name="Second">The cell of the second run, or none.</param>
/// <param name="Spreads">
/// The difference in standard deviations over seeds, the larger of both runs'. It is <see langword="null"/> where neither has
/// several seeds.
/// </param>
/// <param name="IsBeyond">Whether it is judged and exceeds the tolerance.</param>
public sealed record ChangedCell(string Row, Column Column, Cell First, Cell Second, double? Spreads, bool IsBeyond)
{
    /// <summary>Second minus first, or <see langword="null"/> where one of them is not a number.</summary>
    public double? Difference => Second.Number - First.Number;

    /// <summary>Makes one.</summary>
    internal static ChangedCell Of(string row, Column column, Cell first, Cell second, double spread, double tolerance)
    {
        double? difference = second.Number - first.Number;
        return new ChangedCell(
            row,
            column,
            first,
            second,
            difference is { } d && spread > 0 ? d / spread : null,
            column.Role == ColumnRole.Measure && !(Math.Abs(difference ?? double.NaN) <= tolerance));
    }
}

/// <summary>A line of an experiment that differs between two runs, or that only one of them has.</summary>
/// <param name="Key">The key. For an item of a list, it is the key of the list.</param>
/// <param name="First">The text of the first, or empty for none.</param>
/// <param name="Second">The text of the second, or empty for none.</param>
public sealed record ChangedKey(string Key, string First, string Second)
{
    /// <summary>
    /// The differences between two texts of <c>config.yaml</c>, which has a line for each key and each item of a list.
    /// </summary>
    internal static IReadOnlyList<ChangedKey> Of(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var a = Entries(first);
        var b = Entries(second);
        List<ChangedKey> changed = [];
        foreach (string key in a.Select(e => e.Key).Concat(b.Select(e => e.Key)).Distinct(StringComparer.Ordinal))
        {
            // Items keep their order. Items of both are no difference.
            string[] before = [.. a.Where(e => e.Key == key).Select(e => e.Value)];
            string[] after = [.. b.Where(e => e.Key == key).Select(e => e.Value)];
            if (!before.SequenceEqual(after))
            {
                bool isOrder = before.Order(StringComparer.Ordinal).SequenceEqual(after.Order(StringComparer.Ordinal));
                changed.Add(isOrder
                    ? new ChangedKey(key, string.Join(" | ", before), string.Join(" | ", after))
                    : new ChangedKey(key, string.Join(" | ", before.Except(after)), string.Join(" | ", after.Except(before))));
            }
        }

        return changed;
    }

    private static List<(string Key, string Value)> Entries(IReadOnlyList<string> lines)
    {
        List<(string, string)> entries = [];
        string key = "";
        foreach (string line in lines)
        {
            if (line.StartsWith("  - ", StringComparison.Ordinal))
            {
                entries.Add((key, line[4..]));
                continue;
            }

            string[] parts = line.Split(':', 2);
            string name = line.StartsWith("  ", StringComparison.Ordinal) ? $"{key}.{parts[0].Trim()}" : key = parts[0];
            if (parts.Length == 2 && parts[1].Trim().Length > 0)
            {
                entries.Add((name, parts[1].Trim()));
            }
        }

        return entries;
    }
}
