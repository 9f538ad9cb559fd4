using Sans.Core.Training;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Sans.Runs.Shards;
using Serilog;

namespace Sans.Runs;

/// <summary>The state of a run: its folder and record, the trials of this process, and those that have ended.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="study">The study, without the datasets that are left out.</param>
/// <param name="folder">The folder, held by this process.</param>
/// <param name="record">The record. It ends with the session of this process.</param>
/// <param name="shard">The shard of this process, or <see langword="null"/> for the whole run.</param>
internal sealed class RunStanding<TTrial, TResult>(Study<TTrial, TResult> study, RunFolder folder, RunRecord record, Shard? shard)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    private readonly IReadOnlyDictionary<string, TTrial> _planByKey = Plans.ByKey(study.Plan);

    /// <summary>The study.</summary>
    public Study<TTrial, TResult> Study => study;

    /// <summary>The shard of this process.</summary>
    public Shard? Shard => shard;

    /// <summary>The folder that this process holds: a shard's, or all of the run.</summary>
    public RunFolder Folder { get; private set; } = folder;

    /// <summary>The content of <c>run.json</c>, or of the shard's record.</summary>
    public RunRecord Record { get; set; } = record;

    /// <summary>The trials of this process.</summary>
    public IReadOnlyList<TTrial> Share { get; private set; } = shard is { } part ? part.Of(study.Plan, study.Cost) : study.Plan;

    /// <summary>The trials that have ended.</summary>
    public JournalContent<TTrial, TResult> Content { get; private set; } = new();

    /// <summary>The outcomes of the plan, for tables.</summary>
    public Outcomes<TTrial, TResult> Outcomes => Content.OutcomesOf(study.Plan);

    /// <summary>Number of trials of the share with a result.</summary>
    public int CompletedCount => Share.Count(t => Content.Completed.ContainsKey(t.Key));

    /// <summary>The state of a run or shard whose trials have all ended.</summary>
    public RunState StateAtEnd => Content.Failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures;

    /// <summary>The trial of a key, or <see langword="null"/>.</summary>
    public TTrial? TrialOf(string key) => _planByKey.GetValueOrDefault(key);

    /// <summary>Whether a trial has ended, well or not.</summary>
    public bool HasEnded(TTrial trial) => Content.Completed.ContainsKey(trial.Key) || Content.Failures.ContainsKey(trial.Key);

    /// <summary>
    /// Opens the journal of this process, and reads the results in it and in the journals of others. Failed trials are trained
    /// again.
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

    /// <summary>Continues with the whole run, and reads every journal again.</summary>
    /// <param name="whole">The folder, held for the whole run.</param>
    public void TakeAll(RunFolder whole)
    {
        Folder = whole;
        Share = study.Plan;
        Content = new JournalContent<TTrial, TResult>();
        Read(RunFolders.JournalsOf(whole.Path), Content);
    }

    /// <summary>Writes the record with the present counts.</summary>
    /// <param name="state">The state of the run.</param>
    /// <param name="ended">The end, or <see langword="null"/>.</param>
    /// <param name="log">Receives a warning where the clock went back.</param>
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
