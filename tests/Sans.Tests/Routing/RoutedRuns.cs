using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Studies;
using Sans.Reports.Tables;
using Sans.Routing.Models;
using Sans.Routing.Rate;
using Sans.Routing.Tables;
using Sans.Runner;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Tests.Routing;

/// <summary>Runs experiments on routed networks in memory.</summary>
internal static class RoutedRuns
{
    /// <summary>Whether the whole experiments are run, as they are shipped.</summary>
    public static bool IsLong => Needs.IsLong;

    /// <summary>The rows of an approximation or of experts.</summary>
    public static IReadOnlyList<RoutedRow> Rows(ExperimentConfig experiment) => Rows([.. Results(experiment, Environment.ProcessorCount).Cast<RoutedResult>()]);

    /// <summary>The curves of an experiment on rates.</summary>
    public static IReadOnlyList<RateRow> Curves(RoutedRate experiment) => Curves([.. Results(experiment, Environment.ProcessorCount).Cast<RateResult>()]);

    /// <summary>The rows of results.</summary>
    public static IReadOnlyList<RoutedRow> Rows(IReadOnlyList<RoutedResult> results) => RoutedRow.Of(results.Select(r => r.Trial), results, new Dictionary<string, string>());

    /// <summary>The curves of results.</summary>
    public static IReadOnlyList<RateRow> Curves(IReadOnlyList<RateResult> results) => RateRow.Of(results.Select(r => r.Trial), results, new Dictionary<string, string>());

    /// <summary>What came of every trial, in the order of the plan.</summary>
    public static IReadOnlyList<ITrialResult> Results(ExperimentConfig experiment, int jobs)
    {
        (Study study, JournalContent content, _) = Train(experiment, jobs);
        return [.. study.Plan.Select(t => content.Completed[t.Key])];
    }

    /// <summary>The files of a run, and the names of the pictures in its report.</summary>
    public static (StudyFiles Files, string[] Pictures) Files(ExperimentConfig experiment, int jobs)
    {
        (Study study, JournalContent content, LoadedDatasets data) = Train(experiment, jobs);
        TableContext context = new(study.Engine, data.Digests, [], data.Notes);
        return (study.Files(context, content), [.. study.Report(context, content, new ReportData(data)).Page.Figures.Select(f => f.Name)]);
    }

    private static (Study Study, JournalContent Content, LoadedDatasets Data) Train(ExperimentConfig experiment, int jobs)
    {
        Study study = Studies.Of(experiment, Engines.Embedded, ActivationRegistry.Instance, jobs);
        LoadedDatasets data = study.Load(DataFolder.Find(), skipMissing: false);
        Sink sink = new();
        study.Train(study.Plan, data, sink, CancellationToken.None);
        return (study, sink.Content, data);
    }

    private sealed class Sink : ITrialSink
    {
        public JournalContent Content { get; } = new();

        public void Completed(ITrialResult result) => Content.Add(result);

        public void Failed(ITrial trial, string reason, Exception? defect) => Assert.Fail($"{trial.Key}: {reason}");
    }
}
