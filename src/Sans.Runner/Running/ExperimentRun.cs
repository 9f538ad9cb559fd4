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
        _plan = Plan.Of(experiment);
    }

    /// <summary>Runs an experiment in a folder of its own; the table goes to standard output.</summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="dataFolder">Where its data were looked for.</param>
    /// <param name="data">Its datasets.</param>
    /// <param name="engine">What trains.</param>
    /// <param name="jobs">Trials at the same time, for the record.</param>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="isQuiet">Whether to print warnings and the table only.</param>
    /// <param name="cancellationToken">Stops; what has ended is in the journal.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UserErrorException">The run folder cannot be made or written.</exception>
    public static int Begin(
        ExperimentConfig experiment, DataFolder dataFolder, LoadedData data, IEngine engine, int jobs, string root, bool isQuiet, CancellationToken cancellationToken)
    {
        var session = RunSession.Here(jobs);
        RunRecord record = new()
        {
            Experiment = experiment.Name,
            State = RunState.Running,
            Started = session.Started,
            Engine = engine.Name,
            ConfigSha256 = "",
            DataFolder = Path.GetFullPath(dataFolder.Path),
            DataDigests = data.Data.Digests,
            SkippedDatasets = data.Skipped,
            DataNotes = data.Notes,
            Sessions = [session],
        };
        using RunFolder folder = RunFolder.Create(root, experiment, record);
        return new ExperimentRun(folder, folder.ReadRecord(), Present(experiment, record), () => data.Data, engine, isQuiet).Run(cancellationToken);
    }

    /// <summary>Takes up a run that ended early, or one whose failed trials get another chance; the table goes to standard output.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="experiment">The experiment that the folder holds.</param>
    /// <param name="dataFolder">Where its data lie now.</param>
    /// <param name="engine">What trains.</param>
    /// <param name="jobs">Trials at the same time, for the record.</param>
    /// <param name="isQuiet">Whether to print warnings and the table only.</param>
    /// <param name="cancellationToken">Stops; what has ended is in the journal.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="DatasetException">A dataset cannot be used any more.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be read or written, or the data have changed.</exception>
    public static int Resume(
        RunFolder folder, RunRecord record, ExperimentConfig experiment, DataFolder dataFolder, IEngine engine, int jobs, bool isQuiet, CancellationToken cancellationToken)
    {
        ExperimentConfig present = Present(experiment, record);
        if (present.Datasets.Count == 0)
        {
            throw new UserErrorException($"{folder.File("run.json")} leaves out every dataset, so that nothing is left to run");
        }

        RunRecord resumed = record with { Sessions = [.. record.Sessions, RunSession.Here(jobs)], Ended = null };
        return new ExperimentRun(folder, resumed, present, LoadAsRecorded, engine, isQuiet).Run(cancellationToken);

        TrialData LoadAsRecorded()
        {
            TrialData loaded = ExperimentData.Load(present, dataFolder).Data;
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

    /// <summary>The experiment without the datasets that were missing when the run began: what was left out stays out, so that a resumed run ends like an uninterrupted one.</summary>
    private static ExperimentConfig Present(ExperimentConfig experiment, RunRecord record) =>
        experiment with { Datasets = new(experiment.ExpandDatasets().Where(d => !record.SkippedDatasets.ContainsKey(d.Label))) };

    private int Run(CancellationToken cancellationToken)
    {
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

            table = TrainTheRest(display, cancellationToken);
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

    /// <summary>Trains and writes the tables; <see langword="null"/> when it was interrupted.</summary>
    private string? TrainTheRest(ProgressDisplay display, CancellationToken cancellationToken)
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
                string folder = _folder.Path.Contains(' ', StringComparison.Ordinal) ? $"\"{_folder.Path}\"" : _folder.Path;
                _log.Warning("interrupted: {CompletedCount} of {TrialCount} trials are done; go on with: sans resume {Folder}", _results.Count, _plan.Count, folder);
                return null;
            }
        }

        // Tables first: a run that says it is complete has them.
        string text = WriteTables();
        if (remaining.Length > 0 || _record.State != RunState.Completed)
        {
            WriteRecord(_failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures, DateTimeOffset.UtcNow);
        }

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
        if (_record.SkippedDatasets.Count > 0)
        {
            _log.Warning(
                "datasets used: {Used:l}; left out, because their files are missing: {Skipped:l} (run.json says which files)",
                string.Join(", ", _experiment.Datasets.Select(d => d.Label)),
                string.Join(", ", _record.SkippedDatasets.Keys));
        }

        foreach ((string label, string note) in _record.DataNotes)
        {
            _log.Warning("dataset '{Dataset}': {Note}", label, note);
        }

        string began = _record.Sessions[0].Versions.Program;
        if (began != RunVersions.Here.Program)
        {
            _log.Warning("this is not the build that began the run ({Then}); the trials to come may differ from those it trained", began);
        }

        string left = remaining.Length == _plan.Count ? "" : FormattableString.Invariant($", {remaining.Length} of them left");
        _log.Information("{Experiment}: {TrialCount}{Left} on engine {Engine}, {Jobs} at a time", _experiment.Name, Plan.Count(_plan), left, _engine.Name, _record.Sessions[^1].Jobs);
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the table cannot be printed: {e.Message}; it is in {_folder.File("table.txt")}");
        }
    }
}
