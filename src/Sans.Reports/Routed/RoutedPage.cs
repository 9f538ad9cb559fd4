using Sans.Reports.Charts;
using Sans.Reports.Measures;
using Sans.Reports.Pages;

namespace Sans.Reports.Routed;

/// <summary>The report of an experiment on routed networks of any kind.</summary>
public static class RoutedPage
{
    /// <summary>Table, pictures, and what of it is ours.</summary>
    public static Page Of<TRow>(MeasureTable<TRow> table, IReadOnlyList<Figure> figures, IReadOnlyList<string> choices) => new(
        table.Head[0],
        [.. table.Head.Skip(1).Select(Named)],
        [
            new("What was found", [table.ToBlock(), new NotesBlock(table.Notes)]),
            new("Pictures", [.. figures.Select(f => new FigureBlock(f))]),
            new("What is ours and not the paper's", [new NotesBlock([RoutedChoices.Label + string.Join("; ", choices), RoutedChoices.PhiNote])]),
        ]);

    private static (string, string) Named(string line) => line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (line[..space], line[(space + 1)..]) : ("", line);
}
