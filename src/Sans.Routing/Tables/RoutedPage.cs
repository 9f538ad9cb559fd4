using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Routing.Tables;

/// <summary>The report of an experiment on routed networks of any kind.</summary>
internal static class RoutedPage
{
    /// <summary>Makes the page: table, figures, and the choices of this project.</summary>
    public static Page Of(Table table, IReadOnlyList<Figure> figures, IReadOnlyList<string> choices) => new(
        table.Title,
        Page.HeadOf(table.Head),
        [
            new("What was found", [new TableBlock(table), new NotesBlock(table.Notes)]),
            new("Pictures", [.. figures.Select(f => new FigureBlock(f))]),
            new("Our choices, which are not in the paper",
            [
                new NotesBlock([RoutedChoices.Label + string.Join("; ", choices), RoutedChoices.PhiNote]),
            ]),
        ])
    {
        Answers = TableAnswer.Sentences(table),
        Summary = TableAnswer.Summary(table),
    };
}
