using Sans.Configuration.Files;
using Sans.Core.Training;
using Sans.Reports.Tables;
using Serilog;

namespace Sans.Runs;

/// <summary>Writes the tables and the report of a run.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="standing">The state of the run, whose trials have all ended.</param>
/// <param name="request">The request.</param>
/// <param name="log">Receives warnings for users of the files.</param>
internal sealed class RunOutput<TTrial, TResult>(RunStanding<TTrial, TResult> standing, RunRequest request, ILogger log)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    private readonly Outcomes<TTrial, TResult> _outcomes = standing.Outcomes;

    /// <summary>Writes the tables and the report side by side.</summary>
    /// <param name="data">The datasets, where they are loaded.</param>
    /// <param name="isNew">Whether there is something that an earlier report has not.</param>
    /// <param name="table">The table, to be printed.</param>
    /// <returns>Whether there is a report. A defect that keeps it from being made must not take the tables with it.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop now. Every file that exists is whole.</exception>
    public bool Write(StudyData<TTrial, TResult>? data, bool isNew, out Table table)
    {
        standing.Folder.RemoveLeftovers();
        Task<Table> tables = Task.Run(WriteTables);
        Task<bool> report = Task.Run(() => WriteReport(data, isNew));
        Task.WhenAll(tables, report).GetAwaiter().GetResult();
        table = tables.Result;
        return report.Result;
    }

    private Table WriteTables()
    {
        StudyFiles files = standing.Study.Files(RunReport.ContextOf(standing.Record), _outcomes);
        foreach (StudyFile file in files.Files)
        {
            request.Stop.Now.ThrowIfCancellationRequested();
            standing.Folder.Write(file.Name, file.Write);
        }

        foreach (string warning in files.Warnings)
        {
            log.Warning("{Message:l}", warning);
        }

        standing.Record = standing.Record with { Headline = files.Table.Headline };
        return files.Table;
    }

    /// <summary>Writes the report where something is new or none exists.</summary>
    private bool WriteReport(StudyData<TTrial, TResult>? data, bool isNew)
    {
        if (!isNew && File.Exists(standing.Folder.File(RunReport.FileName)))
        {
            return true;
        }

        try
        {
            var context = RunReport.ContextOf(standing.Record);
            StudyReport report = data is null
                ? RunReport.Of(standing.Study, context, _outcomes, request.Data)
                : RunReport.Of(standing.Study, context, _outcomes, data);
            RunReport.Write(standing.Folder, report, request.Stop.Now);
            return true;
        }
        catch (Exception e) when (e is not (OperationCanceledException or UserErrorException) && !FileProblem.Is(e))
        {
            log.Error(
                e,
                "the report could not be made: {Reason:l}. The tables are complete, and the stack trace is in log.jsonl. Once this is "
                    + "fixed, run: {Command:l}",
                e.Message,
                request.Display.Command("report", standing.Folder.Path));
            return false;
        }
    }
}
