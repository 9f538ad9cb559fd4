using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs.Journals;

namespace Sans.Runs;

/// <summary>What a run does for an experiment of one kind: plan, data, trainings, what the journal keeps, and the files that come of it all.</summary>
public abstract class Study
{
    /// <summary>Name of the processor, as an engine and as a device.</summary>
    public const string Processor = "cpu";

    /// <summary>What is run.</summary>
    public abstract ExperimentConfig Experiment { get; }

    /// <summary>Every trial, in the order of the tables.</summary>
    public abstract IReadOnlyList<ITrial> Plan { get; }

    /// <summary>Labels of the datasets, each with what may be missing.</summary>
    public abstract IReadOnlyList<string> Datasets { get; }

    /// <summary>Name of what trains.</summary>
    public abstract string Engine { get; }

    /// <summary>The device that was asked for, where one was.</summary>
    public virtual string? Device => null;

    /// <summary>What <see cref="INetworkEngine.Details"/> says of it.</summary>
    /// <exception cref="UserErrorException">What trains is not there.</exception>
    public virtual string? EngineDetails => null;

    /// <summary>How the journal tells of a trial.</summary>
    public abstract JournalFormat Journal { get; }

    /// <summary>The same without the datasets of the given labels.</summary>
    public abstract Study Without(IReadOnlyCollection<string> datasets);

    /// <summary>Loads the datasets.</summary>
    /// <param name="folder">Where published data lie.</param>
    /// <param name="skipMissing">Whether to leave out datasets whose files are not there, rather than fail.</param>
    /// <exception cref="DatasetException">Some of them cannot be used, or none is there; every problem is named.</exception>
    public abstract LoadedDatasets Load(DataFolder folder, bool skipMissing);

    /// <summary>Estimated work of a trial, at least 0; it decides which shard trains what, never what comes out.</summary>
    public abstract long Cost(ITrial trial);

    /// <summary>Trains, as an <see cref="INetworkEngine"/> does.</summary>
    /// <param name="trials">Some trials of the plan.</param>
    /// <param name="data">What <see cref="Load"/> returned.</param>
    /// <param name="sink">Receives what happens.</param>
    /// <param name="cancellationToken">Stops soon.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    public abstract void Train(IReadOnlyList<ITrial> trials, LoadedDatasets data, ITrialSink sink, CancellationToken cancellationToken);

    /// <summary>The table of a run, ended or not.</summary>
    /// <param name="context">Where and on what it ran.</param>
    /// <param name="content">How the trials ended that have ended.</param>
    public abstract Table Table(TableContext context, JournalContent content);

    /// <summary>A row for each trial, for <c>trials.csv</c>.</summary>
    /// <param name="content">How the trials ended that have ended.</param>
    public abstract Table Trials(JournalContent content);

    /// <summary>The files of a finished run, and the table to print.</summary>
    /// <param name="context">Where and on what it ran.</param>
    /// <param name="content">How every trial ended.</param>
    public StudyFiles Files(TableContext context, JournalContent content)
    {
        Table table = Table(context, content);
        string text = TextTable.Write(table);
        return new StudyFiles(
            text,
            table.Headline,
            [
                ("table.txt", text),
                ("table.md", MarkdownTable.Write(table)),
                ("table.csv", CsvTable.Write(table)),
                ("table.tex", LatexTable.Write(table, Experiment.Name)),
                ("trials.csv", CsvTable.Write(Trials(content))),
            ])
        {
            Warnings = LatexTable.WhatIsLost(table) is { } lost ? [lost] : [],
        };
    }

    /// <summary>The report of a run, ended or not.</summary>
    /// <param name="context">Where and on what it ran.</param>
    /// <param name="content">How the trials ended that have ended.</param>
    /// <param name="data">Its datasets, where they can be loaded.</param>
    public virtual StudyReport Report(TableContext context, JournalContent content, ReportData data)
    {
        return new StudyReport(new Page(Experiment.Title, [("experiment", $"{Experiment.Name}, engine {context.Engine}")], [new PageSection("Table", [new PlainBlock(TextTable.Write(Table(context, content)))])])
        {
            Warning = Page.WarningOf(Plan.Count, content.Completed.Count, content.Failures),
        });
    }

    /// <summary>The run beside the numbers that were published of its kind; <see langword="null"/> where there are none of what it measured.</summary>
    /// <param name="content">How the trials ended that have ended.</param>
    public virtual PublishedComparison? Published(JournalContent content) => null;
}

/// <summary>The files of a finished run.</summary>
/// <param name="Printed">The table that is printed at the end; one of the files holds it too.</param>
/// <param name="Headline">What the table comes to in a word; <see langword="null"/> where it has none.</param>
/// <param name="Files">Name below the run folder, with <c>/</c> between folders, and content.</param>
public sealed record StudyFiles(string Printed, string? Headline, IReadOnlyList<(string Name, string Text)> Files)
{
    /// <summary>What somebody who uses the files must know, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The report of a run.</summary>
/// <param name="Page">The page; its pictures are files too.</param>
/// <param name="Weights">Name below the run folder and content of the files with trained weights.</param>
public sealed record StudyReport(Page Page, IReadOnlyList<(string Name, byte[] Content)>? Weights = null);

/// <summary>The datasets of a run, for pictures of examples.</summary>
/// <param name="Loaded">The datasets; <see langword="null"/> where they are not what or where they were.</param>
/// <param name="WhyNot">Why they are not there, in a sentence.</param>
public sealed record ReportData(LoadedDatasets? Loaded, string? WhyNot = null);
