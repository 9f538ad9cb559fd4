using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;
using Sans.Runs.Folders;
using Serilog;

namespace Sans.Runs;

/// <summary>The messages of a run at its start and at its end.</summary>
internal static class RunNotices
{
    /// <summary>Reports skipped datasets, notes about data, and the number of remaining trials.</summary>
    /// <param name="standing">The state of the run.</param>
    /// <param name="began">The software that began the run.</param>
    /// <param name="remaining">Number of remaining trials.</param>
    /// <param name="log">Receives the messages.</param>
    public static void AtStart<TTrial, TResult>(RunStanding<TTrial, TResult> standing, RunVersions began, int remaining, ILogger log)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        RunRecord record = standing.Record;
        if (record.SkippedDatasets.Count > 0)
        {
            log.Warning(
                "datasets used: {Used:l}; left out, because their files are missing: {Skipped:l} (run.json says which files)",
                string.Join(", ", standing.Study.Datasets),
                string.Join(", ", record.SkippedDatasets.Keys));
        }

        foreach ((string label, DataReading reading) in record.DataRead ?? new Dictionary<string, DataReading>())
        {
            log.Information("dataset '{Dataset}': {Reading:l}", label, reading.Summary);
        }

        foreach ((string label, string note) in record.DataNotes)
        {
            log.Warning("dataset '{Dataset}': {Note}", label, note);
        }

        if (began.Program != RunVersions.Here.Program)
        {
            log.Warning("another build began this run ({Then}); its results may differ from those of this build", began.Program);
        }

        if (record.Sessions.Any(s => s.Started > DateTimeOffset.UtcNow))
        {
            log.Warning("the clock of this machine is behind the recorded times of the run; dates in run.json and log.jsonl may be "
                + "wrong, results are not affected");
        }

        string left = remaining == standing.Share.Count ? "" : FormattableString.Invariant($", {remaining} of them left");
        left = standing.Shard is { } shard
            ? FormattableString.Invariant($", {standing.Share.Count} of them in shard {shard.Number} of {shard.Count}{left}")
            : left;
        log.Information(
            "{Experiment}: {TrialCount}{Left:l} on engine {Engine}, {Jobs} at a time",
            standing.Study.Experiment.Name,
            Plans.Count(standing.Study.Plan),
            left,
            standing.Study.Engine,
            record.Sessions[^1].Jobs);
    }

    /// <summary>Reports the end of the whole run, and the place of its results.</summary>
    /// <param name="standing">The state of the run.</param>
    /// <param name="time">The time of this process.</param>
    /// <param name="log">Receives the messages.</param>
    public static void AtEnd<TTrial, TResult>(RunStanding<TTrial, TResult> standing, TimeSpan time, ILogger log)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        log.Information(
            "{CompletedCount} of {TrialCount} trials completed, {FailedCount} failed, in {Seconds:F1} s; results in {Folder}",
            standing.Content.Completed.Count,
            standing.Study.Plan.Count,
            standing.Content.Failures.Count,
            time.TotalSeconds,
            standing.Folder.Path);
        if (FailureNotes.Banner(standing.Study.Plan.Count, standing.Content.Failures) is { } banner)
        {
            log.Warning("{Banner:l}", banner);
        }
    }
}
