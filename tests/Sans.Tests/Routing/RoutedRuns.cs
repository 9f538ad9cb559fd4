using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Data;
using Sans.Routing.Models;
using Sans.Routing.Rate;
using Sans.Routing.Studies;
using Sans.Routing.Tables;
using Sans.Runner;
using Sans.Runs;

namespace Sans.Tests.Routing;

/// <summary>Runs experiments on routed networks in memory.</summary>
internal static class RoutedRuns
{
    /// <summary>Whether the whole shipped experiments are run.</summary>
    public static bool IsLong => Needs.IsLong;

    /// <summary>The rows of an approximation or of experts.</summary>
    public static IReadOnlyList<RoutedRow> Rows(RoutedStudy study) => Rows(TrainedStudy.Results(study));

    /// <summary>The curves of an experiment on rates.</summary>
    public static IReadOnlyList<RateRow> Curves(RoutedRate experiment) =>
        Curves(TrainedStudy.Results(new RateStudy(experiment, Environment.ProcessorCount)));

    /// <summary>The rows of results.</summary>
    public static IReadOnlyList<RoutedRow> Rows(IReadOnlyList<RoutedResult> results) =>
        RoutedRow.Of(results.Select(r => r.Trial), results, new Dictionary<string, string>());

    /// <summary>The curves of results.</summary>
    public static IReadOnlyList<RateRow> Curves(IReadOnlyList<RateResult> results) =>
        RateRow.Of(results.Select(r => r.Trial), results, new Dictionary<string, string>());

    /// <summary>The outcomes of an experiment of any kind. A failed trial fails the test.</summary>
    public static IStudyResults Train(ExperimentConfig experiment, int jobs)
    {
        IStudyResults results = Studies.Of(experiment, Engines.Embedded, ActivationRegistry.Instance, jobs).Train(DataFolder.Find());
        Assert.Empty(results.Failures);
        return results;
    }

    /// <summary>The files of a run, and the names of the pictures in its report.</summary>
    public static (StudyFiles Files, string[] Pictures) Files(ExperimentConfig experiment, int jobs)
    {
        IStudyResults results = Train(experiment, jobs);
        return (results.Files, [.. results.Report(DataFolder.Find()).Page.Figures.Select(f => f.Name)]);
    }
}
