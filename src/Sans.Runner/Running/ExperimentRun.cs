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
    private int _failedCount;
    private TrialJournal? _journal;
    private ILogger _log = Logger.None;
    private Action _advance = () => { };

    /// <summary>Runs all trials and writes the run folder; the table goes to standard output.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="DatasetException">A dataset cannot be used; nothing has been written.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be written.</exception>
    public int Run(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SignalSplit> data = ExperimentData.Load(experiment);
        DateTimeOffset started = DateTimeOffset.UtcNow;
        RunFolder folder = RunFolder.Create(root, experiment, started);
        TableContext context = new(engine.Name, data.ToDictionary(d => d.Key, d => d.Value.Digest));
        try
        {
            WriteRecord(folder, context, started, null, RunState.Running);
            RunState state = Train(folder, data, cancellationToken);
            WriteRecord(folder, context, started, DateTimeOffset.UtcNow, state);
            if (state == RunState.Interrupted)
            {
                Console.Error.WriteLine($"interrupted: {_results.Count} of {_plan.Count} trials are in {folder.File("trials.jsonl")}");
                return ExitCode.Interrupted;
            }

            WriteTables(folder, context);
            return state == RunState.Completed ? ExitCode.Success : ExitCode.SomethingFailed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the run folder {folder.Path} cannot be written: {e.Message}");
        }
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
    public void Failed(Trial trial, string reason)
    {
        _journal!.Append(trial, reason);
        _failedCount++;
        _log.Error("{Trial} failed: {Reason}", trial.Key, reason);
        _advance();
    }

    private RunState Train(RunFolder folder, IReadOnlyDictionary<string, SignalSplit> data, CancellationToken cancellationToken)
    {
        ProgressDisplay display = new(isQuiet);
        using Logger log = RunLog.Open(folder.File("log.jsonl"), display);
        using TrialJournal journal = new(folder.File("trials.jsonl"));
        (_log, _journal) = (log, journal);
        log.Information("{Experiment}: {TrialCount} trials on engine {Engine}, {Jobs} at a time, in {Folder}", experiment.Name, _plan.Count, engine.Name, jobs, folder.Path);
        try
        {
            display.Run(_plan.Count, log, advance =>
            {
                _advance = advance;
                engine.Run(_plan, data, this, cancellationToken);
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.Warning("interrupted after {CompletedCount} of {TrialCount} trials", _results.Count, _plan.Count);
            return RunState.Interrupted;
        }

        return _failedCount == 0 ? RunState.Completed : RunState.CompletedWithFailures;
    }

    private void WriteRecord(RunFolder folder, TableContext context, DateTimeOffset started, DateTimeOffset? ended, RunState state) =>
        folder.WriteJson(
            "run.json",
            new RunRecord(
                experiment.Name,
                state,
                started,
                ended,
                engine.Name,
                jobs,
                _plan.Count,
                _results.Count,
                _failedCount,
                context.DataDigests,
                RunVersions.Here,
                RunMachine.Here));

    private void WriteTables(RunFolder folder, TableContext context)
    {
        var table = PhiTable.Of(experiment, context, _plan, _results);
        string text = TextTable.Write(table);
        folder.Write("table.txt", text);
        folder.Write("table.md", MarkdownTable.Write(table));
        folder.Write("table.csv", CsvTable.Write(table));
        folder.Write("trials.csv", CsvTable.Write(_plan, _results));
        Console.Out.Write(text);
        Console.Out.WriteLine(folder.Path);
    }
}
