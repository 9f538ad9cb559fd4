using Sans.Reports;
using Sans.Reports.Charts;
using Sans.Reports.Measures;
using Sans.Reports.Routed;

namespace Sans.Runner.Running.Routed;

/// <summary>The files of a finished run on routed networks.</summary>
internal static class RoutedFiles
{
    /// <summary>The tables.</summary>
    public static StudyFiles Of<TRow>(MeasureTable<TRow> table, string trials)
    {
        string text = TextTable.Write(table.ToPrinted());
        return new StudyFiles(text, [("table.txt", text), ("table.md", MarkdownTable.Write(table.ToPrinted())), ("table.csv", table.ToCsv()), ("trials.csv", trials)]);
    }

    /// <summary>The report with its pictures.</summary>
    /// <param name="table">The table.</param>
    /// <param name="figures">The pictures.</param>
    /// <param name="choices">What is ours and not the paper's.</param>
    /// <param name="warning">What to tell of a run that has not ended, or <see langword="null"/>.</param>
    public static StudyReport Report<TRow>(MeasureTable<TRow> table, IReadOnlyList<Figure> figures, IReadOnlyList<string> choices, string? warning) =>
        new(RoutedPage.Of(table, figures, choices) with { Warning = warning });
}
