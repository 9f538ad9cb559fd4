using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports;
using Sans.Runner.Output;
using Serilog;
using Serilog.Core;

namespace Sans.Runner.Running;

/// <summary>One run of an experiment, from its plan to its tables.</summary>
/// <param name="experiment">What to run.</param>
/// <param name="engine">What trains.</param>
/// <param name="jobs">Trials at the same time, for the record.</param>
/// <param name="root">The folder of all runs.</param>
/// <param name="isQuiet">Whether to print warnings and the table only.</param>
internal sealed class ExperimentRun(ExperimentConfig experiment, IEngine engine, int jobs, string root, bool isQuiet) : ITrialSink
{
    private readonly IReadOnlyList<Trial> _plan = Plan.Of(experiment);
    private readonly Dictionary<string, TrialResult> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private TrialJournal? _journal;
    private ILogger _log = Logger.None;
    private Action _advance = () => { };

    /// <summary>Runs all trials and writes the run folder; the table goes to standard output.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="DatasetException">A dataset cannot be used; nothing has been written.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be written.</exception>
    public int Run(CancellationToken cancellationToken)
    {
        TrialData data = ExperimentData.Load(experiment);
        TableContext context = TableContext.Of(engine, data);
        DateTimeOffset started = DateTimeOffset.UtcNow;
        RunFolder folder = RunFolder.Create(root, experiment, started);
        ProgressDisplay display = new(isQuiet);
        using Logger log = RunLog.Open(folder.File("log.jsonl"), display);
        _log = log;
        string? table;
        try
        {
            WriteRecord(RunState.Running, null);
            table = RunRecorded();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the run folder {folder.Path} cannot be written: {e.Message}");
        }
        catch (Exception e)
        {
            log.Fatal(e, "the run ended early");
            WriteRecord(RunState.Failed, DateTimeOffset.UtcNow);
            throw;
        }

        if (table is null)
        {
            return ExitCode.Interrupted;
        }

        Print(table, folder);
        return _failures.Count == 0 ? ExitCode.Success : ExitCode.SomethingFailed;

        string? RunRecorded()
        {
            long start = Stopwatch.GetTimestamp();
            if (!Train(folder, data, display, cancellationToken))
            {
                WriteRecord(RunState.Interrupted, DateTimeOffset.UtcNow);
                log.Warning("interrupted: {CompletedCount} of {TrialCount} trials are in {Journal}", _results.Count, _plan.Count, folder.File("trials.jsonl"));
                return null;
            }

            // Tables first: a run that says it is complete has them.
            string text = WriteTables(folder, context);
            WriteRecord(_failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures, DateTimeOffset.UtcNow);
            log.Information(
                "{CompletedCount} of {TrialCount} trials completed, {FailedCount} failed, in {Seconds:F1} s; results in {Folder}",
                _results.Count,
                _plan.Count,
                _failures.Count,
                Stopwatch.GetElapsedTime(start).TotalSeconds,
                folder.Path);
            return text;
        }

        void WriteRecord(RunState state, DateTimeOffset? ended) => folder.WriteJson(
            "run.json",
            new RunRecord(
                experiment.Name, state, started, ended, engine.Name, jobs, _plan.Count, _results.Count, _failures.Count, context.DataDigests, RunVersions.Here, RunMachine.Here));
    }

    /// <inheritdoc/>
    public void Completed(TrialResult result)
    {
        _journal!.Append(result);
        _results.Add(result.Trial.Key, result);
        _log.Debug("{Trial}: mean φ {MeanPhi} after {Seconds} s", result.Trial.Key, result.Test.MeanPhi, result.Duration.TotalSeconds);
        _advance();
    }

    /// <inheritdoc/>
    public void Failed(Trial trial, string reason, Exception? defect)
    {
        _journal!.Append(trial, reason);
        _failures.Add(trial.Key, reason);
        string hint = defect is null ? "" : "; the stack trace is in log.jsonl";
        _log.Error(defect, "{Trial} failed: {Reason}{Hint}", trial.Key, reason, hint);
        _advance();
    }

    /// <summary>Runs the plan; <see langword="false"/> when it was interrupted.</summary>
    private bool Train(RunFolder folder, TrialData data, ProgressDisplay display, CancellationToken cancellationToken)
    {
        using TrialJournal journal = new(folder.File("trials.jsonl"));
        _journal = journal;
        _log.Information("{Experiment}: {TrialCount} on engine {Engine}, {Jobs} at a time", experiment.Name, Plan.Count(_plan), engine.Name, jobs);
        try
        {
            display.Run(_plan.Count, _log, advance =>
            {
                _advance = advance;
                engine.Run(_plan, data, this, cancellationToken);
            });
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Print(string table, RunFolder folder)
    {
        try
        {
            Console.Out.Write(table);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"the table cannot be printed: {e.Message}; it is in {folder.File("table.txt")}");
        }
    }

    private string WriteTables(RunFolder folder, TableContext context)
    {
        TrialOutcomes outcomes = new(_plan, _results, _failures);
        var table = PhiTable.Of(experiment, context, outcomes);
        string text = TextTable.Write(table);
        folder.Write("table.txt", text);
        folder.Write("table.md", MarkdownTable.Write(table));
        folder.Write("table.csv", CsvTable.Write(table));
        folder.Write("trials.csv", CsvTable.Write(outcomes));
        return text;
    }
}
