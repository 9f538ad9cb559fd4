using Sans.Configuration.Files;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;
using Sans.Runs.Folders;
using Sans.Runs.Journals;

namespace Sans.Runs;

/// <summary>The results of a study so far.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="study">The study.</param>
/// <param name="context">The run: its data, engine and build.</param>
/// <param name="outcomes">The outcomes of its trials.</param>
public sealed class StudyResults<TTrial, TResult>(
    Study<TTrial, TResult> study, TableContext context, Outcomes<TTrial, TResult> outcomes) : IStudyResults
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <inheritdoc/>
    public IStudy Study => study;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Digests { get; } = outcomes.Results.ToDictionary(
        r => r.Key, r => r.Value.Digest, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Failures => outcomes.Failures;

    /// <inheritdoc/>
    public Table Table => study.Table(context, outcomes);

    /// <inheritdoc/>
    public StudyFiles Files => study.Files(context, outcomes);

    /// <inheritdoc/>
    public PublishedComparison? Published => study.Published(outcomes);

    /// <inheritdoc/>
    public StudyReport Report(DataFolder data) => RunReport.Of(study, context, outcomes, data);
}

/// <summary>Makes results of studies.</summary>
internal static class StudyResults
{
    /// <inheritdoc cref="IStudy.Read"/>
    public static IStudyResults Read<TTrial, TResult>(Study<TTrial, TResult> study, RunFolder folder, RunRecord record)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        Study<TTrial, TResult> present = RunStart.Present(study, record);
        IReadOnlyDictionary<string, TTrial> plan = Plans.ByKey(present.Plan);
        JournalContent<TTrial, TResult> content = new();
        foreach (string file in RunFolders.JournalsOf(folder.Path))
        {
            try
            {
                TrialJournal<TTrial, TResult>.Read(file, present.Journal, plan, content);
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                throw new UserErrorException($"{file} cannot be read: {FileProblem.Reason(e)}");
            }
        }

        return new StudyResults<TTrial, TResult>(present, RunReport.ContextOf(record), content.OutcomesOf(present.Plan));
    }

    /// <inheritdoc cref="IStudy.Train"/>
    public static IStudyResults Train<TTrial, TResult>(Study<TTrial, TResult> study, DataFolder folder)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        StudyData<TTrial, TResult> data = study.Load(folder, skipMissing: false);
        MemorySink<TTrial, TResult> sink = new();
        data.Train(study.Plan, sink, CancellationToken.None);
        return new StudyResults<TTrial, TResult>(
            study, new TableContext(study.Engine, data.Datasets.Digests, [], data.Datasets.Notes), sink.Content.OutcomesOf(study.Plan));
    }

    private sealed class MemorySink<TTrial, TResult> : ITrialSink<TTrial, TResult>
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        public JournalContent<TTrial, TResult> Content { get; } = new();

        public void Completed(TResult result) => Content.Add(result);

        public void Failed(TTrial trial, string reason, Exception? defect) => Content.Add(trial, reason);
    }
}
