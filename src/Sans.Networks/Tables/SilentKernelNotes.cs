namespace Sans.Networks.Tables;

/// <summary>The notes of a table about kernels that cost weights but have no activation.</summary>
internal static class SilentKernelNotes
{
    /// <summary>A note on the rows with silent kernels. There is none if every kernel of every row has an activation.</summary>
    /// <param name="rows">The rows of a table.</param>
    public static IEnumerable<string> Of(IReadOnlyList<PhiRow> rows)
    {
        string[] silent = [.. rows.Where(r => r.Results.Any(t => t.SilentKernelCount > 0)).Select(Describe)];
        return silent.Length == 0
            ? []
            : [$"silent kernels, which are charged and have no activation on any test example: {RowNames.Listed(silent)}"];
    }

    /// <summary>The largest count in one training, and the number of seeds with any.</summary>
    private static string Describe(PhiRow row)
    {
        int count = row.Results.Count(t => t.SilentKernelCount > 0);
        string name = FormattableString.Invariant($"{RowNames.Of(row)} (m = {row.Trial.KernelSizeText}) ")
            + FormattableString.Invariant($"{row.Results.Max(t => t.SilentKernelCount)} of {row.KernelCount}");
        return row.Results.Count == 1 ? name : name + FormattableString.Invariant($" in {count} of {row.Results.Count} seeds");
    }
}
