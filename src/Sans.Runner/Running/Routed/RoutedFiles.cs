using Sans.Reports;
using Sans.Reports.Charts;
using Sans.Reports.Measures;
using Sans.Reports.Pages;
using Sans.Reports.Routed;

namespace Sans.Runner.Running.Routed;

/// <summary>The files of a finished run on routed networks.</summary>
internal static class RoutedFiles
{
    /// <summary>Tables, report and pictures.</summary>
    public static StudyFiles Of<TRow>(MeasureTable<TRow> table, string trials, IReadOnlyList<Figure> figures, IReadOnlyList<string> choices)
    {
        string text = TextTable.Write(table.ToPrinted());
        return new StudyFiles(
            text,
            [
                ("table.txt", text),
                ("table.md", MarkdownTable.Write(table.ToPrinted())),
                ("table.csv", table.ToCsv()),
                ("trials.csv", trials),
                ("report.html", HtmlPage.Write(RoutedPage.Of(table, figures, choices))),
                .. figures.Select(f => ($"figures/{f.Name}.svg", SvgFile.Write(f))),
            ]);
    }
}
