using Sans.Runs;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Sans.Runs.Shards;

namespace Sans.Runner.Output;

/// <summary><c>sans list runs</c>: a line per run, and one per shard.</summary>
internal static class RunListing
{
    /// <summary>The lines of a run.</summary>
    /// <param name="path">Its folder.</param>
    public static IEnumerable<(string Name, string Text)> Of(string path)
    {
        List<(string, string)> lines = [];
        try
        {
            RunFolders.RequireRun(path);
            RunRecord record = RunRecords.Of(path);
            bool isHeld = RunLock.IsHeld(path);
            JournalProgress progress = IsOver(record)
                ? new(record.CompletedCount, record.FailedCount)
                : JournalProgress.Of(RunFolders.JournalsOf(path));
            lines.Add((path, $"{State(record, isHeld)}, "
                + $"{Progress(progress, record.TrialCount)}{(record.Headline is { } headline ? ", " + headline : "")}{Time(record)}, engine {record.Engine}"));
            var shards = RunRecords.OfShards(path).ToDictionary(s => s.Shard, s => s.Record);
            foreach (Shard shard in Enumerable.Range(1, record.ShardCount).Select(n => new Shard(n, record.ShardCount)).Union(shards.Keys))
            {
                lines.Add((FormattableString.Invariant($"  shard {shard.Number}/{shard.Count}"), shards.TryGetValue(
                    shard, out RunRecord? part) ? OfShard(path, shard, part) : "not begun"));
            }
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            lines = [(path, e.Message)];
        }

        return lines;
    }

    /// <summary>The duration of the process that ended the run, or empty where it was killed.</summary>
    private static string Time(RunRecord record)
    {
        double seconds = (record.Ended - record.Sessions[^1].Started)?.TotalSeconds ?? -1;
        return seconds switch
        {
            < 0 => "",
            < 100 => FormattableString.Invariant($", {seconds:F1} s"),
            < 6000 => FormattableString.Invariant($", {seconds / 60:F1} min"),
            _ => FormattableString.Invariant($", {seconds / 3600:F1} h"),
        };
    }

    private static string OfShard(string path, Shard shard, RunRecord record)
    {
        JournalProgress progress = IsOver(record)
            ? new(record.CompletedCount, record.FailedCount)
            : JournalProgress.Of(RunFolders.JournalsOf(path, shard));
        return $"{State(record, RunLock.IsShardHeld(path, shard))}, {Progress(progress, record.TrialCount)}";
    }

    /// <summary>The state of a run. A record of a running run in a free folder was left by a killed process.</summary>
    private static string State(RunRecord record, bool isHeld) => record.State switch
    {
        RunState.Submitted => isHeld ? "running in shards" : "submitted in shards",
        RunState.Running => isHeld ? "running" : "killed; can be resumed",
        RunState.Interrupted => isHeld ? "running" : "interrupted; can be resumed",
        RunState.Completed => "completed",
        RunState.CompletedWithFailures => "completed with failures",
        _ => "ended by a defect; can be resumed",
    };

    private static bool IsOver(RunRecord record) => record.State is RunState.Completed or RunState.CompletedWithFailures;

    private static string Progress(JournalProgress progress, int trials) =>
        FormattableString.Invariant($"{progress.Completed} of {trials} trials")
        + (progress.Failed == 0 ? "" : FormattableString.Invariant($", {progress.Failed} failed"));
}
