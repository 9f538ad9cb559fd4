using System.Diagnostics;
using Sans.Configuration.Files;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Sans.Runs.Shards;
using Serilog;
using Serilog.Core;

namespace Sans.Runs;

/// <summary>One run of an experiment, new or taken up again: trains what its journal does not hold yet, then makes the tables of it all.</summary>
public sealed class ExperimentRun : ITrialSink
{
    private readonly Study _study;
    private readonly DataFolder _dataFolder;
    private readonly Func<LoadedDatasets> _load;
    private readonly IRunDisplay _display;
    private readonly IReadOnlyList<ITrial> _plan;
    private readonly IReadOnlyDictionary<string, ITrial> _planByKey;
    private readonly Shard? _shard;
    private readonly RunVersions _began;
    private IReadOnlyList<ITrial> _share;
    private RunFolder _folder;
    private JournalContent _content = new();
    private RunRecord _record;
    private TrialJournal? _journal;
    private ILogger _log = Logger.None;
    private CheckpointFolder? _checkpoints;
    private Action _advance = () => { };
    private StopRequest _stop = StopRequest.Never;

    private ExperimentRun(
        RunFolder folder, RunRecord record, RunVersions began, Shard? shard, Study study, DataFolder dataFolder, Func<LoadedDatasets> load, IRunDisplay display)
    {
        _folder = folder;
        _record = record;
        _began = began;
        _shard = shard;
        _study = study;
        _dataFolder = dataFolder;
        _load = load;
        _display = display;
        _plan = study.Plan;
        _planByKey = Plans.ByKey(_plan);
        _share = shard is { } part ? part.Of(_plan, study.Cost) : _plan;
    }

    /// <inheritdoc/>
    public bool WantsMore => !_stop.Soon.IsCancellationRequested;

    /// <inheritdoc/>
    public ICheckpoints? Checkpoints => _checkpoints;

    private int CompletedCount => _share.Count(t => _content.Completed.ContainsKey(t.Key));

    /// <summary>Runs an experiment in a folder of its own; the table goes to standard output.</summary>
    /// <param name="study">What to run.</param>
    /// <param name="dataFolder">Where its data were looked for.</param>
    /// <param name="data">Its datasets.</param>
    /// <param name="jobs">Trials at the same time, for the record.</param>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="display">Where to tell how it goes, and to print the table.</param>
    /// <param name="stop">Ends it early; what has ended is in the journal.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="UserErrorException">The run folder cannot be made or written.</exception>
    public static RunEnd Begin(Study study, DataFolder dataFolder, LoadedDatasets data, int jobs, string root, IRunDisplay display, StopRequest stop)
    {
        RunRecord record = NewRecord(study, dataFolder, data, RunState.Running, RunSession.Here(jobs, study.EngineDetails));
        using RunFolder folder = RunFolder.Create(root, study.Experiment, record);
        return new ExperimentRun(folder, folder.ReadRecord(), RunVersions.Here, null, Present(study, record), dataFolder, () => data, display).Run(stop);
    }

    /// <summary>Makes the folder of a run that shards will train, and trains nothing.</summary>
    /// <param name="study">What will run.</param>
    /// <param name="dataFolder">Where its data were looked for.</param>
    /// <param name="data">Its datasets.</param>
    /// <param name="shardCount">Number of shards.</param>
    /// <param name="root">The folder of all runs.</param>
    /// <exception cref="UserErrorException">The run folder cannot be made.</exception>
    public static RunFolder Freeze(Study study, DataFolder dataFolder, LoadedDatasets data, int shardCount, string root)
    {
        RunRecord record = NewRecord(study, dataFolder, data, RunState.Submitted, RunSession.Here(jobs: 0)) with
        {
            ShardCount = shardCount,
            TrialCount = study.Plan.Count(t => !data.Skipped.ContainsKey(t.Dataset)),
        };
        return RunFolder.Create(root, study.Experiment, record);
    }

    /// <summary>
    /// Takes up a run that ended early, or one whose failed trials get another chance, or one shard of a run; the table goes to standard output. A shard prints it
    /// where it is the last one to end.
    /// </summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="shard">The shard; all of the run where there is none.</param>
    /// <param name="study">What runs the experiment that the folder holds.</param>
    /// <param name="dataFolder">Where its data lie now.</param>
    /// <param name="jobs">Trials at the same time, for the record.</param>
    /// <param name="display">Where to tell how it goes, and to print the table.</param>
    /// <param name="stop">Ends it early; what has ended is in the journal.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="DatasetException">A dataset cannot be used any more.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be read or written, or the data have changed.</exception>
    public static RunEnd Resume(RunFolder folder, RunRecord record, Shard? shard, Study study, DataFolder dataFolder, int jobs, IRunDisplay display, StopRequest stop)
    {
        Study present = Present(study, record);
        if (present.Datasets.Count == 0)
        {
            throw new UserErrorException($"{folder.File("run.json")} leaves out every dataset, so that nothing is left to run");
        }

        IEnumerable<RunSession> before = shard is null ? AllSessions(folder, record) : folder.TryReadShardRecord()?.Sessions ?? [];
        RunRecord resumed = record with { Sessions = [.. before, RunSession.Here(jobs, study.EngineDetails)], Ended = null };
        return new ExperimentRun(folder, resumed, record.Sessions[0].Versions, shard, present, dataFolder, LoadAsRecorded, display).Run(stop);

        LoadedDatasets LoadAsRecorded()
        {
            LoadedDatasets loaded = present.Load(dataFolder, skipMissing: false);
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
    public void Warn(string message) => _log.Warning("{Message:l}", message);

    /// <inheritdoc/>
    public void Completed(ITrialResult result)
    {
        _journal!.Append(result);
        _content.Add(result);
        _checkpoints!.Remove(result.Trial);
        _advance();
    }

    /// <inheritdoc/>
    public void Failed(ITrial trial, string reason, Exception? defect)
    {
        _journal!.Append(trial, reason);
        _content.Add(trial, reason);
        _checkpoints!.Remove(trial);
        string hint = defect is null ? "" : "; the stack trace is in log.jsonl";
        _log.Error(defect, "{Trial} failed: {Reason}{Hint}", trial.Key, reason, hint);
        _advance();
    }

    /// <summary>The experiment without the datasets that were missing when the run began: what was left out stays out, so that a resumed run ends like an uninterrupted one.</summary>
    private static Study Present(Study study, RunRecord record) =>
        record.SkippedDatasets.Count == 0 ? study : study.Without([.. record.SkippedDatasets.Keys]);

    private static RunRecord NewRecord(Study study, DataFolder dataFolder, LoadedDatasets data, RunState state, RunSession session) => new()
    {
        Experiment = study.Experiment.Name,
        State = state,
        Started = session.Started,
        Engine = study.Engine,
        Device = study.Device,
        ConfigSha256 = "",
        DataFolder = Path.GetFullPath(dataFolder.Path),
        DataDigests = data.Digests,
        SkippedDatasets = data.Skipped,
        DataNotes = data.Notes,
        DataRead = data.Readings.Count > 0 ? data.Readings : null,
        Sessions = [session],
    };

    /// <summary>The processes that ran a run or its shards.</summary>
    private static IEnumerable<RunSession> AllSessions(RunFolder folder, RunRecord record) =>
        record.Sessions.Concat(RunFolder.ReadShards(folder.Path).SelectMany(s => s.Record.Sessions)).Distinct();

    private RunEnd Run(StopRequest stop)
    {
        _stop = stop;
        using Logger log = _display.OpenLog(_folder.LogFile);
        _log = log;
        _checkpoints = new CheckpointFolder(_folder.Path, problem => log.Warning("no checkpoint: {Problem:l}; the run goes on without it", problem));
        try
        {
            using TrialJournal journal = TrialJournal.Open(_folder.JournalFile, _study.Journal, _planByKey);
            _journal = journal;
            TakeUpWhatIsDone(journal.Content);
            RunEnd end = TrainTheRest(out string? table);
            if (table is not null)
            {
                Print(table);
            }

            return end;
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"the run folder {_folder.Path} cannot be written: {e.Message}. What it holds stays; when that is mended, go on with: {HowToGoOn()}");
        }
        catch (Exception e) when (e is not (UserErrorException or DatasetException))
        {
            log.Fatal(e, "the run ended early");
            WriteRecord(RunState.Failed, DateTimeOffset.UtcNow);
            throw;
        }
        finally
        {
            _folder.Dispose();
        }
    }

    /// <summary>The results that are there; failed trials get another chance.</summary>
    private void TakeUpWhatIsDone(JournalContent own)
    {
        foreach (string file in _folder.OtherJournals)
        {
            TrialJournal.Read(file, _study.Journal, _planByKey, own);
        }

        foreach (ITrialResult result in own.Completed.Values)
        {
            _content.Add(result);
        }
    }

    /// <summary>Trains, and writes the tables where all of the run has ended.</summary>
    /// <returns>How it ended.</returns>
    private RunEnd TrainTheRest(out string? table)
    {
        table = null;
        long start = Stopwatch.GetTimestamp();
        ITrial[] remaining = [.. _share.Where(t => !_content.Completed.ContainsKey(t.Key))];
        LoadedDatasets? data = null;
        if (remaining.Length > 0)
        {
            data = _load();
            WriteRecord(RunState.Running, null);
            Announce(remaining);
            Train(remaining, data);
            _journal!.Flush();
            if (!remaining.All(HasEnded))
            {
                WriteRecord(RunState.Interrupted, DateTimeOffset.UtcNow);
                _log.Warning("interrupted: {CompletedCount} of {TrialCount} trials are done; go on with: {Command:l}", CompletedCount, _share.Count, HowToGoOn());
                return RunEnd.Interrupted;
            }
        }

        if (_shard is { } shard && !TakesUpTheWhole(shard, remaining.Length > 0))
        {
            return remaining.Any(t => _content.Failures.ContainsKey(t.Key)) ? RunEnd.SomethingFailed : RunEnd.Completed;
        }

        _checkpoints!.RemoveAll();

        // Before the record: a run that says it is complete has them.
        Task<string> tables = Task.Run(WriteTables);
        Task<bool> report = Task.Run(() => WriteReport(data, isNew: remaining.Length > 0 || _record.State != RunState.Completed));
        Task.WhenAll(tables, report).GetAwaiter().GetResult();
        (table, bool hasReport) = (tables.Result, report.Result);
        if (remaining.Length > 0 || _record.State != RunState.Completed)
        {
            WriteRecord(_content.Failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures, DateTimeOffset.UtcNow);
        }

        _log.Information(
            "{CompletedCount} of {TrialCount} trials completed, {FailedCount} failed, in {Seconds:F1} s; results in {Folder}",
            _content.Completed.Count,
            _plan.Count,
            _content.Failures.Count,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            _folder.Path);
        if (FailureNotes.Banner(_plan.Count, _content.Failures) is { } banner)
        {
            _log.Warning("{Banner:l}", banner);
        }

        return _content.Failures.Count == 0 && hasReport ? RunEnd.Completed : RunEnd.SomethingFailed;
    }

    /// <summary>Writes the report where something is new or none is there; <see langword="false"/> where a defect kept it from being made, which must not take the results with it.</summary>
    private bool WriteReport(LoadedDatasets? data, bool isNew)
    {
        if (!isNew && File.Exists(_folder.File(RunReport.FileName)))
        {
            return true;
        }

        try
        {
            ReportData loaded = data is not null ? new ReportData(data) : RunReport.TryLoad(_study, _dataFolder, _record);
            RunReport.Write(_folder, _study, StoredRun.TableContextOf(_record), _content, loaded);
            return true;
        }
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException or UserErrorException))
        {
            _log.Error(e, "the report could not be made: {Reason:l}; the tables are there, and the stack trace is in log.jsonl. When that is mended: {Command:l}", e.Message, _display.Command("report", _folder.Path));
            return false;
        }
    }

    /// <summary>Ends a shard. The last one to end has the whole run from here on; <see langword="false"/> for the others.</summary>
    private bool TakesUpTheWhole(Shard shard, bool hasTrained)
    {
        if (hasTrained || _folder.TryReadShardRecord()?.State != RunState.Completed)
        {
            WriteRecord(_content.Failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures, DateTimeOffset.UtcNow);
        }

        _journal!.Dispose();
        RunFolder? whole = _folder.TryTakeAll();
        if (whole is null)
        {
            _log.Information("shard {Number} of {Count} is done; the last one to end makes the tables", shard.Number, shard.Count);
            return false;
        }

        _folder = whole;
        _share = _plan;
        _content = new JournalContent();
        foreach (string file in RunFolder.JournalsOf(whole.Path))
        {
            TrialJournal.Read(file, _study.Journal, _planByKey, _content);
        }

        if (!_plan.All(HasEnded))
        {
            int left = _plan.Count(t => !HasEnded(t));
            _log.Information("shard {Number} of {Count} is done; {Left} of {TrialCount} trials are left to others", shard.Number, shard.Count, left, _plan.Count);
            return false;
        }

        // Shards that end together take it up one after another; the first of them has done it for all.
        RunRecord record = whole.ReadRecord();
        bool isMerged = (record.CompletedCount, record.FailedCount) == (_content.Completed.Count, _content.Failures.Count);
        if (isMerged && record.State is (RunState.Completed or RunState.CompletedWithFailures))
        {
            _log.Information("shard {Number} of {Count} is done; the tables of the run are made", shard.Number, shard.Count);
            return false;
        }

        _record = record with { Sessions = [.. AllSessions(whole, record)] };
        return true;
    }

    private bool HasEnded(ITrial trial) => _content.Completed.ContainsKey(trial.Key) || _content.Failures.ContainsKey(trial.Key);

    private string HowToGoOn() => _shard is { } shard
        ? _display.Command("run", _folder.Path, "--shard", FormattableString.Invariant($"{shard.Number}/{shard.Count}"))
        : _display.Command("resume", _folder.Path);

    private void Announce(ITrial[] remaining)
    {
        if (_record.SkippedDatasets.Count > 0)
        {
            _log.Warning(
                "datasets used: {Used:l}; left out, because their files are missing: {Skipped:l} (run.json says which files)",
                string.Join(", ", _study.Datasets),
                string.Join(", ", _record.SkippedDatasets.Keys));
        }

        foreach ((string label, DataReading reading) in _record.DataRead ?? new Dictionary<string, DataReading>())
        {
            _log.Information("dataset '{Dataset}': {Reading:l}", label, reading.Summary);
        }

        foreach ((string label, string note) in _record.DataNotes)
        {
            _log.Warning("dataset '{Dataset}': {Note}", label, note);
        }

        if (_began.Program != RunVersions.Here.Program)
        {
            _log.Warning("this is not the build that began the run ({Then}); the trials to come may differ from those it trained", _began.Program);
        }

        if (_record.Sessions.Any(s => s.Started > DateTimeOffset.UtcNow))
        {
            _log.Warning("the clock of this machine is behind the times that the run has on record; results do not depend on it, dates in run.json and log.jsonl do");
        }

        string left = remaining.Length == _share.Count ? "" : FormattableString.Invariant($", {remaining.Length} of them left");
        left = _shard is { } shard ? FormattableString.Invariant($", {_share.Count} of them in shard {shard.Number} of {shard.Count}{left}") : left;
        _log.Information("{Experiment}: {TrialCount}{Left:l} on engine {Engine}, {Jobs} at a time", _study.Experiment.Name, Plans.Count(_plan), left, _study.Engine, _record.Sessions[^1].Jobs);
    }

    /// <summary>Runs the trials, all of them unless it is stopped.</summary>
    private void Train(ITrial[] remaining, LoadedDatasets data)
    {
        using CancellationTokenRegistration asked = _stop.Soon.Register(() =>
        {
            if (!_stop.Now.IsCancellationRequested)
            {
                _log.Warning("stopping: the trials that are running will be finished; Ctrl-C once more stops now");
            }
        });
        try
        {
            _display.Run(CompletedCount, _share.Count, _log, advance =>
            {
                _advance = advance;
                _study.Train(remaining, data, this, _stop.Now);
            });
        }
        catch (OperationCanceledException) when (_stop.Now.IsCancellationRequested)
        {
            // What has not ended is told by what is missing.
        }
    }

    private void WriteRecord(RunState state, DateTimeOffset? ended)
    {
        if (ended < _record.Sessions[^1].Started)
        {
            _log.Warning("the clock of this machine went back while the run was going on; results do not depend on it, dates in run.json and log.jsonl do");
        }

        _record = _record with
        {
            State = state,
            Ended = ended,
            TrialCount = _share.Count,
            CompletedCount = CompletedCount,
            FailedCount = _content.Failures.Count,
        };
        _folder.WriteRecord(_record);
    }

    private string WriteTables()
    {
        StudyFiles files = _study.Files(StoredRun.TableContextOf(_record), _content);
        foreach ((string name, string text) in files.Files)
        {
            _folder.Write(name, text);
        }

        foreach (string warning in files.Warnings)
        {
            Warn(warning);
        }

        _record = _record with { Headline = files.Headline };
        return files.Printed;
    }

    private void Print(string table)
    {
        try
        {
            _display.Print(table);
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException($"{e.Message}; the table is in {_folder.File("table.txt")}");
        }
    }
}
