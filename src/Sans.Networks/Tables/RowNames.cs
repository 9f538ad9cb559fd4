using Sans.Configuration;

namespace Sans.Networks.Tables;

/// <summary>The names of rows in notes.</summary>
internal static class RowNames
{
    // More rows would bury the rest of the notes.
    private const int MostRows = 5;

    /// <summary>Dataset, variant where there are several, and activation.</summary>
    public static string Of(PhiRow row) =>
        string.Join(' ', (string[])[row.Dataset, .. row.Settings.OfVariant().Select(v => v.Text), row.Trial.Activation.Name]);

    /// <summary>The first of some names, and the number of others.</summary>
    public static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct()];
        return string.Join(", ", all.Take(MostRows)) + (all.Length > MostRows
            ? FormattableString.Invariant($" and {all.Length - MostRows} more")
            : "");
    }
}
