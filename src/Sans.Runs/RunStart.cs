using Sans.Core.Training;
using Sans.Data;
using Sans.Runs.Folders;
using Sans.Runs.Shards;

namespace Sans.Runs;

/// <summary>The start of a process's work on a run, in a new folder or an existing one.</summary>
internal static class RunStart
{
    /// <inheritdoc cref="IStudy.Begin"/>
    public static RunEnd Begin<TTrial, TResult>(Study<TTrial, TResult> study, string root, bool skipMissing, RunRequest request)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        // Another core does this while the data are read.
        _ = Task.Run(RunRecords.Prepare);
        StudyData<TTrial, TResult> data = UntilStopped(() => study.Load(request.Data, skipMissing), request.Stop);
        RunRecord record = NewRecord(
            study, request.Data, data.Datasets, RunState.Running, RunSession.Here(request.Jobs, study.EngineDetails));
        using RunFolder folder = RunFolder.Create(root, study.Experiment, record);
        RunStanding<TTrial, TResult> standing = new(Present(study, record), folder, folder.ReadRecord(), null);
        return new ExperimentRun<TTrial, TResult>(standing, RunVersions.Here, () => data, request).Run();
    }

    /// <inheritdoc cref="IStudy.Freeze"/>
    public static RunFolder Freeze<TTrial, TResult>(
        Study<TTrial, TResult> study, string root, bool skipMissing, DataFolder dataFolder, int shardCount)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        LoadedDatasets data = study.Load(dataFolder, skipMissing).Datasets;
        RunRecord record = NewRecord(study, dataFolder, data, RunState.Submitted, RunSession.Here(jobs: 0)) with
        {
            ShardCount = shardCount,
            TrialCount = study.Plan.Count(t => !data.Skipped.ContainsKey(t.Dataset)),
        };
        return RunFolder.Create(root, study.Experiment, record);
    }

    /// <inheritdoc cref="IStudy.Resume"/>
    public static RunEnd Resume<TTrial, TResult>(
        Study<TTrial, TResult> study, RunFolder folder, RunRecord record, Shard? shard, RunRequest request)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        Study<TTrial, TResult> present = Present(study, record);
        if (present.Datasets.Count == 0)
        {
            throw new UserErrorException($"{folder.File("run.json")} leaves out every dataset; nothing is left to run");
        }

        IEnumerable<RunSession> before = shard is null ? AllSessions(folder, record) : folder.TryReadShardRecord()?.Sessions ?? [];
        RunRecord resumed = record with { Sessions = [.. before, RunSession.Here(request.Jobs, study.EngineDetails)], Ended = null };
        RunStanding<TTrial, TResult> standing = new(present, folder, resumed, shard);
        RunVersions began = record.Sessions[0].Versions;
        return new ExperimentRun<TTrial, TResult>(standing, began, () => UntilStopped(LoadAsRecorded, request.Stop), request).Run();

        StudyData<TTrial, TResult> LoadAsRecorded()
        {
            StudyData<TTrial, TResult> loaded = present.Load(request.Data, skipMissing: false);
            foreach ((string label, string digest) in loaded.Datasets.Digests)
            {
                if (record.DataDigests.GetValueOrDefault(label) is var before && before != digest)
                {
                    throw new UserErrorException(
                        $"dataset '{label}' has changed since {folder.Path} began (digest {digest}, was {before}); restore the "
                            + "data, or start a new run");
                }
            }

            return loaded;
        }
    }

    /// <summary>Reads data of any size. A request to stop leaves the reading behind, because no result is lost with it.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    private static T UntilStopped<T>(Func<T> read, StopRequest stop)
    {
        var reading = Task.Run(read);
        Task.WaitAny([reading], stop.Soon);
        return reading.GetAwaiter().GetResult();
    }

    /// <summary>
    /// The study without the datasets that were missing when the run began. They stay left out, so that a resumed run ends like
    /// an uninterrupted one.
    /// </summary>
    public static Study<TTrial, TResult> Present<TTrial, TResult>(Study<TTrial, TResult> study, RunRecord record)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult =>
        record.SkippedDatasets.Count == 0 ? study : study.Without([.. record.SkippedDatasets.Keys]);

    /// <summary>The processes that ran a run or its shards.</summary>
    public static IEnumerable<RunSession> AllSessions(RunFolder folder, RunRecord record) =>
        record.Sessions.Concat(RunRecords.OfShards(folder.Path).SelectMany(s => s.Record.Sessions)).Distinct();

    private static RunRecord NewRecord<TTrial, TResult>(
        Study<TTrial, TResult> study, DataFolder dataFolder, LoadedDatasets data, RunState state, RunSession session)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult => new()
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
}
