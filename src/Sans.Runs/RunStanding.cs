using Sans.Core.Training;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Sans.Runs.Shards;
using Serilog;

namespace Sans.Runs;

/// <summary>How a run stands: its folder and record, what this process has to train, and what has ended.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="study">What is run, without the datasets that are left out.</param>
/// <param name="folder">The folder, held by this process.</param>
/// <param name="record">The record. It ends with the session of this process.</param>
/// <param name="shard">The shard of this process. All of the run where there is none.</param>
internal sealed class RunStanding<TTrial, TResult>(Study<TTrial, TResult> study, RunFolder folder, RunRecord record, Shard? shard)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    private readonly IReadOnlyDictionary<string, TTrial> _planByKey = Plans.ByKey(study.Plan);

    /// <summary>What is run.</summary>
    public Study<TTrial, TResult> Study => study;

    /// <summary>The shard of this process.</summary>
    public Shard? Shard => shard;

    /// <summary>The folder that this process holds: a shard's, or all of the run.</summary>
    public RunFolder Folder { get; private set; } = folder;

    /// <summary>What <c>run.json</c> says, or the record of the shard.</summary>
    public RunRecord Record { get; set; } = record;

    /// <summary>The trials of this process.</summary>
    public IReadOnlyList<TTrial> Share { get; private set; } = shard is { } part ? part.Of(study.Plan, study.Cost) : study.Plan;

    /// <summary>What has ended.</summary>
    public JournalContent<TTrial, TResult> Content { get; private set; } = new();

    /// <summary>What has ended, as tables take it.</summary>
    public Outcomes<TTrial, TResult> Outcomes => Content.OutcomesOf(study.Plan);

    /// <summary>Trials of the share that have a result.</summary>
    public int CompletedCount => Share.Count(t => Content.Completed.ContainsKey(t.Key));

    /// <summary>How a run or shard ended of which every trial has ended.</summary>
    public RunState StateAtEnd => Content.Failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures;

    /// <summary>Whether a trial has ended, well or not.</summary>
    public bool HasEnded(TTrial trial) => Content.Completed.ContainsKey(trial.Key) || Content.Failures.ContainsKey(trial.Key);

    /// <summary>
    /// Opens the journal of this process, and takes up the results that it and the journals of others hold. Failed trials get
    /// another chance.
    /// </summary>
    /// <exception cref="UserErrorException">A journal cannot be read.</exception>
    public TrialJournal<TTrial, TResult> OpenJournal()
    {
        var journal = TrialJournal<TTrial, TResult>.Open(Folder.JournalFile, study.Journal, _planByKey);
        Read(Folder.OtherJournals, journal.Content);
        foreach (TResult result in journal.Content.Completed.Values)
        {
            Content.Add(result);
        }

        return journal;
    }

    /// <summary>Goes on with all of the run, of which every journal is read anew.</summary>
    /// <param name="whole">The folder, held for all of the run.</param>
    public void TakeAll(RunFolder whole)
    {
        Folder = whole;
        Share = study.Plan;
        Content = new JournalContent<TTrial, TResult>();
        Read(RunFolders.JournalsOf(whole.Path), Content);
    }

    /// <summary>Writes the record with the counts of now.</summary>
    /// <param name="state">How far the run has come.</param>
    /// <param name="ended">When it ended, where it has.</param>
    /// <param name="log">Told where the clock went back.</param>
    public void WriteRecord(RunState state, DateTimeOffset? ended, ILogger log)
    {
        if (ended < Record.Sessions[^1].Started)
        {
            log.Warning("the clock of this machine went back during the run; dates in run.json and log.jsonl may be wrong, results are "
                + "not affected");
        }

        Record = Record with
        {
            State = state,
            Ended = ended,
            TrialCount = Share.Count,
            CompletedCount = CompletedCount,
            FailedCount = Content.Failures.Count,
        };
        Folder.WriteRecord(Record);
    }

    private void Read(IEnumerable<string> journals, JournalContent<TTrial, TResult> content)
    {
        foreach (string file in journals)
        {
            TrialJournal<TTrial, TResult>.Read(file, study.Journal, _planByKey, content);
        }
    }
}
