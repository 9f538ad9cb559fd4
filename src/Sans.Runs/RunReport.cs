using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs.Folders;

namespace Sans.Runs;

/// <summary>
/// The report for people: <c>report.html</c>, its pictures in <c>figures/</c>, and the weights of the table's rows.
/// </summary>
internal static class RunReport
{
    /// <summary>The file name of the page.</summary>
    public const string FileName = "report.html";

    private const string FigureFolder = "figures";

    /// <summary>Writes the report, which replaces an earlier one.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="report">The report.</param>
    public static void Write(RunFolder folder, StudyReport report)
    {
        Task<string> page = Task.Run(() => HtmlPage.Write(report.Page));
        foreach (Figure figure in report.Page.Figures)
        {
            folder.Write($"{FigureFolder}/{figure.Name}.svg", SvgFile.Write(figure));
        }

        foreach ((string name, byte[] weights) in report.Weights ?? [])
        {
            folder.Write(name, weights);
        }

        // The page comes last, so that its pictures exist when it appears.
        folder.Write(FileName, page.GetAwaiter().GetResult());
    }

    /// <summary>Makes the report with examples of loaded datasets.</summary>
    public static StudyReport Of<TTrial, TResult>(
        Study<TTrial, TResult> study, TableContext context, Outcomes<TTrial, TResult> outcomes, StudyData<TTrial, TResult> data)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult => data.Report?.Invoke(context, outcomes) ?? study.Report(context, outcomes, null);

    /// <summary>Makes the report with examples of the data in a folder, if they are still those of the training.</summary>
    public static StudyReport Of<TTrial, TResult>(
        Study<TTrial, TResult> study, TableContext context, Outcomes<TTrial, TResult> outcomes, DataFolder folder)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        try
        {
            StudyData<TTrial, TResult> data = study.Load(folder, skipMissing: true);
            string[] others =
            [
                .. data.Datasets.Digests.Where(d => context.DataDigests.GetValueOrDefault(d.Key) != d.Value).Select(d => d.Key),
            ];
            return others.Length == 0
                ? Of(study, context, outcomes, data)
                : study.Report(
                    context, outcomes, $"No example is shown: the data of {string.Join(", ", others)} have changed since the run began.");
        }
        catch (DatasetException e)
        {
            return study.Report(context, outcomes, $"No example is shown: the data can no longer be loaded: {e.Problems[0]}.");
        }
    }

    /// <summary>The context of a run for its tables: data, engine and build.</summary>
    public static TableContext ContextOf(RunRecord record) =>
        new(record.Engine, record.DataDigests, [.. record.SkippedDatasets.Keys], record.DataNotes)
        {
            DataRead = record.DataRead?.ToDictionary(r => r.Key, r => r.Value.Summary) ?? [],
        };
}
