using Sans.Data;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs.Folders;
using Sans.Runs.Journals;

namespace Sans.Runs;

/// <summary>Writes what people look at: <c>report.html</c>, its pictures in <c>figures/</c>, and the weights of the table's rows.</summary>
internal static class RunReport
{
    /// <summary>The page.</summary>
    public const string FileName = "report.html";

    private const string FigureFolder = "figures";

    /// <summary>Writes them, in place of what was there.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="study">What was run.</param>
    /// <param name="context">Where and on what.</param>
    /// <param name="content">How the trials ended that have ended.</param>
    /// <param name="data">The datasets, where they can be loaded.</param>
    public static void Write(RunFolder folder, Study study, TableContext context, JournalContent content, ReportData data)
    {
        StudyReport report = study.Report(context, content, data);
        Task<string> page = Task.Run(() => HtmlPage.Write(report.Page));
        foreach (Figure figure in report.Page.Figures)
        {
            folder.Write($"{FigureFolder}/{figure.Name}.svg", SvgFile.Write(figure));
        }

        foreach ((string name, byte[] weights) in report.Weights ?? [])
        {
            folder.Write(name, weights);
        }

        // Last: who sees a page finds its pictures.
        folder.Write(FileName, page.GetAwaiter().GetResult());
    }

    /// <summary>The datasets of a run, if they are still what it was trained on.</summary>
    /// <param name="study">What was run.</param>
    /// <param name="folder">Where the data lie.</param>
    /// <param name="record">What the run began with.</param>
    public static ReportData TryLoad(Study study, DataFolder folder, RunRecord record)
    {
        try
        {
            LoadedDatasets loaded = study.Load(folder, skipMissing: true);
            string[] others = [.. loaded.Digests.Where(d => record.DataDigests.GetValueOrDefault(d.Key) != d.Value).Select(d => d.Key)];
            return others.Length == 0
                ? new ReportData(loaded)
                : new ReportData(null, $"No example is shown: the data of {string.Join(", ", others)} are not what they were when the run began.");
        }
        catch (DatasetException e)
        {
            return new ReportData(null, $"No example is shown, because the data cannot be loaded any more: {e.Problems[0]}.");
        }
    }
}
