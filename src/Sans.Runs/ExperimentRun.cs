using System.Diagnostics;
using Sans.Configuration.Files;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Sans.Runs.Shards;
using Serilog.Core;

namespace Sans.Runs;

/// <summary>
/// The work of one process on a run, new or resumed: it trains the missing trials, then makes the tables of all trials.
/// </summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="standing">The state of the run.</param>
/// <param name="began">The software that began the run.</param>
/// <param name="load">Loads the datasets, where trials remain.</param>
/// <param name="request">The request.</param>
internal sealed class ExperimentRun<TTrial, TResult>(
    RunStanding<TTrial, TResult> standing, RunVersions began, Func<StudyData<TTrial, TResult>> load, RunRequest request)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    private readonly IRunDisplay _display = request.Display;
    private readonly StopRequest _stop = request.Stop;

    /// <summary>Does the work.</summary>
    /// <returns>The end of the work.</returns>
    /// <exception cref="UserErrorException">The run folder cannot be read or written.</exception>
    public RunEnd Run()
    {
        using Logger log = _display.OpenLog(standing.Folder.LogFile);
        try
        {
            using TrialJournal<TTrial, TResult> journal = standing.OpenJournal();
            RunEnd end = TrainTheRest(journal, log, out Table? table, out bool hasReport);
            if (table is not null)
            {
                Print(table);
                string report = Path.GetFullPath(standing.Folder.File(RunReport.FileName));
                _display.Close(TableAnswer.Summary(table), hasReport ? report : null, log);
            }

            return end;
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw standing.Folder.IsGone ? standing.Folder.Gone() : new UserErrorException(
                $"the run folder {standing.Folder.Path} cannot be written: {e.Message.TrimEnd('.')}. Its content is kept. Once this is "
                    + $"fixed, continue with: {HowToGoOn()}");
        }
        catch (Exception e) when (e is not (UserErrorException or EngineUnavailableException or DatasetException))
        {
            log.Fatal(e, "the run ended early");
            standing.WriteRecord(RunState.Failed, DateTimeOffset.UtcNow, log);
            throw;
        }
        finally
        {
            standing.Folder.Dispose();
        }
    }

    /// <summary>Shards run at the same time with the same data, so only the first one writes these files.</summary>
    private void WriteDataFiles(StudyData<TTrial, TResult> data)
    {
        if (standing.Shard is null or { Number: 1 })
        {
            foreach ((string name, byte[] content) in data.Files)
            {
                standing.Folder.Write(name, content);
            }
        }
    }

    /// <summary>Trains, and writes the tables where all of the run has ended.</summary>
    private RunEnd TrainTheRest(TrialJournal<TTrial, TResult> journal, Logger log, out Table? table, out bool hasReport)
    {
        (table, hasReport) = (null, false);
        long start = Stopwatch.GetTimestamp();
        TTrial[] remaining = [.. standing.Share.Where(t => !standing.Content.Completed.ContainsKey(t.Key))];
        RunProgress progress = new(
            standing.CompletedCount, standing.Share.Count, remaining.Sum(CostOf), standing.Study.LeastSoFar, TimeProvider.System);
        CheckpointFolder checkpoints = new(
            standing.Folder.Path,
            problem => log.Warning("no checkpoint was written: {Problem:l}; the run continues", problem),
            (trial, epoch, of) => TellEpoch(trial.Key, epoch, of));
        StudyData<TTrial, TResult>? data = null;
        if (remaining.Length > 0)
        {
            try
            {
                data = load();
            }
            catch (OperationCanceledException)
            {
                return Interrupted(log);
            }

            standing.WriteRecord(RunState.Running, null, log);
            WriteDataFiles(data);
            RunNotices.AtStart(standing, began, remaining.Length, log);
            Train(remaining, data, journal, checkpoints, progress, log);
            journal.Flush();
            if (!remaining.All(standing.HasEnded))
            {
                return Interrupted(log);
            }
        }

        if (standing.Shard is { } shard && !ShardMerge.TakesUpTheWhole(standing, shard, remaining.Length > 0, journal, log))
        {
            return remaining.Any(t => standing.Content.Failures.ContainsKey(t.Key)) ? RunEnd.SomethingFailed : RunEnd.Completed;
        }

        checkpoints.RemoveAll();
        bool isNew = remaining.Length > 0 || standing.Record.State != RunState.Completed;
        using (AnswerToStop("the trainings have ended, and tables and report are being written", log))
        {
            try
            {
                hasReport = new RunOutput<TTrial, TResult>(standing, request, log).Write(data, isNew, out table);
            }
            catch (OperationCanceledException)
            {
                return Interrupted(log);
            }
        }

        // The record comes after the tables, so that a complete run has them.
        if (isNew)
        {
            standing.WriteRecord(standing.StateAtEnd, DateTimeOffset.UtcNow, log);
        }

        RunNotices.AtEnd(standing, Stopwatch.GetElapsedTime(start), log);
        return standing.Content.Failures.Count == 0 && hasReport ? RunEnd.Completed : RunEnd.SomethingFailed;

        // The network of a trial has an epoch, and its key is that of the trial.
        void TellEpoch(string key, int epoch, int of)
        {
            if (standing.TrialOf(key) is { } trial)
            {
                progress.EpochEnded(key, CostOf(trial), epoch, of);
            }
        }
    }

    private RunEnd Interrupted(Logger log)
    {
        standing.WriteRecord(RunState.Interrupted, DateTimeOffset.UtcNow, log);
        log.Warning(
            "interrupted: {CompletedCount} of {TrialCount} trials are done; continue with: {Command:l}",
            standing.CompletedCount,
            standing.Share.Count,
            HowToGoOn());
        return RunEnd.Interrupted;
    }

    /// <summary>Tells what a first request to stop does, until it is disposed.</summary>
    private CancellationTokenRegistration AnswerToStop(string what, Logger log) => _stop.Soon.Register(() =>
    {
        if (!_stop.Now.IsCancellationRequested)
        {
            log.Warning("{What:l}; press Ctrl-C again to stop now", what);
        }
    });

    /// <summary>Runs the trials until all have ended or it is stopped.</summary>
    private void Train(
        TTrial[] remaining,
        StudyData<TTrial, TResult> data,
        TrialJournal<TTrial, TResult> journal,
        CheckpointFolder checkpoints,
        RunProgress progress,
        Logger log)
    {
        using CancellationTokenRegistration asked = AnswerToStop("stopping after the running trials", log);
        try
        {
            _display.Run(progress, log, () => data.Train(
                remaining, new RunSink<TTrial, TResult>(journal, standing.Content, checkpoints, log, Ended, _stop), _stop.Now));
        }
        catch (OperationCanceledException) when (_stop.Now.IsCancellationRequested)
        {
            // Trials that have not ended have no result.
        }

        void Ended(TTrial trial, TResult? result)
        {
            if (result is null)
            {
                progress.Failed(trial, CostOf(trial));
            }
            else
            {
                progress.Completed(trial, CostOf(trial), standing.Study.ComparedOf(result));
            }
        }
    }

    private double CostOf(TTrial trial) => standing.Study.Cost(trial);

    private string HowToGoOn() => standing.Shard is { } shard
        ? _display.Command("run", standing.Folder.Path, "--shard", FormattableString.Invariant($"{shard.Number}/{shard.Count}"))
        : _display.Command("resume", standing.Folder.Path);

    private void Print(Table table)
    {
        try
        {
            _display.Print(table);
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException($"{e.Message}; the table is in {standing.Folder.File("table.txt")}");
        }
    }
}
