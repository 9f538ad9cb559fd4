using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs.Folders;
using Sans.Runs.Journals;
using Sans.Runs.Shards;

namespace Sans.Runs;

/// <summary>The parts of a run that depend on the kind of experiment: plan, data, trainings, journal and files.</summary>
/// <typeparam name="TTrial">The trials of the kind.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
public abstract class Study<TTrial, TResult> : IStudy
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <inheritdoc/>
    public abstract ExperimentConfig Experiment { get; }

    /// <inheritdoc cref="IStudy.Plan"/>
    public abstract IReadOnlyList<TTrial> Plan { get; }

    /// <summary>The labels of all datasets, including those whose files may be missing.</summary>
    public abstract IReadOnlyList<string> Datasets { get; }

    /// <summary>Name of the engine. The default is the embedded engine's.</summary>
    public virtual string Engine => Processors.Cpu;

    /// <summary>The requested device, or <see langword="null"/>.</summary>
    public virtual string? Device => null;

    /// <summary>The details of the engine, as in <see cref="INetworkEngine.Details"/>.</summary>
    /// <exception cref="UserErrorException">The engine is not available.</exception>
    public virtual string? EngineDetails => null;

    /// <summary>The format of the journal.</summary>
    public abstract JournalFormat<TTrial, TResult> Journal { get; }

    /// <summary>The study without the datasets of the given labels.</summary>
    public abstract Study<TTrial, TResult> Without(IReadOnlyCollection<string> datasets);

    /// <inheritdoc cref="IStudy.Load"/>
    public abstract StudyData<TTrial, TResult> Load(DataFolder folder, bool skipMissing);

    /// <summary>
    /// Estimated work of a trial, at least 0. It distributes trials between shards, and never changes results.
    /// </summary>
    public abstract long Cost(TTrial trial);

    /// <summary>
    /// The name of <see cref="ComparedOf"/>, such as <c>least φ on validation</c>. Empty where trials have no such number.
    /// </summary>
    public virtual string LeastSoFar => "";

    /// <summary>The number by which trials are compared while a run goes on. Less is better.</summary>
    /// <param name="result">The result of a trial.</param>
    /// <returns>The number, or <see langword="null"/> where the trial has none.</returns>
    public virtual double? ComparedOf(TResult result) => null;

    /// <summary>The table of a run, ended or not.</summary>
    /// <param name="context">The run: its data, engine and build.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    public abstract Table Table(TableContext context, Outcomes<TTrial, TResult> outcomes);

    /// <summary>A row for each trial, for <c>trials.csv</c>.</summary>
    /// <param name="outcomes">The outcomes of the trials.</param>
    public abstract Table Trials(Outcomes<TTrial, TResult> outcomes);

    /// <summary>The report of a run, ended or not, without examples of its data.</summary>
    /// <param name="context">The run: its data, engine and build.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    /// <param name="whyNoExamples">The reason why there are no examples, in a sentence.</param>
    public virtual StudyReport Report(TableContext context, Outcomes<TTrial, TResult> outcomes, string? whyNoExamples)
    {
        Table table = Table(context, outcomes);
        PageSection section = new("Table", [new TableBlock(table), new NotesBlock(table.Notes)]);
        return new StudyReport(new Page(Experiment.Title, Page.HeadOf(table.Head), [section])
        {
            Answers = TableAnswer.Sentences(table),
            Summary = TableAnswer.Summary(table),
            Warning = WarningOf(outcomes),
        });
    }

    /// <summary>The comparison with published numbers of the kind, or <see langword="null"/> where none match.</summary>
    /// <param name="outcomes">The outcomes of its trials.</param>
    public virtual PublishedComparison? Published(Outcomes<TTrial, TResult> outcomes) => null;

    /// <summary>The files of a run, and the table to print.</summary>
    /// <param name="context">The run: its data, engine and build.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    public StudyFiles Files(TableContext context, Outcomes<TTrial, TResult> outcomes)
    {
        Table table = Table(context, outcomes);
        return new StudyFiles(
            table,
            [
                new("table.txt", TextTable.Write(table)),
                new("table.md", MarkdownTable.Write(table)),
                new("table.csv", CsvTable.Write(table)),
                new("table.tex", LatexTable.Write(table, Experiment.Name)),
                new("trials.csv", writer => CsvTable.Write(Trials(outcomes), writer)),
            ])
        {
            Warnings = LatexTable.WhatIsLost(table) is { } lost ? [lost] : [],
        };
    }

    /// <summary>The warning above a report, or <see langword="null"/> where all trials completed.</summary>
    protected static string? WarningOf(Outcomes<TTrial, TResult> outcomes) =>
        Page.WarningOf(outcomes.Plan.Count, outcomes.Results.Count, outcomes.Failures);

    /// <inheritdoc/>
    IReadOnlyList<ITrial> IStudy.Plan => Plan;

    /// <inheritdoc/>
    LoadedDatasets IStudy.Load(DataFolder folder, bool skipMissing) => Load(folder, skipMissing).Datasets;

    /// <inheritdoc/>
    RunEnd IStudy.Begin(string root, bool skipMissing, RunRequest request) => RunStart.Begin(this, root, skipMissing, request);

    /// <inheritdoc/>
    RunFolder IStudy.Freeze(string root, bool skipMissing, DataFolder data, int shardCount) =>
        RunStart.Freeze(this, root, skipMissing, data, shardCount);

    /// <inheritdoc/>
    RunEnd IStudy.Resume(RunFolder folder, RunRecord record, Shard? shard, RunRequest request) =>
        RunStart.Resume(this, folder, record, shard, request);

    /// <inheritdoc/>
    IStudyResults IStudy.Read(RunFolder folder, RunRecord record) => StudyResults.Read(this, folder, record);

    /// <inheritdoc/>
    IStudyResults IStudy.Train(DataFolder data) => StudyResults.Train(this, data);
}
