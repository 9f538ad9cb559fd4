using Sans.Core.Training;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Serilog;

namespace Sans.Runs.Shards;

/// <summary>Ends a shard. The last one takes over the whole run.</summary>
internal static class ShardMerge
{
    /// <summary>Ends a shard whose trials have all ended.</summary>
    /// <param name="standing">The state of the run. It becomes that of the whole run where the shard takes over.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="hasTrained">Whether this process trained some trials.</param>
    /// <param name="journal">Its journal, which is closed.</param>
    /// <param name="log">Receives the messages.</param>
    /// <returns>Whether this process makes the tables of the run.</returns>
    public static bool TakesUpTheWhole<TTrial, TResult>(
        RunStanding<TTrial, TResult> standing, Shard shard, bool hasTrained, TrialJournal<TTrial, TResult> journal, ILogger log)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        if (hasTrained || standing.Folder.TryReadShardRecord()?.State != RunState.Completed)
        {
            standing.WriteRecord(standing.StateAtEnd, DateTimeOffset.UtcNow, log);
        }

        journal.Dispose();
        RunFolder? whole = standing.Folder.TryTakeAll();
        if (whole is null)
        {
            log.Information("shard {Number} of {Count} is done; the last shard to end makes the tables", shard.Number, shard.Count);
            return false;
        }

        standing.TakeAll(whole);
        IReadOnlyList<TTrial> plan = standing.Study.Plan;
        if (!plan.All(standing.HasEnded))
        {
            int left = plan.Count(t => !standing.HasEnded(t));
            log.Information(
                "shard {Number} of {Count} is done; {Left} of {TrialCount} trials are left to others",
                shard.Number,
                shard.Count,
                left,
                plan.Count);
            return false;
        }

        // Shards that end together take over one after another. The first one has done the work for all.
        RunRecord record = whole.ReadRecord();
        bool isMerged = (record.CompletedCount, record.FailedCount) == (standing.Content.Completed.Count, standing.Content.Failures.Count);
        if (isMerged && record.State is (RunState.Completed or RunState.CompletedWithFailures))
        {
            log.Information("shard {Number} of {Count} is done; the tables of the run are made", shard.Number, shard.Count);
            return false;
        }

        standing.Record = record with { Sessions = [.. RunStart.AllSessions(whole, record)] };
        return true;
    }
}
