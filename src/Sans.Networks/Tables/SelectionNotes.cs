using System.Globalization;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Networks.Tables;

/// <summary>The notes of a table about choices: the choices themselves, and chosen values at the end of those tried.</summary>
internal static class SelectionNotes
{
    /// <summary>The chosen settings in words: <c>epoch, kernel size and variant</c>.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="before">The setting that is chosen besides, or <see langword="null"/> for none.</param>
    public static string Chosen(SelectionConfig selection, string? before)
    {
        string[] words = [.. before is null ? (string[])[] : [before], .. selection.Names.Select(WordsOf)];
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }

    /// <summary>A note for each chosen number that is the least or the largest of those tried, with its rows.</summary>
    /// <param name="rows">The rows of a table.</param>
    /// <param name="selection">The selection.</param>
    public static IEnumerable<string> Ends(IReadOnlyList<PhiRow> rows, SelectionConfig selection) =>
        from name in selection.Names
        from end in (IEnumerable<string>)["smallest", "largest"]
        from chosen in rows.Where(r => IsAtEnd(r, name, end == "largest")).GroupBy(r => NumberOf(r, name)!.Value)
        select $"chosen {WordsOf(name)} {chosen.Key.ToString(CultureInfo.InvariantCulture)} is the {end} tried: {RowNames.Listed(chosen.Select(RowNames.Of))}";

    private static bool IsAtEnd(PhiRow row, string name, bool isLargest)
    {
        double[] tried = [.. row.Candidates.Select(r => NumberOf(r, name)).OfType<double>().Distinct()];
        return tried.Length > 1 && NumberOf(row, name) is { } chosen && chosen == (isLargest ? tried.Max() : tried.Min());
    }

    private static double? NumberOf(PhiRow row, string name) => name switch
    {
        SelectionConfig.KernelSize => row.Trial.MixedKernelSizes.Count == 0 ? row.KernelSize : null,
        SelectionConfig.Kernels => row.KernelCount,
        _ => row.Settings.Concat(row.Trial.Activation.Parameters).FirstOrDefault(p => p.Name == name)?.Value switch
        {
            long whole => whole,
            double number => number,
            _ => null,
        },
    };

    private static string WordsOf(string name) => name == SelectionConfig.Kernels ? "number of kernels" : name.Replace('_', ' ');
}
