using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports;
using Sans.Runner.Output;
using Serilog;
using Serilog.Core;

namespace Sans.Runner.Running;

/// <summary>One run of an experiment, new or taken up again: trains what its journal does not hold yet, then makes the tables of it all.</summary>
internal sealed class ExperimentRun : ITrialSink
{
    private readonly RunFolder _folder;
    private readonly ExperimentConfig _experiment;
    private readonly Func<TrialData> _load;
    private readonly IEngine _engine;
    private readonly bool _isQuiet;
    private readonly IReadOnlyList<Trial> _plan;
    private readonly Dictionary<string, TrialResult> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private RunRecord _record;
    private TrialJournal? _journal;
    private ILogger _log = Logger.None;
    private Action _advance = () => { };

    private ExperimentRun(RunFolder folder, RunRecord record, ExperimentConfig experiment, Func<TrialData> load, IEngine engine, bool isQuiet)
    {
        _folder = folder;
        _record = record;
        _experiment = experiment;
        _load = load;
        _engine = engine;
        _isQuiet = isQuiet;
        _plan = [.. Plan.Of(experiment).Where(t => !record.SkippedDatasets.ContainsKey(t.Dataset))];
    }

    /// <summary>A new run in a folder of its own.</summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="data">Its datasets.</param>
    /// <param name="engine">What trains.</param>
    /// <param name="jobs">Trials at the same time, for the record.</param>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="isQuiet">Whether to print warnings and the table only.</param>
    /// <exception cref="UserErrorException">No run folder can be made.</exception>
    public static ExperimentRun Begin(ExperimentConfig experiment, LoadedData data, IEngine engine, int jobs, string root, bool isQuiet)
    {
        RunRecord record = new()
        {
            Experiment = experiment.Name,
            State = RunState.Running,
            Started = DateTimeOffset.UtcNow,
            Engine = engine.Name,
            Jobs = jobs,
            DataDigests = data.Data.Digests,
            SkippedDatasets = data.Skipped,
            DataNotes = data.Notes,
        };
        return new ExperimentRun(RunFolder.Create(root, experiment, record), record, experiment, () => data.Data, engine, isQuiet);
    }

    /// <summary>A run that ended early, or one whose failed trials get another chance.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="experiment">The experiment that the folder holds.</param>
    /// <param name="data">Where its data lie now.</param>
    /// <param name="engine">What trains.</param>
    /// <param name="jobs">Trials at the same time, for the record.</param>
    /// <param name="isQuiet">Whether to print warnings and the table only.</param>
    public static ExperimentRun Resume(RunFolder folder, RunRecord record, ExperimentConfig experiment, DataFolder data, IEngine engine, int jobs, bool isQuiet)
    {
        RunRecord resumed = record with { Resumed = [.. record.Resumed, DateTimeOffset.UtcNow], Ended = null, Jobs = jobs };
        return new ExperimentRun(folder, resumed, experiment, LoadAsRecorded, engine, isQuiet);

        TrialData LoadAsRecorded()
        {
            // What was left out when the run began stays out, so that its table is the one of an uninterrupted run.
            ExperimentConfig present = experiment with { Datasets = new(experiment.Datasets.Where(d => !record.SkippedDatasets.ContainsKey(d.Label))) };
            TrialData loaded = ExperimentData.Load(present, data).Data;
            foreach ((string label, string digest) in loaded.Digests)
            {
                if (record.DataDigests.GetValueOrDefault(label) is var before && before != digest)
                {
                    throw new UserErrorException(
                        $"dataset '{label}' is not what it was when {folder.Path} began (digest {digest}, was {before}); bring the data back, or start a new run");
                }
            }

            return loaded;
        }
    }

    /// <summary>Runs the trials that have no result yet and writes the tables; the table goes to standard output.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="DatasetException">A dataset of a resumed run cannot be used.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be read or written, or another process uses it.</exception>
    public int Run(CancellationToken cancellationToken)
    {
        using IDisposable runLock = _folder.Lock();
        ProgressDisplay display = new(_isQuiet);
        using Logger log = RunLog.Open(_folder.File("log.jsonl"), display);
        _log = log;
        string? table;
        try
        {
            using TrialJournal journal = TrialJournal.Open(_folder.File("trials.jsonl"), _plan);
            _journal = journal;
            foreach ((string key, TrialResult result) in journal.Completed)
            {
                _results.Add(key, result);
            }

            table = Run(display, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the run folder {_folder.Path} cannot be written: {e.Message}");
        }
        catch (Exception e) when (e is not (UserErrorException or DatasetException))
        {
            log.Fatal(e, "the run ended early");
            WriteRecord(RunState.Failed, DateTimeOffset.UtcNow);
            throw;
        }

        if (table is null)
        {
            return ExitCode.Interrupted;
        }

        Print(table);
        return _failures.Count == 0 ? ExitCode.Success : ExitCode.SomethingFailed;
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

    /// <summary>Trains and writes the tables; <see langword="null"/> when it was interrupted.</summary>
    private string? Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        Trial[] remaining = [.. _plan.Where(t => !_results.ContainsKey(t.Key))];
        if (remaining.Length > 0)
        {
            TrialData data = _load();
            WriteRecord(RunState.Running, null);
            Announce(remaining);
            if (!Train(remaining, data, display, cancellationToken))
            {
                WriteRecord(RunState.Interrupted, DateTimeOffset.UtcNow);
                _log.Warning("interrupted: {CompletedCount} of {TrialCount} trials are done; go on with: sans resume {Folder}", _results.Count, _plan.Count, _folder.Path);
                return null;
            }
        }

        // Tables first: a run that says it is complete has them.
        string text = WriteTables();
        WriteRecord(_failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures, DateTimeOffset.UtcNow);
        _log.Information(
            "{CompletedCount} of {TrialCount} trials completed, {FailedCount} failed, in {Seconds:F1} s; results in {Folder}",
            _results.Count,
            _plan.Count,
            _failures.Count,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            _folder.Path);
        return text;
    }

    private void Announce(Trial[] remaining)
    {
        foreach ((string label, string reason) in _record.SkippedDatasets)
        {
            _log.Warning("dataset '{Dataset}' is left out: {Reason}", label, reason);
        }

        if (_record.Versions.Program != RunVersions.Here.Program)
        {
            _log.Warning("this is not the build that began the run ({Then}); the trials to come may differ from those it trained", _record.Versions.Program);
        }

        string left = remaining.Length == _plan.Count ? "" : FormattableString.Invariant($", {remaining.Length} of them left");
        _log.Information("{Experiment}: {TrialCount}{Left} on engine {Engine}, {Jobs} at a time", _experiment.Name, Plan.Count(_plan), left, _engine.Name, _record.Jobs);
    }

    /// <summary>Runs the trials; <see langword="false"/> when it was interrupted.</summary>
    private bool Train(Trial[] remaining, TrialData data, ProgressDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            display.Run(_results.Count, _plan.Count, _log, advance =>
            {
                _advance = advance;
                _engine.Run(remaining, data, this, cancellationToken);
            });
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void WriteRecord(RunState state, DateTimeOffset? ended)
    {
        _record = _record with { State = state, Ended = ended, TrialCount = _plan.Count, CompletedCount = _results.Count, FailedCount = _failures.Count };
        _folder.WriteRecord(_record);
    }

    private string WriteTables()
    {
        TrialOutcomes outcomes = new(_plan, _results, _failures);
        TableContext context = new(_record.Engine, _record.DataDigests, [.. _record.SkippedDatasets.Keys], _record.DataNotes);
        var table = PhiTable.Of(_experiment, context, outcomes);
        string text = TextTable.Write(table);
        _folder.Write("table.txt", text);
        _folder.Write("table.md", MarkdownTable.Write(table));
        _folder.Write("table.csv", CsvTable.Write(table));
        _folder.Write("trials.csv", CsvTable.Write(outcomes));
        return text;
    }

    private void Print(string table)
    {
        try
        {
            Console.Out.Write(table);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"the table cannot be printed: {e.Message}; it is in {_folder.File("table.txt")}");
        }
    }
}
