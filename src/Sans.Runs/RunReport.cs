using System.Runtime.ExceptionServices;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Pdf;
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

    /// <summary>The folder of the pictures within a run.</summary>
    public const string FigureFolder = "figures";

    // As many as the name of a run folder has.
    private const int HashDigits = 8;

    /// <summary>Writes the report and replaces an earlier one.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="report">The report.</param>
    /// <param name="stop">Checked between files.</param>
    public static void Write(RunFolder folder, StudyReport report, CancellationToken stop)
    {
        // The page draws the pictures while weights are written. The files of pictures then find their code compiled.
        Task<string> page = Task.Run(() => HtmlPage.Write(report.Page));
        try
        {
            ParallelOptions untilStopped = new() { CancellationToken = stop };
            Parallel.ForEach(report.Weights ?? [], untilStopped, file => folder.Write(file.Name, file.Content()));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        foreach (Figure figure in report.Page.Figures)
        {
            stop.ThrowIfCancellationRequested();
            folder.Write($"{FigureFolder}/{figure.Name}.svg", SvgFile.Write(figure));
        }

        // The page comes last, so that its pictures exist when it appears.
        folder.Write(FileName, page.GetAwaiter().GetResult());
    }

    /// <summary>Writes the pictures of a report as PDF, and replaces earlier ones.</summary>
    /// <param name="folder">The folder to write to.</param>
    /// <param name="report">The report.</param>
    /// <param name="millimetres">The width of the pictures.</param>
    public static PaperFigures WritePdf(string folder, StudyReport report, double millimetres)
    {
        Directory.CreateDirectory(folder);
        List<string> files = [];
        SortedSet<string> missing = new(StringComparer.Ordinal);
        foreach (Figure figure in report.Page.Figures)
        {
            files.Add(Path.Combine(folder, figure.Name + ".pdf"));
            WholeFile.Replace(files[^1], FigurePdf.Write(figure, millimetres, missing));
        }

        return new PaperFigures(files, missing);
    }

    /// <summary>Makes the report with examples of loaded datasets.</summary>
    public static StudyReport Of<TTrial, TResult>(
        Study<TTrial, TResult> study, TableContext context, Outcomes<TTrial, TResult> outcomes, StudyData<TTrial, TResult> data)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult =>
        WithFirstScreen(data.Report?.Invoke(context, outcomes) ?? study.Report(context, outcomes, null), study, context, outcomes);

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
                : Without($"No example is shown: the data of {string.Join(", ", others)} have changed since the run began.");
        }
        catch (DatasetException e)
        {
            return Without($"No example is shown: the data can no longer be loaded: {e.Problems[0]}.");
        }

        StudyReport Without(string why) => WithFirstScreen(study.Report(context, outcomes, why), study, context, outcomes);
    }

    /// <summary>
    /// The report with what the first screen of every kind shows. No time is in it, so that equal runs have equal bytes.
    /// </summary>
    private static StudyReport WithFirstScreen<TTrial, TResult>(
        StudyReport report, Study<TTrial, TResult> study, TableContext context, Outcomes<TTrial, TResult> outcomes)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        bool hasEnded = outcomes.Results.Count + outcomes.Failures.Count == outcomes.Plan.Count;
        string[] protocols = [.. report.Page.Head.Where(h => h.Name == "protocol").Select(h => h.Text.Split(':')[0])];
        string again = "sans run config.yaml" + (study.Engine == Processors.Cpu ? "" : " --engine " + study.Engine)
            + (study.Device is null ? "" : " --device " + study.Device);
        return report with
        {
            Page = report.Page with
            {
                Status =
                [
                    ("trainings", FormattableString.Invariant(
                        $"{outcomes.Results.Count} of {outcomes.Plan.Count} completed, {outcomes.Failures.Count} failed")),
                    .. context.SkippedDatasets.Count == 0
                        ? ((string, string)[])[]
                        : [("left out", string.Join(", ", context.SkippedDatasets))],
                    .. protocols.Length == 0 ? ((string, string)[])[] : [("protocol", string.Join(", ", protocols))],
                    .. context.ConfigHash is { } hash ? [("config", hash)] : ((string, string)[])[],
                    ("again", again),
                ],
                Files =
                [
                    .. hasEnded ? (string[])["table.txt", "table.md", "table.csv", "table.tex", "trials.csv"] : [],
                    "config.yaml", "run.json", "log.jsonl",
                    .. (report.Weights ?? []).Select(w => w.Name).Where(n => n.StartsWith("weights/", StringComparison.Ordinal)),
                ],
            },
        };
    }

    /// <summary>The context of a run for its tables: data, engine and build.</summary>
    public static TableContext ContextOf(RunRecord record) =>
        new(record.Engine, record.DataDigests, [.. record.SkippedDatasets.Keys], record.DataNotes)
        {
            ConfigHash = record.ConfigSha256.Length == 0 ? null : record.ConfigSha256[..HashDigits],
            DataRead = record.DataRead?.ToDictionary(r => r.Key, r => r.Value.Summary) ?? [],
        };
}
